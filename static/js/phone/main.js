// The simulator's telephone: puts the columns, the wire and the sound together.

import { IDLE, begin, isAnswered, isLive, isRinging, step, talkingWith } from "./call.js";
import { createBook } from "./book.js";
import { byId } from "./dom.js";
import { createHandset } from "./handset.js";
import { createIncoming } from "./incoming.js";
import { createJournal } from "./journal.js";
import { createLine } from "./line.js";
import { createRecorder } from "./recorder.js";
import { createSpeaker, languageOf, tellLanguage } from "./speaker.js";
import { createTones } from "./tones.js";
import { followTheme } from "./theme.js";
import { createTranscript } from "./transcript.js";
import { followKeyboard } from "./keyboard.js";
import { gettext, interpolate, partyName } from "./words.js";

const book = createBook();
const handset = createHandset();
const journal = createJournal();
const tones = createTones();
const transcript = createTranscript();
const recorder = createRecorder();
const speaker = createSpeaker({
  onRefused: (url) => transcript.event(interpolate(gettext("%(url)s could not be played"), { url }, true), Date.now()),
});
const incoming = createIncoming({ book, tones, onAnswer: answer, onDecline: (sid) => line.decline(sid) });
const line = createLine({ onFrame, onLine, onVoice: (reason) => handset.setVoice(isLive(call) ? reason : "") });

let call = IDLE;
let muted = false;
let sounding = true;
let language = "en";
// Calls of before: what still arrives about them must not mix with the one on the page.
const past = new Set();

function show(next) {
  const before = call;
  call = next;
  handset.draw(call, call.to ? book.nameOf(call.inbound ? call.from : call.to) : "");
  handset.tick(call, Date.now());
  book.lock(isLive(call));
  if (isRinging(call)) tones.ring(call.to);
  else tones.stop();
  tellWho(before);
  if (isLive(before) && !isLive(call)) hungUp();
}

/** Voices leave nothing to read: at least who could be heard, and when. */
function tellWho(before) {
  const [then, now] = [before, call].map((each) => talkingWith(each).map(partyName).join(", "));
  if (!isAnswered(call) || then === now) return;
  if (now) transcript.event(interpolate(gettext("talking with %(names)s"), { names: now }, true), Date.now());
  else if (call.peers.length) transcript.event(gettext("on hold"), Date.now());
}

function hungUp() {
  line.release();
  speaker.stop();
  transcript.stopped(Date.now());
  transcript.event(gettext("The call is over"), Date.now());
  if (call.outcome === "busy") tones.busy();
  setMuted(false);
  handset.setVoice("");
}

function dial() {
  if (isLive(call) || !ready) return;
  const missing = book.missing();
  if (missing) return missing.focus();
  const numbers = { from: book.from(), to: book.to() };
  fresh(book.languageOf(numbers.to));
  tones.wake();
  if (line.dial(numbers)) show(begin({ ...numbers, at: Date.now() }));
}

function fresh(spoken) {
  if (call.sid) past.add(call.sid);
  transcript.clear();
  journal.clear();
  language = spoken;
  byId("spoken").textContent = "";
}

function setLanguage(spoken) {
  language = spoken;
  tellLanguage(spoken);
}

function press(key) {
  if (!isAnswered(call)) return;
  handset.press(key);
  tones.keys(key);
  line.digits(key);
  transcript.pressed(key, Date.now());
}

function hangUp() {
  if (isLive(call)) line.hangUp();
}

function say(text) {
  if (!isAnswered(call) || !text.trim()) return;
  line.say(text.trim());
  transcript.me({ text: text.trim(), language: languageOf(text, language), at: Date.now() });
}

function setMuted(value) {
  muted = value;
  handset.setMuted(muted);
}

function setSounding(value) {
  sounding = value;
  handset.setSounding(sounding);
  for (const source of [tones, speaker, line]) source.setSounding(sounding);
}

function answer({ sid, from, to }) {
  fresh("en");
  journal.follow(sid);
  show({ ...begin({ from, to, at: Date.now() }), sid, inbound: true });
  line.answer(sid);
}

const SAID = {
  say({ text, language: spoken }) {
    const tongue = spoken ?? languageOf(text, language);
    setLanguage(tongue);
    const item = transcript.line({ text, language: tongue, at: Date.now() });
    speaker.say({ text, language: tongue, during: (aloud) => item.classList.toggle("aloud", aloud) });
  },
  play({ url, loop }) {
    speaker.play({ url, loop });
    transcript.plays({ url, at: Date.now() });
  },
  stop() {
    speaker.stop();
    transcript.stopped(Date.now());
  },
  gather({ listening, input = "dtmf" }) {
    const words = input.includes("dtmf") ? gettext("The line waits for keys") : gettext("The line waits for words");
    if (listening) transcript.event(words, Date.now());
  },
  record({ recording, active }) {
    transcript.event(active ? gettext("The line records") : gettext("The recording is over"), Date.now());
    const kept = active ? recorder.start(recording, line.microphone) : recorder.stop(recording);
    kept.catch((error) => console.warn("Not recorded", error));
  },
  digits: ({ digits }) => tones.keys(digits),
  text({ from, text }) {
    const tongue = languageOf(text, language);
    transcript.other({ who: partyName(from), text, language: tongue, at: Date.now() });
    speaker.say({ text, language: tongue });
  },
  journal: ({ entry }) => journal.add(entry),
  dialled: ({ call: sid }) => journal.follow(sid),
  peers: ({ peers }) => { for (const peer of peers) journal.follow(peer.id); },
  error: ({ message }) => transcript.event(message, Date.now()),
  incoming: ({ call: invitation }) => { if (!isLive(call)) incoming.show(invitation); },
};

function onFrame(frame) {
  if (past.has(frame.call) && frame.type !== "journal") return;
  if (frame.type === "ended") incoming.over(frame.call);
  SAID[frame.type]?.(frame);
  const next = step(call, frame, Date.now());
  if (next !== call) show(next);
}

let ready = false;

async function onLine(up) {
  const strip = byId("strip");
  strip.hidden = up;
  strip.textContent = up ? "" : gettext("The simulator does not answer. What was said stays here; the page tries again by itself.");
  if (!up && isLive(call)) show(step(call, { type: "ended", status: "failed" }, Date.now()));
  if (up && !ready) {
    ready = await book.load(new URLSearchParams(location.search));
    if (!ready) strip.textContent = gettext("The list of numbers did not load. Reload the page to try again.");
    strip.hidden = ready;
  }
  handset.setReady(up && ready);
}

byId("dial").addEventListener("submit", (event) => { event.preventDefault(); dial(); });
byId("hang-up").addEventListener("click", hangUp);
byId("sound").addEventListener("click", () => setSounding(!sounding));
byId("mute").addEventListener("click", () => { setMuted(!muted); line.mute(muted); });
byId("keys").addEventListener("click", (event) => {
  const key = event.target.closest("button")?.dataset.key;
  if (key) press(key);
});
byId("say-form").addEventListener("submit", (event) => {
  event.preventDefault();
  say(byId("say").value);
  byId("say").value = "";
});
followKeyboard({ press, dial });
followTheme(byId("theme"));
setInterval(() => handset.tick(call, Date.now()), 250);
// The voices arrive after the page in Chromium.
window.speechSynthesis?.addEventListener?.("voiceschanged", () => { if (call !== IDLE) setLanguage(language); });

// What the page's tests ask: who is connected, and what sounds.
window.phone = { get connections() { return line.connections; }, get playing() { return speaker.playing; }, get ringing() { return tones.ringing; } };
