// Which of the four faces a snapshot shows, and what her state is called. Pure.

import { gettext } from "./i18n.js";

export function momentOf(snapshot) {
  if (!snapshot) return "loading";
  const { call, offer } = snapshot;
  // A call that rings at her, for the first time or again after her line broke, is an offer until she is in it.
  const comes = (call?.state === "CONNECTING" || call?.state === "LOST") && offer?.call_id === call.id;
  if (call && !comes) return call.state === "WRAP_UP" ? "wrapup" : "talk";
  return offer ? "ring" : "idle";
}

const SHAPES = {
  READY: "ready",
  BREAK: "break",
  OFFLINE: "offline",
  RESERVED: "ringing",
  TALKING: "talking",
  HOLD: "talking",
  WRAP_UP: "wrapup",
};

export const shapeOf = (state) => SHAPES[state] ?? "offline";

export function wordOf(state) {
  const words = {
    READY: gettext("Ready"),
    BREAK: gettext("Break"),
    OFFLINE: gettext("Offline"),
    RESERVED: gettext("Ringing"),
    TALKING: gettext("Talking"),
    HOLD: gettext("On hold"),
    WRAP_UP: gettext("Wrap-up"),
  };
  return words[state] ?? state;
}

/** The reason of a break in words; what a person typed is said as it is. */
export function reasonOf(reason) {
  const words = {
    "short-break": gettext("Short break"),
    lunch: gettext("Lunch"),
    training: gettext("Training"),
    technical: gettext("Technical trouble"),
    "connection-lost": gettext("The connection was lost"),
    "missed-offers": gettext("Three calls in a row were missed"),
  };
  return words[reason] ?? reason ?? "";
}
