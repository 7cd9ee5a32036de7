// Publishing: what changes for callers, from when on, and a note for the history.

import { make } from "../console/dom.js";
import { gettext, interpolate } from "../console/i18n.js";
import { ask } from "./api.js";

function changeOf({ where, text, before, after, change }) {
  return make("li", { class: `is-${change.toLowerCase()}` }, make("span", { class: "strong" }, where), " ", text,
    before ? [" ", make("del", {}, before)] : null, after ? [" ", make("ins", {}, after)] : null);
}

function whatChanges(changes) {
  if (changes === null) return make("p", {}, gettext("This is the first version: callers hear all of it."));
  if (!changes.length) return make("p", { class: "quiet" }, gettext("It says what callers hear already."));
  return make("ul", { class: "changes" }, changes.map(changeOf));
}

export function createPublishing(dialog, page, { open, say }) {
  function show({ problems, changes }) {
    dialog.replaceChildren(problems.length ? refused(problems) : form(changes));
    dialog.showModal();
  }

  const close = (words = gettext("Cancel")) => {
    const made = make("button", { class: "btn btn-line", type: "button" }, words);
    made.addEventListener("click", () => dialog.close());
    return made;
  };

  const heading = (words) => make("h2", { id: "h-publishing" }, words);

  function refused(problems) {
    const link = ({ node, field, text }) => {
      const made = make("button", { class: "link", type: "button" }, text);
      made.addEventListener("click", () => { dialog.close(); open(node, field); });
      return make("li", {}, node ? made : text);
    };
    return make("div", { class: "stack-wide" }, heading(gettext("Not yet: something is missing")),
      make("ul", { class: "problems" }, problems.map(link)), make("div", { class: "inline" }, close(gettext("Back to the steps"))));
  }

  function form(changes) {
    const at = make("input", { class: "form-control", type: "datetime-local", name: "at", "aria-label": gettext("From when on") });
    const later = make("input", { class: "form-check-input", type: "radio", name: "when", value: "later" });
    const now = make("input", { class: "form-check-input", type: "radio", name: "when", value: "now", checked: true });
    const note = make("input", { class: "form-control", name: "note", id: "publish-note", maxlength: 200, autocomplete: "off" });
    at.addEventListener("focus", () => { later.checked = true; });
    const made = make("form", { class: "stack-wide" }, heading(gettext("Publish")), whatChanges(changes),
      make("fieldset", { class: "group" }, make("legend", {}, gettext("Callers hear it")),
        make("label", { class: "form-check" }, now, " ", gettext("from now on; calls under way keep what they began with")),
        make("label", { class: "form-check" }, later, " ", interpolate(gettext("at a time, by the clock of %(zone)s"), { zone: page.zone })), at),
      make("div", {}, make("label", { class: "form-label", for: "publish-note" }, gettext("Why, in a few words")), note),
      make("div", { class: "inline" }, make("button", { class: "btn btn-primary", type: "submit" }, gettext("Publish")), close()));
    made.addEventListener("submit", (event) => {
      event.preventDefault();
      publish({ live_from: later.checked && at.value ? at.value : null, note: note.value });
    });
    return made;
  }

  async function publish(body) {
    try {
      await ask("POST", `${page.url}publish/`, body);
      location.reload();
    } catch (error) {
      dialog.close();
      if (error.problems) show({ problems: error.problems, changes: [] });
      else say(error.message);
    }
  }

  return { show };
}
