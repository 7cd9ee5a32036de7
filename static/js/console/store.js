// What the page knows: one snapshot, kept true by numbered events. A fact that was seen is dropped, a hole asks for a
// new snapshot, a gauge only replaces an older one. Nothing here touches the page.

export const APPLIED = "applied";
export const DROPPED = "dropped";
export const HOLE = "hole";
export const EARLY = "early";

export function createStore() {
  let snapshot = null;
  let gaugedAt = {};
  const readers = new Set();

  function publish(next) {
    const before = snapshot;
    snapshot = next;
    for (const read of readers) read(next, before);
  }

  function gauge(event) {
    const fresh = Object.entries(event.as ?? {}).filter(([name]) => !(Date.parse(event.as_of) < (gaugedAt[name] ?? -Infinity)));
    if (fresh.length === 0) return DROPPED;
    for (const [name] of fresh) gaugedAt[name] = Date.parse(event.as_of);
    publish({ ...snapshot, ...Object.fromEntries(fresh) });
    return APPLIED;
  }

  return {
    get snapshot() {
      return snapshot;
    },

    /** Take a whole snapshot. An answer that was overtaken by events is dropped, unless it is the word of a fresh start. */
    load(next, { fresh = false } = {}) {
      if (!fresh && snapshot && next.seq < snapshot.seq) return DROPPED;
      gaugedAt = { waiting: Date.parse(next.now) };
      publish(next);
      return APPLIED;
    },

    /** Take one event of the socket. */
    apply(event) {
      if (!snapshot) return EARLY;
      if (event.as_of) return gauge(event);
      if (typeof event.seq !== "number") return DROPPED;
      if (event.seq <= snapshot.seq) return DROPPED;
      if (event.seq > snapshot.seq + 1) return HOLE;
      publish({ ...snapshot, ...event.as, seq: event.seq });
      return APPLIED;
    },

    /** Forget everything (another tab has the console). */
    clear() {
      publish(null);
    },

    /** Be called with (snapshot, the one before) at every change. */
    subscribe(read) {
      readers.add(read);
      return () => readers.delete(read);
    },
  };
}
