// What the caller says to an answering machine: the microphone as WAV, brought to the simulator when the message ends.

// Speech needs no more; a minute is two megabytes.
const RATE = 16_000;
const WORKLET = new URL("./capture-worklet.js", import.meta.url);
const HEADER = 44;

/** Mono PCM of 16 bits in a RIFF file, from samples between -1 and 1. */
export function wavOf(blocks, rate) {
  const length = blocks.reduce((sum, block) => sum + block.length, 0);
  const view = new DataView(new ArrayBuffer(HEADER + length * 2));
  const word = (at, text) => [...text].forEach((letter, place) => view.setUint8(at + place, letter.charCodeAt(0)));
  word(0, "RIFF");
  view.setUint32(4, HEADER - 8 + length * 2, true);
  word(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  word(36, "data");
  view.setUint32(40, length * 2, true);
  let at = HEADER;
  for (const block of blocks) {
    for (const sample of block) {
      view.setInt16(at, Math.max(-1, Math.min(1, sample)) * 0x7fff, true);
      at += 2;
    }
  }
  return view.buffer;
}

export function createRecorder() {
  let current = null;

  /** Nothing to record without a microphone: the simulator then keeps a tone of the message's length. */
  async function start(recording, stream) {
    if (!stream) return;
    const context = new AudioContext({ sampleRate: RATE });
    const mine = { recording, context, blocks: [], over: false };
    current = mine;
    await context.audioWorklet.addModule(WORKLET);
    if (mine.over) return;
    const capture = new AudioWorkletNode(context, "capture", { numberOfOutputs: 0 });
    capture.port.onmessage = ({ data }) => mine.blocks.push(data);
    context.createMediaStreamSource(stream).connect(capture);
  }

  async function stop(recording) {
    const done = current;
    if (done?.recording !== recording) return;
    current = null;
    done.over = true;
    const rate = done.context.sampleRate;
    done.context.close();
    if (!done.blocks.length) return;
    await fetch(`/simulator/recordings/${encodeURIComponent(recording)}`, {
      method: "PUT",
      headers: { "Content-Type": "audio/wav" },
      body: wavOf(done.blocks, rate),
    });
  }

  return { start, stop };
}
