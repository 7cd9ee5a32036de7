// After the call: how it ended, the note, the timer that always has more time, and Next.

import { attribute, fill, has, icon, make, one, put } from "./dom.js";
import { length } from "./format.js";
import { gettext } from "./i18n.js";
import { endedBy } from "./way.js";

export function createWrapUp({ store, api, notes, questions, clock, run }) {
  const outcome = one("#outcome");
  let callId = null;
  let chosen = null;
  let sent = null;
  let total = 30;

  const call = () => store.snapshot?.call;

  function choice({ code, label }, at) {
    const input = make("input", { class: "form-check-input", type: "radio", name: "outcome", value: code });
    input.addEventListener("change", () => choose(code));
    const key = at < 9 ? make("kbd", {}, `Alt ${at + 1}`) : null;
    if (key) attribute(input, "aria-keyshortcuts", `Alt+${at + 1}`);
    return make("label", {}, input, " ", make("span", {}, label), " ", key);
  }

  async function dispose() {
    const [id, code, note] = [callId, chosen, notes.text];
    await api.command("POST", `calls/${id}/dispose/`, { disposition: code, note });
    if (id === callId) { sent = code; notes.taken(note); }
  }

  function choose(code) {
    chosen = code;
    describe();
    run(dispose);
  }

  function describe() {
    const label = call()?.dispositions.find(({ code }) => code === chosen)?.label;
    put("chosen", label ?? gettext("No outcome chosen"));
    const without = call()?.disposition_required
      ? gettext("This company asks for an outcome before the next call.")
      : gettext("The call is kept without one, too.");
    put("chosen-text", label ? gettext("Next keeps the outcome and your note, and you are ready.") : without);
  }

  function open(now) {
    callId = now.id;
    chosen = sent = now.disposition;
    fill(outcome, [now.id, now.dispositions], () => [make("legend", {}, gettext("How did it end")), ...now.dispositions.map(choice)]);
    total = Math.max(1, clock.until(now.wrap_up_ends_at));
  }

  function check() {
    for (const input of outcome.querySelectorAll("input")) input.checked = input.value === chosen;
  }

  /** Send what is not sent yet, then leave for READY or a break. */
  function leave(state, reason = "") {
    return run(async () => {
      if (chosen !== sent || notes.text !== (call()?.note ?? "")) await dispose();
      await api.command("PUT", "state/", { state, reason });
    });
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
      else if (now.disposition && now.disposition !== sent) chosen = sent = now.disposition;
      check();
      describe();
      const ended = now.answered_at && now.ended_at ? length((Date.parse(now.ended_at) - Date.parse(now.answered_at)) / 1000) : "";
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
    },

    reset() {
      callId = chosen = sent = null;
      total = 30;
      fill(outcome, null, () => []);
      fill(one("#done"), null, () => []);
    },
  };
}
