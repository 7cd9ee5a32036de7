// The operator's telephone in the browser, one interface over three lines.
//
//   const phone = await createSoftphone("twilio" | "simulator" | "none", { tokenUrl });
//   phone.register(); phone.unregister();
//   phone.accept(); phone.reject(); phone.hangUp(); phone.mute(true); phone.sendDigits("12#"); phone.say("text");
//   const off = phone.on("incoming", ({ callSid, from, to, parameters }) => ...);
//
// Events, each with one detail:
//   registered {identity} | unregistered {retryMs}|{} | incoming {callSid, from, to, parameters} | accepted {callSid}
//   ended {callSid, reason: "HANG_UP" | "CANCELLED" | "REJECTED" | "FAILED"} | error {code, message}
//   mute {muted} | text {from, text} | voice {available, reason} | peers [{id, name, ...}] | connection {state}
// "voice" says whether this side can be heard; without a microphone the call goes on in writing (say, text).
// "connection" tells a call's media: "LOST" while it is being rebuilt, "RESTORED" after.

/** Where the page can fetch a token: {token, identity, device_url?, expires_at?}. */
async function fetchToken(tokenUrl) {
  const response = await fetch(tokenUrl, {
    credentials: "same-origin",
    headers: { Accept: "application/json" },
    cache: "no-store",
  });
  if (!response.ok) throw new Error(`The softphone's token answered ${response.status}`);
  return response.json();
}

const ADAPTERS = {
  twilio: () => import("./twilio.js"),
  simulator: () => import("./simulator.js"),
  none: () => import("./none.js"),
};

/**
 * @param {"twilio"|"simulator"|"none"} kind which line the server speaks to
 * @param {{tokenUrl: string, deviceUrl?: string, sdkUrl?: string}} options
 *   deviceUrl: the simulator's websocket, if the token's answer does not name it; sdkUrl: the Voice SDK's script
 */
export async function createSoftphone(kind, options = {}) {
  const adapter = await (ADAPTERS[kind] ?? ADAPTERS.none)();
  return adapter.createSoftphone({ ...options, token: () => fetchToken(options.tokenUrl) });
}
