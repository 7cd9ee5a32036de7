// The strip over the controls: what happened, what is safe, what to do. One line for each thing that is wrong.

import { icon, make, one } from "./dom.js";
import { gettext } from "./i18n.js";

export function createNotices() {
  const strip = one("#strip");
  const lines = new Map();

  function draw(key, { tone = "notice", title, text = "", action = null, dismiss = false }) {
    const line = make("div", { class: `strip-line ${tone}`, "data-notice": key },
      icon(tone === "calm" ? "info-circle" : "alert-triangle"),
      make("p", {}, make("strong", {}, title), " ", make("span", {}, text)));
    const buttons = make("span", { class: "push line nowrap" });
    if (action) buttons.append(button(action.label, action.run, "btn"));
    if (dismiss) buttons.append(button(gettext("Close"), () => clear(key), "btn quiet"));
    line.append(buttons);
    return line;
  }

  function button(label, run, classes) {
    const made = make("button", { type: "button", class: classes }, label);
    made.addEventListener("click", run);
    return made;
  }

  function set(key, notice) {
    const signature = `${notice.tone}|${notice.title}|${notice.text}`;
    if (lines.get(key)?.signature === signature && !notice.action) return;
    const line = draw(key, notice);
    const old = lines.get(key)?.line;
    if (old) old.replaceWith(line);
    else strip.append(line);
    lines.set(key, { line, signature });
  }

  function clear(key) {
    lines.get(key)?.line.remove();
    lines.delete(key);
  }

  /** A command that did not work, in words; `again` repeats it. */
  function problem(error, again) {
    const retry = { label: gettext("Try again"), run: again };
    if (error.lost) {
      set("command", { title: gettext("That did not reach the server."), text: gettext("The call goes on as it is, and what you wrote is kept here."), action: retry, dismiss: true });
    } else {
      set("command", { title: error.message, action: error.status >= 500 || error.status === 429 ? retry : null, dismiss: true });
    }
  }

  return { set, clear, problem };
}
