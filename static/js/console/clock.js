// The server's clock as seen from here. Timers run on it, so that two screens never disagree about one call.

const KEEP_MS = 60_000;

/** @param {() => number} local the local clock in milliseconds; a test passes its own. */
export function createClock(local = () => Date.now()) {
  let offset = 0;
  let error = Infinity;
  let measuredAt = -Infinity;

  return {
    /** The server's time in milliseconds. */
    now: () => local() + offset,

    /** One reading: asked and answered are local times. The tightest reading of the last minute wins. */
    sync(serverIso, askedAt, answeredAt) {
      const server = Date.parse(serverIso);
      const width = answeredAt - askedAt;
      if (Number.isNaN(server) || width < 0) return;
      if (width > error && answeredAt - measuredAt < KEEP_MS) return;
      offset = server - (askedAt + width / 2);
      error = width;
      measuredAt = answeredAt;
    },

    /** Seconds since an instant, never below zero; 0 without an instant. */
    since(iso) {
      return iso ? Math.max(0, (this.now() - Date.parse(iso)) / 1000) : 0;
    },

    /** Seconds until an instant, never below zero. */
    until(iso) {
      return iso ? Math.max(0, (Date.parse(iso) - this.now()) / 1000) : 0;
    },
  };
}
