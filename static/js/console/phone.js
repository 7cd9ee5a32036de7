// Her softphone: whatever kind it is, the page knows only this. Her click is remembered until the leg rings, because the
// offer comes before the carrier's ringing.

import { createSoftphone } from "../lib/softphone/index.js";

/** @param {() => void} changed is called when anything that the page shows has changed. */
export function createPhone(changed) {
  let device = null;
  const state = { kind: "none", status: "starting", ringing: false, wanted: false, problem: "", voice: true, interrupted: false, lines: [] };

  function note(changes) {
    Object.assign(state, changes);
    changed();
  }

  const ignore = (error) => note({ problem: error?.message ?? "" });

  function answer() {
    note({ ringing: false, wanted: false });
    return Promise.resolve(device.accept()).catch(ignore);
  }

  function listen() {
    device.on("registered", () => note({ status: "registered", problem: "" }));
    device.on("unregistered", () => note({ status: "unregistered" }));
    device.on("incoming", () => {
      if (state.wanted) answer();
      else note({ ringing: true });
    });
    device.on("accepted", () => note({ problem: "" }));
    device.on("ended", () => note({ ringing: false, interrupted: false }));
    device.on("connection", ({ state: media }) => note({ interrupted: media === "LOST" }));
    device.on("error", (error) => note({ problem: error?.message ?? String(error ?? "") }));
    device.on("voice", ({ available }) => note({ voice: available }));
    device.on("text", (line) => note({ lines: [...state.lines, { from: line?.from ?? "", text: line?.text ?? String(line) }].slice(-50) }));
  }

  return {
    state,

    async start({ kind, token_url: tokenUrl }) {
      if (device) return;
      state.kind = kind;
      if (kind === "none") return note({ status: "none" });
      try {
        device = await createSoftphone(kind, { tokenUrl, sdkUrl: document.body.dataset.sdk });
        listen();
        await device.register();
      } catch (error) {
        note({ status: "failed", problem: error?.message ?? "" });
      }
    },

    async stop() {
      await Promise.resolve(device?.unregister()).catch(ignore);
    },

    again: () => Promise.resolve(device?.register()).catch(ignore),

    /** Answer the leg that rings, or the one that is about to. */
    accept() {
      if (!device) return;
      if (state.ringing) answer();
      else note({ wanted: true });
    },

    /** Another call, or none: the click on the last one and what was said in it are gone. */
    forget() {
      Object.assign(state, { wanted: false, lines: [] });
    },

    mute: (on) => Promise.resolve(device?.mute(on)).catch(ignore),
    digits: (keys) => Promise.resolve(device?.sendDigits(keys)).catch(ignore),

    /** Where no microphone is heard, the simulator's line goes on in writing. */
    get speaksText() { return state.kind === "simulator" && !state.voice; },

    say(text) {
      Promise.resolve(device?.say(text)).catch(ignore);
      note({ lines: [...state.lines, { from: "", text, mine: true }].slice(-50) });
    },
  };
}
