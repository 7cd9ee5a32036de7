// The microphone, or the reason why there is none: then the call goes on in writing.

const ECHO_FREE = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/** @returns {Promise<{stream: MediaStream|null, reason: ""|"DENIED"|"ABSENT"|"INSECURE"}>} */
export async function openMicrophone() {
  // getUserMedia exists only in a secure context: https, or localhost.
  if (!navigator.mediaDevices?.getUserMedia) return { stream: null, reason: "INSECURE" };
  try {
    return { stream: await navigator.mediaDevices.getUserMedia({ audio: ECHO_FREE }), reason: "" };
  } catch (error) {
    const denied = error.name === "NotAllowedError" || error.name === "SecurityError";
    return { stream: null, reason: denied ? "DENIED" : "ABSENT" };
  }
}

export function closeMicrophone(stream) {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
