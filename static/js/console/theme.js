// Light or dark from the system, until she chooses; the button offers the other one.

import { attribute, one } from "./dom.js";
import { gettext } from "./i18n.js";

export function createTheme() {
  const button = one("#theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const dark = () => (document.documentElement.dataset.bsTheme ?? (system.matches ? "dark" : "light")) === "dark";

  function draw() {
    attribute(button, "aria-label", dark() ? gettext("Light theme") : gettext("Dark theme"));
    const use = one("use", button);
    use.setAttribute("href", use.getAttribute("href").replace(/#.*/, dark() ? "#i-sun" : "#i-moon"));
  }

  button.addEventListener("click", () => {
    const theme = dark() ? "light" : "dark";
    document.documentElement.dataset.bsTheme = theme;
    localStorage.setItem("cc.theme", theme);
    draw();
  });
  system.addEventListener("change", draw);
  draw();
}
