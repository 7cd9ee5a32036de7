// The way of a call, from top to bottom: what happened, how long it took, and where it stands now. Pure.

import { length, menuText, phoneNumber, timeOfDay } from "./format.js";
import { gettext, interpolate } from "./i18n.js";

const told = () => ({
  ANNOUNCED: gettext("Announcement"),
  TRANSFER_STARTED: gettext("Transfer"),
  TRANSFERRED: gettext("Transferred"),
  TRANSFER_FAILED: gettext("Transfer failed"),
  DIAL_REFUSED: gettext("Not dialled"),
  OPERATOR_LOST: gettext("Your line broke"),
});

const seconds = (from, until) => Math.max(0, (Date.parse(until) - Date.parse(from)) / 1000);

/** Seconds on hold that are over (a hold that lasts is counted by the running step). */
export function heldTime(timeline = []) {
  let since = null;
  let held = 0;
  for (const { kind, at } of timeline) {
    if (kind === "HELD") since ??= at;
    else if (since && ["RESUMED", "HUNG_UP", "TRANSFERRED", "OPERATOR_LOST"].includes(kind)) {
      held += seconds(since, at);
      since = null;
    }
  }
  return held;
}

/** When the conversation was over; the call itself may go on with a specialist. */
export function overAt(call) {
  const last = (call.timeline ?? []).findLast(({ kind }) => ["HUNG_UP", "TRANSFER_STARTED"].includes(kind));
  return call.ended_at ?? last?.at ?? call.answered_at;
}

/** Where the caller is being put through to, in words. */
export function transferText({ state, to, name }) {
  const words = {
    RINGING: gettext("Ringing at %(who)s"),
    CONNECTED: gettext("Connected with %(who)s"),
    FAILED: gettext("%(who)s did not answer"),
  };
  return interpolate(words[state] ?? "", { who: name || phoneNumber(to) });
}

/** Who ended it, in words. */
export function endedBy(call) {
  const last = (call.timeline ?? []).findLast(({ kind }) => kind === "HUNG_UP" || kind === "TRANSFERRED");
  if (call.transfer && !call.ended_at) return transferText(call.transfer);
  if (last?.kind === "TRANSFERRED") return gettext("The caller was transferred");
  const words = {
    CALLER: gettext("The caller hung up"),
    OPERATOR: gettext("You ended the call"),
    SYSTEM: gettext("The line ended the call"),
  };
  return words[last?.text] ?? gettext("The call has ended");
}

/** Steps as {word, took, detail, current?, counts?: {from}}: `counts` is a length that is still running. */
export function wayOf(call) {
  const words = told();
  const events = (call.timeline ?? []).filter(({ kind }) => kind in words);
  const step = ({ kind, at, text }) => ({ word: words[kind], took: timeOfDay(at), detail: kind.startsWith("TRANSFER") ? text : "" });
  const before = events.filter(({ at }) => !call.answered_at || at < call.answered_at);
  const chosen = menuText(call.menu);
  const steps = [
    { word: gettext("Dialled"), took: timeOfDay(call.arrived_at), detail: phoneNumber(call.dialled?.display) },
    ...(chosen ? [{ word: gettext("Menu"), took: "", detail: chosen }] : []),
    ...before.map(step),
    { word: gettext("Waited"), took: length(call.wait_time ?? 0), detail: "" },
  ];
  if (!call.answered_at) return [...steps, { word: gettext("Connecting"), took: "", detail: "", current: true }];
  const after = events.filter((entry) => !before.includes(entry)).map(step);
  return [...steps, ...talk(call, after)];
}

function talk(call, after) {
  const held = heldTime(call.timeline);
  const onHold = held >= 1 ? [gettext("On hold"), length(held)].join(" ") : "";
  if (call.state === "WRAP_UP") {
    const talked = seconds(call.answered_at, overAt(call));
    return [
      { word: gettext("Talked"), took: length(talked), detail: onHold },
      ...after,
      { word: gettext("Wrap-up"), counts: { from: overAt(call) }, detail: endedBy(call), current: true },
    ];
  }
  const talking = { word: gettext("Talking"), counts: { from: call.answered_at }, detail: onHold };
  if (call.state === "LOST") return [talking, ...after, { word: gettext("Your line broke"), took: "", detail: gettext("The caller is put through to you again"), current: true }];
  if (call.hold_since) return [talking, ...after, { word: gettext("On hold"), counts: { from: call.hold_since }, detail: gettext("The caller hears music"), current: true }];
  return [...after, { ...talking, current: true }];
}
