// Trying a menu without a telephone: the server's engine goes through the draft, the browser speaks.

import { make, one } from "../console/dom.js";
import { gettext, interpolate } from "../console/i18n.js";
import { createLine } from "../lib/in-turn.js";
import { ask } from "./api.js";

const KEYS = [..."123456789*0#"];

function endings(page) {
  return {
    queue: ({ queue, urgent }) => interpolate(urgent ? gettext("The caller waits before everybody else: %(queue)s.") : gettext("The caller waits for an operator: %(queue)s."), { queue: page.queues.find(({ code }) => code === queue)?.name ?? queue }),
    message: () => gettext("The caller leaves a message."),
    dial: ({ number }) => interpolate(gettext("%(number)s rings."), { number }),
    callback: () => gettext("The caller hears her number, confirms it and is called back."),
    end: () => gettext("The call is over."),
    none: () => "",
  };
}

export function createAttempt(root, { page, draft, light }) {
  const ending = endings(page);
  let state = null;
  let digits = "";
  let then = null;

  /** One input after the other: each goes on from the state that the answer to the one before left. */
  const inTurn = createLine();

  const said = make("ol", { class: "said", "aria-live": "polite", tabindex: "0", "aria-label": gettext("What the line says") });
  const waits = make("div", { class: "waits stack" });

  function speak(words) {
    if (!window.speechSynthesis) return;
    for (const { text, language } of words) {
      const spoken = new SpeechSynthesisUtterance(text);
      spoken.lang = language;
      speechSynthesis.speak(spoken);
    }
  }

  function tell(text, kind = "line", language = "") {
    said.append(make("li", { class: kind, lang: language || null }, text));
    said.scrollTop = said.scrollHeight;
  }

  async function turn(input) {
    window.speechSynthesis?.cancel();
    let answer;
    try {
      answer = await ask("POST", `${page.url}try/`, { draft, state, input });
    } catch (error) {
      tell(error.message, "event");
      return;
    }
    ({ state, then } = answer);
    digits = "";
    for (const { text, language } of answer.said) tell(text, "line", language);
    speak(answer.said);
    light(answer.node);
    render();
  }

  async function press(key) {
    if (then?.kind !== "ask") return;
    if (then.most === 1) return send({ press: key }, key);
    if (key === then.finish) return send({ press: digits }, digits);
    digits += key;
    if (digits.length >= then.most) return send({ press: digits }, digits);
    one(".typed", waits).textContent = digits;
  }

  function send(input, words) {
    tell(words, "me");
    return turn(input);
  }

  /** An answer to the question on the screen: lost if another one was given to it first (a double click). */
  function reply(input, words) {
    const asked = then;
    inTurn(() => asked === then && send(input, words));
  }

  const act = (words, work, more = {}) => {
    const made = make("button", { class: "btn btn-line", type: "button", ...more }, words);
    made.addEventListener("click", work);
    return made;
  };

  function keypad() {
    return [
      make("p", { class: "typed num", "aria-live": "polite" }, digits),
      make("div", { class: "pad" }, KEYS.map((key) => act(key, () => inTurn(() => press(key)), { class: "btn btn-line key" }))),
      make("div", { class: "inline wrap-line" }, act(gettext("Press nothing"), () => reply({ silence: true }, "…")), then.speech ? voice() : null),
    ];
  }

  function voice() {
    const words = make("input", { class: "form-control", "aria-label": gettext("Say it"), placeholder: gettext("Say it"), maxlength: 200, autocomplete: "off" });
    const form = make("form", { class: "inline" }, words, make("button", { class: "btn btn-line", type: "submit" }, gettext("Say")));
    form.addEventListener("submit", (event) => { event.preventDefault(); if (words.value.trim()) reply({ say: words.value }, words.value); });
    return form;
  }

  function address() {
    const routes = Object.keys(draft.nodes.find(({ id }) => id === state.node)?.routes ?? {});
    return [make("p", { class: "quiet" }, interpolate(gettext("Your address would be asked now about %(digits)s. What does it answer?"), { digits: then.digits })),
      make("div", { class: "inline wrap-line" },
        act(gettext("Right"), () => reply({ checked: { valid: true } }, gettext("Right"))),
        routes.map((route) => act(route, () => reply({ checked: { valid: true, route } }, route))),
        act(gettext("Wrong"), () => reply({ checked: { valid: false } }, gettext("Wrong"))),
        act(gettext("Nothing"), () => reply({ checked: { failed: true } }, gettext("Nothing"))))];
  }

  function over() {
    const parts = [make("p", { class: "strong" }, ending[then.kind](then))];
    if (then.kind === "dial") parts.push(act(gettext("Nobody answers there"), () => reply({ back: "next" }, gettext("Nobody answers there"))));
    if (then.kind === "callback") parts.push(act(gettext("She would rather not"), () => reply({ back: "next" }, gettext("She would rather not"))));
    if (then.nobody) parts.push(act(gettext("Nobody is on duty"), () => reply({ back: "nobody" }, gettext("Nobody is on duty"))));
    return [...parts, act(gettext("Once more"), begin, { class: "btn btn-primary" })];
  }

  function render() {
    const parts = { ask: keypad, address };
    const kept = document.activeElement !== document.body && !waits.contains(document.activeElement);
    waits.replaceChildren(...(parts[then.kind] ?? over)().flat().filter(Boolean));
    if (!kept) root.focus({ preventScroll: true }); // so that keys of the keyboard go on being keys of the telephone
  }

  function begin() {
    root.hidden = false;
    root.scrollIntoView({ block: "nearest" });
    root.focus({ preventScroll: true });
    inTurn(() => {
      state = null;
      said.replaceChildren();
      return turn(null);
    });
  }

  function stop() {
    window.speechSynthesis?.cancel();
    root.hidden = true;
    light("");
    page.words.back?.focus();
  }

  root.tabIndex = -1;
  root.append(
    make("header", {}, make("h2", { id: "h-attempt" }, gettext("A call through the draft")), act(gettext("Close"), stop, { class: "btn btn-plain" })),
    said, waits);
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") stop();
    else if (KEYS.includes(event.key) && event.target.tagName !== "INPUT" && then) inTurn(() => press(event.key));
  });
  return { begin };
}
