// Keys are places on the keyboard (event.code), so they are the same on every layout. A function key alone, or Alt with
// a key; never a bare letter. Ending a call takes a chord. Pure but for the storage it is given.

import { gettext } from "./i18n.js";

const STORED = "cc.shortcuts";
const OURS = /^F([1-9]|10)$/; // F11 and F12 are the browser's
const KEEP_OUT = new Set(["F5", "Alt+F4", "Alt+Tab", "Alt+ArrowLeft", "Alt+ArrowRight"]);
const MODIFIERS = /^(Alt|Control|Shift|Meta)/;

export const DEFAULTS = Object.freeze({
  accept: "F2",
  search: "F3",
  mute: "F6",
  hold: "F7",
  keys: "F8",
  transfer: "F9",
  hand: "F10",
  end: "Ctrl+Shift+KeyE",
  hear: "Alt+KeyH",
  notes: "Alt+KeyN",
  "more-time": "Alt+KeyM",
  next: "Alt+Enter",
  break: "Alt+KeyB",
  ready: "Alt+KeyR",
});

export const nameOf = (action) => ({
  accept: gettext("Accept the call"),
  search: gettext("Search the questions"),
  mute: gettext("Mute"),
  hold: gettext("Hold"),
  keys: gettext("Telephone keys"),
  transfer: gettext("Transfer"),
  hand: gettext("Raise a hand to the floor"),
  end: gettext("End the call"),
  hear: gettext("Hear the greeting"),
  notes: gettext("Notes"),
  "more-time": gettext("More time"),
  next: gettext("Next"),
  break: gettext("Break, or next and then break"),
  ready: gettext("Ready"),
})[action];

/** "Ctrl+Shift+KeyE" of a keyboard event; null while only modifiers are held. */
export function comboOf(event) {
  if (!event.code || MODIFIERS.test(event.code)) return null;
  const held = [event.ctrlKey && "Ctrl", event.metaKey && "Meta", event.altKey && "Alt", event.shiftKey && "Shift"];
  return [...held.filter(Boolean), event.code].join("+");
}

/** "Ctrl Shift E", as it is written on the page. */
export function labelOf(combo) {
  return combo
    .split("+")
    .map((part) => part.replace(/^(Key|Digit)(?=.$)/, "").replace(/^Numpad/, "Num "))
    .join(" ");
}

/** As aria-keyshortcuts wants it. */
export const ariaOf = (combo) => labelOf(combo).replaceAll(" ", "+").replace("Ctrl", "Control");

/** Why a combination cannot stand for an action; "" when it can. */
export function refusal(action, combo, bindings) {
  const [key, ...held] = combo.split("+").reverse();
  if (KEEP_OUT.has(combo) || held.includes("Meta")) return gettext("This key belongs to the browser.");
  if (/^Alt\+Digit[1-9]$/.test(combo)) return gettext("Alt with a digit chooses an outcome.");
  const other = Object.keys(bindings).find((name) => name !== action && bindings[name] === combo);
  if (other) return gettext("This key already has another task.");
  if (action === "end") return held.length >= 2 ? "" : gettext("Ending a call takes two modifiers, for example Ctrl Shift E.");
  const plain = (held.length === 0 && OURS.test(key)) || (held.length === 1 && held[0] === "Alt");
  return plain ? "" : gettext("A function key, or Alt with another key.");
}

/** Her own keys over the defaults, kept in this browser. */
export function createBindings(storage) {
  let own = {};
  try {
    own = JSON.parse(storage.getItem(STORED) ?? "{}") ?? {};
  } catch {
    own = {};
  }
  const current = () => ({ ...DEFAULTS, ...Object.fromEntries(Object.entries(own).filter(([name]) => name in DEFAULTS)) });
  const keep = () => storage.setItem(STORED, JSON.stringify(own));

  return {
    current,
    actionOf(combo) {
      const found = Object.entries(current()).find(([, bound]) => bound === combo);
      if (found) return { action: found[0] };
      const outcome = /^Alt\+(?:Digit|Numpad)([1-9])$/.exec(combo ?? "");
      return outcome ? { action: "outcome", number: Number(outcome[1]) } : null;
    },
    change(action, combo) {
      const problem = refusal(action, combo, current());
      if (!problem) { own = { ...own, [action]: combo }; keep(); }
      return problem;
    },
    reset() {
      own = {};
      keep();
    },
  };
}
