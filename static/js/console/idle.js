// Between calls: what waits, my day, the companies I answer for, my keys.

import { all, attribute, fill, make, one, put, show } from "./dom.js";
import { length, timeOfDay } from "./format.js";
import { gettext, interpolate, ngettext } from "./i18n.js";
import { reasonOf, wordOf } from "./moment.js";
import { ariaOf, labelOf, nameOf } from "./shortcuts.js";

function emptyOf({ state, reason, misses, waiting }) {
  if (state === "READY" && waiting.count) return [gettext("A caller is on the way to you."), gettext("It rings here in a moment.")];
  if (state === "READY") return [gettext("Nobody waits for you."), gettext("The next call rings here by itself.")];
  if (reason === "missed-offers" || misses >= 3) {
    return [gettext("Three calls in a row rang here and nobody answered."), gettext("They went to your colleagues, and calls stopped ringing here. Say when you are back.")];
  }
  if (reason === "connection-lost") return [gettext("This page was away for a while."), gettext("Calls went to your colleagues. Say when you are back.")];
  if (state === "BREAK") return [gettext("You are on a break."), gettext("Calls go to your colleagues until you are ready.")];
  return [gettext("You are offline."), gettext("No call rings here until you are ready.")];
}

const mayAsk = () => "Notification" in window && Notification.permission === "default";

function ofCompany(company) {
  return make("li", {}, make("span", { class: "avatar", "aria-hidden": "true" }, company.monogram), company.name);
}

function sinceWord({ state, reason }) {
  const said = state === "BREAK" && reasonOf(reason);
  return said || wordOf(state);
}

export function renderIdle(snapshot) {
  const [title, text] = emptyOf(snapshot);
  put("empty-title", title);
  put("empty-text", text);
  const ready = snapshot.state === "READY";
  show(one("#empty-ready"), !ready);
  show(one("#empty-notify"), ready && mayAsk());
  show(one("#idle-ready"), !ready);
  show(one("#idle-break"), ready);
  put("today-number", String(snapshot.today.calls));
  put("since-word", sinceWord(snapshot));
  put("since", timeOfDay(snapshot.state_since));
  fill(one("#companies"), snapshot.operator.companies, () => snapshot.operator.companies.map(ofCompany));
}

/** During a call the page names no other company, not even where it cannot be seen. */
export function clearIdle() {
  fill(one("#companies"), null, () => []);
}

export function tickIdle(snapshot, clock) {
  put("clock", timeOfDay(clock.now()));
  const words = { READY: gettext("Ready for calls"), BREAK: gettext("On a break"), OFFLINE: gettext("Offline") };
  put("now-detail", words[snapshot.state] ?? "");
}

export function waitingText({ count, longest_since: since }, clock) {
  if (!count) return gettext("nobody");
  if (!since) return String(count);
  return interpolate(gettext("%(count)s, longest %(length)s"), { count, length: length(clock.since(since)) });
}

export const todayText = ({ calls }) => interpolate(ngettext("%(count)s call", "%(count)s calls", calls), { count: calls });

/** Write her keys wherever the page shows one, and the short list at the right. */
export function renderKeys(bindings) {
  const current = bindings.current();
  for (const place of all("[data-key]")) {
    const combo = current[place.dataset.key];
    place.textContent = labelOf(combo);
    const target = place.closest("button") ?? place.parentElement.querySelector("input");
    if (target) attribute(target, "aria-keyshortcuts", ariaOf(combo));
  }
  const short = ["accept", "search", "mute", "hold", "keys", "transfer", "end", "next", "more-time", "notes"];
  fill(one("#key-list"), current, () => short.map((action) => make("div", {},
    make("dt", {}, nameOf(action)), make("dd", {}, make("kbd", {}, labelOf(current[action]))))));
}
