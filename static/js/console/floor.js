// What the floor has to do with her: a hand that she raises, a note that it sends.

import { attribute, one, put } from "./dom.js";
import { gettext, interpolate, pgettext } from "./i18n.js";

export function createFloor({ store, api, notices, run }) {
  const raised = () => Boolean(store.snapshot?.hand_since);

  const hand = () => run(() => api.command("PUT", "hand/", { is_up: !raised() }));

  function note(shown) {
    if (!shown) return notices.clear("note");
    const read = () => run(() => api.command("POST", `notes/${shown.id}/read/`));
    return notices.set("note", { tone: "calm", title: `${shown.author}:`, text: shown.text, action: { label: gettext("Got it"), run: read } });
  }

  const coachWords = ({ name, mode }) => (mode === "BARGE"
    ? interpolate(gettext("%(who)s is in the conversation: everybody hears her."), { who: name })
    : interpolate(gettext("%(who)s coaches you: the caller does not hear her."), { who: name }));

  /** Who speaks with her in this call; silent listening is not told. */
  function coaches(call) {
    const present = call?.coaches ?? [];
    if (!present.length) return notices.clear("coach");
    return notices.set("coach", { tone: "calm", title: present.map(coachWords).join(" ") });
  }

  let drawn = null;

  return {
    hand,
    render(snapshot) {
      attribute(one("#hand"), "aria-pressed", String(raised()));
      coaches(snapshot.call);
      put("hand", raised() ? gettext("Hand is up") : pgettext("raised", "Hand"));
      if (drawn === (snapshot.note?.id ?? null)) return;
      drawn = snapshot.note?.id ?? null;
      note(snapshot.note);
    },
  };
}
