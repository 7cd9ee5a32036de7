// One call as the telephone sees it: a pure fold over the server's frames.

export const IDLE = Object.freeze({
  sid: null, from: "", to: "", status: "idle", startedAt: 0, answeredAt: 0, endedAt: 0, peers: [], ringback: false, outcome: "",
});

const WAITING = new Set(["dialling", "queued", "initiated", "ringing"]);

export const isLive = (call) => WAITING.has(call.status) || call.status === "in-progress";
export const isAnswered = (call) => call.status === "in-progress";

/** What the caller hears when nobody speaks: the ringing tone, before the answer or while the far end rings. */
export const isRinging = (call) => call.status === "ringing" || (isAnswered(call) && call.ringback);

export const begin = ({ from, to, at }) => ({ ...IDLE, from, to, status: "dialling", startedAt: at });

const answered = (call, at) => ({
  ...call, status: "in-progress", answeredAt: call.answeredAt || at, ringback: false,
});

const finished = (call, status, at) => ({
  ...call, status: "ended", outcome: status, endedAt: call.endedAt || at, peers: [], ringback: false,
});

const STEPS = {
  dialled: (call, frame) => ({ ...call, sid: frame.call, status: call.status === "dialling" ? "queued" : call.status }),
  answered: (call, frame, at) => answered({ ...call, sid: frame.call }, at),
  ringback: (call, frame) => ({ ...call, ringback: frame.on }),
  peers: (call, frame) => ({ ...call, peers: frame.peers }),
  ended: (call, frame, at) => finished(call, frame.status ?? "completed", at),
  status(call, frame, at) {
    if (frame.status === "in-progress") return answered(call, at);
    return WAITING.has(frame.status) ? { ...call, status: frame.status } : finished(call, frame.status, at);
  },
};

/** @returns the call after the frame; the same object where the frame changes nothing or belongs to another call */
export function step(call, frame, at) {
  if (!STEPS[frame.type] || !isLive(call)) return call;
  if (call.sid && frame.call && frame.call !== call.sid) return call;
  return STEPS[frame.type](call, frame, at);
}

/** Seconds since the answer; 0 before it. */
export function elapsed(call, now) {
  return call.answeredAt ? ((call.endedAt || now) - call.answeredAt) / 1000 : 0;
}

/** The names of those who are connected; whoever neither hears nor is heard is on hold, and not among them. */
export const talkingWith = (call) => call.peers.filter((peer) => peer.hears || peer.heard).map((peer) => peer.name);
