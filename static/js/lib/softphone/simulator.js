// The simulator's device: a websocket for the call, WebRTC between the pages for the voice.

import { createEmitter } from "../voice/emitter.js";
import { closeMicrophone, openMicrophone } from "../voice/microphone.js";
import { createPeers } from "../voice/peers.js";
import { createSocket } from "../voice/socket.js";

// The simulator's own port is the product's port plus two.
const PORTS_APART = 2;

function guessedUrl() {
  return `ws://${location.hostname}:${Number(location.port || 80) + PORTS_APART}/device`;
}

const REASONS = {
  canceled: "CANCELLED",
  cancelled: "CANCELLED",
  "no-answer": "CANCELLED",
  // Another device of the same operator was faster.
  "not ringing": "CANCELLED",
  rejected: "REJECTED",
  busy: "REJECTED",
  failed: "FAILED",
};

// After a lost socket the server names at once what still rings or talks; what it does not name is over.
const RECALL_MS = 500;

export function createSoftphone({ token, deviceUrl }) {
  const { on, emit } = createEmitter();
  let call = null;
  let microphone = null;
  let muted = false;
  let recall = null;
  const connected = new Set();

  const peers = createPeers({
    signal: (to, data) => send({ type: "signal", to, data }),
    onState: ({ id, state }) => {
      if (state === "failed" || state === "disconnected") emit("connection", { state: "LOST" });
      if (state === "connected" && connected.has(id)) emit("connection", { state: "RESTORED" });
      if (state === "connected") connected.add(id);
    },
  });
  const socket = createSocket({
    address: async () => {
      const granted = await token();
      const base = granted.device_url ?? deviceUrl ?? guessedUrl();
      return `${base}?token=${encodeURIComponent(granted.token)}`;
    },
    onFrame: (frame) => frames[frame.type]?.(frame),
    onDown: ({ retryMs }) => emit("unregistered", { retryMs }),
  });

  const frames = {
    registered({ identity }) {
      emit("registered", { identity });
      if (call) recall = setTimeout(() => over(call.sid, "FAILED"), RECALL_MS);
    },
    incoming({ call: { sid, from, to, parameters = {} } }) {
      clearTimeout(recall);
      // As the Voice SDK does: whoever talks is not rung, and of two that ring the last one counts.
      if (call?.sid === sid || call?.answered) return;
      if (call) over(call.sid, "CANCELLED");
      call = { sid, answered: false };
      emit("incoming", { callSid: sid, from, to, parameters });
    },
    answered({ call: sid }) {
      clearTimeout(recall);
      call = { sid, answered: true };
      emit("accepted", { callSid: sid });
      listen();
    },
    ended({ call: sid, reason }) {
      if (call?.sid === sid) over(sid, REASONS[reason] ?? "HANG_UP");
    },
    peers({ peers: list }) {
      peers.update(list);
      emit("peers", list);
    },
    signal: ({ from, data }) => peers.receive(from, data),
    text: ({ from, text }) => emit("text", { from, text }),
    error: ({ code, message }) => emit("error", { code, message }),
  };

  /** Opened once per call, closed with it: the browser's red dot means that somebody may be listening. */
  async function listen() {
    if (microphone) return;
    const mine = call;
    const opened = await openMicrophone();
    if (call?.sid !== mine?.sid) return closeMicrophone(opened.stream);
    microphone = opened.stream;
    peers.setMicrophone(microphone);
    emit("voice", { available: Boolean(microphone), reason: opened.reason });
  }

  function over(sid, reason) {
    hush();
    emit("ended", { callSid: sid, reason });
  }

  function hush() {
    clearTimeout(recall);
    call = null;
    connected.clear();
    peers.close();
    peers.setMicrophone(null);
    closeMicrophone(microphone);
    microphone = null;
    if (muted) setMuted(false);
  }

  function setMuted(value) {
    muted = value;
    peers.mute(value);
    emit("mute", { muted: value });
  }

  function send(frame) {
    return call !== null && socket.send({ call: call.sid, ...frame });
  }

  return {
    kind: "simulator",
    on,
    register: () => socket.start(),
    unregister() {
      socket.stop();
      hush();
      emit("unregistered", {});
    },
    accept: () => send({ type: "accept" }),
    reject: () => send({ type: "reject" }),
    hangUp: () => send({ type: "hangup" }),
    mute(value) {
      setMuted(value);
      send({ type: "mute", muted: value });
    },
    sendDigits: (digits) => send({ type: "digits", digits }),
    say: (text) => send({ type: "text", text }),
    /** Who is connected, for the page's tests. */
    get connections() {
      return peers.connections;
    },
  };
}
