// The editor of a menu: the document, its list, its drawing, and what the server says of it after every change.

import { make } from "../console/dom.js";
import { gettext, interpolate, ngettext } from "../console/i18n.js";
import { createLine } from "../lib/in-turn.js";
import { ask } from "./api.js";
import { createAttempt } from "./attempt.js";
import { add, move, remove, whole } from "./draft.js";
import { createDrawing } from "./drawing.js";
import { createList } from "./list.js";
import { createPublishing } from "./publish.js";

const PAUSE_MS = 600;
const UNDO_MS = 10_000;
const byId = (id) => document.getElementById(id);

const data = JSON.parse(byId("menu-data").textContent);
const draft = whole(data.flow.draft);
let { revision } = data.flow;
let { checked } = data;
let timer = 0;
const inTurn = createLine();

const page = {
  ...data,
  start: () => draft.start,
  get languages() { return draft.languages.map((code) => data.languages.find((one) => one.code === code) ?? { code, name: code }); },
  words: { drawing: gettext("The steps and the ways between them; the list says the same in words."), back: byId("try") },
};

function say(text, undo = null) {
  const place = byId("said");
  place.replaceChildren(text);
  place.hidden = !text;
  if (!undo) return;
  const back = make("button", { class: "btn btn-line", type: "button" }, gettext("Undo"));
  const ends = setTimeout(() => say(""), UNDO_MS);
  back.addEventListener("click", () => { clearTimeout(ends); say(""); undo(); });
  place.append(" ", back);
}

const list = createList(byId("nodes"), { draft, page, acts: {
  changed: (again) => { if (again) list.render(); else list.refresh(); later(); },
  drawn: () => list.mark(checked.problems),
  start: (id) => { draft.start = id; list.render(); later(); },
  move: (id, by) => { if (page.may_edit && move(draft, id, by)) { list.render(); later(); } },
  remove: takeOut,
} });
const drawing = createDrawing(byId("drawing"), page, (id) => list.show(id));
const light = (id) => { list.light(id); drawing.light(id); };
const attempt = createAttempt(byId("attempt"), { page, draft, light });
const publishing = createPublishing(byId("publishing"), page, { open: (id, field) => list.show(id, { path: field }), say });

function takeOut(id) {
  const undo = remove(draft, id);
  list.show("", { focus: false });
  later();
  say(gettext("The step is taken out, and nothing leads there any more."), () => { undo(); list.render(); later(); });
}

/* ---- kept by the server, which says what is wrong ---- */

function later() {
  byId("saved").textContent = gettext("Changed");
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE_MS);
}

/** Each save names the revision that the answer to the one before has told. */
function save() {
  clearTimeout(timer);
  return inTurn(keep);
}

async function keep() {
  try {
    const answer = await ask("PUT", page.url, { name: data.flow.name, draft, revision });
    ({ revision } = answer);
    checked = answer;
    byId("saved").textContent = gettext("Draft saved");
    show();
  } catch (error) {
    byId("saved").textContent = gettext("Not saved");
    say(error.message);
  }
}

function show() {
  const { problems, changes } = checked;
  list.mark(problems);
  drawing.draw(checked.drawing, problems);
  byId("whole-problems").replaceChildren(...problems.filter(({ node }) => !node).map(({ text }) => make("li", {}, text)));
  const flaws = byId("problem-count");
  flaws.hidden = !page.may_edit && !problems.length;
  flaws.className = `chip ${problems.length ? "is-bad" : "is-good"}`;
  flaws.textContent = problems.length
    ? interpolate(ngettext("%(count)s thing to do", "%(count)s things to do", problems.length), { count: problems.length })
    : changes?.length === 0 ? gettext("Callers hear it as it is") : gettext("Ready to publish");
  const differs = byId("change-count");
  differs.hidden = !changes?.length;
  differs.textContent = interpolate(ngettext("%(count)s change is not published", "%(count)s changes are not published", changes?.length ?? 0), { count: changes?.length ?? 0 });
}

/* ---- the whole menu: its languages, and new steps ---- */

function languages() {
  const boxes = data.languages.map(({ code, name }) => {
    const box = make("input", { class: "form-check-input", type: "checkbox", value: code });
    box.checked = draft.languages.includes(code);
    box.addEventListener("change", () => {
      const wanted = box.checked ? [...draft.languages, code] : draft.languages.filter((one) => one !== code);
      if (!wanted.length) { box.checked = true; return; }
      draft.languages = wanted;
      list.render();
      later();
    });
    return make("label", { class: "form-check" }, box, " ", name);
  });
  return make("fieldset", { class: "group inline wrap-line", disabled: !page.may_edit }, make("legend", {}, gettext("Languages")), boxes);
}

function adding() {
  const kinds = make("select", { class: "form-select", id: "new-kind" }, Object.entries(page.kinds).map(([value, words]) => make("option", { value }, words)));
  const act = make("button", { class: "btn btn-line", type: "button" }, gettext("Add a step"));
  act.addEventListener("click", () => {
    const node = add(draft, kinds.value, "", list.opened);
    list.show(node.id);
    later();
  });
  return [make("label", { class: "visually-hidden", for: "new-kind" }, gettext("Kind of the new step")), kinds, act];
}

async function command(path) {
  try {
    await ask("POST", `${page.url}versions/${path}/`);
    location.reload();
  } catch (error) {
    if (error.problems) publishing.show({ problems: error.problems, changes: [] });
    else say(error.message);
  }
}

byId("whole").append(languages());
if (page.may_edit) byId("add").append(...adding());
byId("try").addEventListener("click", () => attempt.begin());
byId("publish")?.addEventListener("click", async () => { await save(); publishing.show(checked); });
for (const [name, verb] of [["restore", "restore"], ["cancel", "cancel"]]) {
  for (const one of document.querySelectorAll(`[data-${name}]`)) one.addEventListener("click", () => command(`${one.dataset[name]}/${verb}`));
}
list.render();
show();
