// The middle column: what the line says, what the caller does.

import { byId, element, keepAtEnd } from "./dom.js";
import { duration, gettext, interpolate, wallClock } from "./words.js";

export function createTranscript() {
  const list = byId("said");
  const scroller = byId("said-scroll");
  const blank = byId("said-blank");
  let music = null;

  const stamp = (at) => element("time", { datetime: new Date(at).toISOString() }, wallClock(at));

  function append(item) {
    blank.hidden = true;
    keepAtEnd(scroller, () => list.append(item));
    return item;
  }

  function spoken({ who, text, language, at, mine = false }) {
    const words = element("p", { lang: language }, text);
    return append(element("li", { class: mine ? "me" : "line" }, element("span", { class: "who" }, who), stamp(at), words));
  }

  function event(text, at) {
    return append(element("li", { class: "event" }, stamp(at), element("p", {}, text)));
  }

  const fileName = (url) => decodeURIComponent(url.split(/[?#]/)[0].split("/").pop() || url);

  function musicLine() {
    const { name, times } = music;
    const text = times === 1 ? gettext("Plays %(name)s") : gettext("Plays %(name)s, %(times)s times");
    return interpolate(text, { name, times }, true);
  }

  return {
    event,
    line: ({ text, language, at }) => spoken({ who: gettext("The line"), text, language, at }),
    other: ({ who, text, language, at }) => spoken({ who, text, language, at }),
    me: ({ text, language, at }) => spoken({ who: gettext("You"), text, language, at, mine: true }),
    /** A file that the line plays again and again stays one entry, if nothing came in between. */
    plays({ url, at }) {
      const name = fileName(url);
      if (music?.name === name && music.item === list.lastElementChild) {
        music.times += 1;
      } else {
        music = { name, times: 1, at, item: event("", at) };
      }
      music.item.querySelector("p").textContent = musicLine();
    },
    stopped(at) {
      if (!music) return;
      music.item.querySelector("p").textContent = `${musicLine()}, ${duration((at - music.at) / 1000)}`;
      music = null;
    },
    /** Keys pressed one after the other stand in one entry. */
    pressed(keys, at) {
      const last = list.lastElementChild;
      if (last?.dataset.keys) last.dataset.keys += keys;
      const item = last?.dataset.keys ? last : event("", at);
      item.dataset.keys ??= keys;
      item.querySelector("p").textContent = interpolate(gettext("You pressed %(keys)s"), { keys: item.dataset.keys }, true);
    },
    clear() {
      list.replaceChildren();
      blank.hidden = false;
      music = null;
    },
  };
}
