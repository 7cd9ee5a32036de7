// The list of steps: each a line that opens into its form. Arrows walk over the lines, Alt with an arrow moves a step.

import { all, make, one } from "../console/dom.js";
import { gettext, interpolate } from "../console/i18n.js";
import { formOf } from "./forms.js";

const nameOf = (node, page) => node.title || page.kinds[node.kind];

/** The steps as an exit may name them. */
export const stepsOf = (draft, page) => draft.nodes.map((node, place) => ({ id: node.id, label: `${place + 1} ${nameOf(node, page)}` }));

/** One line that says what a step does. */
function summary(node, draft, page) {
  const to = (id) => { const found = draft.nodes.find((other) => other.id === id); return found ? nameOf(found, page) : "…"; };
  const first = Object.values(node.say ?? {})[0] ?? "";
  switch (node.kind) {
    case "MENU": return node.choices.map(({ key, title, next }) => `${key} ${title || to(next)}`).join(" · ");
    case "LANGUAGE": return node.choices.map(({ key, language }) => `${key} ${page.languages.find(({ code }) => code === language)?.name ?? language}`).join(" · ");
    case "HOURS": return interpolate(gettext("open: %(open)s, closed: %(closed)s"), { open: to(node.open), closed: to(node.closed) });
    case "QUEUE": case "EMERGENCY": case "CALLBACK": return page.queues.find(({ code }) => code === node.queue)?.name ?? node.queue;
    case "ANSWER": return page.answers.find(({ id }) => id === node.question)?.title ?? "";
    case "FORWARD": return node.number;
    case "COLLECT": return first || page.checks[node.check];
    default: return first;
  }
}

export function createList(root, { draft, page, acts }) {
  let opened = "";

  function line(node, place) {
    const open = node.id === opened;
    const head = make("button", { class: "step-head", type: "button", "aria-expanded": String(open), "data-step": node.id },
      make("span", { class: "place num" }, String(place + 1)),
      make("span", { class: "kind" }, page.kinds[node.kind]),
      make("span", { class: "name" }, node.title),
      make("span", { class: "summary quiet" }, summary(node, draft, page)),
      make("span", { class: "flaw", hidden: true }));
    head.addEventListener("click", () => show(open ? "" : node.id));
    return make("li", { class: "node", "data-node": node.id }, head, open ? body(node) : null);
  }

  function body(node) {
    const context = { ...page, steps: stepsOf(draft, page), changed: (redraw, again) => acts.changed(again) };
    return make("div", { class: "step-body" },
      make("ul", { class: "problems", "data-general": node.id }),
      make("fieldset", { disabled: !page.may_edit }, formOf(node, context), foot(node)));
  }

  function foot(node) {
    const act = (words, work, more = {}) => {
      const made = make("button", { class: "btn btn-line", type: "button", ...more }, words);
      made.addEventListener("click", work);
      return made;
    };
    return make("div", { class: "inline wrap-line step-foot" },
      draft.start === node.id ? make("span", { class: "chip" }, gettext("Calls begin here")) : act(gettext("Begin calls here"), () => acts.start(node.id)),
      act(gettext("Up"), () => acts.move(node.id, -1)),
      act(gettext("Down"), () => acts.move(node.id, 1)),
      act(gettext("Take this step out"), () => acts.remove(node.id), { class: "btn btn-line danger" }));
  }

  function render() {
    const focused = document.activeElement?.dataset?.step;
    const path = document.activeElement?.dataset?.path;
    root.replaceChildren(...draft.nodes.map(line));
    if (focused) one(`[data-step="${focused}"]`, root)?.focus();
    else if (path) one(`[data-node="${opened}"] [data-path="${path}"]`, root)?.focus();
  }

  function show(id, { focus = true, path = "" } = {}) {
    opened = id;
    render();
    acts.drawn();
    const head = one(`[data-step="${id}"]`, root);
    if (!head) return;
    head.scrollIntoView({ block: "nearest" });
    const field = path ? one(`[data-node="${id}"] [data-path="${path}"]`, root) : null;
    if (focus) (field ?? head).focus();
  }

  /** The lines say again what the steps do, while a form is being typed into. */
  function refresh() {
    for (const [place, node] of draft.nodes.entries()) {
      const item = one(`[data-node="${node.id}"]`, root);
      if (!item) continue;
      one(".place", item).textContent = String(place + 1);
      one(".name", item).textContent = node.title;
      one(".summary", item).textContent = summary(node, draft, page);
    }
  }

  function mark(problems) {
    for (const item of all(".node", root)) {
      const own = problems.filter(({ node }) => node === item.dataset.node);
      const flaw = one(".flaw", item);
      flaw.hidden = own.length === 0;
      flaw.textContent = own.length ? interpolate(gettext("to do: %(count)s"), { count: own.length }) : "";
      item.classList.toggle("has-flaw", own.length > 0);
      explain(item, own);
    }
  }

  function explain(item, own) {
    const told = new Set();
    for (const place of all("[data-wrong]", item)) {
      const here = own.filter(({ field }) => field === place.dataset.wrong);
      place.textContent = here.map(({ text }) => text).join(" ");
      place.hidden = here.length === 0;
      const control = one(`[data-path="${place.dataset.wrong}"]`, item);
      control?.classList.toggle("is-wrong", here.length > 0);
      for (const problem of here) told.add(problem);
    }
    one("[data-general]", item)?.replaceChildren(...own.filter((problem) => !told.has(problem)).map(({ text }) => make("li", {}, text)));
  }

  /** Where a call stands, while the menu is tried. */
  function light(id) {
    for (const item of all(".node", root)) item.classList.toggle("lit", item.dataset.node === id);
    one(".lit", root)?.scrollIntoView({ block: "nearest" });
  }

  root.addEventListener("keydown", (event) => {
    const id = event.target.dataset?.step;
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!id || !by || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (event.altKey) acts.move(id, by);
    else {
      const heads = all("[data-step]", root);
      heads[heads.findIndex((head) => head.dataset.step === id) + by]?.focus();
    }
  });

  return { render, refresh, mark, light, show, get opened() { return opened; } };
}
