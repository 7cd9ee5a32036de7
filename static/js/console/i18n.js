// Django's catalogue (/jsi18n/) puts these on window; without it (a test of one module) the English stays.

export const gettext = (text) => (window.gettext ? window.gettext(text) : text);

export const pgettext = (context, text) => (window.pgettext ? window.pgettext(context, text) : text);

export const ngettext = (one, many, count) => {
  if (window.ngettext) return window.ngettext(one, many, count);
  return count === 1 ? one : many;
};

/** Fill "%(name)s" from an object. */
export const interpolate = (text, values) => text.replace(/%\((\w+)\)s/g, (_, name) => String(values[name] ?? ""));

export const language = () => document.documentElement.lang || "en";
