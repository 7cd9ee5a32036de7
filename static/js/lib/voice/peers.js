// Who hears whom: one RTCPeerConnection for each other party of the call.
//
// The server says who is in the call and relays the signals between two pages; the sound goes from browser to browser.
// Each link starts with a hello that carries the page's instance, so that a page which was reloaded gets a new
// connection, and a party without a browser (which never says hello) costs nothing. Only the offerer starts an offer;
// should both ever do (an ICE restart), the offerer's stands and the other rolls back.

import { createLink } from "./link.js";

const EARLY_SIGNALS = 64;

/**
 * @param {object} options
 * @param {(to: string, data: object) => void} options.signal sends data to one party through the server
 * @param {(peer: {id: string, state: string}) => void} [options.onState] a connection's state, for whoever shows it
 */
export function createPeers({ signal, onState = () => {} }) {
  const instance = crypto.randomUUID();
  const links = new Map();
  const early = new Map();
  const voice = { track: null, muted: false, sounding: true };

  function open(peer) {
    const link = createLink({ peer, instance, voice, signal: (data) => signal(peer.id, data), onState });
    links.set(peer.id, link);
    for (const data of early.get(peer.id) ?? []) link.receive(data);
    early.delete(peer.id);
  }

  function close(id) {
    links.get(id)?.close();
    links.delete(id);
  }

  return {
    /** The whole list replaces what was known: who is not on it is gone. */
    update(list) {
      const ids = new Set(list.map((peer) => peer.id));
      for (const id of [...links.keys()]) if (!ids.has(id)) close(id);
      for (const peer of list) {
        if (links.has(peer.id)) links.get(peer.id).allow(peer);
        else open(peer);
      }
    },
    /** A signal may overtake the list that introduces its sender: it waits here. */
    receive(from, data) {
      if (links.has(from)) return links.get(from).receive(data);
      const waiting = early.get(from) ?? [];
      if (waiting.length < EARLY_SIGNALS) waiting.push(data);
      early.set(from, waiting);
    },
    setMicrophone(stream) {
      voice.track = stream?.getAudioTracks()[0] ?? null;
      for (const link of links.values()) link.refresh();
    },
    mute(muted) {
      voice.muted = muted;
      for (const link of links.values()) link.refresh();
    },
    setSounding(sounding) {
      voice.sounding = sounding;
      for (const link of links.values()) link.refresh();
    },
    close() {
      for (const id of [...links.keys()]) close(id);
      early.clear();
    },
    /** For tests and for the page: who is connected, and the streams that arrive. */
    get connections() {
      return [...links.values()].map((link) => link.snapshot());
    },
  };
}
