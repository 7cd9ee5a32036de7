// The console: one page, four moments. This file only ties the parts together.

import { createApi } from "./commands.js";
import { clearIdle, renderIdle, renderKeys, tickIdle } from "./idle.js";
import { createBindings, comboOf } from "./shortcuts.js";
import { createClock } from "./clock.js";
import { createConnection } from "./connection.js";
import { createControls } from "./controls.js";
import { createFloor } from "./floor.js";
import { createHear } from "./hear.js";
import { createHelp } from "./help.js";
import { createNotes } from "./notes.js";
import { createNotices } from "./notices.js";
import { createOffer } from "./offer.js";
import { createPhone } from "./phone.js";
import { createQuestions } from "./questions.js";
import { createRing } from "./ring.js";
import { createSpoken } from "./spoken.js";
import { createStateMenu } from "./menu.js";
import { createStore } from "./store.js";
import { createTheme } from "./theme.js";
import { createWrapUp } from "./wrap_up.js";
import { all, fill, make, one, put, show, write } from "./dom.js";
import { follow, inField } from "./focus.js";
import { gettext } from "./i18n.js";
import { ago, length } from "./format.js";
import { momentOf } from "./moment.js";
import { renderBand } from "./band.js";
import { clearCaller, renderCaller, tickCaller } from "./caller.js";
import { createStrip } from "./strip.js";
import { createTidings } from "./tidings.js";
import { renderTop, tickTop, titleOf } from "./top.js";
import { wayOf } from "./way.js";

const TICK_MS = 250;

const bootstrap = JSON.parse(one("#bootstrap").textContent);
const base = new URL(bootstrap.snapshot_url.replace(/snapshot\/?$/, ""), location.href).pathname;

const store = createStore();
const clock = createClock();
const notices = createNotices();
const bindings = createBindings(localStorage);

function arrived(snapshot, askedAt) {
  clock.sync(snapshot.now, askedAt, Date.now());
  store.load(snapshot);
}

const api = createApi({ base, header: bootstrap.csrf_header ?? "X-CSRFToken" }, arrived);

async function fetchSnapshot() {
  const askedAt = Date.now();
  const snapshot = await api.get("snapshot/");
  clock.sync(snapshot.now, askedAt, Date.now());
  return snapshot;
}

/** Do something that may fail; what failed is said in words and can be repeated. */
async function run(work) {
  notices.clear("command");
  try {
    return await work();
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    notices.problem(problem, () => run(work));
    return null;
  }
}

const phone = createPhone(() => store.snapshot && render(store.snapshot));
const parts = { store, api, clock, phone, notices, run };
const notes = createNotes(parts);
const tidings = createTidings(notices);
const questions = createQuestions(parts);
const offer = createOffer(parts);
const controls = createControls(parts);
const wrapUp = createWrapUp({ ...parts, notes, questions });
const spoken = createSpoken(phone);
const hear = createHear();
const floor = createFloor(parts);
const ring = createRing(bindings);
const strip = createStrip({ notices, phone });
const menu = createStateMenu(go);
const help = createHelp(bindings, () => renderKeys(bindings));

const shown = () => document.body.dataset.moment;

function go(state, reason) {
  if (!store.snapshot) return;
  if (shown() === "wrapup") return wrapUp.leave(state, reason);
  return run(() => api.command("PUT", "state/", { state, reason }));
}

// ---- Drawing ----

function enter(next) {
  tidings.tell(shown(), next, offer.accepted);
  document.body.dataset.moment = next;
  for (const part of all("[data-in]")) show(part, part.dataset.in.split(" ").includes(next));
  if (next !== "idle") clearIdle();
  if (next !== "ring") offer.reset();
  if (next === "idle") { clearCaller(); fill(one("#way"), null, () => []); }
  if (next === "ring") help.close();
  if (next === "ring" || next === "idle") { controls.reset(); wrapUp.reset(); spoken.reset(); }
}

const steps = (call) => wayOf(call).map(({ word, took, detail, current, counts }) => make("li", { "aria-current": current ? "step" : null },
  make("span", {}, word), " ", make("span", { class: "took", "data-from": counts?.from ?? null }, took ?? ""), detail ? make("span", { class: "detail" }, detail) : null));

let callId = null;

function render(snapshot) {
  const next = momentOf(snapshot);
  const changed = next !== shown();
  if (changed) enter(next);
  if (!snapshot) return;
  tidings.remember(snapshot);
  const id = snapshot.call?.id ?? snapshot.offer?.call_id ?? null;
  if (id !== callId) { callId = id; phone.forget(); }
  renderTop(snapshot);
  renderBand(snapshot, next);
  const subject = next === "ring" ? snapshot.offer : snapshot.call;
  if (subject) renderCaller(subject, clock);
  hear.render(subject);
  menu.render(next);
  notes.render(snapshot);
  questions.render(snapshot);
  if (next === "idle") renderIdle(snapshot);
  if (next === "ring") offer.render(snapshot);
  if (snapshot.call) {
    put("way-title", next === "talk" ? gettext("Now") : gettext("The call"));
    fill(one("#way"), wayOf(snapshot.call), () => steps(snapshot.call));
  }
  if (next === "talk") { controls.render(snapshot); }
  if (next === "talk" || next === "wrapup") spoken.render(next === "talk");
  if (next === "wrapup") wrapUp.render(snapshot);
  strip.render(snapshot);
  floor.render(snapshot);
  ring.follow(next === "ring" ? snapshot.offer : null);
  tick();
  if (changed) follow(next);
}

function tick() {
  const snapshot = store.snapshot;
  if (!snapshot) return;
  const now = shown();
  tickTop(snapshot, clock);
  if (now === "idle") tickIdle(snapshot, clock);
  if (now === "ring") { tickCaller(snapshot.offer, clock); offer.tick(snapshot); }
  if (snapshot.call) { tickCaller(snapshot.call, clock); notes.tick(); }
  for (const place of all("[data-from]")) write(place, length(clock.since(place.dataset.from)));
  for (const place of all("[data-ago]")) write(place, ago(place.dataset.ago, clock.now()));
  if (now === "talk") controls.tick(snapshot);
  if (now === "wrapup") wrapUp.tick(snapshot);
  const title = titleOf(snapshot, now, clock);
  if (document.title !== title) document.title = title;
}

// ---- Keys and buttons ----

const during = (moments, act) => (...given) => {
  if (!moments.includes(shown())) return false;
  act(...given);
  return true;
};

const actions = {
  accept: during(["ring"], offer.accept),
  decline: during(["ring"], offer.decline),
  search: during(["talk"], () => { one("#search").focus(); one("#search").select(); }),
  mute: during(["talk"], controls.mute),
  hold: during(["talk"], controls.hold),
  "wrap-up": during(["talk"], controls.wrapUp),
  keys: during(["talk"], () => !one("#keys-button").disabled && controls.openKeypad()),
  transfer: during(["talk"], () => !one("#transfer-button").disabled && controls.openTransfer()),
  hand: during(["talk"], floor.hand),
  end: during(["talk"], controls.end),
  hear: during(["ring", "talk", "wrapup"], hear.say),
  notes: during(["talk", "wrapup"], () => one("#notes").focus()),
  outcome: during(["wrapup"], wrapUp.pick),
  "more-time": during(["wrapup"], wrapUp.moreTime),
  next: during(["wrapup"], wrapUp.next),
  "next-break": during(["wrapup"], wrapUp.nextThenBreak),
  break: during(["idle", "talk", "wrapup"], () => (shown() === "wrapup" ? wrapUp.nextThenBreak() : go("BREAK", "short-break"))),
  ready: during(["idle", "talk", "wrapup"], () => go("READY", "")),
  "test-sound": () => ring.test(),
  "allow-notifications": async () => { await ring.allowNotifications(); render(store.snapshot); },
  help: () => help.toggle(),
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (button && !button.disabled) actions[button.dataset.act]?.();
  if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
});

document.addEventListener("keydown", (event) => {
  if (help.asks || event.repeat || one("#elsewhere").open) return;
  if (event.key === "?" && !event.ctrlKey && !event.altKey && !inField(event.target)) { event.preventDefault(); return help.toggle(); }
  const bound = bindings.actionOf(comboOf(event));
  if (!bound) return;
  // The browser's own meaning of the key (F3, F6, F7) never comes through, also where the key has nothing to do.
  event.preventDefault();
  const modal = one("dialog[open]");
  if (modal && bound.action !== "end") modal.close();
  actions[bound.action](bound.number);
});

one("#wrap-up").addEventListener("submit", (event) => event.preventDefault());

// ---- Connection ----

const connection = createConnection({
  store,
  fetchSnapshot,
  tab: crypto.randomUUID(),
  onStatus(status) {
    strip.connection(status);
    const away = status === "elsewhere";
    if (away) {
      for (const open of all("dialog[open]")) open.close();
      ring.follow(null);
      phone.stop();
      store.clear();
      document.title = gettext("The console is open elsewhere");
    }
    const dialog = one("#elsewhere");
    if (away && !dialog.open) dialog.showModal();
    if (!away && dialog.open) dialog.close();
  },
});

one("#elsewhere").addEventListener("cancel", (event) => event.preventDefault());
one("#take-over").addEventListener("click", async () => { await connection.resume(); phone.again(); });

store.subscribe((snapshot) => {
  if (snapshot) phone.start(snapshot.softphone);
  render(snapshot);
});
createTheme();
renderKeys(bindings);
setInterval(tick, TICK_MS);
connection.start();

