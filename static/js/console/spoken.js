// The line in text: where there is no microphone, what is typed here is read to the caller, and what comes back is shown.

import { fill, make, one, show } from "./dom.js";
import { gettext } from "./i18n.js";

/** The simulator's labels are for programs; a person reads who it is. */
const speaker = (label) => (!label || label === "caller" ? gettext("Caller") : gettext("Other side"));

export function createSpoken(phone) {
  const [part, lines, field] = [one("#spoken"), one("#spoken-lines"), one("#spoken-text")];

  one("#spoken-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (text) phone.say(text);
    field.value = "";
  });

  return {
    render(talking) {
      const said = phone.state.lines;
      show(part, said.length > 0 || (talking && phone.speaksText));
      const drawn = fill(lines, said, () => said.slice(-6).map((line) => make("li", {},
        make("span", { class: "muted small" }, line.mine ? gettext("You") : speaker(line.from)), " ", line.text)));
      if (drawn) lines.scrollTop = lines.scrollHeight;
    },
    reset() { field.value = ""; },
  };
}
