// Behind a tile, a row, a name: who, why, and what can be done. It follows the wall while it is open.

import { fill, make, one, write } from "../console/dom.js";
import { gettext, interpolate } from "../console/i18n.js";
import { languageName, timeOfDay } from "../console/format.js";
import { createLending } from "./lending.js";
import { createOpened } from "./opened.js";
import { gap, reasonWord, shape, tickPeople } from "./people.js";
import { contractOf, percent, rowsOf, share, shownState, speaks, stateShape, stateWord, statesOf, uncoveredOf, verdict, whoCovers } from "./measure.js";

const WAITING_AGAIN_MS = 2000;

export function createDrawer({ store, clock, api, acts, listening }) {
  const dialog = one("#drawer");
  const body = one("#drawer-body");
  let subject = null;
  let opener = null;
  let callers = [];
  let asked = 0;
  let again = null;

  const lending = createLending({ store, acts });
  const opened = createOpened({ api, listening, changed: () => render() });
  const nameOf = (id) => store.sections.people[id]?.name ?? "?";

  function button(words, run, primary = false) {
    const made = make("button", { type: "button", class: `btn ${primary ? "btn-primary" : "btn-line"}` }, words);
    made.addEventListener("click", () => run(made));
    return made;
  }

  function personRow(id, operator) {
    const state = shownState(operator);
    const open = make("button", { type: "button", class: "link" }, nameOf(id));
    open.addEventListener("click", () => show({ kind: "operator", id }));
    return make("li", { class: "inline" }, shape(stateShape(state)), open, " ", stateWord(state), " ",
      operator.since ? make("span", { class: "quiet", "data-since": operator.since }) : "");
  }

  // ---- Waiting callers ----

  const wantsCallers = () => ["waiting", "row"].includes(subject?.kind);

  async function loadCallers() {
    clearTimeout(again);
    if (!dialog.open || !wantsCallers()) return;
    asked += 1;
    const mine = asked;
    const { results } = await api.get("waiting/").catch(() => ({ results: callers }));
    if (mine !== asked) return; // it was asked for again, after an act
    callers = results;
    render();
    again = setTimeout(loadCallers, WAITING_AGAIN_MS);
  }

  const belongs = (caller, row) => (!row || (row.by === "company" ? caller.company_id === row.company_id
    : row.by === "language" ? row.languages.has(caller.language.split("-")[0].toLowerCase()) : caller.queue_id === row.queue_id));

  function choice(label, options, run) {
    const select = make("select", { class: "form-select", "aria-label": label }, make("option", { value: "" }, label), options.map(({ id, name }) => make("option", { value: id }, name)));
    select.addEventListener("change", () => { const chosen = options.find(({ id }) => String(id) === select.value); select.value = ""; if (chosen) run(chosen); });
    return select;
  }

  function callerRow(caller) {
    const { sections } = store;
    const company = sections.companies[caller.company_id]?.name ?? "?";
    const queues = Object.entries(sections.queues).filter(([id, queue]) => queue.company_id === caller.company_id && Number(id) !== caller.queue_id).map(([id, queue]) => ({ id: Number(id), name: queue.name }));
    const ready = Object.entries(sections.operators)
      .filter(([id, operator]) => operator.state === "READY" && sections.people[id]?.companies.includes(caller.company_id) && speaks(sections.people[id].languages, caller.language))
      .map(([id]) => ({ id, name: nameOf(id) }));
    const why = caller.kept_for ? interpolate(gettext("kept for %(who)s"), { who: caller.kept_for }) : caller.is_first ? gettext("stands first") : caller.state === "OFFERED" ? gettext("rings at somebody") : "";
    return make("li", {},
      make("p", {}, make("b", { "data-since": caller.entered_at }), ` ${company}, ${sections.queues[caller.queue_id]?.name ?? ""}, ${languageName(caller.language.split("-")[0])} `, make("span", { class: "quiet" }, why)),
      make("div", { class: "inline" },
        ready.length ? choice(gettext("Give to"), ready, (person) => acts.give(caller.id, person).then(loadCallers)) : make("span", { class: "quiet" }, gettext("nobody who could take it is ready")),
        queues.length ? choice(gettext("Move to"), queues, (queue) => acts.move(caller.id, queue).then(loadCallers)) : ""));
  }

  function callersList(row) {
    const mine = callers.filter((caller) => belongs(caller, row));
    return [row ? make("h3", {}, gettext("Waiting")) : "", mine.length ? make("ul", { class: "list" }, mine.map(callerRow)) : make("p", { class: "quiet" }, gettext("Nobody waits"))];
  }

  // ---- One face for each subject ----

  function levelsList(which) {
    const rows = rowsOf(store.sections, "queue", clock.now()).filter((row) => row.offered);
    const parts = { recent: (row) => [row.recentWithin, row.recentOffered], today: (row) => [row.within, row.offered], abandoned: (row) => [row.abandoned, row.offered] }[which];
    const sorted = [...rows].sort((a, b) => { const [x, y] = [share(...parts(a)) ?? 1, share(...parts(b)) ?? 1]; return which === "abandoned" ? y - x : x - y; });
    return [make("ul", { class: "list" }, sorted.map((row) => {
      const [part, whole] = parts(row);
      const open = button([row.name, row.part].filter(Boolean).join(", "), () => show({ kind: "row", by: "queue", key: row.key }));
      open.className = "link";
      return make("li", {}, open, " ", make("b", {}, percent(share(part, whole))), " ", make("span", { class: "quiet" }, interpolate(gettext("%(part)s of %(whole)s"), { part, whole })));
    }))];
  }

  const windowWord = (name) => ({ DAY: gettext("today"), WEEK: gettext("this week"), MONTH: gettext("this month") })[name] ?? name;

  /** How the contract of a row's company fares in the window that was agreed, over all its queues. */
  function contractLine(row) {
    const contract = row.company ? contractOf(store.sections, row.company_id) : null;
    if (!contract) return "";
    const words = interpolate(gettext("Contract, %(window)s: %(level)s of %(offered)s calls."), { window: windowWord(contract.window), level: percent(contract.level), offered: contract.offered });
    return make("p", { class: verdict(contract.level, row.target.share) }, words);
  }

  function rowFace() {
    const row = rowsOf(store.sections, subject.by, clock.now()).find((one_) => one_.key === subject.key);
    if (!row) return { title: gettext("Nothing is known of it any more."), parts: [] };
    const able = Object.entries(store.sections.operators).filter(([id]) => {
      const person = store.sections.people[id];
      return person && (subject.by === "language" || person.companies.includes(row.company_id)) && [...row.languages].some((language) => speaks(person.languages, language));
    });
    return {
      title: subject.by === "language" ? languageName(row.name) : [row.name, row.part].filter(Boolean).join(", "),
      parts: [
        make("p", {}, interpolate(gettext("Target %(share)s within %(within)s s; now %(recent)s of %(offered)s, today %(today)s."), { share: percent(row.target.share), within: row.target.within, recent: percent(share(row.recentWithin, row.recentOffered)), offered: row.recentOffered, today: percent(share(row.within, row.offered)) })),
        contractLine(row),
        ...callersList({ ...row, by: subject.by }),
        ...lending.face(subject.by === "queue" ? row.queue_id : null, button),
        make("h3", {}, gettext("Who could answer")),
        able.length ? make("ul", { class: "list" }, able.map(([id, operator]) => personRow(id, operator))) : make("p", { class: "quiet" }, gettext("Nobody on duty")),
      ],
    };
  }

  function noteForm(person) {
    const text = make("textarea", { class: "form-control", rows: 2, maxlength: 280, "aria-label": gettext("Note"), placeholder: gettext("A few words") });
    const send = button(gettext("Send"), async () => { if (text.value.trim() && await acts.note(text.value.trim(), person)) text.value = ""; }, true);
    return make("div", { class: "note" }, text, send);
  }

  function operatorFace() {
    const operator = store.sections.operators[subject.id] ?? { state: "OFFLINE" };
    const person = { id: subject.id, name: nameOf(subject.id) };
    const company = store.sections.companies[operator.company_id]?.name;
    const state = shownState(operator);
    const why = [company, operator.reason ? reasonWord(operator.reason) : "", operator.misses ? interpolate(gettext("%(count)s offers missed"), { count: operator.misses }) : "", operator.next_state ? interpolate(gettext("then %(state)s"), { state: stateWord(operator.next_state) }) : ""].filter(Boolean).join(", ");
    const to = { READY: gettext("Make ready"), BREAK: gettext("Send on a break"), OFFLINE: gettext("Sign off") };
    return {
      title: person.name,
      parts: [
        make("p", { class: "inline" }, shape(stateShape(state)), stateWord(state), " ", operator.since ? make("span", { "data-since": operator.since }) : ""),
        why ? make("p", { class: "quiet" }, why) : "",
        operator.hand_since ? make("p", { class: "warn" }, gettext("hand up"), operator.hand_note ? ` “${operator.hand_note}”` : "") : "",
        make("div", { class: "inline wrap" },
          operator.hand_since ? button(gettext("I am coming"), () => acts.answerHand(person), true) : "",
          Object.entries(to).filter(([one_]) => one_ !== operator.state).map(([one_, words]) => button(words, () => acts.setState(person, one_)))),
        operator.call_id ? make("p", { class: "quiet" }, gettext("In a call the change applies after it.")) : "",
        ...listening.face(subject.id, operator, { button, close, openCall: (id) => show({ kind: "call", id }) }),
        make("h3", {}, gettext("Note")), noteForm(person),
      ],
    };
  }

  function centreFace() {
    if (store.sections.centre?.down) return { title: gettext("The centre is down"), parts: [button(gettext("Bring the centre back"), () => acts.centre(false).then(close), true)] };
    const word = make("input", { class: "form-control", autocomplete: "off", "aria-label": gettext("Type DOWN to confirm.") });
    const go = button(gettext("Put the centre down"), async () => { if (await acts.centre(true, word.value.trim())) close(); });
    go.disabled = true;
    word.addEventListener("input", () => { go.disabled = word.value.trim() !== "DOWN"; });
    return {
      title: gettext("Centre down"),
      parts: [make("p", {}, gettext("From the next call on, every number of every company is answered by its fallback: a forward, or a message. Calls that go on are not touched.")),
        make("p", {}, gettext("Type DOWN to confirm.")), make("div", { class: "note" }, word, go)],
    };
  }

  function gapFace() {
    const { company_id: company, language } = subject;
    const row = Object.values(store.sections.uncovered).find((one_) => one_.company_id === company && one_.language === language);
    const opens = row && !row.open && row.opens_at ? [make("p", {}, interpolate(gettext("Opens at %(at)s."), { at: timeOfDay(row.opens_at) }))] : [];
    const who = whoCovers(store.sections, company, language);
    return {
      title: `${store.sections.companies[company]?.name ?? "?"}, ${languageName(language.split("-")[0])}`,
      parts: [...opens, who.length ? make("ul", { class: "list" }, who.map(({ id, operator }) => personRow(id, operator)))
        : make("p", {}, gettext("No operator is cleared for this company in this language. Callers will leave messages."))],
    };
  }

  const plain = (title, parts) => ({ title, parts });

  function face() {
    const { sections } = store;
    switch (subject.kind) {
      case "waiting": return plain(gettext("Waiting"), callersList(null));
      case "recent": return plain(gettext("Service level, last 30 min"), levelsList("recent"));
      case "today": return plain(gettext("Service level today"), levelsList("today"));
      case "abandoned": return plain(gettext("Abandoned today"), levelsList("abandoned"));
      case "ready": return plain(gettext("Operators"), [make("ul", { class: "list" }, Object.values(statesOf(sections)).flat().map((one_) => personRow(one_.id, one_)))]);
      case "state": return plain(stateWord(subject.state), [make("ul", { class: "list" }, statesOf(sections)[subject.state].map((one_) => personRow(one_.id, one_)))]);
      case "gaps": return plain(gettext("Not covered"), [make("ul", { class: "list" }, uncoveredOf(sections).map((row) => gap(row, { open: show })))]);
      case "gap": return gapFace();
      case "row": return rowFace();
      case "operator": return operatorFace();
      case "call": return opened.face(subject.id, button);
      case "centre": return centreFace();
      default: return plain(gettext("Note to all"), [make("p", { class: "quiet" }, gettext("Everybody on duty sees it in her console for 15 minutes, or until she has read it.")), noteForm(null)]);
    }
  }

  /** What a face is made of; while somebody writes in it, it is left alone. */
  function source() {
    const { sections } = store;
    if (subject.kind === "operator") { const { seq, ...rest } = sections.operators[subject.id] ?? {}; return [subject, rest, sections.listeners]; }
    if (subject.kind === "call") return [subject, opened.seen(subject.id)];
    if (["note", "centre"].includes(subject.kind)) return [subject, sections.centre];
    return [subject, callers, sections.operators, sections.levels, sections.uncovered, sections.changes, sections.queues, sections.groups];
  }

  function render() {
    if (!dialog.open || !subject || !store.sections) return;
    if (body.contains(document.activeElement) && ["TEXTAREA", "INPUT", "SELECT"].includes(document.activeElement.tagName)) return;
    fill(body, source(), () => {
      const { title, parts } = face();
      write(one("#drawer-title"), title);
      return parts.filter(Boolean);
    });
    tickPeople(clock);
  }

  function show(next) {
    subject = next;
    if (!dialog.open) dialog.showModal();
    if (document.activeElement instanceof HTMLElement && body.contains(document.activeElement)) document.activeElement.blur();
    render();
    one("#drawer-title").focus();
    if (wantsCallers()) loadCallers();
    if (next.kind === "call") opened.load(next.id);
  }

  const close = () => dialog.close();
  dialog.addEventListener("close", () => { subject = null; if (opener?.isConnected) opener.focus(); });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) close(); });

  return {
    open(next, from) {
      opener = from ?? document.activeElement;
      if (store.sections) show(next);
    },
    render,
  };
}
