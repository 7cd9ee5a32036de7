// After the call: how it ended, the note, the timer that always has more time, and Next.

import { attribute, fill, has, icon, make, one, put } from "./dom.js";
import { length } from "./format.js";
import { gettext } from "./i18n.js";
import { endedBy, overAt } from "./way.js";

const KEPT = "cc.outcome.";
const LAST_S = 1.2;

export function createWrapUp({ store, api, notes, questions, clock, run }) {
  const outcome = one("#outcome");
  let callId = null;
  let chosen = null;
  let total = 30;
  let hurried = false;

  const call = () => store.snapshot?.call;

  function choice({ code, label }, at) {
    const input = make("input", { class: "form-check-input", type: "radio", name: "outcome", value: code });
    input.addEventListener("change", () => choose(code));
    const key = at < 9 ? make("kbd", {}, `Alt ${at + 1}`) : null;
    if (key) attribute(input, "aria-keyshortcuts", `Alt+${at + 1}`);
    return make("label", {}, input, " ", make("span", {}, label), " ", key);
  }

  /** The outcome and the note together; in after-call work this is what ends it. */
  async function dispose({ waits = true } = {}) {
    const [id, code, note] = [callId, chosen, notes.text];
    if (waits) await notes.settled();
    await api.command("POST", `calls/${id}/dispose/`, { disposition: code, note });
    localStorage.removeItem(KEPT + id);
    notes.taken(id, note);
  }

  function choose(code) {
    chosen = code;
    localStorage.setItem(KEPT + callId, code);
    describe();
  }

  function describe() {
    const label = call()?.dispositions.find(({ code }) => code === chosen)?.label;
    put("chosen", label ?? gettext("No outcome chosen"));
    const without = call()?.disposition_required
      ? gettext("This company asks for an outcome before the next call.")
      : gettext("The call is kept without one, too.");
    put("chosen-text", label ? gettext("Next keeps the outcome and your note.") : without);
  }

  function open(now) {
    callId = now.id;
    chosen = now.disposition ?? localStorage.getItem(KEPT + callId);
    hurried = false;
    fill(outcome, [now.id, now.dispositions], () => [make("legend", {}, gettext("How did it end")), ...now.dispositions.map(choice)]);
    total = Math.max(1, clock.until(now.wrap_up_ends_at));
  }

  function check() {
    for (const input of outcome.querySelectorAll("input")) input.checked = input.value === chosen;
  }

  /** To the next call, or to what she asks for instead of it. */
  function leave(state, reason = "") {
    const id = callId;
    return run(async () => {
      if (state !== "READY") await api.command("PUT", "state/", { state, reason });
      await dispose();
      if (call()?.id === id) await api.command("PUT", "state/", { state, reason });
    });
  }

  /** The timer is about to go on without her: what she has chosen goes along. */
  function hurry(left) {
    if (hurried || left > LAST_S || chosen === call()?.disposition) return;
    hurried = true;
    run(() => dispose({ waits: false }));
  }

  return {
    leave,
    next: () => leave("READY"),
    nextThenBreak: () => leave("BREAK", "short-break"),
    moreTime: () => run(() => api.command("POST", `calls/${callId}/more-time/`, {}, { repeatable: false })),

    pick(number) {
      const input = outcome.querySelectorAll("input")[number - 1];
      if (!input) return;
      input.checked = true;
      input.focus();
      choose(input.value);
    },

    render({ call: now }) {
      if (now.id !== callId) open(now);
      check();
      describe();
      const ended = now.answered_at ? length((Date.parse(overAt(now)) - Date.parse(now.answered_at)) / 1000) : "";
      put("ended", [endedBy(now), ended].filter(Boolean).join(", "));
      const titles = questions.titles();
      has("done", titles.length > 0);
      fill(one("#done"), titles, () => titles.map((title) => make("li", { lang: now.company.language }, icon("check"), " ", title)));
    },

    tick({ call: now }) {
      const left = clock.until(now.wrap_up_ends_at);
      total = Math.max(total, left);
      const bar = one("#wrap-bar");
      bar.max = total;
      bar.value = left;
      put("wrap-left", length(Math.ceil(left)));
      hurry(left);
    },

    reset() {
      if (callId) localStorage.removeItem(KEPT + callId);
      callId = chosen = null;
      total = 30;
      fill(outcome, null, () => []);
      fill(one("#done"), null, () => []);
    },
  };
}
