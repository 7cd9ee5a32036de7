// The form of each kind of step.

import { make } from "../console/dom.js";
import { gettext } from "../console/i18n.js";
import { freeKey } from "./draft.js";
import { button, choice, exit, number, text, texts, tick } from "./fields.js";

const KEYS = [..."1234567890*#"].map((key) => [key, key]);
const group = (legend, ...parts) => make("fieldset", { class: "group" }, make("legend", {}, legend), ...parts.flat());

/** All fields of a node. `page` has the steps, languages, queues, answers and `changed(redraw)`. */
export function formOf(node, page) {
  const title = text(gettext("Title"), node, "title", "title", { ...page, hint: gettext("Operators see it, and so does the call's history.") });
  return [title, ...(FORMS[node.kind]?.(node, page) ?? [])];
}

const say = (node, page, label = gettext("What is said")) => texts(label, node, "say", "say", page);
const next = (node, page, label = gettext("Then")) => exit(label, node, "next", "next", page);

function retry(node, name, legend, page) {
  return group(legend,
    texts(gettext("What is said first"), node[name], "say", `${name}.say`, page),
    exit(gettext("Then"), node[name], "next", `${name}.next`, { ...page, empty: gettext("ask again") }));
}

function asks(node, page) {
  return [
    make("div", { class: "pair" },
      number(gettext("Wait, in seconds"), node, "wait", "wait", { ...page, least: 1, most: 30 }),
      number(gettext("Tries"), node, "tries", "tries", { ...page, least: 1, most: 5 })),
    retry(node, "silence", gettext("Nothing pressed"), page),
    retry(node, "wrong", gettext("Something else pressed"), page),
    exit(gettext("After the last try"), node, "otherwise", "otherwise", page),
  ];
}

function keyRow(node, one, place, page) {
  const path = `choices.${place}`;
  const words = { text: (one.words?.[page.languages[0].code] ?? []).join(", ") };
  const meant = text(gettext("Words that mean it"), words, "text", `${path}.words`, {
    changed: () => {
      const said = words.text.split(",").map((word) => word.trim()).filter(Boolean).slice(0, 12);
      one.words = said.length ? { ...one.words, [page.languages[0].code]: said } : {};
      page.changed();
    },
    hint: gettext("With commas between them."),
    most: 300,
  });
  return make("li", { class: "key-row" },
    choice(gettext("Key"), one, "key", `${path}.key`, { ...page, options: KEYS }),
    text(gettext("Means"), one, "title", `${path}.title`, page),
    exit(gettext("Then"), one, "next", `${path}.next`, page),
    node.speech ? meant : null,
    remover(node, place, page));
}

function remover(node, place, page) {
  const label = gettext("Take this key out");
  return button("×", () => { node.choices.splice(place, 1); page.changed(true, true); }, { class: "btn btn-plain remove", "aria-label": label, title: label });
}

function keys(node, page) {
  const more = button(gettext("Add a key"), () => {
    node.choices.push({ key: freeKey(node.choices), title: "", next: "" });
    page.changed(true, true);
  });
  return group(gettext("Keys"), wrongOf("choices"), make("ol", { class: "keys" }, node.choices.map((one, place) => keyRow(node, one, place, page))), more);
}

function tongues(node, page) {
  const options = page.languages.map(({ code, name }) => [code, name]);
  const rows = node.choices.map((one, place) => make("li", { class: "key-row" },
    choice(gettext("Key"), one, "key", `choices.${place}.key`, { ...page, options: KEYS }),
    choice(gettext("Language"), one, "language", `choices.${place}.language`, { ...page, options }),
    remover(node, place, page)));
  const more = button(gettext("Add a language"), () => {
    const free = page.languages.find(({ code }) => !node.choices.some(({ language }) => language === code)) ?? page.languages[0];
    node.choices.push({ key: freeKey(node.choices), language: free.code });
    page.changed(true, true);
  });
  return group(gettext("Keys"), wrongOf("choices"), make("ol", { class: "keys" }, rows), more);
}

const wrongOf = (path) => make("p", { class: "wrong", "data-wrong": path, hidden: true });

function whichQueue(node, page, label = gettext("Queue")) {
  const options = page.queues.map(({ code, name }) => [code, name]);
  if (!options.some(([code]) => code === node.queue)) options.push([node.queue, `${node.queue} ?`]);
  return choice(label, node, "queue", "queue", { ...page, options });
}

function queue(node, page) {
  return [
    whichQueue(node, page),
    exit(gettext("When nobody is on duty"), node, "nobody", "nobody", { ...page, empty: gettext("take a message") }),
    exit(gettext("If the queue is ever deleted"), node, "gone", "gone", { ...page, empty: gettext("the queue must not be deleted") }),
  ];
}

function collect(node, page) {
  const address = node.check !== "URL" ? [] : [
    text(gettext("Our address"), node, "url", "url", { ...page, most: 500, hint: gettext("It is asked with the digits and answers within 3 seconds: {\"valid\": true, \"route\": \"…\"}.") }),
    exit(gettext("When it does not answer"), node, "failed", "failed", page),
    routes(node, page),
  ];
  return [
    ...say(node, page),
    make("div", { class: "pair" },
      number(gettext("Digits at least"), node, "least", "least", { ...page, least: 1, most: 32 }),
      number(gettext("Digits at most"), node, "most", "most", { ...page, least: 1, most: 32 })),
    choice(gettext("Check"), node, "check", "check", { ...page, options: Object.entries(page.checks), changed: () => page.changed(true, true) }),
    ...address,
    tick(gettext("Keep the digits secret: neither shown nor written down"), node, "secret", "secret", page),
    next(node, page, gettext("When they are right")),
    ...asks(node, page),
  ];
}

function routes(node, page) {
  const rows = Object.keys(node.routes).map((name) => make("li", { class: "route-row" },
    exit(`“${name}”`, node.routes, name, `routes.${name}`, page),
    button("×", () => { delete node.routes[name]; page.changed(true, true); }, { class: "btn btn-plain remove", "aria-label": gettext("Take this answer out") })));
  const fresh = { name: "" };
  const named = text(gettext("Another answer of the address"), fresh, "name", "routes", { changed: () => {} });
  const more = button(gettext("Add the answer"), () => {
    const name = fresh.name.trim().toLowerCase();
    if (!/^[a-z][a-z0-9_-]{0,39}$/.test(name)) return;
    node.routes[name] ??= "";
    page.changed(true, true);
  });
  return group(gettext("It may answer with a route"), make("ol", { class: "keys" }, rows), make("div", { class: "inline bottom" }, named, more));
}

const days = () => ({
  mon: gettext("Monday"), tue: gettext("Tuesday"), wed: gettext("Wednesday"), thu: gettext("Thursday"), fri: gettext("Friday"),
  sat: gettext("Saturday"), sun: gettext("Sunday"),
});

/** Hours that this step alone has; holidays stay the company's. */
function ownWeek(node, page) {
  const own = { on: node.week !== null };
  const choose = tick(gettext("Hours of its own"), own, "on", "week", {
    changed: () => { node.week = own.on ? {} : null; page.changed(true, true); },
  });
  if (!own.on) return [choose, make("p", { class: "quiet" }, gettext("By your opening hours and holidays, which stand on the page before."))];
  const rows = Object.entries(days()).map(([day, label]) => {
    const told = { text: (node.week[day] ?? []).join(", ") };
    return text(label, told, "text", `week.${day}`, {
      changed: () => { node.week[day] = told.text.replaceAll("–", "-").split(",").map((span) => span.trim()).filter(Boolean); page.changed(); },
      most: 80,
    });
  });
  return [choose, group(gettext("As 09:00-18:00, or 09:00-13:00, 14:00-18:00; empty is closed"), make("div", { class: "pair" }, rows))];
}

function hours(node, page) {
  return [
    ...ownWeek(node, page),
    exit(gettext("When open"), node, "open", "open", page),
    exit(gettext("When closed"), node, "closed", "closed", page),
    exit(gettext("On holidays"), node, "holiday", "holiday", { ...page, empty: gettext("as when closed") }),
  ];
}

function answer(node, page) {
  const options = [["0", gettext("choose …")], ...page.answers.map(({ id, title, group: name }) => [String(id), `${name}: ${title}`])];
  return [choice(gettext("Answer to read"), node, "question", "question", { ...page, options, convert: Number }), next(node, page)];
}

const FORMS = {
  ANNOUNCEMENT: (node, page) => [...say(node, page), next(node, page)],
  MENU: (node, page) => [
    ...say(node, page),
    keys(node, page),
    tick(gettext("Listen to words too"), node, "speech", "speech", { changed: () => page.changed(true, true) }),
    ...asks(node, page),
  ],
  HOURS: hours,
  LANGUAGE: (node, page) => [...say(node, page, gettext("What is said, one after another")), tongues(node, page), next(node, page), ...asks(node, page)],
  COLLECT: collect,
  ANSWER: answer,
  QUEUE: queue,
  EMERGENCY: (node, page) => [...say(node, page, gettext("What to do first")), ...queue(node, page)],
  VOICEMAIL: (node, page) => say(node, page, gettext("What is said instead of the usual invitation")),
  FORWARD: (node, page) => [
    text(gettext("Number"), node, "number", "number", { ...page, mode: "tel", most: 20, hint: "+995322000120" }),
    number(gettext("Ring, in seconds"), node, "ring_time", "ring_time", { ...page, least: 5, most: 120 }),
    next(node, page, gettext("If nobody answers")),
  ],
  CALLBACK: (node, page) => [
    make("p", { class: "quiet" }, gettext("She hears her number, confirms it or keys in another, and is called in her turn.")),
    whichQueue(node, page, gettext("Her place is in the queue")),
    next(node, page, gettext("If she would rather not")),
  ],
  HANG_UP: (node, page) => say(node, page, gettext("Last words")),
};
