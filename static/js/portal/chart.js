/* global uPlot */
// Calls over time, as bars that stand on each other. The numbers come from a JSON script beside the box, and are
// said again in words (aria-label) and as a table under it.

const TEXT = 12;
const drawn = new Map();
const probe = document.body.appendChild(document.createElement("i"));

/** What a token is in the present theme: canvas cannot read light-dark(). */
function colour(token) {
  probe.style.color = `var(--${token})`;
  return getComputedStyle(probe).color;
}

function axis(more) {
  return {
    stroke: colour("muted"), font: `${TEXT}px Inter`, ticks: { show: false }, gap: 8, size: 28,
    grid: { stroke: colour("line"), width: 1 }, ...more,
  };
}

function bars(part) {
  const paths = uPlot.paths.bars({ size: [0.62, 44], radius: 0.08 });
  // What is not over yet is hollow.
  const filling = part.hollow
    ? { fill: colour("surface"), stroke: colour(part.token), width: 1.5 }
    : { fill: colour(part.token), width: 0 };
  return { label: part.label, ...filling, points: { show: false }, paths };
}

/** Each part lies on the sum of those before it; drawn from the tallest, so that the lower ones cover it. */
function stacked(parts) {
  const sums = [];
  parts.forEach((part, i) => sums.push(part.values.map((value, at) => value + (i ? sums[i - 1][at] : 0))));
  return sums;
}

/** Where the lines stand. At least four calls high: one call alone is no peak. */
function steps(calls) {
  const top = Math.max(4, calls);
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((one) => top / one <= 4) ?? Math.ceil(top / 4);
  const count = Math.max(1, Math.ceil(top / step));
  return Array.from({ length: count + 1 }, (_, i) => i * step);
}

function options(found, sums, box) {
  const places = found.labels.map((_, i) => i);
  const splits = steps(Math.max(...sums.at(-1)));
  const every = Math.max(1, Math.ceil(places.length / (box.clientWidth / 64)));
  return {
    width: box.clientWidth, height: box.clientHeight, padding: [8, 12, 0, 0],
    legend: { show: false }, cursor: { show: false },
    series: [{}, ...found.parts.map(bars).reverse()],
    scales: { x: { time: false, range: [-0.6, places.length - 0.4] }, y: { range: [0, splits.at(-1)] } },
    axes: [
      axis({ grid: { show: false }, splits: () => places.filter((i) => i % every === 0), values: (_, at) => at.map((i) => found.labels[i]) }),
      axis({ size: 34, splits: () => splits }),
    ],
  };
}

function draw(box) {
  const found = JSON.parse(document.getElementById(box.dataset.source).textContent);
  const sums = stacked(found.parts);
  drawn.get(box)?.destroy();
  drawn.set(box, new uPlot(options(found, sums, box), [found.labels.map((_, i) => i), ...sums.reverse()], box));
}

function drawAll() {
  for (const [box, plot] of drawn) if (!box.isConnected) { plot.destroy(); drawn.delete(box); }
  document.querySelectorAll("[data-chart]").forEach(draw);
}

await document.fonts.load(`${TEXT}px Inter`);
drawAll();
document.addEventListener("htmx:afterSwap", drawAll);
document.addEventListener("themechange", drawAll);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
addEventListener("resize", () => requestAnimationFrame(drawAll));
