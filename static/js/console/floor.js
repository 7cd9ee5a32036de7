// What the floor has to do with her: a hand that she raises, a note that it sends.

import { attribute, one, put } from "./dom.js";
import { gettext, pgettext } from "./i18n.js";

export function createFloor({ store, api, notices, run }) {
  const raised = () => Boolean(store.snapshot?.hand_since);

  const hand = () => run(() => api.command("PUT", "hand/", { is_up: !raised() }));

  function note(shown) {
    if (!shown) return notices.clear("note");
    const read = () => run(() => api.command("POST", `notes/${shown.id}/read/`));
    return notices.set("note", { tone: "calm", title: `${shown.author}:`, text: shown.text, action: { label: gettext("Got it"), run: read } });
  }

  let drawn = null;

  return {
    hand,
    render(snapshot) {
      attribute(one("#hand"), "aria-pressed", String(raised()));
      put("hand", raised() ? gettext("Hand is up") : pgettext("raised", "Hand"));
      if (drawn === (snapshot.note?.id ?? null)) return;
      drawn = snapshot.note?.id ?? null;
      note(snapshot.note);
    },
  };
}
