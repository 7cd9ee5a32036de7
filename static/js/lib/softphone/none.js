// No line: the console works (state, knowledge, notes), the voice is elsewhere.

import { createEmitter } from "../voice/emitter.js";

export function createSoftphone() {
  const { on, emit } = createEmitter();
  const nothing = () => {};
  return {
    kind: "none",
    on,
    register: () => emit("voice", { available: false, reason: "NONE" }),
    unregister: nothing,
    accept: nothing,
    reject: nothing,
    hangUp: nothing,
    mute: nothing,
    sendDigits: nothing,
    say: nothing,
  };
}
