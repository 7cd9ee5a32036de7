// Socket first, then the snapshot. Two heartbeats missed, or a closed socket: the snapshot is asked for every 2 s until
// the socket is back. On return there is one snapshot and nothing else: what is drawn stays.

import { HOLE } from "./store.js";

const MISSED_MS = 11_000; // two heartbeats of 5 s, and one for the road
const POLL_MS = 2000;
const BACKOFF_MS = [300, 1000, 2000, 4000, 8000];

/**
 * @param {object} parts store; fetchSnapshot() -> snapshot (throws a Problem); tab = this page's id;
 *   onStatus("connecting" | "live" | "polling" | "down" | "elsewhere" | "signed-out").
 */
export function createConnection({ store, fetchSnapshot, tab, onStatus }) {
  let socket = null;
  let address = null;
  let status = "connecting";
  let heardAt = 0;
  let silent = false;
  let attempts = 0;
  let retry = null;
  let poll = null;
  let loading = null;
  let early = [];

  const stopped = () => status === "elsewhere" || status === "signed-out";

  function become(next) {
    if (next === status) return;
    status = next;
    onStatus(next);
  }

  /** One snapshot at a time; events that come meanwhile wait for it. */
  function load() {
    const known = store.snapshot?.seq;
    loading ??= fetchSnapshot().then((snapshot) => take(snapshot, known), fail).finally(() => { loading = null; });
    return loading;
  }

  /** A command's answer that came meanwhile is not turned back; otherwise it is believed, whatever its number. */
  function take(snapshot, known) {
    if (stopped()) return false;
    address = snapshot.events_url;
    store.load(snapshot, { fresh: store.snapshot?.seq === known });
    const waiting = early;
    early = [];
    for (const event of waiting) if (store.apply(event) === HOLE) setTimeout(load);
    return true;
  }

  function fail(problem) {
    if (problem.status === 401 || problem.status === 403) leave("signed-out");
    return false;
  }

  /** After the socket has joined: a snapshot that was asked for before it may have missed something. */
  async function refresh() {
    if (loading) await loading;
    const known = await load();
    if (stopped()) return;
    if (known && socket?.readyState === WebSocket.OPEN && !silent) settle();
    else startPolling(known);
  }

  function settle() {
    clearTimeout(poll);
    poll = null;
    attempts = 0;
    become("live");
  }

  function startPolling(known) {
    if (stopped()) return;
    become(known ? "polling" : "down");
    clearTimeout(poll);
    poll = setTimeout(async () => {
      const answered = await load();
      if (poll !== null && !stopped()) startPolling(answered);
    }, POLL_MS);
  }

  function open() {
    clearTimeout(retry);
    if (stopped() || !address) return;
    const url = new URL(address, location.href.replace(/^http/, "ws"));
    url.searchParams.set("tab", tab);
    const mine = new WebSocket(url);
    socket = mine;
    mine.onopen = () => { heardAt = performance.now(); refresh(); };
    mine.onmessage = (message) => { if (mine === socket) hear(JSON.parse(message.data)); };
    mine.onclose = () => { if (mine === socket) reopen(); };
  }

  function reopen() {
    socket = null;
    if (stopped()) return;
    if (poll === null) refresh();
    const pause = BACKOFF_MS[Math.min(attempts, BACKOFF_MS.length - 1)];
    attempts += 1;
    clearTimeout(retry);
    retry = setTimeout(open, pause * (0.75 + Math.random() / 2));
  }

  function hear(event) {
    heardAt = performance.now();
    if (silent) { silent = false; refresh(); }
    if (event.type === "heartbeat") return socket.send(JSON.stringify({ type: "alive" }));
    if (event.type === "console.opened") return event.tab !== tab && leave("elsewhere");
    if (loading) return early.push(event);
    if (store.apply(event) === HOLE) load();
  }

  function leave(why) {
    become(why);
    clearTimeout(retry);
    clearTimeout(poll);
    poll = null;
    socket?.close();
    socket = null;
  }

  function watch() {
    if (stopped() || socket?.readyState !== WebSocket.OPEN) return;
    if (!silent && performance.now() - heardAt > MISSED_MS) {
      silent = true;
      startPolling(true);
    }
  }

  /** The first snapshot tells where the socket is; it is drawn at once. */
  async function begin() {
    if (await load()) return open();
    if (stopped()) return undefined;
    become("down");
    return setTimeout(begin, POLL_MS);
  }

  return {
    start() {
      setInterval(watch, 1000);
      return begin();
    },

    /** After "open elsewhere": be the console again. */
    resume() {
      silent = false;
      attempts = 0;
      become("connecting");
      return begin();
    },
  };
}
