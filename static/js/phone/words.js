// Django's JavaScript catalogue, or the words themselves where it did not load.

export const gettext = window.gettext ?? ((text) => text);
export const ngettext = window.ngettext ?? ((one, many, count) => (count === 1 ? one : many));
export const interpolate = window.interpolate
  ?? ((format, values) => format.replace(/%\((\w+)\)s/g, (_, name) => String(values[name])));

/** A language's name in the reader's language: "ru-RU" -> "Russian". */
export function languageName(code) {
  try {
    return new Intl.DisplayNames([document.documentElement.lang || "en"], { type: "language" }).of(code.split(/[-_]/)[0]);
  } catch {
    return code;
  }
}

/** Seconds as 3:07, or 1:03:07. */
export function duration(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value) => String(value).padStart(2, "0");
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** The reader's wall clock as 14:02:07. */
export function wallClock(instant) {
  const at = new Date(instant);
  return [at.getHours(), at.getMinutes(), at.getSeconds()].map((part) => String(part).padStart(2, "0")).join(":");
}

// How the product labels its own legs: an id says nothing to the person at the telephone.
const IS_ID = /^(client:)?(op_)?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/;

/** The other party's name, for reading. */
export function partyName(name) {
  if (IS_ID.test(name)) return gettext("the operator");
  return name === "caller" ? gettext("the caller") : name.replace(/^client:/, "");
}
