// Light and dark follow the system until the reader chooses; the choice stays in this browser.

const KEY = "theme";

export function followTheme(button) {
  const root = document.documentElement;
  const chosen = localStorage.getItem(KEY);
  if (chosen) root.dataset.bsTheme = chosen;
  button.addEventListener("click", () => {
    const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    const next = (root.dataset.bsTheme ?? system) === "dark" ? "light" : "dark";
    root.dataset.bsTheme = next;
    localStorage.setItem(KEY, next);
  });
}
