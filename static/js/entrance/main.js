// The sign-in pages: the band has its company's colour from the first painting on, and typing can begin at once.

import { paint } from "../lib/company-colour.js";

function firstToFill() {
  const fields = [...document.querySelectorAll(".inside form input:not([type='hidden'])")];
  return fields.find((field) => field.value === "") ?? fields[0];
}

document.querySelectorAll("[data-company-colour]").forEach(paint);
firstToFill()?.focus();
