// What went over the wire, made readable.

/** A message of the journal as {headers, params, body}, whatever shape it came in. */
export function paramsOf(message) {
  if (message === null || message === undefined || message === "") return {};
  if (typeof message === "string") return { body: message };
  const { headers, params, body, ...rest } = message;
  if (headers === undefined && params === undefined && body === undefined) return { params: rest };
  return { headers, params, body: typeof body === "object" && body !== null ? JSON.stringify(body, null, 2) : body };
}

/** Puts each element of an XML document on its own line; text that holds no tags stays beside its tag. */
export function indentXml(text) {
  if (!/^\s*</.test(text)) return text;
  let depth = 0;
  const lines = [];
  for (const part of text.replace(/>\s+</g, "><").match(/<[^>]+>[^<]*/g) ?? []) {
    const closing = part.startsWith("</");
    if (closing) depth -= 1;
    const previous = lines.at(-1);
    // <Say>text</Say> stays on one line.
    if (closing && previous && previous.depth === depth && !previous.closed) {
      previous.text += part;
      previous.closed = true;
    } else {
      lines.push({ depth: Math.max(0, depth), text: part, closed: closing || /^<[?!]|\/>/.test(part) });
    }
    if (!closing && !/^<[?!]/.test(part) && !/\/>/.test(part)) depth += 1;
  }
  return lines.map((line) => "  ".repeat(line.depth) + line.text.trim()).join("\n");
}

const REST_PREFIX = /^\/2010-04-01\/Accounts\/AC\w+(?=\/)/;
const LONG_ID = /\b((?:[A-Z]{2}|op_)[0-9a-f]{3})[0-9a-f]{29}\b|\b([0-9a-f]{4})[0-9a-f]{4}-[0-9a-f-]{27}\b/g;

/** Sids, identities and UUIDs by their beginning: enough to tell two apart. */
const short = (text) => text.replace(LONG_ID, (_, sid, uuid) => `${sid ?? uuid}…`);

/** The path without what every REST call repeats (version, account, format), its ids cut short. */
export const shortPath = (path) => short(path.replace(REST_PREFIX, "").replace(/\.json(?=$|\?)/, ""));

// What a step is about, among the thirty parameters of a webhook; in the order of reading.
const OF_WEBHOOKS = ["Digits", "SpeechResult", "QueueResult", "QueuePosition", "DialCallStatus", "ParticipantLabel",
  "ReasonParticipantLeft", "RecordingDuration"];
const OF_REST = ["To", "Label", "Status", "Url", "Hold", "Muted", "Timeout", "EndConferenceOnExit"];

/** The verbs at the top of a TwiML answer: "<Say> <Gather>". */
function verbs(body) {
  if (typeof body !== "string" || !body.includes("<Response")) return "";
  const answer = new DOMParser().parseFromString(body, "text/xml").documentElement;
  return [...answer.children].map((verb) => `<${verb.tagName}>`).join(" ");
}

/** One line for a step: the simulator's word for it, what was said with it, and what came back. */
export function tellingOf(entry) {
  const params = paramsOf(entry.request).params ?? {};
  const isWebhook = entry.direction === "to_product";
  const facts = (isWebhook ? OF_WEBHOOKS : OF_REST).filter((name) => params[name])
    .map((name) => `${name}=${short(String(params[name]))}`);
  // A call that is led elsewhere may bring its next document along.
  const answer = verbs(params.Twiml ?? paramsOf(entry.response).body);
  const what = isWebhook ? entry.summary.replace(/^[a-z]+:/, "") : "";
  return [what, ...facts, answer && `→ ${answer}`].filter(Boolean).join(" ");
}
