// The connection to one other party, and the element that plays what arrives.

// Both pages run on this machine or on one network: no STUN, no TURN, nothing leaves the house.
const NETWORK = { iceServers: [] };

/**
 * @param {object} options
 * @param {{id: string, offerer: boolean, hears: boolean, heard: boolean}} options.peer hears: this page hears the
 *   party; heard: the party hears this page
 * @param {string} options.instance this page's own instance
 * @param {{track: MediaStreamTrack|null, muted: boolean, sounding: boolean}} options.voice shared by all links
 */
export function createLink({ peer, instance, voice, signal, onState }) {
  let allowed = peer;
  let connection = null;
  let transceiver = null;
  let other = null;
  let offering = false;
  let ignoring = false;
  let queue = Promise.resolve();
  const candidates = [];
  const audio = new Audio();
  audio.autoplay = true;

  function build() {
    connection?.close();
    candidates.length = 0;
    transceiver = null;
    connection = new RTCPeerConnection(NETWORK);
    connection.onicecandidate = ({ candidate }) => signal({ ice: candidate?.toJSON() ?? null });
    connection.onnegotiationneeded = () => offer();
    connection.ontrack = ({ track, transceiver: arrived }) => {
      transceiver = arrived;
      audio.srcObject = new MediaStream([track]);
      refresh();
      // Autoplay may be refused until the person touches the page; the next refresh tries again.
      audio.play().catch(() => {});
    };
    connection.onconnectionstatechange = stateChanged;
    if (peer.offerer) transceiver = connection.addTransceiver("audio", { direction: "sendrecv" });
    refresh();
  }

  function stateChanged() {
    onState({ id: peer.id, state: connection.connectionState });
    if (connection.connectionState === "failed" && peer.offerer) connection.restartIce();
  }

  async function offer() {
    const current = connection;
    try {
      offering = true;
      await current.setLocalDescription();
      signal({ sdp: current.localDescription.toJSON() });
    } catch (error) {
      if (current === connection) console.warn("Offer failed", error);
    } finally {
      offering = false;
    }
  }

  async function described(sdp) {
    const collision = sdp.type === "offer" && (offering || connection.signalingState !== "stable");
    ignoring = peer.offerer && collision;
    if (ignoring) return;
    await connection.setRemoteDescription(sdp);
    for (const candidate of candidates.splice(0)) await connection.addIceCandidate(candidate);
    if (sdp.type !== "offer") return;
    transceiver ??= connection.getTransceivers()[0];
    transceiver.direction = "sendrecv";
    refresh();
    await connection.setLocalDescription();
    signal({ sdp: connection.localDescription.toJSON() });
  }

  async function candidate(ice) {
    if (!ice) return;
    if (!connection.remoteDescription) return void candidates.push(ice);
    try {
      await connection.addIceCandidate(ice);
    } catch (error) {
      if (!ignoring) throw error;
    }
  }

  function greeted(theirs) {
    if (theirs === other) return;
    other = theirs;
    build();
    // The offerer's offer follows from the new transceiver; the other side says hello, in case its first was lost.
    if (!peer.offerer) signal({ hello: instance });
  }

  async function handle(data) {
    if (data.hello) return greeted(data.hello);
    if (!connection) return;
    if (data.sdp) await described(data.sdp);
    else if ("ice" in data) await candidate(data.ice);
  }

  function refresh() {
    audio.muted = !(allowed.hears && voice.sounding);
    if (audio.srcObject && audio.paused) audio.play().catch(() => {});
    const track = allowed.heard && !voice.muted ? voice.track : null;
    if (transceiver && transceiver.sender.track !== track) {
      transceiver.sender.replaceTrack(track).catch(() => {});
    }
  }

  signal({ hello: instance });

  return {
    refresh,
    allow(next) {
      allowed = next;
      refresh();
    },
    /** One signal after the other: a candidate must not overtake the description it belongs to. */
    receive(data) {
      queue = queue.then(() => handle(data)).catch((error) => console.warn("Signal failed", error));
    },
    close() {
      if (connection) connection.onconnectionstatechange = null;
      connection?.close();
      connection = null;
      audio.pause();
      audio.srcObject = null;
    },
    snapshot: () => ({
      id: peer.id,
      state: connection?.connectionState ?? "new",
      stream: audio.srcObject,
      hears: !audio.muted,
      heard: Boolean(transceiver?.sender.track),
    }),
  };
}
