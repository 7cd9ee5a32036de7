// The keyboard: digits press the keypad and Enter dials, outside fields. Escape does nothing: it never hangs up.

const KEYS = /^[0-9*#]$/;

function isField(target) {
  return target.closest("input, textarea, [contenteditable]") !== null;
}

function hasOwnEnter(target) {
  return target.closest("button, a, summary, input, textarea") !== null;
}

/** @param {{press: (key: string) => void, dial: () => void}} handset */
export function followKeyboard({ press, dial }) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (KEYS.test(event.key) && !isField(event.target)) {
      event.preventDefault();
      press(event.key);
    }
    if (event.key === "Enter" && !hasOwnEnter(event.target)) {
      event.preventDefault();
      dial();
    }
  });
}
