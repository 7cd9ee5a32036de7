// The ring: Accept, the bar until it rings at another operator, and what callers of this company ask.

import { fill, make, one, put } from "./dom.js";
import { gettext, interpolate } from "./i18n.js";

const TONE_MS = 450; // what the ring sounds before the page answers by itself
const BLIND_MS = 400; // a key that was already on its way when the ring began is not meant for it

export function createOffer({ api, phone, clock, run }) {
  let shownAt = Infinity;
  let offerId = null;
  let accepted = false;

  let itself = false;

  function accept() {
    if (performance.now() - shownAt < BLIND_MS || accepted) return;
    take(0);
  }

  /** The click is told at once; the leg is answered after the tone, whenever it rings. */
  function take(tone) {
    accepted = true;
    draw();
    const id = offerId;
    if (tone) setTimeout(() => { if (id === offerId && accepted) phone.accept(); }, tone);
    else phone.accept();
    run(async () => {
      try {
        await api.command("POST", `offers/${id}/accept/`);
      } catch (problem) {
        if (id !== offerId) return; // another one rings meanwhile
        accepted = false;
        draw();
        throw problem;
      }
    });
  }

  const decline = () => performance.now() - shownAt >= BLIND_MS && run(() => api.command("POST", `offers/${offerId}/decline/`));

  function draw() {
    const word = itself ? gettext("Answered for you") : gettext("Connecting");
    put("accept", accepted ? word : gettext("Accept"));
    one(".accept").setAttribute("aria-busy", String(accepted));
    const going = phone.state.kind === "none" ? gettext("Answer the phone that rings at you.") : gettext("The line is being put through.");
    put("offer-then", accepted ? going : gettext("left, then it rings at another operator"));
  }

  return {
    accept, decline,
    get accepted() { return accepted; },

    render({ offer }) {
      if (offer.id !== offerId) {
        offerId = offer.id;
        shownAt = Infinity; // until it is really on the screen
        requestAnimationFrame(() => { shownAt = performance.now(); });
        accepted = false;
        itself = Boolean(offer.answers_itself);
        if (itself) take(TONE_MS);
        else draw();
      }
      const questions = offer.questions ?? [];
      fill(one("#ring-questions"), questions, () => questions.map(({ title }) => make("li", { lang: offer.company.language }, title)));
    },

    tick({ offer }) {
      const bar = one("#offer-bar");
      const left = clock.until(offer.expires_at);
      bar.max = Math.max(1, (Date.parse(offer.expires_at) - Date.parse(offer.ringing_at ?? offer.made_at)) / 1000);
      bar.value = Math.min(left, bar.max);
      put("offer-left", accepted ? "" : interpolate(gettext("%(count)s s"), { count: Math.ceil(left) }));
    },

    reset() {
      if (!offerId) return;
      offerId = null;
      accepted = false;
      for (const list of ["#ring-questions", "#confuse"]) fill(one(list), null, () => []);
    },
  };
}

