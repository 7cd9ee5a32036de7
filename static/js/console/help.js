// All keys, and changing them: press the button of one, then the new key.

import { fill, make, one, write } from "./dom.js";
import { gettext } from "./i18n.js";
import { comboOf, labelOf, nameOf } from "./shortcuts.js";

export function createHelp(bindings, changed) {
  const [dialog, rows, problem] = [one("#help"), one("#help-rows"), one("#help-problem")];
  let asking = null;

  function row([action, combo]) {
    const waits = asking === action;
    const button = make("button", { type: "button", class: "btn", "aria-pressed": String(waits), "data-rebind": action },
      waits ? gettext("Press the new key") : make("kbd", {}, labelOf(combo)));
    button.setAttribute("aria-label", `${nameOf(action)}: ${waits ? gettext("Press the new key") : labelOf(combo)}`);
    return make("tr", {}, make("th", { scope: "row" }, nameOf(action)), make("td", {}, button));
  }

  const fixed = ([name, key]) => make("tr", {}, make("th", { scope: "row" }, name), make("td", {}, make("kbd", {}, key)));

  function draw() {
    const current = bindings.current();
    fill(rows, [current, asking], () => [
      ...Object.entries(current).map(row),
      ...[[gettext("Choose an outcome"), "Alt 1–9"], [gettext("This help, outside fields"), "?"]].map(fixed),
    ]);
  }

  function ask(action) {
    asking = action;
    write(problem, "");
    draw();
    one(`[data-rebind="${action}"]`, rows)?.focus();
  }

  function take(event) {
    event.preventDefault();
    event.stopPropagation();
    const action = asking;
    if (event.key === "Escape") return ask(null);
    const combo = comboOf(event);
    if (!combo) return;
    const refused = bindings.change(action, combo);
    asking = null;
    draw();
    write(problem, refused);
    one(`[data-rebind="${action}"]`, rows)?.focus();
    if (!refused) changed();
  }

  rows.addEventListener("click", (event) => {
    const button = event.target.closest("[data-rebind]");
    if (button) ask(button.dataset.rebind === asking ? null : button.dataset.rebind);
  });
  one("#help-reset").addEventListener("click", () => { bindings.reset(); ask(null); changed(); });
  dialog.addEventListener("keydown", (event) => { if (asking) take(event); });
  dialog.addEventListener("close", () => { asking = null; write(problem, ""); });

  return {
    get asks() { return asking !== null; },
    toggle() {
      if (dialog.open) return dialog.close();
      draw();
      dialog.showModal();
    },
    close: () => dialog.open && dialog.close(),
  };
}
