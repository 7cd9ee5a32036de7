// Light and dark follow the system until the reader chooses; the choice stays in this browser.

import { setIcon } from "./dom.js";

const KEY = "cc.theme";

export function followTheme(button) {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.bsTheme ?? (system.matches ? "dark" : "light")) === "dark";
  const draw = () => setIcon(button, isDark() ? "i-sun" : "i-moon");

  const chosen = localStorage.getItem(KEY);
  if (chosen) root.dataset.bsTheme = chosen;
  draw();
  system.addEventListener("change", draw);
  button.addEventListener("click", () => {
    root.dataset.bsTheme = isDark() ? "light" : "dark";
    localStorage.setItem(KEY, root.dataset.bsTheme);
    draw();
  });
}
