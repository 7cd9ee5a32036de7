// Whom to call and as whom: the two lists of the handset.

import { byId, element } from "./dom.js";
import { gettext } from "./words.js";

const OTHER = "other";
const NEW = "new";
const WITHHELD = "anonymous";

// +1 555 0100 to 0199 are set aside for fiction.
const inventedNumber = () => `+1212555${String(100 + Math.floor(Math.random() * 100)).padStart(4, "0")}`;

const tidy = (typed) => typed.replace(/[^\d+]/g, "");

function option(value, label, selected = false) {
  return element("option", { value, selected: selected && "" }, label);
}

const labelOf = ({ name, display, number }) => (name ? `${name} · ${display ?? number}` : display ?? number);

function grouped(numbers) {
  const companies = new Map();
  for (const entry of numbers) {
    const company = entry.company ?? "";
    companies.set(company, [...(companies.get(company) ?? []), entry]);
  }
  return [...companies].flatMap(([company, entries]) => {
    const options = entries.map((entry) => option(entry.number, labelOf(entry)));
    return company ? [element("optgroup", { label: company }, ...options)] : options;
  });
}

function follow(select, input) {
  const show = () => { input.hidden = select.value !== OTHER; };
  select.addEventListener("change", () => {
    show();
    if (!input.hidden) input.focus();
  });
  show();
}

function choose(select, input, number) {
  if (!number) return;
  const known = [...select.options].some((each) => each.value === number);
  select.value = known ? number : OTHER;
  input.value = known ? "" : number;
}

async function load(path, key) {
  const response = await fetch(path, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return (await response.json())[key] ?? [];
}

export function createBook() {
  const [to, toNumber, from, fromNumber] = ["to", "to-number", "from", "from-number"].map(byId);
  let known = new Map();

  function fill({ numbers, callers, wanted }) {
    known = new Map([...callers, ...numbers].map((entry) => [entry.number, entry]));
    to.replaceChildren(...grouped(numbers), option(OTHER, gettext("Another number")));
    from.replaceChildren(...callers.filter((entry) => entry.number !== WITHHELD).map((entry) => option(entry.number, labelOf(entry))),
      option(NEW, gettext("A new caller")), option(WITHHELD, gettext("Number withheld")),
      option(OTHER, gettext("Another number")));
    choose(to, toNumber, wanted.get("to"));
    choose(from, fromNumber, wanted.get("from"));
    follow(to, toNumber);
    follow(from, fromNumber);
  }

  return {
    /** @param {URLSearchParams} wanted numbers that the page's address asks for. @returns whether the lists came */
    async load(wanted) {
      try {
        const [numbers, callers] = await Promise.all([
          load("/simulator/numbers", "numbers"), load("/simulator/callers", "callers"),
        ]);
        fill({ numbers, callers, wanted });
        return true;
      } catch (error) {
        console.warn(error);
        return false;
      }
    },
    to: () => (to.value === OTHER ? tidy(toNumber.value) : to.value),
    from() {
      if (from.value === NEW) return inventedNumber();
      return from.value === OTHER ? tidy(fromNumber.value) : from.value;
    },
    /** The number that is missing, to put the cursor there. */
    missing() {
      if (to.value === OTHER && !tidy(toNumber.value)) return toNumber;
      return from.value === OTHER && !tidy(fromNumber.value) ? fromNumber : null;
    },
    nameOf(number) {
      const entry = known.get(number);
      if (!entry) return number;
      return [entry.company, entry.name].filter((part, index, all) => part && all.indexOf(part) === index).join(", ") || entry.display || number;
    },
    languageOf: (number) => known.get(number)?.language ?? "en",
    lock(locked) {
      for (const field of [to, toNumber, from, fromNumber]) field.disabled = locked;
    },
  };
}
