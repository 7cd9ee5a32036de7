// From rows to what the wall says. Pure: sections and the time in, plain objects out.

import { gettext } from "../console/i18n.js";

const DEFAULT_TARGET = { share: 0.8, within: 20 };
export const SHOWN_STATES = ["READY", "RESERVED", "TALKING", "HOLD", "WRAP_UP", "BREAK", "OFF"];
const SHORT = (code) => (code ?? "").split("-")[0].toLowerCase();

/** Whether somebody who speaks these languages serves callers of this one. */
export const speaks = (languages, language) => languages.some((one) => SHORT(one) === SHORT(language));

export const share = (part, whole) => (whole ? part / whole : null);

/** "72%", or a dash where nothing was counted. */
export const percent = (value) => (value === null || value === undefined ? "–" : `${Math.floor(value * 100)}%`);

/** How far a level is from its target: "" (kept), "warn" (within 5 points), "bad". */
export function verdict(level, target) {
  if (level === null || level === undefined || level >= target) return "";
  return level >= target - 0.05 ? "warn" : "bad";
}

/** What the wall calls her state: off the queue is a break that she did not ask for. */
export const shownState = (operator) => (operator.state === "BREAK" && ["missed-offers", "connection-lost"].includes(operator.reason) ? "OFF" : operator.state);

const empty = () => ({
  waiting: 0, longest: null, late: false, promised: 0, offered: 0, within: 0, answered: 0, abandoned: 0, short: 0, recentOffered: 0, recentWithin: 0,
  ready: 0, talking: 0, target: DEFAULT_TARGET, languages: new Set(),
});

const targetOf = (sections, companyId) => sections.companies[companyId]?.target ?? DEFAULT_TARGET;

function addLevel(row, level, sections) {
  row.offered += level.offered;
  row.promised += level.offered * targetOf(sections, level.company_id).share;
  row.within += level.within;
  row.answered += level.answered;
  row.abandoned += level.abandoned;
  row.short += level.short;
  row.recentOffered += level.recent_offered;
  row.recentWithin += level.recent_within;
}

/** What was promised for the calls of many companies together: each counts with its own. */
const meanTarget = (row) => ({ ...DEFAULT_TARGET, share: row.offered ? row.promised / row.offered : DEFAULT_TARGET.share });

function addWaiting(row, entry, sections, now) {
  if (now - Date.parse(entry.longest_since) > 1000 * targetOf(sections, entry.company_id).within) row.late = true;
  row.waiting += entry.count;
  if (!row.longest || Date.parse(entry.longest_since) < Date.parse(row.longest)) row.longest = entry.longest_since;
}

/** What stands behind a key: the queue, its company, its language. */
function about(by, fact, sections) {
  const queue = sections.queues[fact.queue_id];
  const company = sections.companies[fact.company_id];
  if (by === "company") return { key: `c${fact.company_id}`, name: company?.name ?? "?", company };
  if (by === "language") return { key: `l${SHORT(fact.language)}`, name: SHORT(fact.language), company: null };
  return { key: `q${fact.queue_id}:${SHORT(fact.language)}`, name: company?.name ?? "?", part: queue?.name, company, queue_id: fact.queue_id };
}

/** The table: one row for each queue, company or language with callers today, worst first. */
export function rowsOf(sections, by, now) {
  const rows = new Map();
  const rowOf = (fact) => {
    const { key, ...rest } = about(by, fact, sections);
    if (!rows.has(key)) rows.set(key, { ...empty(), key, ...rest, target: rest.company?.target ?? DEFAULT_TARGET, company_id: fact.company_id });
    rows.get(key).languages.add(SHORT(fact.language));
    return rows.get(key);
  };
  for (const level of Object.values(sections.levels)) addLevel(rowOf(level), level, sections);
  for (const entry of Object.values(sections.waiting)) addWaiting(rowOf(entry), entry, sections, now);
  for (const row of rows.values()) {
    if (!row.company) row.target = meanTarget(row);
    count(row, by, sections);
  }
  const wait = (row) => (row.longest ? now - Date.parse(row.longest) : 0);
  const gap = (row) => row.target.share - (share(row.recentWithin, row.recentOffered) ?? 1);
  return [...rows.values()].sort((a, b) => b.waiting - a.waiting || wait(b) - wait(a) || gap(b) - gap(a) || b.recentOffered - a.recentOffered || a.name.localeCompare(b.name));
}

/** Who could take a caller of this row, and who talks with one. */
function count(row, by, sections) {
  for (const [id, operator] of Object.entries(sections.operators)) {
    const person = sections.people[id];
    if (!person) continue;
    const hers = (by === "language" || person.companies.includes(row.company_id)) && (by === "company" || [...row.languages].some((language) => speaks(person.languages, language)));
    if (operator.state === "READY" && hers) row.ready += 1;
    if (!["TALKING", "HOLD"].includes(operator.state)) continue;
    const here = by === "queue" ? operator.queue_id === row.queue_id : by === "company" ? operator.company_id === row.company_id : hers;
    if (here) row.talking += 1;
  }
}

export function totalsOf(sections, now = Date.now()) {
  const total = empty();
  for (const level of Object.values(sections.levels)) addLevel(total, level, sections);
  for (const entry of Object.values(sections.waiting)) addWaiting(total, entry, sections, now);
  total.target = meanTarget(total);
  return total;
}

/** Operators by what the wall calls their state, longest in it first. */
export function statesOf(sections) {
  const groups = Object.fromEntries(SHOWN_STATES.map((state) => [state, []]));
  for (const [id, operator] of Object.entries(sections.operators)) {
    groups[shownState(operator)]?.push({ id, name: sections.people[id]?.name ?? "?", ...operator });
  }
  for (const group of Object.values(groups)) group.sort((a, b) => Date.parse(a.since) - Date.parse(b.since));
  return groups;
}

export const handsOf = (sections) => Object.entries(sections.operators)
  .filter(([, operator]) => operator.hand_since)
  .map(([id, operator]) => ({ id, name: sections.people[id]?.name ?? "?", ...operator }))
  .sort((a, b) => Date.parse(a.hand_since) - Date.parse(b.hand_since));

/** What nobody could answer: open now first, then what opens, then what no operator is cleared for. */
export function uncoveredOf(sections) {
  const rows = Object.values(sections.uncovered).map((row) => ({ ...row, name: sections.companies[row.company_id]?.name ?? "?" }));
  const rank = (row) => (row.open ? 0 : 10) + (row.working === 0 ? 0 : 5) + (row.on_duty === 0 ? 0 : 1);
  return rows.filter((row) => row.working === 0 || row.open).sort((a, b) => rank(a) - rank(b) || Date.parse(a.opens_at ?? 0) - Date.parse(b.opens_at ?? 0) || a.name.localeCompare(b.name));
}

/** Who would cover a company in a language: on duty but away first, then those who are offline. */
export function whoCovers(sections, companyId, language) {
  return Object.entries(sections.people)
    .filter(([, person]) => person.companies.includes(companyId) && speaks(person.languages, language))
    .map(([id, person]) => ({ id, name: person.name, operator: sections.operators[id] ?? { state: "OFFLINE" } }))
    .sort((a, b) => Number(a.operator.state === "OFFLINE") - Number(b.operator.state === "OFFLINE") || a.name.localeCompare(b.name));
}

/** How a company's contract fares in its own window, or null where nothing is agreed. */
export const contractOf = (sections, companyId) => sections.companies[companyId]?.contract ?? null;

export const stateWord = (state) => ({
  READY: gettext("Ready"), RESERVED: gettext("Ringing"), TALKING: gettext("Talking"), HOLD: gettext("On hold"),
  WRAP_UP: gettext("Wrap-up"), BREAK: gettext("Break"), OFF: gettext("Off the queue"), OFFLINE: gettext("Offline"),
})[state] ?? state;

export const stateShape = (state) => ({ READY: "ready", RESERVED: "ringing", TALKING: "talking", HOLD: "talking", WRAP_UP: "wrap", BREAK: "break" })[state] ?? "offline";
