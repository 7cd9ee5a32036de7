// The menu under her state: arrows walk, Escape closes, the chosen state is asked of the server.

import { all, attribute, one, put, show } from "./dom.js";
import { gettext } from "./i18n.js";

export function createStateMenu(go) {
  const [button, list] = [one("#state"), one("#state-menu")];
  const items = () => all("[role=menuitem]", list);

  function toggle(open, focus = true) {
    show(list, open);
    attribute(button, "aria-expanded", String(open));
    if (open && focus) items()[0].focus();
  }

  function walk(by) {
    const row = items();
    const at = row.indexOf(document.activeElement) + by;
    row[(at + row.length) % row.length].focus();
  }

  button.addEventListener("click", () => toggle(list.hidden));
  button.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); toggle(true); }
  });
  list.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) { event.preventDefault(); walk(steps[event.key]); }
    if (event.key === "Home" || event.key === "End") { event.preventDefault(); items().at(event.key === "Home" ? 0 : -1).focus(); }
    if (event.key === "Escape") { event.stopPropagation(); toggle(false); button.focus(); }
    if (event.key === "Tab") toggle(false);
  });
  document.addEventListener("pointerdown", (event) => {
    if (!list.hidden && !event.target.closest(".menu")) toggle(false);
  });
  document.addEventListener("click", (event) => {
    const item = event.target.closest("[data-go]");
    if (!item) return;
    if (list.contains(item)) { toggle(false); button.focus(); }
    go(item.dataset.go, item.dataset.reason ?? "");
  });

  return {
    render(shown) {
      put("state-menu-title", shown === "idle" ? gettext("From now on") : gettext("After this call"));
    },
  };
}
