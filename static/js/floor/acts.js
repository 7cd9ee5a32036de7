// What the floor may do. What can be undone offers it for ten seconds; what failed is said in words.

import { make, one } from "../console/dom.js";
import { gettext, interpolate } from "../console/i18n.js";
import { stateWord } from "./measure.js";

const UNDO_MS = 10_000;

/** The first words about what was wrong with one part of what was sent. */
function faultOf(errors) {
  return typeof errors === "string" ? errors : Object.values(errors ?? {}).map(faultOf).find(Boolean);
}

export function createActs({ api }) {
  const toast = one("#toast");
  let timer = null;

  function say(words, undo) {
    clearTimeout(timer);
    toast.replaceChildren(make("span", {}, words));
    if (undo) {
      const button = make("button", { type: "button", class: "btn btn-line" }, gettext("Undo"));
      button.addEventListener("click", () => attempt(undo, gettext("Undone")));
      toast.append(button);
    }
    toast.hidden = false;
    // A message that somebody is about to answer stays.
    const leave = () => { if (toast.contains(document.activeElement)) timer = setTimeout(leave, UNDO_MS); else toast.hidden = true; };
    timer = setTimeout(leave, UNDO_MS);
  }

  async function attempt(work, words, undoOf = () => null) {
    try {
      const answer = await work();
      say(words, undoOf(answer?.undo));
      return true;
    } catch (problem) {
      if (problem.status === undefined) throw problem;
      say(faultOf(problem.errors) ?? problem.message);
      return false;
    }
  }

  const put = (path, body) => api.command("PUT", path, body);
  const post = (path, body, options) => api.command("POST", path, body, options);

  const undoChanges = (undo) => undo && (() => post("changes/end/", undo));

  return {
    say,
    listen: (callId, body) => attempt(() => post(`calls/${callId}/listen/`, body), gettext("You are being put through. Your browser may ask for the microphone.")),
    turn: (callId, mode, words) => attempt(() => put(`calls/${callId}/listen/`, { mode }), words),
    leave: (callId) => attempt(() => api.command("DELETE", `calls/${callId}/listen/`), gettext("You have left the call.")),
    openCall: (callId, reason) => attempt(() => post(`calls/${callId}/lease/`, { reason }), gettext("Open for 30 minutes. The company can see that you looked, and why.")),
    setState(person, state) {
      const path = `operators/${person.id}/state/`;
      return attempt(() => put(path, { state }), interpolate(gettext("%(who)s: %(state)s"), { who: person.name, state: stateWord(state) }), (undo) => undo && (() => put(path, undo)));
    },
    answerHand: (person) => attempt(() => post(`operators/${person.id}/hand/`), interpolate(gettext("%(who)s knows that you are coming."), { who: person.name })),
    move(callId, queue) {
      const path = `calls/${callId}/move/`;
      return attempt(() => post(path, { queue: queue.id }), interpolate(gettext("The caller waits in %(queue)s."), { queue: queue.name }), (undo) => undo && (() => post(path, undo)));
    },
    give: (callId, person) => attempt(() => post(`calls/${callId}/give/`, { operator: person.id }), interpolate(gettext("The caller is first, and kept for %(who)s."), { who: person.name })),
    overflow: (queueId, body) => attempt(() => put(`queues/${queueId}/overflow/`, body), gettext("The overflow is changed. It ends by itself."), undoChanges),
    moveGroup: (group, { to, leaves }) => attempt(() => post(`groups/${group.id}/move/`, { to: to.id, leaves, minutes: 60 }), interpolate(gettext("%(group)s answers %(queue)s for an hour."), { group: group.name, queue: to.name }), undoChanges),
    endChanges: (changes) => attempt(() => post("changes/end/", { changes }), gettext("What the company has settled holds again.")),
    note: (text, person) => attempt(() => post("notes/", { text, operator: person?.id ?? null }, { repeatable: false }),
      person ? interpolate(gettext("Note sent to %(who)s."), { who: person.name }) : gettext("Note sent to everybody."),
      (undo) => undo && (() => api.command("DELETE", `notes/${undo.note}/`))),
    centre: (isDown, word = "") => attempt(() => put("centre/", { is_down: isDown, word }), isDown ? gettext("The centre is down.") : gettext("The centre is back.")),
  };
}
