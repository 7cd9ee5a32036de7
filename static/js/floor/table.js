// The table of queues, companies or languages, worst first.

import { fill, make, one } from "../console/dom.js";
import { gettext, interpolate } from "../console/i18n.js";
import { languageName, length } from "../console/format.js";
import { percent, share, verdict } from "./measure.js";

const SVG = "http://www.w3.org/2000/svg";

function rect(kind, attributes) {
  const made = document.createElementNS(SVG, "rect");
  made.setAttribute("class", kind);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** The level as a bar with the target as a mark on it. */
function bar(level, target) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("aria-hidden", "true");
  svg.append(rect("trough", { width: "100%", height: 12, rx: 3 }));
  if (level !== null) svg.append(rect("fill", { width: `${100 * level}%`, height: 12, rx: 3 }));
  svg.append(rect("target", { x: `${100 * target}%`, y: -4, width: 3, height: 20 }));
  return svg;
}

function nameOf(row, by) {
  if (by === "language") return [languageName(row.name)];
  const tags = [...row.languages].map((code) => make("abbr", { class: "lang", title: languageName(code) }, code.toUpperCase()));
  const crisis = row.company?.crisis_until ? make("b", { class: "bad" }, gettext("Crisis")) : "";
  return [[row.name, row.part].filter(Boolean).join(", "), [tags, crisis].flat()];
}

function draw(row, by, drawer) {
  const recent = share(row.recentWithin, row.recentOffered);
  const today = share(row.within, row.offered);
  const tone = verdict(recent, row.target.share);
  const button = make("button", { type: "button", class: "link", "data-row": row.key, "aria-haspopup": "dialog" }, nameOf(row, by)[0]);
  button.addEventListener("click", () => drawer.open({ kind: "row", by, key: row.key }, button));
  const late = row.late ? "bad" : "";
  const wait = make("td", { class: `num ${late}` });
  if (row.longest) wait.append(make("span", { "data-since": row.longest })); else wait.append("–");
  return make("tr", {},
    make("th", { scope: "row" }, button, nameOf(row, by)[1] ?? ""),
    make("td", { class: `num ${late}` }, String(row.waiting)), wait,
    make("td", {}, make("span", { class: `level ${tone}` }, bar(recent, row.target.share),
      make("span", {}, percent(recent), " ", make("small", { class: "quiet" }, interpolate(gettext("of %(whole)s"), { whole: row.recentOffered }))))),
    make("td", { class: `num ${verdict(today, row.target.share)}` }, percent(today)),
    make("td", { class: "num" }, String(row.ready)), make("td", { class: "num" }, String(row.talking)), make("td", { class: "num" }, String(row.abandoned)));
}

export function renderRows(place, rows, by, clock, drawer) {
  for (const row of rows) row.late = Boolean(row.longest) && clock.since(row.longest) > row.target.within;
  const held = document.activeElement?.dataset?.row;
  const none = () => [make("tr", {}, make("td", { colspan: 8, class: "quiet" }, gettext("Nobody has called today.")))];
  const source = rows.map(({ company, languages, ...row }) => [row, [...languages], company?.crisis_until]);
  if (fill(place, [by, source], () => (rows.length ? rows.map((row) => draw(row, by, drawer)) : none())) && held) one(`[data-row="${CSS.escape(held)}"]`)?.focus();
  tickRows(clock);
}

export function tickRows(clock) {
  for (const place of document.querySelectorAll("#rows [data-since]")) place.textContent = length(clock.since(place.dataset.since));
}
