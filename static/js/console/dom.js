// The little that the page needs of a framework: write only what changed, so that nothing blinks or loses its focus.

import { ago, exact } from "./format.js";

const drawn = new WeakMap();

export const one = (selector, root = document) => root.querySelector(selector);
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];

/** Write a text into every place that carries data-field=name. */
export function put(name, text) {
  for (const place of all(`[data-field="${name}"]`)) write(place, text);
}

export function write(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

export function show(place, on) {
  if (place.hidden === on) place.hidden = !on;
}

/** Show or hide every place that carries data-has=name. */
export function has(name, on) {
  for (const place of all(`[data-has="${name}"]`)) show(place, on);
}

export function attribute(place, name, value) {
  if (value === null || value === undefined || value === false) place.removeAttribute(name);
  else if (place.getAttribute(name) !== String(value)) place.setAttribute(name, value === true ? "" : value);
}

/** An element: make("a", {href: "#"}, "text", child). */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) attribute(element, name, value);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

export const unseen = (text) => make("span", { class: "visually-hidden" }, text);

/** Fill a list again only when what it is made of has changed. */
export function fill(place, source, build) {
  const key = JSON.stringify(source ?? null);
  if (drawn.get(place) === key) return false;
  drawn.set(place, key);
  place.replaceChildren(...build());
  return true;
}

/** How long ago something was: kept true as the page stands (data-ago), exact on hover. */
export const since = (at, now, attributes = {}) => make("time", { title: exact(at), "data-ago": at, ...attributes }, ago(at, now));
