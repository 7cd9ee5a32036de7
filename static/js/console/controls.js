// The controls of a call: mute, hold, keys, transfer, end.

import { attribute, fill, icon, make, one, put, write } from "./dom.js";
import { createLine } from "../lib/in-turn.js";
import { phoneNumber } from "./format.js";
import { gettext } from "./i18n.js";
import { transferText } from "./way.js";

const KEYPAD = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];

export function createControls({ store, api, phone, run }) {
  const [transferDialog, keypad] = [one("#transfer-dialog"), one("#keypad")];
  const number = one("#transfer-number");
  const [muting, holding, asking] = [createLine(), createLine(), createLine()];
  let muted = null;
  let meant = null; // what she has pressed, until the server has answered the last of it
  let pending = 0;

  const call = () => store.snapshot?.call;
  const command = (verb, body, options) => run(() => api.command("POST", `calls/${call().id}/${verb}/`, body, options));

  /** A press is answered before the next of its kind is sent; what waited for a call that is over is dropped. */
  function inTurn(line, work) {
    const { id } = call();
    return line(() => (call()?.id === id ? work() : null));
  }

  /** Her microphone closes at once; the room follows. */
  async function mute() {
    const on = !(meant ?? call().muted);
    meant = on;
    pending += 1;
    phone.mute(on);
    const answer = await inTurn(muting, () => command(on ? "mute" : "unmute"));
    pending -= 1;
    if (pending) return;
    meant = null;
    if (!answer) phone.mute(call()?.muted ?? false);
  }

  const hold = () => inTurn(holding, () => command(call().hold_since ? "resume" : "hold"));
  const wrapUp = () => inTurn(asking, () => command("wrap-up", { is_wanted: !call().wrap_up_asked }));
  const end = () => command("hang-up");

  async function transfer(body) {
    if (!call()) return;
    transferDialog.close();
    number.value = "";
    await command("transfer", body);
  }

  function specialist(person) {
    const button = make("button", { type: "button", class: "btn" }, icon("user"),
      make("span", {}, make("b", {}, person.name), make("span", { class: "muted" }, person.role)), make("span", { class: "push muted" }, phoneNumber(person.display ?? person.number)));
    button.addEventListener("click", () => transfer({ specialist: person.id }));
    return make("li", {}, button);
  }

  function openTransfer() {
    transferDialog.showModal();
    (one("#specialists button") ?? number).focus();
  }

  function press(key) {
    phone.digits(key);
    one("#digits").textContent += key;
  }

  function openKeypad() {
    one("#digits").textContent = "";
    keypad.showModal();
    one("#pad button").focus();
  }

  one("#transfer-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const to = number.value.replace(/[\s().-]/g, "");
    number.setCustomValidity(/^\+[1-9]\d{6,14}$/.test(to) ? "" : gettext("A number with its country's code, for example +995 32 200 00 17."));
    if (number.reportValidity()) transfer({ to });
  });
  number.addEventListener("input", () => number.setCustomValidity(""));
  one("#pad").append(...KEYPAD.map((key) => {
    const button = make("button", { type: "button", class: "btn" }, key);
    button.addEventListener("click", () => press(key));
    return button;
  }));
  keypad.addEventListener("keydown", (event) => {
    if (!event.ctrlKey && !event.altKey && KEYPAD.includes(event.key)) { event.preventDefault(); press(event.key); }
  });

  return {
    mute, hold, wrapUp, end, openTransfer, openKeypad,

    render({ call: now }) {
      const shut = meant ?? now.muted;
      if (muted !== shut) { muted = shut; phone.mute(shut); }
      const held = Boolean(now.hold_since);
      attribute(one("#mute"), "aria-pressed", String(now.muted));
      put("mute", now.muted ? gettext("Unmute") : gettext("Mute"));
      attribute(one("#hold"), "aria-pressed", String(held));
      put("hold", held ? gettext("Resume") : gettext("Hold"));
      const asked = now.wrap_up_asked ?? null;
      one("#wrap-up-asked").hidden = asked === null;
      attribute(one("#wrap-up-asked"), "aria-pressed", String(Boolean(asked)));
      const busy = now.state === "CONNECTING" || now.state === "LOST";
      for (const id of ["#mute", "#hold", "#transfer-button"]) one(id).disabled = busy;
      one("#keys-button").disabled = busy || phone.state.kind === "none";
      put("keypad-hint", gettext("The digits of the keyboard work too."));
      fill(one("#specialists"), now.specialists ?? [], () => (now.specialists ?? []).map(specialist));
    },

    tick({ call: now }) {
      const parts = [];
      if (now.muted) parts.push(gettext("The caller does not hear you"));
      if (now.transfer) parts.push(transferText(now.transfer));
      write(one("#call-status"), parts.join(" · "));
    },

    reset() {
      muted = meant = null;
      for (const dialog of [transferDialog, keypad]) if (dialog.open) dialog.close();
      number.value = "";
      one("#digits").textContent = "";
      fill(one("#specialists"), null, () => []);
    },
  };
}
