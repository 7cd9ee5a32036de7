// The right column: every webhook, answer and REST call of a call, each to be opened.

import { byId, element, keepAtEnd } from "./dom.js";
import { indentXml, paramsOf, shortPath } from "./wire.js";
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

function table(values) {
  const rows = Object.entries(values).map(([name, value]) => element("tr", {},
    element("th", { scope: "row" }, name), element("td", {}, typeof value === "string" ? value : JSON.stringify(value))));
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
    element("p", {}, stamp(entry), ` ${entry.summary ?? ""}`));
  const details = element("details", {}, summary);
  // Drawn when it is opened: a long call has hundreds of entries.
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) details.append(wire(entry));
  });
  const classes = [out ? "out" : "in", isFailed(entry) ? "failed" : ""].join(" ").trim();
  return element("li", { class: classes, "data-n": entry.n }, details);
}

export function createJournal() {
  const list = byId("seq");
  const scroller = byId("journal-scroll");

  function place(item, n) {
    const old = list.querySelector(`[data-n="${n}"]`);
    if (old) {
      const opened = old.firstElementChild.open;
      old.replaceWith(item);
      if (opened) item.firstElementChild.open = true;
      return;
    }
    const next = [...list.children].findLast((other) => Number(other.dataset.n) < n);
    if (next) next.after(item);
    else list.prepend(item);
  }

  function count() {
    const steps = list.children.length;
    byId("journal-blank").hidden = steps > 0;
    byId("journal-foot").hidden = steps === 0;
    byId("steps").textContent = interpolate(ngettext("%(count)s step", "%(count)s steps", steps), { count: steps }, true);
  }

  return {
    /** An entry whose answer comes later arrives again with the same number. */
    add(entry) {
      keepAtEnd(scroller, () => place(drawn(entry), Number(entry.n)));
      count();
    },
    of(call) {
      byId("download").href = `/simulator/journal?call=${encodeURIComponent(call)}`;
      byId("download").download = `${call}.json`;
    },
    clear() {
      list.replaceChildren();
      count();
    },
  };
}
