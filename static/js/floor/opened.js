// A call that she has opened: who calls, what came of it, what its operator sees. Each look is written down.

import { gettext, interpolate } from "../console/i18n.js";
import { make } from "../console/dom.js";
import { callerName, languageName, timeOfDay } from "../console/format.js";

export function createOpened({ api, changed }) {
  const calls = new Map();

  async function load(id) {
    const asked = { ...(calls.get(id) ?? {}), problem: "" };
    calls.set(id, asked);
    const answered = (seen) => {
      if (calls.get(id) !== asked) return; // she has looked again meanwhile
      calls.set(id, seen);
      changed();
    };
    try {
      answered({ call: await api.get(`calls/${id}/`), problem: "" });
    } catch (problem) {
      if (problem.status === undefined) throw problem;
      answered({ call: null, problem: problem.message });
    }
  }

  const fact = (name, value) => (value ? [make("dt", {}, name), make("dd", {}, value)] : []);

  function screenPart(screen) {
    if (!screen) return null;
    return [make("h3", {}, gettext("On the operator's screen")),
      make("p", { lang: screen.phrase_language }, `“${screen.phrase}”`),
      screen.last_contacts.length ? make("ul", { class: "list" }, screen.last_contacts.map(({ at, disposition, note }) => make("li", {}, make("b", {}, timeOfDay(at)), ` ${[disposition, note].filter(Boolean).join(": ")}`))) : null];
  }

  function parts({ record, screen, lease, company }, again) {
    return [make("div", { class: "opened" },
      make("p", { class: "quiet" }, interpolate(gettext("Open until %(at)s: %(reason)s"), { at: timeOfDay(lease.expires_at), reason: lease.reason })),
      make("dl", {},
        fact(gettext("Company"), company.name), fact(gettext("Caller"), callerName(record.caller)), fact(gettext("Line"), record.line),
        fact(gettext("Language"), languageName(record.language.split("-")[0])), fact(gettext("Queue"), record.queue), fact(gettext("Operator"), record.operator),
        fact(gettext("Outcome"), record.outcome_word), fact(gettext("Disposition"), record.disposition), fact(gettext("Note"), record.note)),
      screenPart(screen),
      make("h3", {}, gettext("What happened")),
      make("ol", {}, record.timeline.map(({ at, title, detail }) => make("li", {}, make("time", { class: "quiet" }, timeOfDay(at)), make("span", {}, title, detail ? make("span", { class: "quiet" }, ` ${detail}`) : null)))),
      make("div", {}, again))];
  }

  return {
    load,
    seen: (id) => calls.get(id) ?? null,
    face(id, button) {
      const { call, problem } = calls.get(id) ?? {};
      const title = gettext("The call");
      if (problem) return { title, parts: [make("p", {}, problem)] };
      return { title, parts: call ? parts(call, button(gettext("Look again"), () => load(id))) : [make("p", { class: "quiet" }, gettext("Loading"))] };
    },
  };
}
