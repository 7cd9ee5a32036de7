// Five figures. A tile opens who, why, and what can be done.

import { fill, make, one } from "../console/dom.js";
import { gettext, interpolate } from "../console/i18n.js";
import { length } from "../console/format.js";
import { percent, rowsOf, share, statesOf, totalsOf, verdict } from "./measure.js";

const withinText = (part, whole) => interpolate(gettext("%(part)s of %(whole)s within the target time"), { part, whole });

function waitingTile(sections, total, clock) {
  const worst = rowsOf(sections, "queue", clock.now())[0];
  const { late } = total;
  return {
    kind: "waiting", title: gettext("Waiting"), figure: String(total.waiting), tone: late ? "off" : "", figureTone: "",
    aside: total.longest ? gettext("longest") : "", timer: total.longest, late,
    because: worst?.waiting ? interpolate(gettext("%(queue)s has %(count)s of them"), { queue: [worst.name, worst.part].filter(Boolean).join(", "), count: worst.waiting }) : gettext("Nobody waits"),
  };
}

function levelTile(kind, title, part, whole, target) {
  const level = share(part, whole);
  const tone = verdict(level, target.share);
  return {
    kind, title, figure: percent(level), figureTone: tone, tone: { bad: "off", warn: "near" }[tone] ?? "",
    aside: interpolate(gettext("target %(share)s"), { share: percent(target.share) }),
    because: whole ? withinText(part, whole) : gettext("No calls yet"),
  };
}

function tilesOf(sections, clock) {
  const total = totalsOf(sections, clock.now());
  const groups = statesOf(sections);
  const onDuty = Object.keys(sections.operators).length;
  const ready = groups.READY.length;
  const busy = groups.TALKING.length + groups.HOLD.length + groups.RESERVED.length + groups.WRAP_UP.length;
  const short = !ready && total.waiting;
  return [
    waitingTile(sections, total, clock),
    levelTile("recent", gettext("Service level, last 30 min"), total.recentWithin, total.recentOffered, total.target),
    levelTile("today", gettext("Service level today"), total.within, total.offered, total.target),
    {
      kind: "abandoned", title: gettext("Abandoned today"), figure: total.offered ? `${(100 * total.abandoned / total.offered).toFixed(1)}%` : "–",
      aside: interpolate(gettext("%(part)s of %(whole)s"), { part: total.abandoned, whole: total.offered }),
      because: interpolate(gettext("%(count)s more within 5 s, not counted"), { count: total.short }), tone: "", figureTone: "",
    },
    {
      kind: "ready", title: gettext("Ready now"), figure: String(ready), figureTone: short ? "warn" : "", tone: short ? "near" : "",
      aside: interpolate(gettext("of %(whole)s"), { whole: onDuty }),
      because: interpolate(gettext("%(count)s with calls, %(away)s away"), { count: busy, away: groups.BREAK.length + groups.OFF.length }),
    },
  ];
}

function draw(tile, drawer) {
  const aside = make("small", {}, tile.aside, tile.timer ? " " : "", tile.timer ? make("span", { class: tile.late ? "bad" : "", "data-since": tile.timer }) : "");
  const button = make("button", { type: "button", class: `panel tile ${tile.tone}`, "data-tile": tile.kind, "aria-haspopup": "dialog" },
    make("span", { class: "name" }, tile.title),
    make("span", { class: "figure" }, make("b", { class: tile.figureTone }, tile.figure), aside),
    make("span", { class: "because" }, tile.because));
  button.addEventListener("click", () => drawer.open({ kind: tile.kind }, button));
  return make("li", {}, button);
}

export function renderTiles(place, sections, clock, drawer) {
  const tiles = tilesOf(sections, clock);
  const held = document.activeElement?.dataset?.tile;
  if (fill(place, tiles, () => tiles.map((tile) => draw(tile, drawer))) && held) one(`[data-tile="${held}"]`)?.focus();
  tickTiles(sections, clock);
}

export function tickTiles(_sections, clock) {
  for (const place of document.querySelectorAll("#tiles [data-since]")) place.textContent = length(clock.since(place.dataset.since));
}
