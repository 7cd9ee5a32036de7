// The REST of menus, with the session: what the pages change goes through the same doors as a program's.

import { gettext } from "../console/i18n.js";

export class Problem extends Error {
  constructor({ status = 0, title = "", detail = "", code = "", errors = null, problems = null }) {
    super(detail || firstOf(errors) || title || gettext("The server answered with an error."));
    Object.assign(this, { status, code, errors, problems });
  }
}

/** The first sentence about a field, wherever it stands in what REST framework sends. */
function firstOf(errors) {
  if (!errors) return "";
  if (typeof errors === "string") return errors;
  return firstOf(Object.values(errors)[0]);
}

const token = () => document.querySelector('meta[name="csrf-token"]').content;

/** Ask the server; answers JSON, or null where there is none. Throws Problem. */
export async function ask(method, url, body) {
  const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token() };
  let response;
  try {
    response = await fetch(url, { method, headers, credentials: "same-origin", body: body === undefined ? undefined : JSON.stringify(body) });
  } catch {
    throw new Problem({ detail: gettext("The server cannot be reached. What you changed is still on this page.") });
  }
  const answer = response.status === 204 ? null : await response.json().catch(() => ({}));
  if (!response.ok) throw new Problem({ ...answer, status: response.status });
  return answer;
}
