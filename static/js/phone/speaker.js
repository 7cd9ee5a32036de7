// What comes out of the earpiece: spoken text in its own language, files, and silence on request.

import { byId } from "./dom.js";
import { gettext, interpolate, languageName } from "./words.js";

const synthesis = window.speechSynthesis;

// Where the frame names no language: the script decides.
const SCRIPTS = [[/[\u10a0-\u10ff]/, "ka"], [/[\u0400-\u04ff]/, "ru"], [/[\u4e00-\u9fff]/, "zh"]];

export const languageOf = (text, fallback = "en") => SCRIPTS.find(([script]) => script.test(text))?.[1] ?? fallback;

const primary = (language) => language.toLowerCase().split(/[-_]/)[0];

/** The best voice for the language, or null: a wrong voice would read Georgian as silence. */
export function voiceFor(language) {
  const voices = (synthesis?.getVoices() ?? []).filter((voice) => primary(voice.lang) === primary(language));
  const exact = voices.find((voice) => voice.lang.replace("_", "-").toLowerCase() === language.toLowerCase());
  return exact ?? voices.find((voice) => voice.localService) ?? voices[0] ?? null;
}

/** Says above the transcript whether the browser can read this language aloud. */
export function tellLanguage(language) {
  const words = voiceFor(language) ? gettext("read aloud in %(language)s") : gettext("not read aloud: no voice for %(language)s");
  byId("spoken").textContent = interpolate(words, { language: languageName(language) }, true);
}

/** @param {{onRefused: (url: string) => void}} options called when a file cannot be played */
export function createSpeaker({ onRefused }) {
  let sounding = true;
  let player = null;
  // Chrome forgets an utterance that nobody holds, and its end with it.
  const held = new Set();

  /** Reads aloud after what is being read; calls `during(true)` while it sounds. @returns whether there is a voice */
  function say({ text, language, during = () => {} }) {
    const voice = voiceFor(language);
    if (!voice) return false;
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.volume = sounding ? 1 : 0;
    utterance.onstart = () => during(true);
    utterance.onend = utterance.onerror = () => {
      during(false);
      held.delete(utterance);
    };
    held.add(utterance);
    synthesis.speak(utterance);
    return true;
  }

  /** loop: how often, as <Play> counts; 0 is without end. */
  function play({ url, loop = 1 }) {
    halt();
    player = new Audio(url);
    player.loop = loop === 0;
    player.muted = !sounding;
    const mine = player;
    mine.onerror = () => { if (mine === player) onRefused(url); };
    mine.play().catch((error) => { if (error.name !== "AbortError" && mine === player) onRefused(url); });
  }

  function halt() {
    if (!player) return;
    player.onerror = null;
    player.pause();
    player = null;
  }

  function stop() {
    halt();
    held.clear();
    synthesis?.cancel();
  }

  return {
    say, play, stop,
    setSounding(value) {
      sounding = value;
      if (player) player.muted = !value;
      // What has begun cannot be turned down: it is cut off.
      if (!value) synthesis?.cancel();
    },
    get playing() {
      return player && !player.paused ? player.src : "";
    },
  };
}
