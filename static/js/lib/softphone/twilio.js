// Twilio's Voice SDK 2.x behind the same interface.
//
// The SDK connects and registers again by itself after a lost network or a renewed token; a register() of our own on an
// error would race with it and be refused as an invalid token. So register() is called once, and after that only a
// fresh token is handed over.

import { createEmitter } from "../voice/emitter.js";

// The default of 10 s is too short for a laptop that has just woken up.
const TOKEN_REFRESH_MS = 60_000;
const TOKEN_RETRY_MS = 5_000;

// Twilio's error codes: token invalid, expired, and the signalling server's words for both.
const TOKEN_ERRORS = new Set([20101, 20104, 31202, 31204, 31205]);
const MICROPHONE_DENIED = 31401;
const MICROPHONE_ABSENT = 31402;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function loadSdk(sdkUrl) {
  if (window.Twilio?.Device) return;
  if (!sdkUrl) throw new Error("The Voice SDK is not on the page");
  await new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = sdkUrl;
    script.onload = resolve;
    script.onerror = () => reject(new Error("The Voice SDK did not load"));
    document.head.append(script);
  });
}

export function createSoftphone({ token, sdkUrl }) {
  const { on, emit } = createEmitter();
  let device = null;
  let wanted = false;
  let call = null;
  let renewing = null;
  let renewedAt = 0;

  const report = (error) => emit("error", { code: error?.code ?? 0, message: error?.message ?? String(error) });

  async function setUp() {
    await loadSdk(sdkUrl);
    const granted = await token();
    if (!wanted || device) return;
    device = new window.Twilio.Device(granted.token, {
      codecPreferences: ["opus", "pcmu"],
      closeProtection: true,
      tokenRefreshMs: TOKEN_REFRESH_MS,
    });
    device.on("registered", () => emit("registered", { identity: device.identity }));
    device.on("unregistered", () => emit("unregistered", {}));
    device.on("tokenWillExpire", () => renew());
    device.on("error", failed);
    device.on("incoming", arrived);
    await device.register();
  }

  function failed(error) {
    if (TOKEN_ERRORS.has(error.code)) renew();
    if (error.code === MICROPHONE_DENIED) emit("voice", { available: false, reason: "DENIED" });
    if (error.code === MICROPHONE_ABSENT) emit("voice", { available: false, reason: "ABSENT" });
    report(error);
  }

  /** One renewal at a time, repeated until it succeeds: without a token no call rings. */
  function renew() {
    renewing ??= renewUntilDone().finally(() => { renewing = null; });
    return renewing;
  }

  async function renewUntilDone() {
    // A token that is refused although it is fresh must not become a storm of requests.
    if (Date.now() - renewedAt < TOKEN_RETRY_MS) await pause(TOKEN_RETRY_MS);
    while (wanted) {
      try {
        const { token: fresh } = await token();
        renewedAt = Date.now();
        if (wanted) device?.updateToken(fresh);
        return;
      } catch (error) {
        report(error);
        await pause(TOKEN_RETRY_MS);
      }
    }
  }

  function arrived(incoming) {
    call = incoming;
    const { CallSid: callSid, From: from, To: to } = incoming.parameters;
    const over = (reason) => () => {
      if (call === incoming) call = null;
      emit("ended", { callSid, reason });
    };
    incoming.on("accept", () => {
      emit("accepted", { callSid });
      emit("voice", { available: true, reason: "" });
    });
    incoming.on("cancel", over("CANCELLED"));
    incoming.on("reject", over("REJECTED"));
    incoming.on("disconnect", over("HANG_UP"));
    incoming.on("error", failed);
    incoming.on("mute", (muted) => emit("mute", { muted }));
    incoming.on("reconnecting", () => emit("connection", { state: "LOST" }));
    incoming.on("reconnected", () => emit("connection", { state: "RESTORED" }));
    incoming.on("messageReceived", ({ content }) => emit("text", { from: "", text: content?.text ?? "" }));
    emit("incoming", { callSid, from, to, parameters: Object.fromEntries(incoming.customParameters) });
  }

  return {
    kind: "twilio",
    on,
    async register() {
      if (wanted) return;
      wanted = true;
      try {
        await setUp();
      } catch (error) {
        report(error);
        // Nothing was registered, so nothing races: the next register() may start again.
        if (!device) wanted = false;
      }
    },
    unregister() {
      wanted = false;
      device?.destroy();
      device = null;
      call = null;
      emit("unregistered", {});
    },
    accept: () => call?.accept(),
    reject: () => call?.reject(),
    hangUp: () => call?.disconnect(),
    mute: (muted) => call?.mute(muted),
    sendDigits: (digits) => call?.sendDigits(digits),
    // The public network carries sound alone.
    say: () => false,
  };
}
