// A page with a softphone and nothing else: what it was told stands in window.told, for the tests.

import { createSoftphone } from "/static/js/lib/softphone/index.js";

const EVENTS = ["registered", "unregistered", "incoming", "accepted", "ended", "error", "mute", "text", "voice", "peers"];

window.told = [];
window.softphone = await createSoftphone(new URLSearchParams(location.search).get("kind") ?? "simulator", {
  tokenUrl: "/token",
  sdkUrl: "/static/vendor/twilio/twilio.min.js",
});
for (const event of EVENTS) window.softphone.on(event, (detail) => window.told.push({ event, ...detail }));
window.softphone.register();
