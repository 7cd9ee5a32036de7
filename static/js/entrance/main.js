// The sign-in pages: the band has its company's colour from the first painting on.

import { paint } from "../lib/company-colour.js";

document.querySelectorAll("[data-company-colour]").forEach(paint);
