// The REST side. Every command is safe to repeat, so a lost answer is asked for once more before anyone is troubled.

import { createLine } from "../lib/in-turn.js";
import { gettext } from "./i18n.js";

const PATIENCE_MS = 8000;
const PAUSE_MS = 500;

/** What the server refused (RFC 9457), or that it could not be reached (status 0). */
export class Problem extends Error {
  constructor({ status = 0, title = "", detail = "", code = "", errors = null }) {
    super(detail || title || gettext("The server answered with an error."));
    Object.assign(this, { status, title, detail, code, errors });
  }

  get lost() {
    return this.status === 0 || this.status >= 502;
  }
}

async function problemOf(response) {
  const type = response.headers.get("content-type") ?? "";
  const body = type.includes("json") ? await response.json().catch(() => ({})) : {};
  return new Problem({ title: response.statusText, ...body, status: response.status });
}

function cookie(name) {
  const found = document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

/**
 * @param {{base: string, header: string}} where base ends in "/console/"; header is the CSRF header's name.
 * @param {(snapshot: object, askedAt: number) => void} onSnapshot takes the snapshot that a command answers.
 */
export function createApi({ base, header }, onSnapshot) {
  const token = () => cookie("csrftoken") || document.querySelector('meta[name="csrf-token"]')?.content || "";

  async function once(method, path, body) {
    const headers = { Accept: "application/json" };
    if (method !== "GET") Object.assign(headers, { "Content-Type": "application/json", [header]: token() });
    let response;
    try {
      response = await fetch(base + path, {
        method,
        headers,
        credentials: "same-origin",
        cache: "no-store",
        body: method === "GET" ? undefined : JSON.stringify(body ?? {}),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
    } catch {
      throw new Problem({ title: gettext("The server cannot be reached.") });
    }
    if (!response.ok) throw await problemOf(response);
    return response.status === 204 ? null : response.json();
  }

  async function ask(method, path, body, repeatable) {
    try {
      return await once(method, path, body);
    } catch (problem) {
      if (!repeatable || !problem.lost) throw problem;
      await new Promise((wake) => setTimeout(wake, PAUSE_MS));
      return once(method, path, body);
    }
  }

  const lines = new Map();

  /** What is asked of one address goes one after the other: a late or repeated command never undoes a later one. */
  function inTurn(path, work) {
    if (!lines.has(path)) lines.set(path, createLine());
    return lines.get(path)(work);
  }

  return {
    get: (path) => once("GET", path),

    /** Do something; the page follows the snapshot in the answer. */
    async command(method, path, body, { repeatable = true } = {}) {
      let askedAt;
      const answer = await inTurn(path, () => {
        askedAt = Date.now();
        return ask(method, path, body, repeatable);
      });
      if (answer && typeof answer.seq === "number") onSnapshot(answer, askedAt);
      return answer;
    },
  };
}
