// The page of numbers and menus: which menu answers which number, a new menu, the opening hours.

import { gettext, interpolate } from "../console/i18n.js";
import { createLine } from "../lib/in-turn.js";
import { ask } from "./api.js";

const said = document.getElementById("said");

function say(text) {
  said.textContent = text;
  said.hidden = !text;
}

async function carefully(work) {
  say("");
  try {
    await work();
  } catch (error) {
    say(error.message);
  }
}

/** A choice that is kept as soon as it is made; what was chosen before comes back where it could not be. */
function keeps(select, change) {
  let before = select.value;
  select.addEventListener("change", async () => {
    select.disabled = true;
    await carefully(async () => {
      await change();
      before = select.value;
      say(interpolate(gettext("From now on: %(menu)s."), { menu: select.selectedOptions[0].textContent.trim() }));
    });
    select.value = before;
    select.disabled = false;
    select.focus();
  });
}

const chosen = (select) => (select.value ? Number(select.value) : null);

for (const menu of document.querySelectorAll("[data-number]")) {
  const queue = document.querySelector(`[data-queue-of="${menu.dataset.number}"]`);
  const inTurn = createLine();
  const change = () => inTurn(() => ask("PUT", menu.dataset.number, { flow: chosen(menu), queue: chosen(queue) }));
  keeps(menu, change);
  keeps(queue, change);
}

const fresh = document.getElementById("new-menu");
fresh?.addEventListener("submit", (event) => {
  event.preventDefault();
  carefully(async () => {
    const made = await ask("POST", fresh.dataset.url, { name: fresh.elements.name.value });
    location.assign(`${fresh.dataset.pages}${made.id}/`);
  });
});

const hours = document.getElementById("hours");
const list = (text) => text.split(",").map((one) => one.trim()).filter(Boolean);

function hoursOf(fields) {
  const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
  const week = Object.fromEntries(days.map((day) => [day, list(fields[day].value.replaceAll("–", "-"))]).filter(([, spans]) => spans.length));
  const asked = { holidays: { country: fields.country.value }, closed: list(fields.closed.value), open: list(fields.open.value) };
  return fields.always.checked ? asked : { week, ...asked };
}

hours.elements.always.addEventListener("change", () => {
  hours.querySelector("[data-week]").hidden = hours.elements.always.checked;
});
hours.addEventListener("submit", (event) => {
  event.preventDefault();
  carefully(async () => {
    await ask("PUT", hours.dataset.url, hoursOf(hours.elements));
    say(gettext("The opening hours are saved, and menus follow them at once."));
  });
});

const names = new Intl.DisplayNames([document.documentElement.lang || "en"], { type: "region" });
for (const option of document.querySelectorAll("[data-country]")) option.textContent = names.of(option.value);
