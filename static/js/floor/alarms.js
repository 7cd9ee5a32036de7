// What breaks a promise now: cause, consequence, and what can be done. Said politely once to who does not see it.

import { fill, icon, make, one, write } from "../console/dom.js";
import { gettext, interpolate } from "../console/i18n.js";
import { languageName, length, timeOfDay } from "../console/format.js";
import { uncoveredOf, whoCovers } from "./measure.js";

function waitingFor(sections, row) {
  const short = (code) => code.split("-")[0].toLowerCase();
  return Object.values(sections.waiting)
    .filter((entry) => entry.company_id === row.company_id && short(entry.language) === short(row.language))
    .reduce((sum, entry) => sum + entry.count, 0);
}

/** The worst that is true now, or null. */
function worst(sections) {
  const down = sections.centre?.down;
  if (down) return { kind: "down", down };
  const open = uncoveredOf(sections).filter((row) => row.open && row.working === 0);
  const rows = open.map((row) => ({ ...row, waiting: waitingFor(sections, row) })).sort((a, b) => b.waiting - a.waiting);
  const row = rows.find((one_) => one_.waiting > 0) ?? rows.find((one_) => one_.on_duty > 0);
  return row ? { kind: "gap", row } : null;
}

export function createAlarms({ clock, drawer, acts }) {
  let said = "";

  function button(words, run, primary = false) {
    const made = make("button", { type: "button", class: `btn ${primary ? "btn-primary" : "btn-line"}` }, words);
    made.addEventListener("click", () => run(made));
    return made;
  }

  function box(title, words, buttons) {
    return [make("section", { class: "alarm", "aria-label": title }, icon("alert-triangle"),
      make("div", {}, make("h2", {}, title), make("p", {}, words)), make("div", { class: "inline" }, buttons))];
  }

  function draw(found, sections) {
    if (found.kind === "down") {
      const words = interpolate(gettext("%(who)s put it down at %(at)s. Callers hear each number's fallback."), { who: found.down.author, at: timeOfDay(found.down.since) });
      return box(gettext("The centre is down"), words, [button(gettext("Bring the centre back"), () => acts.centre(false), true)]);
    }
    const { row } = found;
    const who = whoCovers(sections, row.company_id, row.language);
    const away = who.find((one_) => one_.operator.state === "BREAK");
    const title = titleOf(found);
    const words = [
      row.waiting ? interpolate(gettext("%(count)s waiting."), { count: row.waiting }) : "",
      away ? interpolate(gettext("%(who)s is away."), { who: away.name }) : interpolate(gettext("%(count)s cleared, none on duty."), { count: row.cleared }),
    ].filter(Boolean).join(" ");
    return box(title, words, [
      away ? button(interpolate(gettext("Ask %(who)s back"), { who: away.name }), () => acts.setState(away, "READY"), true) : null,
      button(gettext("Who could"), (made) => drawer.open({ kind: "gap", company_id: row.company_id, language: row.language }, made)),
    ].filter(Boolean));
  }

  const titleOf = (found) => (found.kind === "down" ? gettext("The centre is down")
    : interpolate(gettext("%(company)s in %(language)s: nobody answers"), { company: found.row.name, language: languageName(found.row.language.split("-")[0]) }));

  function render(sections) {
    const found = worst(sections);
    fill(one("#alarms"), found, () => (found ? draw(found, sections) : []));
    const title = found ? titleOf(found) : "";
    if (title !== said) { said = title; write(one("#said"), title || gettext("No alarm any more.")); }
  }

  return { render, tick() { for (const place of document.querySelectorAll("#alarms [data-since]")) write(place, length(clock.since(place.dataset.since))); } };
}
