// Listening to a call, coaching its operator, barging in: the bar above the tiles, and what the drawer offers.
//
// The telephone is the console's own, begun when it is first needed: a wall that only hangs there registers nothing. In
// silent listening this page's microphone is shut too, so that she is silent from her click on and not from the carrier's
// answer.

import { attribute, make, one, put } from "../console/dom.js";
import { createPhone } from "../console/phone.js";
import { gettext, interpolate } from "../console/i18n.js";
import { createLine } from "../lib/in-turn.js";
import { length } from "../console/format.js";

const REGISTER_MS = 10_000;
const TALKING = ["TALKING", "HOLD"];

export function createListening({ store, clock, api, acts, bootstrap, open }) {
  const bar = one("#listening");
  const modes = [...bar.querySelectorAll("[data-mode]")];
  const phone = createPhone(() => store.sections && render(store.sections));
  const reasons = new Map();
  let shown = null;
  let leaving = false;
  let meant = null; // the mode that she has pressed, until the wall shows it
  let pending = 0;
  const inTurn = createLine();

  const rows = (sections) => Object.values(sections?.listeners ?? {});
  const own = (sections) => rows(sections).find((row) => row.person_id === bootstrap.person) ?? null;
  const operatorOf = (row) => store.sections.people[row.operator_id]?.name ?? "?";

  const heardBy = (row) => ({
    LISTEN: gettext("Nobody hears you."),
    COACH: interpolate(gettext("Only %(who)s hears you."), { who: operatorOf(row) }),
    BARGE: gettext("Everybody hears you, the caller too."),
  })[row.mode];

  const modeWord = (mode) => ({ LISTEN: gettext("listens"), COACH: gettext("coaches"), BARGE: gettext("has barged in") })[mode] ?? mode;

  /** Until the carrier knows this page nobody can be put through to it. */
  async function ready() {
    await phone.start(bootstrap.softphone);
    const until = Date.now() + REGISTER_MS;
    while (!["registered", "failed", "none"].includes(phone.state.status) && Date.now() < until) await new Promise((wake) => setTimeout(wake, 50));
    return ["registered", "none"].includes(phone.state.status);
  }

  async function begin(callId, mode, reason) {
    if (!(await ready())) {
      acts.say(gettext("Your telephone in this browser is not connected. Try again."));
      return false;
    }
    phone.forget();
    phone.accept();
    const done = await acts.listen(callId, { mode, reason });
    if (!done) phone.forget();
    return done;
  }

  async function turn(mode) {
    const row = own(store.sections);
    if (!row || (meant ?? row.mode) === mode) return;
    meant = mode;
    pending += 1;
    if (mode === "LISTEN") phone.mute(true);
    const done = await inTurn(() => acts.turn(row.call_id, mode, heardBy({ ...row, mode })));
    pending -= 1;
    if (done || meant !== mode) return;
    meant = null;
    phone.mute((own(store.sections) ?? row).mode === "LISTEN");
  }

  async function leave() {
    const row = own(store.sections);
    if (!row) return;
    phone.mute(true);
    leaving = true;
    leaving = await acts.leave(row.call_id);
  }

  /** It has ended; where she did not ask for it, she is told why. */
  function over() {
    phone.forget();
    if (!leaving) acts.say(shown.state === "ANSWERED" ? gettext("The conversation is over, or went on without its operator.") : gettext("You could not be put through."));
    leaving = false;
    const held = bar.contains(document.activeElement);
    bar.hidden = true;
    if (held) one("#main").querySelector("button, [tabindex]")?.focus();
  }

  function voiceText(row) {
    if (row.state !== "ANSWERED") return gettext("You are being put through.");
    if (!phone.state.voice && row.mode !== "LISTEN") return gettext("No microphone: you hear them, and nobody hears you.");
    return heardBy(row);
  }

  function render(sections) {
    const row = own(sections);
    const key = row ? `${row.id} ${row.mode} ${row.state}` : "";
    if (!row) {
      if (shown) over();
      shown = meant = null;
      return;
    }
    const begins = !shown || shown.id !== row.id;
    const turned = shown?.key !== key;
    if (turned && row.state === "ANSWERED") phone.mute([row.mode, meant].includes("LISTEN"));
    if (!pending && (turned || meant === row.mode)) meant = null;
    shown = { id: row.id, key, state: row.state };
    bar.hidden = false;
    attribute(bar, "data-mode", row.mode);
    put("listening-heard", voiceText(row));
    for (const button of modes) attribute(button, "aria-pressed", String(button.dataset.mode === row.mode));
    tick();
    if (begins && !one("#drawer").open) one("#listening-title").focus();
  }

  function tick() {
    const row = own(store.sections);
    if (!row) return;
    const company = store.sections.companies[row.company_id]?.name ?? "?";
    put("listening-title", interpolate(gettext("With %(who)s, %(company)s, %(time)s"), { who: operatorOf(row), company, time: length(clock.since(row.since)) }));
  }

  /** What the drawer offers under an operator who is in a call. */
  function face(operatorId, operator, { button, close, openCall }) {
    if (!operator.call_id || !TALKING.includes(operator.state)) return [];
    const callId = operator.call_id;
    const input = make("input", { class: "form-control", maxlength: 200, required: true, autocomplete: "off" });
    input.value = reasons.get(callId) ?? (operator.hand_since ? gettext("Asked for help") : "");
    input.addEventListener("input", () => reasons.set(callId, input.value));
    const given = () => input.reportValidity() && input.value.trim();
    const go = (mode) => async () => { const reason = given(); if (reason && (await begin(callId, mode, reason))) close(); };
    const others = rows(store.sections).filter((row) => row.call_id === callId && row.person_id !== bootstrap.person);
    const mine = own(store.sections);
    return [make("section", { class: "call-acts" },
      make("h3", {}, gettext("This call")),
      others.length ? make("ul", {}, others.map((row) => make("li", {}, `${row.name} ${modeWord(row.mode)}`))) : null,
      make("label", {}, gettext("Reason, which the company can read"), input),
      make("div", { class: "inline wrap" },
        mine ? null : [button(gettext("Listen"), go("LISTEN"), true), button(gettext("Coach"), go("COACH")), button(gettext("Barge in"), go("BARGE"))],
        button(gettext("Open the call"), async () => { const reason = given(); if (reason && (await acts.openCall(callId, reason))) openCall(callId); })))];
  }

  for (const button of modes) button.addEventListener("click", () => turn(button.dataset.mode));
  one("#listening-leave").addEventListener("click", leave);
  one("#listening-open").addEventListener("click", () => { const row = own(store.sections); if (row) open(row.call_id); });

  return { render, tick, face, phone };
}
