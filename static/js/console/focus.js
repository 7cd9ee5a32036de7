// Focus follows the moment (talk: search, wrap-up: outcome, ring: nowhere) and is never taken from unsent text.

import { one } from "./dom.js";

const WRITES = "input:not([type=radio], [type=checkbox]), textarea";

/** Is she in the middle of writing something that is not saved yet? */
export function unsent(place = document.activeElement) {
  return Boolean(place?.matches?.(WRITES) && place.value.trim() && place.dataset.saved !== place.value);
}

/** May a key that is no shortcut (`?`) mean something here? */
export const inField = (place) => Boolean(place?.closest?.(`${WRITES}, select, [contenteditable], dialog[open]`));

export function follow(moment) {
  if (unsent()) return;
  if (moment === "talk") one("#search").focus({ preventScroll: true });
  if (moment === "wrapup") (one("#outcome :checked") ?? one("#outcome input"))?.focus({ preventScroll: true });
}
