/* global uPlot */
// The last four hours: service level against the target, and calls, each quarter of an hour; said in words as well.

import { attribute, one } from "../console/dom.js";
import { gettext, interpolate } from "../console/i18n.js";
import { timeOfDay } from "../console/format.js";
import { percent, share, totalsOf } from "./measure.js";

const QUARTER = 900;
const QUARTERS = 17;
const TEXT = 18;
const probe = document.body.appendChild(document.createElement("i"));
probe.hidden = true;

/** What a token is in the present theme: canvas cannot read light-dark(). */
function colour(token) {
  probe.style.color = `var(--${token})`;
  return getComputedStyle(probe).color;
}

const axis = (more) => ({ stroke: colour("muted"), font: `${TEXT}px Inter`, ticks: { show: false }, gap: 10, size: 40, grid: { stroke: colour("line"), width: 1 }, ...more });

const bars = (token) => ({ fill: colour(token), width: 0, points: { show: false }, paths: uPlot.paths.bars({ size: [0.7, 60], radius: 0.08 }) });

function seriesOf({ quarters, ...sections }) {
  const last = Math.floor(Date.now() / 1000 / QUARTER) * QUARTER;
  const at = Array.from({ length: QUARTERS }, (_, i) => last - (QUARTERS - 1 - i) * QUARTER);
  const found = at.map((second) => quarters[second] ?? { offered: 0, answered: 0, within: 0 });
  return {
    at,
    target: Math.round(1000 * totalsOf(sections).target.share) / 10,
    // The quarter that is not over yet would be judged by a call or two.
    level: found.map((one_, i) => { const level = share(one_.within, one_.offered); return level === null || i === found.length - 1 ? null : Math.round(1000 * level) / 10; }),
    offered: found.map((one_) => one_.offered),
    answered: found.map((one_) => one_.answered),
  };
}

const times = (at, box) => {
  const every = box.clientWidth > 520 ? 4 : 8;
  return axis({ grid: { show: false }, splits: () => at.map((_, i) => i).filter((i) => i % every === 0), values: (_, places) => places.map((i) => timeOfDay(at[i] * 1000)) });
};

const frame = (box) => ({ width: box.clientWidth, height: box.clientHeight, padding: [10, 30, 0, 0], legend: { show: false }, cursor: { show: false } });

function levelChart(box, { at, level, target }) {
  const low = Math.min(50, ...level.filter((one_) => one_ !== null)) >= 50 ? 50 : 0;
  const below = level.map((one_) => (one_ !== null && one_ < target ? one_ : null));
  return [{
    ...frame(box),
    series: [{}, { stroke: colour("accent"), width: 3, points: { show: true, size: 6, fill: colour("accent") }, spanGaps: false }, { stroke: colour("ink"), width: 1.5, dash: [6, 4], points: { show: false } },
      { width: 0, stroke: colour("danger"), points: { show: true, size: 10, fill: colour("danger"), stroke: colour("danger") } }],
    scales: { x: { time: false, range: [-0.3, at.length - 0.7] }, y: { range: [low, 100] } },
    axes: [times(at, box), axis({ size: 64, splits: () => (low ? [50, 60, 70, 80, 90, 100] : [0, 20, 40, 60, 80, 100]), values: (_, v) => v.map((one_) => `${one_}%`) })],
  }, [at.map((_, i) => i), level, at.map(() => target), below]];
}

function loadChart(box, { at, offered, answered }) {
  const top = Math.max(4, ...offered);
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((one_) => top / one_ <= 4) ?? Math.ceil(top / 4);
  const splits = Array.from({ length: Math.ceil(top / step) + 1 }, (_, i) => i * step);
  return [{
    ...frame(box),
    series: [{}, bars("wrapup"), bars("offline")],
    scales: { x: { time: false, range: [-0.6, at.length - 0.4] }, y: { range: [0, splits.at(-1)] } },
    axes: [times(at, box), axis({ size: 56, splits: () => splits })],
  }, [at.map((_, i) => i), offered, answered]];
}

function words({ at, level, offered, answered }) {
  const from = timeOfDay(at[0] * 1000);
  const known = level.filter((one_) => one_ !== null);
  return {
    level: known.length ? interpolate(gettext("Service level each quarter of an hour since %(from)s: between %(low)s and %(high)s."), { from, low: percent(Math.min(...known) / 100), high: percent(Math.max(...known) / 100) }) : gettext("No calls in the last 4 hours."),
    load: interpolate(gettext("%(offered)s calls since %(from)s, %(answered)s of them answered."), { from, offered: offered.reduce((a, b) => a + b, 0), answered: answered.reduce((a, b) => a + b, 0) }),
  };
}

export function createLines() {
  const drawn = new Map();
  let key = "";

  function draw(box, [options, data]) {
    drawn.get(box)?.destroy();
    drawn.set(box, new uPlot(options, data, box));
  }

  function again(sections) {
    if (!sections || !window.uPlot) return;
    const series = seriesOf(sections);
    const said = words(series);
    for (const [name, chart] of [["level", levelChart], ["load", loadChart]]) {
      const box = one(`#${name}`);
      attribute(box, "aria-label", said[name]);
      draw(box, chart(box, series));
    }
  }

  let latest = null;
  addEventListener("resize", () => requestAnimationFrame(() => again(latest)));
  document.fonts.load(`${TEXT}px Inter`).then(() => again(latest));

  return {
    again,
    render(sections) {
      latest = sections;
      const next = JSON.stringify([sections.quarters, sections.companies, Math.floor(Date.now() / 1000 / QUARTER)]);
      if (next === key) return;
      key = next;
      again(sections);
    },
  };
}
