// One answer: what to say, then the text, the comparison or the addresses, then what callers ask next.

import { make, icon, since } from "./dom.js";
import { phoneNumber } from "./format.js";
import { gettext, interpolate, ngettext } from "./i18n.js";
import { unquoted } from "./band.js";

const FILTER_FROM = 6; // fewer addresses are read at a glance

/** Buttons that open other questions. */
export function asked(title, questions, open) {
  if (!questions?.length) return [];
  const buttons = questions.map((question) => {
    const button = make("button", { type: "button", class: "btn" }, question.title);
    button.addEventListener("click", () => open(question.id));
    return button;
  });
  return [make("h3", {}, title), make("div", { class: "line asked" }, ...buttons)];
}

function say(text, language) {
  if (!text) return null;
  return make("div", { class: "say" },
    make("p", { class: "label" }, icon("quote"), " ", gettext("Say")),
    make("p", { lang: language }, make("q", {}, unquoted(text))));
}

function written(html) {
  const place = make("div", { class: "prose" });
  place.innerHTML = html; // cleaned by the server; scripts, styles and frames do not pass it
  return place;
}

const heads = (columns) => make("thead", {}, make("tr", {}, ...columns.map((name) => (name ? make("th", { scope: "col" }, name) : make("td")))));

function comparison({ columns, rows }, language, title) {
  const cells = (row) => make("tr", {}, ...row.map((cell, at) => (at ? make("td", {}, cell) : make("th", { scope: "row" }, cell))));
  const table = make("table", { class: "table compare", lang: language },
    make("caption", { class: "visually-hidden" }, title), heads(columns), make("tbody", {}, ...rows.map(cells)));
  return make("div", { class: "wide", tabindex: "0", role: "region", "aria-label": title }, table);
}

/** "9:00–20:00" is one word. */
const together = (hours) => hours.replace(/\s*–\s*/g, "\u2060–\u2060");

function address(place, language) {
  const row = make("tr", { lang: language },
    make("th", { scope: "row" }, place.name, place.note ? make("span", { class: "remark" }, place.note) : null),
    make("td", {}, place.address),
    make("td", { class: "hours" }, together(place.hours)),
    make("td", { class: "hours nowrap" }, phoneNumber(place.phone)));
  row.dataset.text = Object.values(place).join(" ").toLocaleLowerCase();
  return row;
}

function filter(rows, title) {
  const none = make("p", { class: "muted", role: "status" });
  const field = make("input", { class: "form-control", type: "search", autocomplete: "off", placeholder: gettext("Street, district, place"), "aria-label": gettext("Filter the addresses") });
  field.addEventListener("input", () => {
    const words = field.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    for (const row of rows) row.hidden = !words.every((word) => row.dataset.text.includes(word));
    const left = rows.filter((row) => !row.hidden).length;
    title.textContent = places(left);
    none.textContent = left ? "" : gettext("No address matches.");
  });
  return [none, make("div", { class: "filter push" }, icon("map-pin"), field)];
}

const places = (count) => interpolate(ngettext("%(count)s address", "%(count)s addresses", count), { count });

function addresses(list, language) {
  const rows = list.map((place) => address(place, language));
  const title = make("h3", {}, places(list.length));
  const columns = [gettext("Place"), gettext("Address"), gettext("Open"), gettext("Phone")];
  return [
    make("div", { class: "line head" }, title, ...(list.length >= FILTER_FROM ? filter(rows, title) : [])),
    make("div", { class: "wide", tabindex: "0", role: "region", "aria-label": gettext("Addresses") },
      make("table", { class: "table places" }, heads(columns), make("tbody", {}, ...rows))),
  ];
}

/** The parts of an answer, ready for the article. `language` is the caller's. */
export function drawAnswer(answer, { language, now, open }) {
  const parts = {
    TEXT: () => [written(answer.html)],
    TABLE: () => [comparison(answer.table, language, answer.title)],
    ADDRESSES: () => addresses(answer.addresses, language),
  };
  const changed = answer.updated_at && make("footer", { class: "small muted" },
    gettext("Changed"), " ", since(answer.updated_at, now));
  return [
    make("p", { class: "label", lang: language }, answer.group),
    make("h2", { id: "question", lang: language, tabindex: "-1" }, answer.title),
    say(answer.say, language),
    ...(parts[answer.kind] ?? parts.TEXT)(),
    ...asked(gettext("Callers ask next"), answer.related, open),
    changed || null,
  ].filter(Boolean);
}
