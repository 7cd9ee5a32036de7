// A websocket of JSON frames that comes back by itself, a little later after each failure.

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 10_000;
const STABLE_AFTER_MS = 5_000;

/**
 * @param {object} options
 * @param {() => Promise<string>} options.address asked anew before each attempt, so that a token in it is fresh
 * @param {(frame: object) => void} options.onFrame
 * @param {() => void} [options.onOpen]
 * @param {(detail: {code: number, retryMs: number}) => void} [options.onDown]
 */
export function createSocket({ address, onFrame, onOpen = () => {}, onDown = () => {} }) {
  let socket = null;
  let timer = null;
  let stableTimer = null;
  let wanted = false;
  let retryMs = FIRST_RETRY_MS;
  let attempt = 0;

  async function open() {
    const mine = ++attempt;
    timer = null;
    try {
      const url = await address();
      if (wanted && mine === attempt) connect(url, mine);
    } catch (error) {
      console.warn("No address for the socket", error);
      if (wanted && mine === attempt) retry(0);
    }
  }

  function connect(url, mine) {
    const fresh = new WebSocket(url);
    socket = fresh;
    fresh.addEventListener("open", () => {
      if (mine !== attempt) return fresh.close();
      // A server that accepts and drops at once must not be asked ten times a second.
      stableTimer = setTimeout(() => { retryMs = FIRST_RETRY_MS; }, STABLE_AFTER_MS);
      onOpen();
    });
    fresh.addEventListener("message", (message) => {
      if (mine === attempt) onFrame(JSON.parse(message.data));
    });
    fresh.addEventListener("close", (event) => {
      if (mine !== attempt) return;
      socket = null;
      clearTimeout(stableTimer);
      if (wanted) retry(event.code);
    });
  }

  function retry(code) {
    onDown({ code, retryMs });
    timer = setTimeout(open, retryMs * (0.75 + Math.random() / 2));
    retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
  }

  function soon() {
    if (!wanted || socket || !timer) return;
    clearTimeout(timer);
    open();
  }

  // A laptop that wakes up, or a network that returns, need not wait for the timer.
  window.addEventListener("online", soon);

  return {
    start() {
      if (wanted) return;
      wanted = true;
      open();
    },
    stop() {
      wanted = false;
      attempt += 1;
      clearTimeout(timer);
      clearTimeout(stableTimer);
      timer = null;
      socket?.close(1000);
      socket = null;
    },
    /** True when the frame was handed to an open socket; a frame is never kept for later. */
    send(frame) {
      if (socket?.readyState !== WebSocket.OPEN) return false;
      socket.send(JSON.stringify(frame));
      return true;
    },
    get open() {
      return socket?.readyState === WebSocket.OPEN;
    },
  };
}
