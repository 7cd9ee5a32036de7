// The right column: every webhook, answer and REST call of a call, each to be opened.

import { byId, element, keepAtEnd } from "./dom.js";
import { related } from "./related.js";
import { indentXml, paramsOf, shortPath, tellingOf } from "./wire.js";
import { gettext, interpolate, ngettext, wallClock } from "./words.js";

const FAILED_FROM = 400;

// What the simulator notices by itself: neither of the two directions.
const isNotice = ({ direction: towards }) => towards === "inside";

function isFailed(entry) {
  return isNotice(entry) ? entry.level === "error" : !entry.status || Number(entry.status) >= FAILED_FROM;
}

function took({ status, duration_ms: time }) {
  const code = status || gettext("no answer");
  return time === null || time === undefined ? String(code) : `${code} · ${Math.round(time)} ms`;
}

function direction(out) {
  const words = out ? gettext("to the product") : gettext("from the product");
  return element("span", { class: "dir" },
    element("span", { "aria-hidden": "true" }, out ? "→" : "←"), element("span", { class: "visually-hidden" }, words));
}

const row = (name, value) => element("tr", {},
  element("th", { scope: "row" }, name), element("td", {}, typeof value === "string" ? value : JSON.stringify(value)));

function table(values) {
  const rows = Object.entries(values).filter(([, value]) => value !== "").map(([name, value]) => row(name, value));
  // Of a webhook's thirty parameters half are empty: they are named, in one row.
  const empty = Object.keys(values).filter((name) => values[name] === "");
  if (empty.length) rows.push(row(gettext("Empty"), empty.join(", ")));
  return rows.length ? element("table", {}, element("tbody", {}, ...rows)) : null;
}

/** One side of the exchange: headers, then fields or the body as it was sent. */
function side(title, message) {
  const { headers, params, body } = paramsOf(message);
  const parts = [headers && table(headers), params && table(params), body && element("pre", {}, indentXml(body))];
  const shown = parts.filter(Boolean);
  const nothing = element("p", { class: "quiet" }, gettext("Nothing"));
  return element("div", {}, element("h3", {}, title), ...(shown.length ? shown : [nothing]));
}

function wire(entry) {
  const whole = shortPath(entry.path) === entry.path ? null : element("code", { class: "full" }, entry.path);
  return element("div", { class: "wire" }, whole,
    side(gettext("Request"), entry.request), side(gettext("Response"), entry.response));
}

const stamp = (entry) => element("time", { datetime: entry.at }, wallClock(entry.at));

function notice(entry) {
  const sign = element("span", { class: "dir" }, element("span", { "aria-hidden": "true" }, "!"),
    element("span", { class: "visually-hidden" }, gettext("notice")));
  const line = element("div", { class: "notice" }, sign, element("p", {}, stamp(entry), ` ${entry.summary}`));
  return element("li", { class: isFailed(entry) ? "failed" : "", "data-n": entry.n }, line);
}

function drawn(entry) {
  if (isNotice(entry)) return notice(entry);
  const out = entry.direction === "to_product";
  const summary = element("summary", {}, direction(out),
    element("code", {}, `${entry.method} ${shortPath(entry.path)}`), element("span", { class: "code" }, took(entry)),
    element("p", {}, stamp(entry), ` ${tellingOf(entry)}`));
  const details = element("details", {}, summary);
  // Drawn when it is opened: a long call has hundreds of entries.
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) details.append(wire(entry));
  });
  const classes = [out ? "out" : "in", isFailed(entry) ? "failed" : ""].join(" ").trim();
  return element("li", { class: classes, "data-n": entry.n }, details);
}

// A telephone that is left open for a day must not keep the whole day.
const KEPT = 1000;

export function createJournal() {
  const list = byId("seq");
  const scroller = byId("journal-scroll");
  let entries = [];
  let shown = [];
  let legs = new Set();

  function draw() {
    const before = new Set(shown);
    shown = related(entries, legs);
    keepAtEnd(scroller, () => {
      for (const entry of shown) if (!before.has(entry)) place(drawn(entry), entry.n);
    });
    count();
  }

  function place(item, n) {
    const next = [...list.children].find((other) => Number(other.dataset.n) > n);
    list.insertBefore(item, next ?? null);
  }

  function count() {
    byId("journal-blank").hidden = shown.length > 0;
    byId("journal-foot").hidden = shown.length === 0;
    const words = ngettext("%(count)s step", "%(count)s steps", shown.length);
    byId("steps").textContent = interpolate(words, { count: shown.length }, true);
  }

  byId("download").addEventListener("click", () => {
    const file = new Blob([JSON.stringify(shown, null, 2)], { type: "application/json" });
    const link = element("a", { href: URL.createObjectURL(file), download: `${[...legs][0]}.json` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });

  return {
    /** An entry comes once for each leg that it names. */
    add(entry) {
      if (entries.some((known) => known.n === entry.n)) return;
      entries = [...entries, entry].slice(-KEPT);
      draw();
    },
    /** Another leg that belongs to the call: its own, or one that it was joined with. */
    follow(leg) {
      legs.add(leg);
      draw();
    },
    /** For the next call; what was heard of others stays, since one of them may be answered here. */
    clear() {
      shown = [];
      legs = new Set();
      list.replaceChildren();
      count();
    },
  };
}
