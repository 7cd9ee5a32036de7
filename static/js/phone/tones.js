// The network's tones and the keypad's, made by the browser: no files, and they stop at once.

const DTMF_ROWS = [697, 770, 852, 941];
const DTMF_COLUMNS = [1209, 1336, 1477];
const DTMF_KEYS = ["123", "456", "789", "*0#"];
const DTMF_TIME = 0.16;

// Frequencies in Hz, then sound and silence in seconds, by the country that is called (ITU-T E.180, Various tones).
const AMERICAN = { hertz: [440, 480], cadence: [2, 4] };
const BRITISH = { hertz: [400, 450], cadence: [0.4, 0.2, 0.4, 2] };
const EUROPEAN = { hertz: [425], cadence: [1, 4] };
const BUSY = { hertz: [425], cadence: [0.35, 0.35] };
const BUSY_TIMES = 4;

const cadenceFor = (number) => {
  if (number.startsWith("+1")) return AMERICAN;
  return number.startsWith("+44") ? BRITISH : EUROPEAN;
};

export function createTones() {
  let context = null;
  let output = null;
  let level = 1;
  let ringing = null;

  /** Made on the first tone: browsers refuse sound before the person has touched the page. */
  function wake() {
    if (!context) {
      context = new AudioContext();
      output = context.createGain();
      output.gain.value = level;
      output.connect(context.destination);
    }
    if (context.state === "suspended") context.resume();
  }

  function beep({ hertz, from, time, loudness = 0.08 }) {
    const envelope = context.createGain();
    envelope.gain.setValueAtTime(0, from);
    envelope.gain.linearRampToValueAtTime(loudness, from + 0.01);
    envelope.gain.setValueAtTime(loudness, from + time - 0.01);
    envelope.gain.linearRampToValueAtTime(0, from + time);
    envelope.connect(output);
    return hertz.map((frequency) => {
      const oscillator = context.createOscillator();
      oscillator.frequency.value = frequency;
      oscillator.connect(envelope);
      oscillator.start(from);
      oscillator.stop(from + time);
      return oscillator;
    });
  }

  /** Plays one round of the cadence; returns its oscillators and its length in seconds. */
  function round({ hertz, cadence }, from) {
    let at = from;
    const sounding = [];
    cadence.forEach((time, index) => {
      if (index % 2 === 0) sounding.push(...beep({ hertz, from: at, time }));
      at += time;
    });
    return { sounding, time: at - from };
  }

  function stop() {
    if (!ringing) return;
    clearTimeout(ringing.timer);
    for (const oscillator of ringing.sounding) oscillator.stop();
    ringing = null;
  }

  function ring(number) {
    if (ringing) return;
    wake();
    const tone = cadenceFor(number);
    const mine = { timer: null, sounding: [] };
    const again = () => {
      const { sounding, time } = round(tone, context.currentTime);
      mine.sounding = sounding;
      mine.timer = setTimeout(again, time * 1000);
    };
    ringing = mine;
    again();
  }

  function busy() {
    wake();
    let at = context.currentTime;
    for (let time = 0; time < BUSY_TIMES; time += 1) at += round(BUSY, at).time;
  }

  function key(pressed, from) {
    const row = DTMF_KEYS.findIndex((each) => each.includes(pressed));
    if (row < 0) return;
    const hertz = [DTMF_ROWS[row], DTMF_COLUMNS[DTMF_KEYS[row].indexOf(pressed)]];
    beep({ hertz, from, time: DTMF_TIME });
  }

  function keys(pressed) {
    wake();
    [...pressed].forEach((each, place) => key(each, context.currentTime + place * 2 * DTMF_TIME));
  }

  return {
    wake, ring, stop, busy, keys,
    setSounding(sounding) {
      level = sounding ? 1 : 0;
      if (output) output.gain.value = level;
    },
    get ringing() {
      return ringing !== null;
    },
  };
}
