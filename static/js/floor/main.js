// The floor: one wall, kept true by frames. This file only ties the parts together.

import { createActs } from "./acts.js";
import { createAlarms } from "./alarms.js";
import { createApi } from "../console/commands.js";
import { createClock } from "../console/clock.js";
import { createConnection } from "../console/connection.js";
import { createDrawer } from "./drawer.js";
import { createLines } from "./lines.js";
import { createListening } from "./listening.js";
import { createStore } from "./store.js";
import { all, attribute, one, put } from "../console/dom.js";
import { gettext, interpolate, ngettext, pgettext } from "../console/i18n.js";
import { renderPeople, tickPeople } from "./people.js";
import { renderRows, tickRows } from "./table.js";
import { renderTiles, tickTiles } from "./tiles.js";
import { timeOfDay } from "../console/format.js";
import { rowsOf } from "./measure.js";

const TICK_MS = 500;
const bootstrap = JSON.parse(one("#bootstrap").textContent);
const base = new URL(bootstrap.snapshot_url.replace(/snapshot\/?$/, ""), location.href).pathname;

const store = createStore();
const clock = createClock();
const api = createApi({ base, header: "X-CSRFToken" }, () => {});
const acts = createActs({ api, store });
const listening = createListening({ store, clock, api, acts, bootstrap, open: (id) => drawer.open({ kind: "call", id }, one("#listening-open")) });
const drawer = createDrawer({ store, clock, api, acts, listening });
const lines = createLines();
const alarms = createAlarms({ clock, drawer, acts });
let by = "queue";

async function fetchSnapshot() {
  const askedAt = Date.now();
  const snapshot = await api.get("snapshot/");
  clock.sync(snapshot.now, askedAt, Date.now());
  return snapshot;
}

function render(sections) {
  const rows = rowsOf(sections, by, clock.now());
  const onDuty = Object.keys(sections.operators).length;
  put("summary", [
    interpolate(ngettext("%(count)s operator on duty", "%(count)s operators on duty", onDuty), { count: onDuty }),
    interpolate(ngettext("%(count)s company", "%(count)s companies", Object.keys(sections.companies).length), { count: Object.keys(sections.companies).length }),
  ].join(", "));
  put("by", { queue: gettext("Queue"), company: gettext("Company"), language: gettext("Language") }[by]);
  put("centre", sections.centre?.down ? gettext("Bring the centre back") : gettext("Centre down"));
  alarms.render(sections);
  renderTiles(one("#tiles"), sections, clock, drawer);
  renderRows(one("#rows"), rows, by, clock, drawer);
  renderPeople(sections, clock, drawer, acts);
  lines.render(sections);
  listening.render(sections);
  drawer.render();
}

function onStatus(status) {
  const words = { live: gettext("live"), polling: gettext("asking every 2 s"), down: gettext("no connection"), "signed-out": gettext("signed out") };
  put("live", words[status] ?? gettext("connecting"));
  attribute(one("#live"), "data-live", status);
}

function turn(button) {
  by = button.dataset.by;
  for (const each of all("[data-by]")) attribute(each, "aria-pressed", String(each === button));
  if (store.sections) render(store.sections);
}

function theme() {
  const next = document.documentElement.dataset.bsTheme === "dark" ? "light" : "dark";
  document.documentElement.dataset.bsTheme = next;
  localStorage.setItem("cc.floor.theme", next);
  one("#theme").textContent = next === "dark" ? pgettext("theme", "Light") : pgettext("theme", "Dark");
  lines.again(store.sections);
}

function tick() {
  put("clock", timeOfDay(clock.now()));
  if (!store.sections) return;
  tickTiles(store.sections, clock);
  tickRows(clock);
  tickPeople(clock);
  alarms.tick();
  listening.tick();
}

for (const button of all("[data-by]")) button.addEventListener("click", () => turn(button));
for (const button of all("[data-open]")) button.addEventListener("click", () => drawer.open({ kind: button.dataset.open }, button));
one("#theme").addEventListener("click", theme);
if (document.documentElement.dataset.bsTheme === "light") one("#theme").textContent = pgettext("theme", "Dark");

store.subscribe((sections) => requestAnimationFrame(() => render(sections)));
createConnection({ store, fetchSnapshot, tab: crypto.randomUUID(), onStatus }).start();
setInterval(tick, TICK_MS);
tick();
