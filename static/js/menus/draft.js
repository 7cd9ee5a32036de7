// The document of a menu, and what can be done to it. Pure: it knows nothing of the page.

const EXITS = ["next", "otherwise", "open", "closed", "holiday", "nobody", "gone", "failed"];
const QUESTION = () => ({ say: {}, wait: 5, tries: 3, silence: { say: {}, next: "" }, wrong: { say: {}, next: "" }, otherwise: "" });

const NEW = {
  ANNOUNCEMENT: () => ({ say: {}, next: "" }),
  MENU: () => ({ ...QUESTION(), choices: [{ key: "1", title: "", next: "" }], speech: false }),
  HOURS: () => ({ week: null, open: "", closed: "", holiday: "" }),
  LANGUAGE: () => ({ ...QUESTION(), choices: [], next: "" }),
  COLLECT: () => ({ ...QUESTION(), least: 1, most: 20, check: "NONE", url: "", routes: {}, next: "", failed: "", secret: false }),
  ANSWER: () => ({ question: 0, next: "" }),
  QUEUE: () => ({ queue: "general", nobody: "", gone: "" }),
  EMERGENCY: () => ({ say: {}, queue: "general", nobody: "", gone: "" }),
  VOICEMAIL: () => ({ say: {} }),
  FORWARD: () => ({ number: "", ring_time: 25, next: "" }),
  CALLBACK: () => ({ queue: "general", next: "" }),
  HANG_UP: () => ({ say: {} }),
};

/** What every node may leave out is there, so that a form can be bound to it. */
export function whole(draft) {
  draft.nodes = (draft.nodes ?? []).map((node) => ({ title: "", ...structuredClone(NEW[node.kind]?.() ?? {}), ...node }));
  for (const node of draft.nodes) {
    for (const name of ["silence", "wrong"]) if (node[name]) node[name] = { say: {}, next: "", ...node[name] };
  }
  draft.languages ??= ["en"];
  return draft;
}

export const nodeOf = (draft, id) => draft.nodes.find((node) => node.id === id);

function freeId(draft, kind) {
  const base = kind.toLowerCase();
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}_${number}`;
    if (!nodeOf(draft, id)) return id;
  }
}

/** Add a node behind another one, or at the end. */
export function add(draft, kind, title, behind) {
  const node = { id: freeId(draft, kind), kind, title, ...NEW[kind]() };
  const place = draft.nodes.findIndex(({ id }) => id === behind);
  draft.nodes.splice(place < 0 ? draft.nodes.length : place + 1, 0, node);
  if (!nodeOf(draft, draft.start)) draft.start = node.id;
  return node;
}

/** Take a node out; whatever led to it leads nowhere. Answers how to put everything back. */
export function remove(draft, id) {
  const before = structuredClone(draft);
  draft.nodes = draft.nodes.filter((node) => node.id !== id);
  for (const node of draft.nodes) forget(node, id);
  if (draft.start === id) draft.start = draft.nodes[0]?.id ?? "";
  return () => Object.assign(draft, before);
}

function forget(node, id) {
  for (const name of EXITS) if (node[name] === id) node[name] = "";
  for (const part of [node.silence, node.wrong, ...(node.choices ?? [])]) if (part?.next === id) part.next = "";
  for (const [route, to] of Object.entries(node.routes ?? {})) if (to === id) node.routes[route] = "";
}

/** Move a node up (-1) or down (1). */
export function move(draft, id, by) {
  const place = draft.nodes.findIndex((node) => node.id === id);
  const goal = place + by;
  if (goal < 0 || goal >= draft.nodes.length) return false;
  const [node] = draft.nodes.splice(place, 1);
  draft.nodes.splice(goal, 0, node);
  return true;
}

/** The first key that no choice has. */
export const freeKey = (choices) => [..."1234567890*#"].find((key) => !choices.some((choice) => choice.key === key)) ?? "1";
