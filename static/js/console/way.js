// The way of a call, from top to bottom: what happened, how long it took, and where it stands now. Pure.

import { length, timeOfDay } from "./format.js";
import { gettext } from "./i18n.js";

const TOLD = new Set(["ANNOUNCED", "TRANSFER_STARTED", "TRANSFERRED", "TRANSFER_FAILED", "OPERATOR_LOST"]);

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

/** Who ended it, in words. */
export function endedBy(call) {
  const last = [...(call.timeline ?? [])].reverse().find(({ kind }) => kind === "HUNG_UP" || kind === "TRANSFERRED");
  return last?.text || gettext("The call has ended");
}

/** Steps as {word, took, detail, current?, counts?: {from}}: `counts` is a length that is still running. */
export function wayOf(call) {
  const told = (call.timeline ?? []).filter(({ kind }) => TOLD.has(kind));
  const step = ({ at, text }) => ({ word: text, took: timeOfDay(at), detail: "" });
  const before = told.filter(({ at }) => !call.answered_at || at < call.answered_at);
  const steps = [
    { word: gettext("Dialled"), took: timeOfDay(call.arrived_at), detail: call.dialled?.display ?? "" },
    ...before.map(step),
    { word: gettext("Waited"), took: length(call.wait_time ?? 0), detail: "" },
  ];
  if (!call.answered_at) return [...steps, { word: gettext("Connecting"), took: "", detail: "", current: true }];
  const after = told.filter((entry) => !before.includes(entry)).map(step);
  return [...steps, ...talk(call, after)];
}

function talk(call, after) {
  const held = heldTime(call.timeline);
  const onHold = held >= 1 ? `${gettext("On hold")} ${length(held)}` : "";
  if (call.state === "WRAP_UP") {
    const talked = seconds(call.answered_at, call.ended_at ?? call.answered_at);
    return [
      { word: gettext("Talked"), took: length(talked), detail: onHold },
      ...after,
      { word: gettext("Wrap-up"), counts: { from: call.ended_at }, detail: endedBy(call), current: true },
    ];
  }
  const talking = { word: gettext("Talking"), counts: { from: call.answered_at }, detail: onHold };
  if (call.state === "LOST") return [talking, ...after, { word: gettext("Your line broke"), took: "", detail: gettext("The caller is put through to you again"), current: true }];
  if (call.hold_since) return [talking, ...after, { word: gettext("On hold"), counts: { from: call.hold_since }, detail: gettext("The caller hears music"), current: true }];
  return [...after, { ...talking, current: true }];
}
