"""What the editor says of menus in the reader's language: kinds, fields, problems, differences."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from cc_saas.lib.text import capitalised
from telephony.ivr.diff import Difference
from telephony.ivr.nodes import Flow, LanguageChoice, Menu
from telephony.ivr.types import Change, CheckKind, Fault, NodeKind, Problem

Words = str | Promise

KINDS: dict[NodeKind, Words] = {
    NodeKind.ANNOUNCEMENT: gettext_lazy("Announcement"),
    NodeKind.MENU: gettext_lazy("Choice"),
    NodeKind.HOURS: gettext_lazy("Opening hours"),
    NodeKind.LANGUAGE: gettext_lazy("Language"),
    NodeKind.COLLECT: gettext_lazy("Ask for digits"),
    NodeKind.ANSWER: gettext_lazy("Read an answer"),
    NodeKind.QUEUE: gettext_lazy("Operator"),
    NodeKind.EMERGENCY: gettext_lazy("Emergency"),
    NodeKind.VOICEMAIL: gettext_lazy("Voicemail"),
    NodeKind.FORWARD: gettext_lazy("Forward to a number"),
    NodeKind.CALLBACK: gettext_lazy("Call back"),
    NodeKind.HANG_UP: gettext_lazy("End of the call"),
}

CHECKS: dict[CheckKind, Words] = {
    CheckKind.NONE: gettext_lazy("No check"),
    CheckKind.LUHN: gettext_lazy("Check digit, as on cards (Luhn)"),
    CheckKind.MOD11: gettext_lazy("Check digit, as in ISBN (modulo 11)"),
    CheckKind.URL: gettext_lazy("Ask our address"),
}

FIELDS: dict[str, Words] = {
    "id": gettext_lazy("name of the step"),
    "title": gettext_lazy("title"),
    "kind": gettext_lazy("kind"),
    "say": gettext_lazy("what is said"),
    "next": gettext_lazy("what follows"),
    "wait": gettext_lazy("seconds of waiting"),
    "tries": gettext_lazy("tries"),
    "silence": gettext_lazy("when nothing is pressed"),
    "wrong": gettext_lazy("when something else is pressed"),
    "otherwise": gettext_lazy("after the last try"),
    "choices": gettext_lazy("key"),
    "key": gettext_lazy("key"),
    "words": gettext_lazy("words that mean it"),
    "speech": gettext_lazy("listens to words"),
    "language": gettext_lazy("language"),
    "least": gettext_lazy("digits at least"),
    "most": gettext_lazy("digits at most"),
    "check": gettext_lazy("check"),
    "url": gettext_lazy("our address"),
    "routes": gettext_lazy("answer of our address"),
    "failed": gettext_lazy("when our address does not answer"),
    "secret": gettext_lazy("kept secret"),
    "week": gettext_lazy("hours of its own"),
    "open": gettext_lazy("when open"),
    "closed": gettext_lazy("when closed"),
    "holiday": gettext_lazy("on holidays"),
    "question": gettext_lazy("the answer"),
    "queue": gettext_lazy("queue"),
    "nobody": gettext_lazy("when nobody is on duty"),
    "gone": gettext_lazy("when the queue is gone"),
    "number": gettext_lazy("number"),
    "ring_time": gettext_lazy("seconds of ringing"),
    "languages": gettext_lazy("languages"),
    "start": gettext_lazy("first step"),
    "nodes": gettext_lazy("steps"),
    "version": gettext_lazy("version"),
}

FAULTS: dict[Fault, Words] = {
    Fault.MALFORMED: gettext_lazy("%(field)s: this cannot be used here."),
    Fault.EMPTY: gettext_lazy("The menu has no step yet."),
    Fault.SAME_NAME: gettext_lazy("Another step has the same name."),
    Fault.UNKNOWN_NODE: gettext_lazy("%(field)s: there is no step “%(about)s”."),
    Fault.DEAD_END: gettext_lazy("%(field)s: choose where the call goes then."),
    Fault.UNREACHABLE: gettext_lazy("No call comes here."),
    Fault.ENDLESS: gettext_lazy("%(field)s: the call would go round and round."),
    Fault.TRAP: gettext_lazy("%(field)s: a caller who presses nothing would never get out."),
    Fault.NO_CHOICE: gettext_lazy("There is no key to press yet."),
    Fault.SAME_KEY: gettext_lazy("Key %(about)s has two meanings."),
    Fault.MISSING_PROMPT: gettext_lazy("%(field)s: say something."),
    Fault.MISSING_LANGUAGE: gettext_lazy("%(field)s: not said in %(language)s yet."),
    Fault.UNKNOWN_LANGUAGE: gettext_lazy("%(field)s: %(language)s is none of the menu's languages."),
    Fault.NO_VOICE: gettext_lazy("Nobody can speak %(language)s here."),
    Fault.UNKNOWN_QUEUE: gettext_lazy(
        "There is no queue “%(about)s”. Choose another, or say where to when it is gone."
    ),
    Fault.UNKNOWN_ANSWER: gettext_lazy("Choose an answer that is published."),
    Fault.UNSAFE_NUMBER: gettext_lazy(
        "Callers are put through to ordinary numbers in the countries of your own numbers, written +995 32 2 00 01 20."
    ),
    Fault.UNSAFE_URL: gettext_lazy("An address begins with https:// and names a public host."),
}


def problem(found: Problem, *, flow: Flow) -> dict[str, str]:
    """Return a problem as the API and the editor have it: where it is, and a sentence."""
    values = {
        "field": field_name(_by_key(found, flow)),
        "about": found.about,
        "language": _language(found.about),
    }
    return {
        "fault": found.fault.value, "node": found.node, "field": found.field, "about": found.about,
        "text": capitalised(str(FAULTS[found.fault]) % values),
    }  # fmt: skip


def _by_key(found: Problem, flow: Flow) -> str:
    """The field's path with the key in place of its number, as people know a choice."""
    parts, node = found.field.split("."), flow.nodes.get(found.node)
    if parts[0] == "choices" and len(parts) > 1 and isinstance(node, Menu | LanguageChoice):
        place = int(parts[1])
        parts[1] = node.choices[place].key if place < len(node.choices) else parts[1]
    return ".".join(parts)


def field_name(path: str) -> str:
    """Return a field's path in words: "choices.2.next" is "key 2: what follows" where 2 is a key."""
    parts = path.split(".")
    named = [str(FIELDS[part]) for part in parts if part in FIELDS and part not in ("choices", "next")]
    if parts[0] == "choices" and len(parts) > 1:
        named = [_("key %(key)s") % {"key": parts[1]}, *named]
    return ": ".join(named) or str(FIELDS.get(parts[-1], path))


def difference(found: Difference, *, titles: dict[str, str]) -> dict[str, str]:
    """Return a change as a sentence: where, what it was and what it is now."""
    where = found.title or titles.get(found.node, found.node)
    return {"change": found.change.value, "node": found.node, "field": found.field, "where": where,
            "text": _difference_text(found, titles), "before": _value(found, found.before, titles),
            "after": _value(found, found.after, titles)}  # fmt: skip


def _difference_text(found: Difference, titles: dict[str, str]) -> str:
    if found.field:
        words = field_name(found.field)
        language = found.field.split(".")[-1]
        return f"{words} ({_language(language)})" if ".say." in f".{found.field}" else words
    kind = str(KINDS[NodeKind(found.kind)]) if found.kind else ""
    texts = {Change.ADDED: _("New step: %(kind)s"), Change.REMOVED: _("Step taken out: %(kind)s")}
    return texts.get(found.change, "%(kind)s") % {"kind": kind}


def _value(found: Difference, value: Any, titles: dict[str, str]) -> str:
    """A value as people read it: a step by its title, yes and no, a list with commas."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    last = found.field.split(".")[-1]
    special: dict[str, Callable[[str], str]] = {
        "kind": lambda text: str(KINDS.get(NodeKind(text), text)),
        "check": lambda text: str(CHECKS.get(CheckKind(text), text)),
    }
    if last in special:
        return special[last](str(value))
    return titles.get(str(value), str(value)) if isinstance(value, str) else str(value)


def _language(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"]) if code else ""
    except KeyError:
        return code
