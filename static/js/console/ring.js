// A ring is sound, title, notification and one sentence for the screen reader. Focus stays where it is.

import { one } from "./dom.js";
import { callerName, languageName } from "./format.js";
import { gettext, interpolate } from "./i18n.js";
import { labelOf } from "./shortcuts.js";

const PERIOD_MS = 2400;

export function createRing(bindings) {
  let audio = null;
  let repeat = null;
  let ringing = null;
  let shown = null;

  function beep(at, pitch) {
    const [tone, volume] = [audio.createOscillator(), audio.createGain()];
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.16, at + 0.02);
    volume.gain.setValueAtTime(0.16, at + 0.32);
    volume.gain.linearRampToValueAtTime(0, at + 0.4);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.42);
  }

  function sound() {
    audio ??= new AudioContext();
    audio.resume().catch(() => {});
    if (audio.state !== "running") return;
    for (const [pause, pitch] of [[0, 587], [0.02, 440], [0.5, 587], [0.52, 440]]) beep(audio.currentTime + pause, pitch);
  }

  function notify(offer) {
    if (!("Notification" in window) || Notification.permission !== "granted" || document.hasFocus()) return;
    shown = new Notification(interpolate(gettext("Ringing: %(company)s"), { company: offer.company.name }), {
      body: callerName(offer.caller),
      tag: "cc-ring",
      requireInteraction: false,
    });
    shown.onclick = () => { window.focus(); shown?.close(); };
  }

  /** One tone, for a call that the page answers by itself. */
  function tone() {
    audio ??= new AudioContext();
    audio.resume().catch(() => {});
    if (audio.state === "running") beep(audio.currentTime, 880);
  }

  function sentence(offer) {
    const words = offer.answers_itself ? gettext("Answered for you: %(company)s, in %(language)s. %(caller)s.") : gettext("Ringing: %(company)s, in %(language)s. %(caller)s. %(key)s accepts.");
    return interpolate(words, {
      company: offer.company.name,
      language: languageName(offer.phrase_language || offer.company.language),
      caller: callerName(offer.caller),
      key: labelOf(bindings.current().accept),
    });
  }

  function stop() {
    clearInterval(repeat);
    ringing = null;
    shown?.close();
    shown = null;
    one("#ring-alert").textContent = "";
  }

  return {
    /** Ring for this offer, or fall silent with null. The same offer rings on. */
    follow(offer) {
      if (offer?.id === ringing) return;
      stop();
      if (!offer) return;
      ringing = offer.id;
      one("#ring-alert").textContent = sentence(offer);
      if (offer.answers_itself) tone();
      else {
        sound();
        repeat = setInterval(sound, PERIOD_MS);
      }
      notify(offer);
    },

    /** One ring, to hear whether it is loud enough; the click also lets the browser play it later. */
    test() {
      audio ??= new AudioContext();
      audio.resume().then(sound, () => {});
    },

    /** The browser asks her; what she answers is hers. */
    allowNotifications: async () => "Notification" in window && Notification.requestPermission(),

    /** False while the browser keeps the sound off until the first click. */
    audible: () => audio?.state === "running" || navigator.userActivation?.hasBeenActive === true,
  };
}
