// The note of the call. Every letter is kept in this browser until the server has it; at Next nothing of it is left.

import { one, write } from "./dom.js";
import { ago } from "./format.js";
import { gettext, interpolate } from "./i18n.js";

const PAUSE_MS = 800;
const KEPT = "cc.note.";

export function createNotes({ api, clock }) {
  const field = one("#notes");
  const status = one("#notes-status");
  let callId = null;
  let saved = "";
  let savedAt = null;
  let waiting = null;
  let failed = false;
  let lost = false;
  let sent = Promise.resolve();

  const dirty = () => field.value !== saved;

  function accept(text) {
    saved = text;
    savedAt = new Date(clock.now()).toISOString();
    failed = false;
    field.dataset.saved = text;
    if (!dirty()) localStorage.removeItem(KEPT + callId);
  }

  function savedText() {
    const fresh = clock.since(savedAt) < 5;
    return fresh ? gettext("Saved") : interpolate(gettext("Saved %(when)s"), { when: ago(savedAt, clock.now()) });
  }

  async function save() {
    clearTimeout(waiting);
    if (!callId || !dirty()) return;
    const [id, text] = [callId, field.value];
    try {
      sent = api.command("POST", `calls/${id}/note/`, { note: text });
      await sent;
      if (id === callId) accept(text);
    } catch {
      failed = id === callId;
      if (failed) waiting = setTimeout(save, 3000);
    }
  }

  /** What an outage left behind of other calls goes when the next one begins. */
  function purge(keep) {
    for (const key of Object.keys(localStorage)) if (key.startsWith(KEPT) && key !== KEPT + keep) localStorage.removeItem(key);
  }

  function open(call) {
    purge(call.id);
    callId = call.id;
    savedAt = null;
    failed = false;
    saved = call.note ?? "";
    field.dataset.saved = saved;
    field.value = localStorage.getItem(KEPT + callId) ?? saved;
    if (dirty()) save();
  }

  /** The page forgets the note; letters that the server does not have yet are sent one last time. */
  function close() {
    clearTimeout(waiting);
    const [id, text, late, comesBack] = [callId, field.value, dirty(), lost];
    callId = null;
    saved = field.value = "";
    savedAt = null;
    delete field.dataset.saved;
    if (comesBack) return; // her line broke: the caller is put through again, and the draft waits here
    const told = late ? api.command("POST", `calls/${id}/note/`, { note: text }) : Promise.resolve();
    told.catch((problem) => { if (problem.lost) throw problem; }).then(() => localStorage.removeItem(KEPT + id), () => {});
  }

  field.addEventListener("input", () => {
    localStorage.setItem(KEPT + callId, field.value);
    clearTimeout(waiting);
    waiting = setTimeout(save, PAUSE_MS);
  });
  field.addEventListener("blur", save);

  return {
    save,
    get text() { return field.value; },

    /** Until what was sent is answered, or lost: it must not arrive after what is sent by another way. */
    settled: () => sent.catch(() => {}),

    render({ call, offer }) {
      if (!call) return callId && callId !== offer?.call_id && close();
      lost = call.state === "LOST";
      if (call.id !== callId) { if (callId) close(); return open(call); }
      // Another device may have written; what she is writing here is not overwritten.
      if (!dirty() && call.note !== saved) { saved = call.note; field.dataset.saved = saved; field.value = saved; }
    },

    /** The disposition carried the note along. */
    taken: (id, text) => (id === callId ? accept(text) : localStorage.removeItem(KEPT + id)),

    tick() {
      if (!callId) return;
      if (failed) write(status, gettext("Not saved, kept here"));
      else if (dirty()) write(status, gettext("Writing"));
      else write(status, savedAt ? savedText() : "");
    },
  };
}
