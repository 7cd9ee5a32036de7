// Hands that are up, operators by state, and what nobody covers.

import { fill, icon, make, one } from "../console/dom.js";
import { gettext, interpolate } from "../console/i18n.js";
import { languageName, length, timeOfDay } from "../console/format.js";
import { SHOWN_STATES, handsOf, stateShape, stateWord, statesOf, uncoveredOf } from "./measure.js";

const SHOWN = 3;
const SHOWN_GAPS = 4;

export function shape(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", `shape is-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `${document.body.dataset.icons}#s-${name}`);
  svg.append(use);
  return svg;
}

const REASONS = () => ({
  "missed-offers": gettext("missed offers"), "connection-lost": gettext("connection lost"), lunch: gettext("lunch"),
  training: gettext("training"), "short-break": gettext("short break"), technical: gettext("technical trouble"), floor: gettext("sent by the floor"),
});

export const reasonWord = (reason) => REASONS()[reason] ?? reason;

function person(operator, state, drawer) {
  const tone = operator.hand_since ? "warn" : state === "OFF" ? "bad" : "";
  const extra = [operator.hand_since ? gettext("hand up") : "", ["BREAK", "OFF"].includes(state) ? reasonWord(operator.reason) : ""].filter(Boolean).join(", ");
  const button = make("button", { type: "button", class: `link ${tone}`, "data-person": operator.id, "aria-haspopup": "dialog" },
    operator.name, " ", make("span", { "data-since": operator.since }), extra ? ` ${extra}` : "");
  button.addEventListener("click", () => drawer.open({ kind: "operator", id: operator.id }, button));
  return button;
}

function group(state, operators, drawer) {
  const first = [...operators].sort((a, b) => Number(Boolean(b.hand_since)) - Number(Boolean(a.hand_since))).slice(0, SHOWN);
  const more = operators.length - first.length;
  const others = make("button", { type: "button", class: "link quiet", "aria-haspopup": "dialog" }, interpolate(gettext("and %(count)s"), { count: more }));
  others.addEventListener("click", () => drawer.open({ kind: "state", state }, others));
  return make("li", {}, shape(stateShape(state)), make("h3", {}, stateWord(state)), make("b", {}, String(operators.length)),
    operators.length ? make("p", { class: "who" }, first.map((one_) => person(one_, state, drawer)), more > 0 ? others : null) : null);
}

function hand(operator, sections, drawer, acts) {
  const company = sections.companies[operator.company_id]?.name;
  const come = make("button", { type: "button", class: "btn btn-primary" }, gettext("I am coming"));
  come.addEventListener("click", () => acts.answerHand(operator));
  const look = make("button", { type: "button", class: "btn btn-line", "aria-haspopup": "dialog" }, gettext("Look closer"));
  look.addEventListener("click", () => drawer.open({ kind: "operator", id: operator.id }, look));
  const doing = make("p", {}, stateWord(operator.state), " ", make("span", { "data-since": operator.since }), company ? `, ${company}.` : ".", operator.hand_note ? ` “${operator.hand_note}”` : "");
  return make("section", { class: "panel hand-up" },
    make("h2", {}, icon("hand-stop"), make("span", {}, interpolate(gettext("%(who)s asks for help"), { who: operator.name }), ", ", make("span", { "data-since": operator.hand_since }))),
    doing, make("div", { class: "inline" }, come, look));
}

function gap(row, drawer) {
  const language = languageName(row.language.split("-")[0]);
  const words = row.cleared === 0 ? gettext("no operator is cleared for it")
    : row.open && row.working === 0 ? interpolate(gettext("nobody on duty, %(count)s cleared"), { count: row.cleared })
      : row.open ? gettext("one operator only")
        : row.opens_at ? interpolate(gettext("opens %(at)s, %(count)s cleared"), { at: timeOfDay(row.opens_at), count: row.cleared })
          : gettext("closed for the next 24 h");
  const tone = row.open && row.working === 0 ? "bad" : row.cleared === 0 ? "warn" : "";
  const button = make("button", { type: "button", class: `link ${tone}`, "aria-haspopup": "dialog" }, `${row.name}, ${language}`);
  button.addEventListener("click", () => drawer.open({ kind: "gap", company_id: row.company_id, language: row.language }, button));
  return make("li", {}, button, " ", make("span", { class: "quiet" }, words));
}

function gaps(sections, drawer) {
  const rows = uncoveredOf(sections).filter((row) => row.open || row.opens_at);
  if (!rows.length) return [make("li", { class: "quiet" }, gettext("Every company and language has two operators on duty."))];
  const more = rows.length - SHOWN_GAPS;
  const others = make("button", { type: "button", class: "link quiet", "aria-haspopup": "dialog" }, interpolate(gettext("and %(count)s"), { count: more }));
  others.addEventListener("click", () => drawer.open({ kind: "gaps" }, others));
  return [...rows.slice(0, SHOWN_GAPS).map((row) => gap(row, drawer)), more > 0 ? make("li", {}, others) : ""];
}

/** Draw a place anew and give the focus back to whom it was on. */
function keepFocus(place, draw) {
  const held = place.contains(document.activeElement) ? document.activeElement.dataset.person : null;
  if (draw() && held) one(`[data-person="${held}"]`, place)?.focus();
}

export function renderPeople(sections, clock, drawer, acts) {
  const groups = statesOf(sections);
  const shown = SHOWN_STATES.filter((state) => groups[state].length || !["HOLD", "OFF"].includes(state));
  keepFocus(one("#states"), () => fill(one("#states"), shown.map((state) => groups[state].map(({ seq, ...rest }) => rest)), () => shown.map((state) => group(state, groups[state], drawer))));
  const hands = handsOf(sections);
  fill(one("#hands"), hands, () => hands.slice(0, 2).map((operator) => hand(operator, sections, drawer, acts)));
  fill(one("#uncovered"), [sections.uncovered, Object.keys(sections.companies)], () => gaps(sections, drawer));
  tickPeople(clock);
}

export function tickPeople(clock) {
  for (const place of document.querySelectorAll(".people [data-since], #drawer [data-since]")) place.textContent = length(clock.since(place.dataset.since));
}

export { gap };
