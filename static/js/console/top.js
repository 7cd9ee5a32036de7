// The bar at the top: her state and since when, her day, what waits; and the title of the tab.

import { attribute, one, put, show, write } from "./dom.js";
import { length } from "./format.js";
import { gettext, interpolate } from "./i18n.js";
import { todayText, waitingText } from "./idle.js";
import { shapeOf, wordOf } from "./moment.js";

export function renderTop(snapshot) {
  const { state } = snapshot;
  attribute(one("#state"), "data-state", shapeOf(state));
  put("state-word", wordOf(state));
  put("today", todayText(snapshot.today));
  put("operator", snapshot.operator.name);
  put("initials", snapshot.operator.initials);
  const then = snapshot.next_state;
  show(one("#then"), Boolean(then));
  write(one("#then"), then ? interpolate(gettext("then %(state)s"), { state: wordOf(then).toLocaleLowerCase() }) : "");
}

/** A hold in between does not begin the conversation anew. */
const stateSince = ({ state, state_since: since, call }) => (state === "TALKING" && call?.answered_at) || since;

/** What the tab says. */
export function titleOf(snapshot, now, clock) {
  const name = (snapshot.offer ?? snapshot.call)?.company.name;
  if (now === "ring") return interpolate(gettext("Ringing: %(company)s"), { company: name });
  const time = now === "wrapup" ? length(Math.ceil(clock.until(snapshot.call.wrap_up_ends_at))) : length(clock.since(stateSince(snapshot)));
  if (now === "talk") return `${wordOf(snapshot.state)} ${time}, ${name}`;
  if (now === "wrapup") return interpolate(gettext("Wrap-up %(time)s left, %(company)s"), { time, company: name });
  return wordOf(snapshot.state);
}

export function tickTop(snapshot, clock) {
  put("state-time", length(clock.since(stateSince(snapshot))));
  put("waiting", waitingText(snapshot.waiting, clock));
}
