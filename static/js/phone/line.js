// The telephone's wire to the simulator: frames out, frames in, and the voice beside them.

import { closeMicrophone, openMicrophone } from "../lib/voice/microphone.js";
import { createPeers } from "../lib/voice/peers.js";
import { createSocket } from "../lib/voice/socket.js";

const ADDRESS = `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}/phone`;

/**
 * @param {object} options
 * @param {(frame: object) => void} options.onFrame every frame but the signals, which stay here
 * @param {(up: boolean) => void} options.onLine whether the simulator answers
 * @param {(reason: string) => void} options.onVoice "" with a microphone, else why there is none
 */
export function createLine({ onFrame, onLine, onVoice }) {
  let sid = null;
  let microphone = null;
  let session = 0;

  const socket = createSocket({
    address: async () => ADDRESS,
    onOpen: () => onLine(true),
    onDown: () => onLine(false),
    onFrame: received,
  });
  const peers = createPeers({ signal: (to, data) => send({ type: "signal", to, data }) });

  function received(frame) {
    if (frame.type === "signal") return peers.receive(frame.from, frame.data);
    if (frame.type === "dialled" || frame.type === "answered") sid = frame.call;
    if (frame.type === "peers") peers.update(frame.peers);
    onFrame(frame);
  }

  const send = (frame) => socket.send({ call: sid, ...frame });

  /** Asked for while the person's click is fresh; the call does not wait for the answer. */
  async function listen() {
    const mine = ++session;
    const { stream, reason } = await openMicrophone();
    if (mine !== session) return closeMicrophone(stream);
    microphone = stream;
    peers.setMicrophone(stream);
    onVoice(reason);
  }

  socket.start();

  return {
    dial({ from, to }) {
      sid = null;
      listen();
      return socket.send({ type: "dial", from, to });
    },
    answer(call) {
      sid = call;
      listen();
      send({ type: "accept" });
    },
    decline: (call) => socket.send({ type: "reject", call }),
    digits: (digits) => send({ type: "digits", digits }),
    hangUp: () => send({ type: "hangup" }),
    say: (text) => send({ type: "text", text }),
    mute(muted) {
      peers.mute(muted);
      send({ type: "mute", muted });
    },
    setSounding: (sounding) => peers.setSounding(sounding),
    /** The call is over: nobody listens any more. */
    release() {
      session += 1;
      sid = null;
      peers.close();
      peers.setMicrophone(null);
      closeMicrophone(microphone);
      microphone = null;
    },
    get microphone() {
      return microphone;
    },
    get connections() {
      return peers.connections;
    },
  };
}
