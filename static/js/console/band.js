// The band: who was dialled and what to say. During a call it is the only place where a company has its colour.

import { paint } from "../lib/company-colour.js";
import { attribute, fill, icon, make, one } from "./dom.js";
import { languageName } from "./format.js";
import { gettext, language } from "./i18n.js";

const NAMES_FIT = 26; // characters in the first column at 12 px
const LONG = 60; // characters that fit in one line at 28 px on 1440

const words = (text) => new Set(text.toLocaleLowerCase().split(/\s+/).filter(Boolean));

/** A name, with those words in bold for which `bold` says so. */
function withBold(name, bold) {
  return name.split(/(\s+)/).map((word) => (word.trim() && bold(word.toLocaleLowerCase()) ? make("b", {}, word) : word));
}

/** The company's name; what tells it from its look-alikes is bold. */
function ownName({ name, differs }) {
  const differing = words(differs ?? "");
  return withBold(name, (word) => differing.has(word));
}

/** The page puts the quotation marks of the language itself (<q>). */
export const unquoted = (text) => text.trim().replace(/^[«„“"]([^«»„“”"]*)[»“”"]$/, "$1");

function confuse(names, company) {
  const own = words(company.name);
  const list = names.flatMap((similar, at) => [at ? ", " : "", ...withBold(similar, (word) => !own.has(word))]);
  return [gettext("Not to be confused with"), " ", ...list];
}

function ofCompany(band, { company, phrase, phrase_language: phraseLanguage, is_crisis: isCrisis }) {
  const spoken = phraseLanguage || company.language;
  attribute(band, "data-company-colour", company.colour);
  fill(one('[data-field="monogram"]'), company.monogram, () => [company.monogram]);
  fill(one("#company"), [company.name, company.differs], () => [
    make("span", { lang: company.language }, ...ownName(company)),
  ]);
  fill(one('[data-field="band-language"]'), spoken, () => [make("b", {}, spoken.slice(0, 2).toUpperCase()), " ", languageName(spoken)]);
  one("#crisis").hidden = !isCrisis;
  const line = one("#phrase");
  attribute(line, "lang", spoken);
  line.classList.toggle("long", phrase.length > LONG);
  fill(line, [phrase, spoken], () => [
    make("span", { class: "visually-hidden", lang: language() }, gettext("Say:"), " "),
    make("q", {}, unquoted(phrase)),
  ]);
}

/** Her languages by name where one line holds them, else by their letters. */
function languagesText(codes) {
  const names = codes.map(languageName).join(", ");
  return names.length <= NAMES_FIT ? names : codes.map((code) => code.slice(0, 2).toUpperCase()).join(" · ");
}

function ofNobody(band, snapshot) {
  attribute(band, "data-company-colour", null);
  one("#crisis").hidden = true;
  fill(one('[data-field="monogram"]'), null, () => [icon("phone")]);
  const words = {
    READY: [gettext("Ready for a call"), gettext("The next greeting appears here")],
    BREAK: [gettext("On a break"), gettext("No call rings until you are ready")],
    OFFLINE: [gettext("Offline"), gettext("No call rings until you are ready")],
  };
  const [title, text] = words[snapshot.state] ?? words.READY;
  fill(one("#company"), title, () => [title]);
  const languages = languagesText(snapshot.operator.languages);
  fill(one('[data-field="band-language"]'), languages, () => [languages]);
  const line = one("#phrase");
  attribute(line, "lang", null);
  line.classList.remove("long");
  fill(line, text, () => [text]);
}

export function renderBand(snapshot, shown) {
  const band = one("#band");
  const subject = shown === "ring" ? snapshot.offer : snapshot.call;
  if (shown === "idle") ofNobody(band, snapshot);
  else ofCompany(band, subject);
  paint(band);
  const similar = shown === "ring" ? snapshot.offer.similar_names ?? [] : [];
  fill(one("#confuse"), [similar, subject?.company?.name], () => (similar.length ? confuse(similar, subject.company) : []));
}

