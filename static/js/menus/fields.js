// Parts of a form, each bound to one field of the document. Every one carries data-path, where its problems are shown.

import { make } from "../console/dom.js";
import { gettext } from "../console/i18n.js";

let count = 0;

/** A label over a control, with room for what is wrong with it. */
function framed(label, control, path, hint = "") {
  count += 1;
  control.id = `field-${count}`;
  control.dataset.path = path;
  control.setAttribute("aria-describedby", `wrong-${count}`);
  return make("div", { class: "field" },
    make("label", { class: "form-label", for: control.id }, label),
    control,
    hint ? make("p", { class: "small quiet" }, hint) : null,
    make("p", { class: "wrong", id: `wrong-${count}`, "data-wrong": path, hidden: true }));
}

export function text(label, object, name, path, { changed, hint = "", long = false, mode = null, most = 60 }) {
  const control = make(long ? "textarea" : "input", { class: "form-control", rows: long ? 2 : null, maxlength: most, inputmode: mode, autocomplete: "off" });
  control.value = object[name] ?? "";
  control.addEventListener("input", () => { object[name] = control.value; changed(); });
  return framed(label, control, path, hint);
}

export function number(label, object, name, path, { changed, least, most }) {
  const control = make("input", { class: "form-control short", type: "number", min: least, max: most });
  control.value = object[name];
  control.addEventListener("input", () => { object[name] = Number(control.value); changed(); });
  return framed(label, control, path);
}

export function choice(label, object, name, path, { changed, options, hint = "", convert = (value) => value }) {
  const control = make("select", { class: "form-select" }, options.map(([value, words, group]) => make("option", { value, "data-group": group }, words)));
  control.value = object[name] ?? "";
  control.addEventListener("change", () => { object[name] = convert(control.value); changed(true); });
  return framed(label, control, path, hint);
}

export function tick(label, object, name, path, { changed }) {
  count += 1;
  const control = make("input", { class: "form-check-input", type: "checkbox", id: `field-${count}`, "data-path": path });
  control.checked = Boolean(object[name]);
  control.addEventListener("change", () => { object[name] = control.checked; changed(true); });
  return make("label", { class: "form-check", for: control.id }, control, " ", label);
}

/** What is said, once per language of the menu. */
export function texts(label, object, name, path, { changed, languages, hint = "" }) {
  object[name] ??= {};
  const several = languages.length > 1;
  return languages.map(({ code, name: language }) => {
    const words = several ? `${label} (${language})` : label;
    const field = text(words, object[name], code, `${path}.${code}`, { changed, long: true, most: 1000, hint });
    field.querySelector("textarea").lang = code;
    return field;
  });
}

/** Where the call goes: a select of all steps. */
export function exit(label, object, name, path, { changed, steps, empty = gettext("choose …") }) {
  const options = [["", empty], ...steps.map(({ id, label: words }) => [id, words])];
  if (object[name] && !steps.some(({ id }) => id === object[name])) options.push([object[name], `${object[name]} ?`]);
  return choice(label, object, name, path, { changed, options });
}

export function button(label, act, attributes = {}) {
  const made = make("button", { class: "btn btn-line", type: "button", ...attributes }, label);
  made.addEventListener("click", act);
  return made;
}
