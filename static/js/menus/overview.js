// The page of numbers and menus: which menu answers which number, a new menu, the opening hours.

import { gettext, interpolate } from "../console/i18n.js";
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

for (const select of document.querySelectorAll("[data-number]")) {
  let before = select.value;
  select.addEventListener("change", async () => {
    select.disabled = true;
    await carefully(async () => {
      await ask("PUT", select.dataset.number, { flow: select.value ? Number(select.value) : null });
      before = select.value;
      say(interpolate(gettext("From now on: %(menu)s."), { menu: select.selectedOptions[0].textContent.trim() }));
    });
    select.value = before;
    select.disabled = false;
    select.focus();
  });
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
