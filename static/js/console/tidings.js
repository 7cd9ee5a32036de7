// What is said where the screen becomes empty without her doing: nobody is lost, and there is nothing to write down.

import { gettext } from "./i18n.js";

export function createTidings(notices) {
  // She is on the line of a promised call whose customer has not answered yet.
  let callsBack = false;

  function set(key, isSo, title, text) {
    if (isSo) notices.set(key, { tone: "calm", title, text, dismiss: true });
    else notices.clear(key);
  }

  return {
    remember(snapshot) {
      callsBack = Boolean(snapshot.call?.callback && !snapshot.call.answered_at);
    },
    /** From one face of the page to the next; `accepted`: she has clicked, and was too late. */
    tell(before, next, accepted) {
      set("late", next === "idle" && accepted, gettext("The line could not be put through in time."), gettext("The caller keeps the place and rings at another operator."));
      set("unreached", next === "idle" && before === "talk" && callsBack, gettext("The customer was not reached."), gettext("The promised call is tried again later; there is nothing to write down now."));
    },
  };
}
