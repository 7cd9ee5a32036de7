// A queue for a while: another overflow, another group. What was changed says until when, and can be ended before.

import { make } from "../console/dom.js";
import { gettext, interpolate, ngettext } from "../console/i18n.js";
import { timeOfDay } from "../console/format.js";

const MINUTES = [15, 30, 60, 120, 240];
const SECONDS = 60;

export function createLending({ store, acts }) {
  const drafts = new Map();

  const draftOf = (id) => drafts.get(id) ?? drafts.set(id, { after: SECONDS, action: "VOICEMAIL", number: "", minutes: 30 }).get(id);
  const changesOf = (id) => Object.entries(store.sections.changes ?? {}).filter(([, one]) => one.queue_id === id).map(([key, one]) => ({ ...one, id: Number(key) }));
  const siblings = (id) => Object.entries(store.sections.queues)
    .filter(([key, queue]) => queue.company_id === store.sections.queues[id].company_id && Number(key) !== id)
    .map(([key, queue]) => ({ id: Number(key), name: queue.name }));

  function stepText({ after, action, queue, number: dialled }) {
    const where = {
      QUEUE: interpolate(gettext("to %(queue)s"), { queue: store.sections.queues[queue]?.name ?? "?" }),
      VOICEMAIL: gettext("asked for a message"), FORWARD: interpolate(gettext("put through to %(number)s"), { number: dialled }), CALLBACK: gettext("promised a call"),
    }[action] ?? action;
    return interpolate(gettext("after %(seconds)s s %(where)s"), { seconds: after, where });
  }

  function chosen(label, options, value, change) {
    const select = make("select", { class: "form-select" }, options.map(([key, words]) => make("option", { value: key, selected: String(key) === String(value) }, words)));
    select.addEventListener("change", () => change(select.value));
    return make("label", {}, label, select);
  }

  const minutesWords = () => MINUTES.map((count) => [count, interpolate(ngettext("%(count)s minute", "%(count)s minutes", count), { count })]);

  function changeLine(change, button) {
    const group = store.sections.groups?.[change.group_id]?.name ?? "?";
    const words = {
      OVERFLOW: gettext("Overflow changed"),
      GROUP_JOINS: interpolate(gettext("%(group)s answers too"), { group }),
      GROUP_LEAVES: interpolate(gettext("%(group)s does not answer"), { group }),
    }[change.kind];
    const until = interpolate(gettext("until %(at)s, by %(who)s"), { at: timeOfDay(change.until), who: change.author });
    return make("li", {}, make("b", {}, words), " ", make("span", { class: "quiet" }, until), make("div", {}, button(gettext("End it now"), () => acts.endChanges([change.id]))));
  }

  const number = (draft) => {
    const field = make("input", { class: "form-control", type: "tel", required: true, maxlength: 20, autocomplete: "off", placeholder: "+995 32 2 00 01 20" });
    field.value = draft.number;
    field.addEventListener("input", () => { draft.number = field.value; });
    return field;
  };

  function stepOf({ after, action, number: dialled }) {
    if (action === "FORWARD") return { after, action, number: dialled };
    return ["VOICEMAIL", "CALLBACK"].includes(action) ? { after, action } : { after, action: "QUEUE", queue: Number(action) };
  }

  function overflowForm(id, button) {
    const draft = draftOf(id);
    const after = make("input", { class: "form-control", type: "number", min: 1, max: 7200, required: true });
    after.value = draft.after;
    after.addEventListener("input", () => { draft.after = Number(after.value); });
    const dialled = number(draft);
    const dialledLabel = make("label", { hidden: draft.action !== "FORWARD" }, gettext("Number"), dialled);
    const actions = [["VOICEMAIL", gettext("Ask for a message")], ["CALLBACK", gettext("Offer to call back")], ["FORWARD", gettext("Ring a number")], ...siblings(id).map(({ id: other, name }) => [String(other), name])];
    const go = () => {
      if (!after.reportValidity() || (draft.action === "FORWARD" && !dialled.reportValidity())) return;
      acts.overflow(id, { steps: [stepOf(draft)], minutes: Number(draft.minutes) });
    };
    return make("div", { class: "lend" },
      make("label", {}, gettext("After seconds"), after),
      chosen(gettext("Then"), actions, draft.action, (value) => { draft.action = value; dialledLabel.hidden = value !== "FORWARD"; }),
      dialledLabel,
      chosen(gettext("For"), minutesWords(), draft.minutes, (value) => { draft.minutes = value; }),
      button(gettext("Change the overflow"), go));
  }

  /** The groups that answer it now, as far as it asks for any. */
  function groupsOf(id) {
    const changes = changesOf(id);
    const having = (kind) => changes.filter((one) => one.kind === kind).map((one) => one.group_id);
    const asked = new Set([...store.sections.queues[id].group_ids, ...having("GROUP_JOINS")]);
    for (const left of having("GROUP_LEAVES")) asked.delete(left);
    return [...asked].filter((group) => store.sections.groups?.[group]);
  }

  function groupRow(group, id, groups) {
    const { name, members } = store.sections.groups[group];
    const select = make("select", { class: "form-select", "aria-label": interpolate(gettext("Move %(group)s for an hour"), { group: name }) },
      make("option", { value: "" }, gettext("Move for an hour to")), siblings(id).map((queue) => make("option", { value: queue.id }, queue.name)));
    select.addEventListener("change", () => {
      const to = siblings(id).find((queue) => String(queue.id) === select.value);
      select.value = "";
      if (to) acts.moveGroup({ id: group, name }, { to, leaves: groups.length > 1 ? id : null });
    });
    return make("li", {}, make("b", {}, name), " ", make("span", { class: "quiet" }, interpolate(ngettext("%(count)s operator", "%(count)s operators", members), { count: members })),
      siblings(id).length ? make("div", {}, select) : null);
  }

  return {
    /** What the drawer shows under a queue. */
    face(id, button) {
      if (!id || !store.sections.queues[id]) return [];
      const changes = changesOf(id);
      const steps = changes.find((one) => one.kind === "OVERFLOW")?.overflow ?? store.sections.queues[id].overflow;
      const groups = groupsOf(id);
      return [
        make("h3", {}, gettext("Overflow")),
        make("p", { class: "quiet" }, steps.length ? steps.map(stepText).join("; ") : gettext("Callers stay where they are.")),
        changes.length ? make("ul", { class: "list" }, changes.map((change) => changeLine(change, button))) : "",
        overflowForm(id, button),
        groups.length ? make("h3", {}, gettext("Groups that answer")) : "",
        groups.length ? make("ul", { class: "list" }, groups.map((group) => groupRow(group, id, groups))) : "",
      ];
    },
  };
}
