// What is wrong with the connection or the phone, and what still works meanwhile.

import { attribute, one, put } from "./dom.js";
import { phoneNumber } from "./format.js";
import { gettext, interpolate } from "./i18n.js";

const PATIENCE_MS = 1500; // a socket that is back by then was never gone

export function createStrip({ notices, phone }) {
  let patience = null;

  function broken(status) {
    const words = {
      polling: {
        title: gettext("The live connection is lost."),
        text: gettext("Calls, notes and all buttons work; the page asks every 2 seconds until it is back."),
      },
      down: {
        title: gettext("No connection to the server."),
        text: gettext("A call that is going on goes on, and notes are kept here. Buttons work again when the connection is back."),
      },
      "signed-out": {
        title: gettext("You are signed out."),
        text: gettext("Notes are kept here."),
        action: { label: gettext("Sign in"), run: () => location.reload() },
      },
    };
    return words[status];
  }

  function connection(status) {
    const words = {
      live: gettext("Live"),
      polling: gettext("Asking every 2 s"),
      down: gettext("No connection"),
      elsewhere: gettext("Open elsewhere"),
      "signed-out": gettext("Signed out"),
    };
    put("live", words[status] ?? gettext("Connecting"));
    attribute(one("#live"), "data-live", status);
    const use = one("#live use");
    use.setAttribute("href", use.getAttribute("href").replace(/#.*/, status === "live" || status === "connecting" ? "#i-wifi" : "#i-wifi-off"));
    clearTimeout(patience);
    const notice = broken(status);
    if (notice) patience = setTimeout(() => notices.set("connection", notice), status === "signed-out" ? 0 : PATIENCE_MS);
    else notices.clear("connection");
  }

  function phoneText() {
    const { status } = phone.state;
    if (status === "none") return gettext("Your phone rings at another device");
    if (status === "registered") return gettext("Phone connected");
    if (status === "failed" || status === "unregistered") return gettext("Phone not connected");
    return gettext("Phone connecting");
  }

  function render(snapshot) {
    put("phone", phoneText());
    put("ring-hint", phone.state.status === "none" ? gettext("Answer at the device that rings; Accept only notes it.") : "");
    const { status, problem } = phone.state;
    if (status === "failed" || problem) {
      notices.set("phone", { title: gettext("The phone in this page has trouble."), text: problem, action: { label: gettext("Try again"), run: () => phone.again() } });
    } else notices.clear("phone");
    if (phone.state.interrupted) notices.set("voice", { title: gettext("The voice is interrupted."), text: gettext("The call goes on; the sound is being restored.") });
    else notices.clear("voice");
    if (snapshot.call && phone.state.kind === "twilio" && !phone.state.voice) {
      notices.set("microphone", { title: gettext("The caller cannot hear you."), text: gettext("Allow the microphone for this page, or connect one.") });
    } else notices.clear("microphone");
    if (snapshot.call?.state === "LOST") {
      notices.set("lost", { title: gettext("Your line broke."), text: gettext("The caller hears a word of patience and is put through to you again. Notes are kept.") });
    } else notices.clear("lost");
    if (snapshot.call?.transfer?.state === "FAILED") {
      const { name, to } = snapshot.call.transfer;
      notices.set("transfer", { title: interpolate(gettext("%(who)s did not answer."), { who: name || phoneNumber(to) }), text: gettext("The caller is still with you."), dismiss: true });
    } else notices.clear("transfer");
  }

  return { connection, render };
}
