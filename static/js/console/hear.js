// The greeting read aloud by the browser, to learn how it sounds. Without a voice for the language there is no button.

import { one, show } from "./dom.js";

export function createHear() {
  const button = one('[data-act="hear"]');
  let now = null;

  const voice = () => window.speechSynthesis?.getVoices().find(({ lang }) => lang.slice(0, 2) === now?.language.slice(0, 2));
  const draw = () => show(button, Boolean(now && voice()));
  window.speechSynthesis?.addEventListener?.("voiceschanged", draw);

  return {
    render(subject) {
      now = subject ? { text: subject.phrase, language: subject.phrase_language } : null;
      draw();
    },
    say() {
      const chosen = now && voice();
      if (!chosen) return;
      speechSynthesis.cancel();
      speechSynthesis.speak(Object.assign(new SpeechSynthesisUtterance(now.text), { lang: now.language, voice: chosen }));
    },
  };
}
