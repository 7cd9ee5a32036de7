// The frame of every portal page: the band's colour, the menus, the theme, and times that stay true while one looks.

import { paint } from "../lib/company-colour.js";

const SECOND = 1000;
const language = document.documentElement.lang || "en";

/* ---- Menus: one open at a time, closed by Escape or by a click elsewhere ---- */

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== except) menu.open = false;
}

function closeWithEscape(event) {
  const menu = event.key === "Escape" ? document.querySelector("details.menu[open]") : null;
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
}

/* ---- Theme: a cookie, so that the server draws the page right the first time ---- */

function chosenTheme() {
  return document.documentElement.dataset.bsTheme ?? "";
}

function markTheme() {
  for (const button of document.querySelectorAll("[data-theme]")) {
    button.setAttribute("aria-pressed", String(button.dataset.theme === chosenTheme()));
  }
}

function chooseTheme(name) {
  const root = document.documentElement;
  if (name) root.dataset.bsTheme = name;
  else delete root.dataset.bsTheme;
  document.cookie = `cc_theme=${name}; path=/; max-age=${name ? 31536000 : 0}; samesite=lax`;
  markTheme();
  document.dispatchEvent(new CustomEvent("themechange"));
}

/* ---- Times: "4 min ago" under an hour, and the length of what still lasts ---- */

// British English abbreviates without a full stop: "4 min ago".
const ago = new Intl.RelativeTimeFormat(language === "en" ? "en-GB" : language, { numeric: "auto", style: "short" });

function relative(at) {
  const minutes = Math.floor((Date.now() - at) / (60 * SECOND));
  return minutes >= 0 && minutes < 60 ? ago.format(-minutes, "minute") : "";
}

function length(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value) => String(value).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function tick() {
  for (const element of document.querySelectorAll("[data-ago]")) say(element, relative(Date.parse(element.dataset.ago)));
  for (const element of document.querySelectorAll("[data-lasting-since]")) {
    say(element, length((Date.now() - Date.parse(element.dataset.lastingSince)) / SECOND));
  }
}

/* ---- Countries by name, on the two letters before a number ---- */

function nameCountries() {
  const names = new Intl.DisplayNames([language], { type: "region" });
  for (const flag of document.querySelectorAll("abbr.cc:not([title])")) flag.title = names.of(flag.textContent);
}

/* ---- The list: arrows walk over its calls ---- */

function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const here = event.target.closest?.("[data-walk] a");
  if (!step || !here || event.altKey || event.ctrlKey || event.metaKey) return;
  const links = [...here.closest("[data-walk]").querySelectorAll("a")];
  const next = links[links.indexOf(here) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/* ---- A part refreshed by htmx keeps what the reader had opened; an ended session shows the sign-in page ---- */

const opened = new Set();

function remember(event) {
  const answered = new URL(event.detail.xhr.responseURL, location.href);
  if (answered.pathname !== location.pathname) {
    event.detail.shouldSwap = false;
    location.reload();
    return;
  }
  opened.clear();
  for (const one of document.querySelectorAll("#main details[open][id]")) opened.add(one.id);
}

function refreshed() {
  for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
  nameCountries();
  tick();
}

document.querySelectorAll("[data-company-colour]").forEach(paint);
markTheme();
nameCountries();
tick();
setInterval(tick, SECOND);
document.addEventListener("click", (event) => {
  closeMenus(event.target.closest("details.menu"));
  const theme = event.target.closest("[data-theme]");
  if (theme) chooseTheme(theme.dataset.theme);
});
document.addEventListener("keydown", closeWithEscape);
document.addEventListener("keydown", walk);
document.addEventListener("htmx:beforeSwap", remember);
document.addEventListener("htmx:afterSwap", refreshed);
