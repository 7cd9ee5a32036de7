// How time and names of places are written: relative under an hour, absolute after, exact on hover, 3:07 for lengths.

import { gettext, interpolate, language } from "./i18n.js";

const HOUR = 3600;

/** Seconds as 3:07 or 1:03:07. */
export function length(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const pad = (part) => String(part).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / HOUR), Math.floor(whole / 60) % 60];
  return hours ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
}

// "2 Nov", not "Nov 2": the console is read in Europe and the Caucasus.
// A browser that does not know the reader's language (some do not know Georgian) writes figures: 02.11.2026.
const known = (kind) => kind.supportedLocalesOf(language()).length > 0;
const locale = () => (language() === "en" || !known(Intl.DateTimeFormat) ? "en-GB" : language());

const written = (at, options) => new Intl.DateTimeFormat(locale(), { hourCycle: "h23", ...options }).format(new Date(at));

/** The time of day in the reader's zone, 13:07. */
export const timeOfDay = (at) => written(at, { hour: "2-digit", minute: "2-digit" });

/** "2 Nov", with its year where one is asked for. */
function day(at, year = {}) {
  if (known(Intl.DateTimeFormat)) return written(at, { day: "numeric", month: "short", ...year });
  return written(at, { day: "2-digit", month: "2-digit", ...year }).replaceAll("/", ".");
}

/** Everything, for the hover. */
export const exact = (at) => `${day(at, { year: "numeric" })}, ${timeOfDay(at)}`;

/** "8 s ago", "4 min ago", then the time, then the day, then the day with its year. */
export function ago(iso, now) {
  const at = Date.parse(iso);
  const seconds = Math.max(0, (now - at) / 1000);
  if (seconds < 60) return interpolate(gettext("%(count)s s ago"), { count: Math.floor(seconds) });
  if (seconds < HOUR) return interpolate(gettext("%(count)s min ago"), { count: Math.floor(seconds / 60) });
  const [then, today] = [new Date(at), new Date(now)];
  if (then.toDateString() === today.toDateString()) return timeOfDay(at);
  const year = then.getFullYear() === today.getFullYear() ? {} : { year: "numeric" };
  return day(at, year);
}

/** The clock of another zone with its city, "Moscow 12:45"; "" for a zone that is not known. */
export function there(zone, now) {
  if (!zone) return "";
  try {
    const time = written(now, { hour: "2-digit", minute: "2-digit", timeZone: zone });
    return `${zone.split("/").pop().replaceAll("_", " ")} ${time}`;
  } catch {
    return "";
  }
}

/** "ru" as the reader calls it: "Russian". */
export function languageName(code) {
  const told = document.querySelector("#languages")?.content.querySelector(`[value="${CSS.escape(code.slice(0, 2))}"]`);
  if (told) return told.textContent;
  try {
    const name = new Intl.DisplayNames([language()], { type: "language" }).of(code) ?? code;
    // Georgian has no capital for a first letter.
    return /^\p{Script=Georgian}/u.test(name) ? name : name.charAt(0).toLocaleUpperCase() + name.slice(1);
  } catch {
    return code;
  }
}

/** A phone number in groups that stay together; the figures are tabular, in which a hyphen would be as wide as a digit. */
export const phoneNumber = (display) => (display ?? "").replace(/[\s-]+/g, "\u00a0");

/** A phone number with its country's letters behind it; withheld numbers say so. */
export function callerName(caller) {
  if (!caller?.number) return gettext("Number withheld");
  return [phoneNumber(caller.display), caller.country].filter(Boolean).join(" ");
}

/** What a caller chose in the company's menu, and what she keyed in: "2 Repairs, Order number 4711". */
export function menuText(menu) {
  const chosen = (menu?.path ?? []).map(({ key, title }) => `${key} ${title}`.trim());
  const entered = (menu?.entered ?? []).map(({ title, digits }) => `${title} ${digits}`.trim());
  return [chosen.join(" › "), ...entered].filter(Boolean).join(", ");
}
