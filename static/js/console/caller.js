// Who calls: number, how often before, what time it is there, what came of the last times.

import { all, fill, has, make, put, since } from "./dom.js";
import { callerName, length, menuText, phoneNumber, there, timeOfDay } from "./format.js";
import { gettext, interpolate } from "./i18n.js";

function callsText({ number, calls_before: before }) {
  if (!number) return gettext("Earlier calls are not known");
  if (!before) return gettext("First call");
  return interpolate(gettext("Call %(count)s from this number"), { count: before + 1 });
}

/** "at 14:05, waited 3:12": she has been on the line before, and is not there now. */
function callbackText(callback) {
  if (!callback) return "";
  const said = interpolate(gettext("at %(time)s, waited %(waited)s"), { time: timeOfDay(callback.promised_at), waited: length(callback.waited) });
  return callback.attempt > 1 ? `${said} · ${interpolate(gettext("try %(count)s"), { count: callback.attempt })}` : said;
}

function outcomeOf({ disposition, outcome }) {
  const words = {
    ANSWERED: gettext("Answered"),
    ABANDONED: gettext("Hung up while waiting"),
    VOICEMAIL: gettext("Left a message"),
    MISSED: gettext("Nobody answered"),
    CALLBACK: gettext("Asked for a callback"),
    MERGED: gettext("Rang again first"),
    MENU: gettext("Ended in the menu"),
    FORWARDED: gettext("Forwarded"),
  };
  return disposition || words[outcome] || gettext("No outcome noted");
}

function ofContact(contact, now) {
  return make("li", {},
    make("div", { class: "line" },
      make("b", {}, outcomeOf(contact)),
      since(contact.at, now, { class: "muted small push" })),
    contact.note ? make("span", {}, contact.note) : null);
}

/** @param subject the offer or the call */
export function renderCaller(subject, clock) {
  put("caller", callerName(subject.caller));
  put("caller-calls", callsText(subject.caller));
  put("dialled", phoneNumber(subject.dialled?.display));
  put("menu", menuText(subject.menu));
  has("menu", Boolean(menuText(subject.menu)));
  put("callback", callbackText(subject.callback));
  has("callback", Boolean(subject.callback));
  has("waits", Boolean(subject.waited_since));
  has("there", Boolean(there(subject.caller.local_time_zone, clock.now())));
  put("waited", length(subject.wait_time ?? 0));
  const contacts = subject.last_contacts ?? [];
  has("contacts", contacts.length > 0);
  for (const list of all('[data-list="contacts"]')) fill(list, contacts, () => contacts.map((contact) => ofContact(contact, clock.now())));

}

/** At Next nothing of the caller is left on the page, not even where it cannot be seen. */
export function clearCaller() {
  for (const name of ["caller", "caller-calls", "dialled", "menu", "callback", "there", "waited", "waits", "ended", "chosen", "chosen-text"]) put(name, "");
  for (const list of all('[data-list="contacts"]')) fill(list, null, () => []);
}

export function tickCaller(subject, clock) {
  put("there", there(subject.caller.local_time_zone, clock.now()));
  if (subject.waited_since) put("waits", length(clock.since(subject.waited_since)));
}
