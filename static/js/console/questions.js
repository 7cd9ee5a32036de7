// The tree of questions, its search, and the answer beside it. The tree of one call is loaded once.

import { all, attribute, fill, icon, make, one } from "./dom.js";
import { asked, drawAnswer } from "./answer.js";
import { gettext, interpolate, language as pageLanguage } from "./i18n.js";

const OPEN_FIRST = 12; // groups stand open from the top until this many questions are in sight

const plain = (text) => text.toLocaleLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

export function createQuestions({ api, clock, notices }) {
  const [groups, article, search] = [one("#groups"), one("#answer"), one("#search")];
  let call = null;
  let tree = null;
  let current = null;
  let offered = null; // what callers ask most, from the ring
  let read = new Set();

  function link(question) {
    const made = make("a", { href: `#question-${question.id}`, "data-question": question.id }, make("span", {}, question.title));
    made.dataset.text = plain(question.title);
    return make("li", {}, made);
  }

  function group({ title, questions }, open) {
    return make("details", { open, "data-text": plain(title) },
      make("summary", {}, icon("chevron-right"), " ", title, " ", make("span", { class: "count" }, String(questions.length))),
      make("ul", {}, ...questions.map(link)));
  }

  function drawTree() {
    let sight = 0;
    fill(groups, [call.id, tree], () => tree.groups.map((branch) => {
      const open = sight < OPEN_FIRST;
      sight += branch.questions.length;
      return group(branch, open);
    }));
    attribute(groups, "lang", call.company.language);
    search.placeholder = interpolate(gettext("Search %(count)s questions"), { count: tree.count });
    mark();
    if (!current) invite();
    if (search.value) sift();
  }

  function mark() {
    for (const made of all("a[data-question]", groups)) {
      const id = made.dataset.question;
      attribute(made, "aria-current", id === current ? "page" : null);
      if (read.has(id) && !one(".icon", made)) made.append(icon("check"), make("span", { class: "visually-hidden", lang: pageLanguage() }, gettext("read in this call")));
    }
  }

  function invite() {
    const often = offered?.callId === call.id ? offered.questions : tree.groups.flatMap((branch) => branch.questions).slice(0, 8);
    const empty = make("p", { class: "muted hint" }, icon("list-search"), " ", gettext("Type what the caller asks, or choose a question."));
    article.replaceChildren(make("h2", { id: "question" }, gettext("Callers ask")), make("div", { lang: call.company.language }, ...asked("", often, open).slice(1)), empty);
  }

  async function load() {
    const id = call.id;
    try {
      const loaded = await api.get(`calls/${id}/questions/`);
      if (call?.id !== id) return;
      tree = loaded;
      notices.clear("questions");
      drawTree();
    } catch (problem) {
      if (call?.id === id) notices.set("questions", { title: gettext("The questions could not be loaded."), text: problem.message, action: { label: gettext("Try again"), run: load } });
    }
  }

  async function open(question) {
    const id = call.id;
    current = String(question);
    mark();
    one(`[data-question="${current}"]`, groups)?.closest("details")?.setAttribute("open", "");
    try {
      const answer = await api.get(`calls/${id}/questions/${question}/`);
      if (call?.id !== id || current !== String(question)) return;
      notices.clear("questions");
      read.add(current);
      mark();
      article.replaceChildren(...drawAnswer(answer, { language: call.company.language, now: clock.now(), open }));
      article.scrollTop = 0;
    } catch (problem) {
      if (call?.id === id && current === String(question)) notices.set("questions", { title: gettext("The answer could not be loaded."), text: problem.message, action: { label: gettext("Try again"), run: () => open(question) } });
    }
  }

  function sift() {
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    for (const details of all("details", groups)) {
      const whole = words.length > 0 && words.every((word) => details.dataset.text.includes(word));
      const fits = (made) => whole || words.every((word) => made.dataset.text.includes(word));
      for (const made of all("a", details)) made.parentElement.hidden = !fits(made);
      const found = all("li:not([hidden])", details).length > 0;
      details.hidden = !found;
      if (words.length) { details.dataset.was ??= String(details.open); details.open = found; }
      else if (details.dataset.was) { details.open = details.dataset.was === "true"; delete details.dataset.was; }
    }
    best(words.length > 0);
  }

  function best(searching) {
    for (const made of all(".best", groups)) made.classList.remove("best");
    const first = searching ? visible().find((made) => made.matches("a")) : null;
    first?.classList.add("best");
    const none = one(".none", groups);
    if (searching && !first) (none ?? groups.appendChild(make("p", { class: "none muted", role: "status", lang: pageLanguage() }))).textContent = gettext("No question matches. Try another word.");
    else none?.remove();
  }

  const visible = () => all("summary, a", groups).filter((made) => made.getClientRects().length > 0);

  function step(by) {
    const row = visible();
    const at = row.indexOf(document.activeElement) + by;
    if (at < 0) search.focus();
    else row[Math.min(at, row.length - 1)]?.focus();
  }

  search.addEventListener("input", sift);
  search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); (one(".best", groups) ?? visible()[0])?.focus(); }
    if (event.key === "Enter") { event.preventDefault(); const first = one(".best", groups); if (first) open(first.dataset.question); }
    if (event.key === "Escape" && search.value) { event.preventDefault(); search.value = ""; sift(); }
  });
  groups.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); step(event.key === "ArrowDown" ? 1 : -1); }
  });
  groups.addEventListener("click", (event) => {
    const made = event.target.closest("a[data-question]");
    if (made) { event.preventDefault(); open(made.dataset.question); }
  });

  function clear() {
    call = tree = current = offered = null;
    read = new Set();
    search.value = "";
    for (const place of [groups, article]) fill(place, null, () => []);
    article.replaceChildren();
    notices.clear("questions");
  }

  return {
    /** Titles of what was read in this call. */
    titles: () => (tree ? tree.groups.flatMap((branch) => branch.questions).filter(({ id }) => read.has(String(id))).map(({ title }) => title) : []),

    render(snapshot) {
      if (!snapshot.call && call && call.id !== snapshot.offer?.call_id) clear();
      if (snapshot.offer) offered = { callId: snapshot.offer.call_id, questions: snapshot.offer.questions ?? [] };
      if (!snapshot.call) return;
      const fresh = call?.id !== snapshot.call.id;
      if (fresh && call) { const kept = offered; clear(); offered = kept; }
      call = snapshot.call;
      for (const id of call.read ?? []) read.add(String(id));
      if (fresh) load();
      else if (tree) mark();
    },
  };
}
