// The product calls a telephone outside (a specialist, a callback): it rings here, and whoever sits here may answer.

import { byId } from "./dom.js";
import { gettext, interpolate } from "./words.js";

/** @param {{book: object, tones: object, onAnswer: (call: object) => void, onDecline: (sid: string) => void}} handset */
export function createIncoming({ book, tones, onAnswer, onDecline }) {
  let offered = null;

  function put(call) {
    offered = call;
    byId("incoming").hidden = !call;
    if (!call) return tones.stop();
    const names = { from: book.nameOf(call.from), to: book.nameOf(call.to) };
    byId("incoming-text").textContent = interpolate(gettext("%(from)s calls %(to)s"), names, true);
    tones.ring(call.to);
  }

  function take() {
    const call = offered;
    put(null);
    return call;
  }

  byId("answer").addEventListener("click", () => onAnswer(take()));
  byId("decline").addEventListener("click", () => onDecline(take().sid));

  return {
    show: put,
    /** It stopped ringing: somebody else took it, or nobody did. */
    over(sid) {
      if (offered?.sid === sid) put(null);
    },
  };
}
