// The left column: what the call's state looks like. It draws, and decides nothing.

import { elapsed, isAnswered, isLive, isRinging, talkingWith } from "./call.js";
import { byId, setIcon } from "./dom.js";
import { duration, gettext, interpolate, partyName } from "./words.js";

const SHAPES = { idle: "s-offline", ended: "s-offline", failed: "s-offline", ringing: "s-ringing", talking: "s-talking", hold: "s-break" };

const OUTCOMES = {
  completed: () => gettext("Call ended"),
  busy: () => gettext("Busy"),
  "no-answer": () => gettext("No answer"),
  canceled: () => gettext("You hung up before the answer"),
  failed: () => gettext("The call failed"),
};

function stateOf(call) {
  if (call.status === "idle") return ["idle", gettext("Ready to call")];
  if (call.status === "ended") {
    const words = (OUTCOMES[call.outcome] ?? OUTCOMES.completed)();
    return [["failed", "busy"].includes(call.outcome) ? "failed" : "ended", words];
  }
  if (isRinging(call)) return ["ringing", gettext("Ringing")];
  if (!isAnswered(call)) return ["ringing", gettext("Calling")];
  const names = talkingWith(call).map(partyName);
  if (names.length) return ["talking", interpolate(gettext("talking with %(names)s"), { names: names.join(", ") }, true)];
  return call.peers.length ? ["hold", gettext("on hold")] : ["talking", gettext("connected")];
}

const VOICE_HINTS = {
  DENIED: () => gettext("The browser was not allowed to use the microphone: write below instead."),
  ABSENT: () => gettext("No microphone here: write below instead."),
  INSECURE: () => gettext("The browser gives no microphone to this address: write below instead."),
};

export function createHandset() {
  const display = byId("display");
  const callButton = byId("call");
  const hangUpButton = byId("hang-up");
  const keys = [...byId("keys").querySelectorAll("button")];

  function swap(live) {
    if (callButton.hidden === live) return;
    const inside = byId("main").querySelector(".handset").contains(document.activeElement);
    callButton.hidden = live;
    hangUpButton.hidden = !live;
    // The focus goes to the display, not to Hang up: a second Enter must not end the call that the first began.
    if (inside && live) display.focus();
    if (inside && !live) callButton.focus();
  }

  return {
    draw(call, whom) {
      const [look, words] = stateOf(call);
      display.dataset.look = look;
      display.classList.toggle("answered", call.answeredAt > 0);
      byId("shape").setAttribute("href", `${document.body.dataset.icons}#${SHAPES[look]}`);
      if (byId("state").textContent !== words) byId("state").textContent = words;
      byId("whom").textContent = whom;
      swap(isLive(call));
      // Before the answer nobody listens: neither keys nor words would arrive.
      for (const key of keys) key.disabled = !isAnswered(call);
      for (const id of ["mute", "say", "say-button"]) byId(id).disabled = !isAnswered(call);
    },
    tick(call, now) {
      byId("clock").textContent = duration(elapsed(call, now));
    },
    setMuted(muted) {
      byId("mute").setAttribute("aria-pressed", String(muted));
      setIcon(byId("mute"), muted ? "i-microphone-off" : "i-microphone");
    },
    setSounding(sounding) {
      byId("sound").querySelector("span").textContent = sounding ? gettext("Sound on") : gettext("Sound off");
      setIcon(byId("sound"), sounding ? "i-volume" : "i-volume-off");
    },
    setVoice(reason) {
      byId("voice").textContent = VOICE_HINTS[reason]?.() ?? "";
    },
    press(key) {
      const button = keys.find((each) => each.dataset.key === key);
      button?.classList.add("down");
      setTimeout(() => button?.classList.remove("down"), 160);
    },
    setReady(ready) {
      callButton.disabled = !ready;
    },
  };
}
