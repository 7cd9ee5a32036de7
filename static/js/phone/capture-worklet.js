// Runs beside the page, on the sound's own thread: hands every block of samples to the recorder.

class Capture extends AudioWorkletProcessor {
  process([input]) {
    if (input[0]) this.port.postMessage(input[0].slice());
    return true;
  }
}

registerProcessor("capture", Capture);
