"""The published JSON Schema of a menu's document (draft 2020-12). Pure; docs/menu.schema.json is the same, a test holds it.

It says the form alone. What a form cannot say (dead ends, circles, queues that are not there) is `validation`.
"""

from typing import Any

from telephony.ivr.document import MOST_LANGUAGES, VERSION
from telephony.ivr.kinds import LARGEST_QUESTION, LONGEST_URL
from telephony.ivr.nodes import MOST_CHOICES, MOST_NODES
from telephony.ivr.reading import (
    LANGUAGE,
    LONGEST_TEXT,
    LONGEST_TITLE,
    LONGEST_WORD,
    MOST_WORDS,
    NODE_ID,
    ROUTE,
)
from telephony.ivr.types import CheckKind, NodeKind
from tenants.directory.hours import DAYS, MOST_SPANS, SPAN

JSON = dict[str, Any]


def document_schema() -> JSON:
    """Return the schema."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Menu of a telephone line",
        "description": "What callers hear and may choose before an operator answers. Version 1.",
        "type": "object",
        "additionalProperties": False,
        "required": ["version", "languages", "start", "nodes"],
        "properties": {
            "version": {"const": VERSION},
            "languages": _list(_ref("language"), MOST_LANGUAGES, least=1) | {"uniqueItems": True},
            "start": _ref("exit"),
            "nodes": _list({"oneOf": [_ref(kind.value) for kind in NodeKind]}, MOST_NODES),
        },
        "$defs": _parts() | {kind.value: _node(kind) for kind in NodeKind},
    }


def _parts() -> JSON:
    language = {"type": "string", "pattern": f"^{LANGUAGE.pattern}$"}
    text = _text(LONGEST_TEXT)
    exit_ = {
        "type": "string",
        "pattern": f"^({NODE_ID.pattern})?$",
        "description": "A node's id; empty: nowhere yet.",
    }
    return {
        "language": language | {"description": "BCP 47"},
        "exit": exit_,
        "title": _text(LONGEST_TITLE) | {"description": "Shown to operators and in the call's timeline."},
        "key": {"type": "string", "pattern": "^[0-9*#]$"},
        "texts": _map(language["pattern"], text) | {"description": "What is said, by language."},
        "retry": _object({"say": _ref("texts"), "next": _ref("exit")})
        | {"description": "Empty `next` asks again."},
        "words": _map(language["pattern"], _list(_text(LONGEST_WORD), MOST_WORDS)),
        "week": _object(
            {day: _list({"type": "string", "pattern": f"^{SPAN.pattern}$"}, MOST_SPANS) for day in DAYS}
        ),
    }


def _node(kind: NodeKind) -> JSON:
    fields: JSON = {
        "id": {"type": "string", "pattern": f"^{NODE_ID.pattern}$"},
        "kind": {"const": kind.value},
    }
    return _object(fields | {"title": _ref("title")} | _FIELDS[kind]) | {"required": ["id", "kind"]}


def _ref(name: str) -> JSON:
    return {"$ref": f"#/$defs/{name}"}


def _text(longest: int) -> JSON:
    return {"type": "string", "maxLength": longest}


def _number(least: int, most: int) -> JSON:
    return {"type": "integer", "minimum": least, "maximum": most}


def _list(items: JSON, most: int, *, least: int = 0) -> JSON:
    return {"type": "array", "items": items, "minItems": least, "maxItems": most}


def _map(pattern: str, values: JSON) -> JSON:
    return {"type": "object", "propertyNames": {"pattern": pattern}, "additionalProperties": values}


def _object(properties: JSON) -> JSON:
    return {"type": "object", "additionalProperties": False, "properties": properties}


EXIT, TEXTS, FLAG = _ref("exit"), _ref("texts"), {"type": "boolean"}
QUESTION: JSON = {
    "say": TEXTS, "wait": _number(1, 30), "tries": _number(1, 5), "silence": _ref("retry"), "wrong": _ref("retry"),
    "otherwise": EXIT,
}  # fmt: skip
CHOICE = _object({"key": _ref("key"), "title": _ref("title"), "next": EXIT, "words": _ref("words")})
TONGUE = _object({"key": _ref("key"), "language": _ref("language")})
QUEUE: JSON = {"queue": _text(LONGEST_TITLE), "nobody": EXIT, "gone": EXIT}
ROUTES = _map(f"^{ROUTE.pattern}$", EXIT) | {"maxProperties": MOST_CHOICES}

_FIELDS: dict[NodeKind, JSON] = {
    NodeKind.ANNOUNCEMENT: {"say": TEXTS, "next": EXIT},
    NodeKind.MENU: QUESTION | {"choices": _list(CHOICE | {"required": ["key"]}, MOST_CHOICES), "speech": FLAG},
    NodeKind.HOURS: {
        "week": {"oneOf": [{"type": "null"}, _ref("week")]}, "open": EXIT, "closed": EXIT, "holiday": EXIT,
    },
    NodeKind.LANGUAGE: QUESTION
    | {"choices": _list(TONGUE | {"required": ["key", "language"]}, MOST_CHOICES), "next": EXIT},
    NodeKind.COLLECT: QUESTION
    | {
        "least": _number(1, 32), "most": _number(1, 32), "check": {"enum": [kind.value for kind in CheckKind]},
        "url": _text(LONGEST_URL), "routes": ROUTES, "next": EXIT, "failed": EXIT, "secret": FLAG,
    },
    NodeKind.ANSWER: {"question": _number(0, LARGEST_QUESTION), "next": EXIT},
    NodeKind.QUEUE: QUEUE,
    NodeKind.EMERGENCY: QUEUE | {"say": TEXTS},
    NodeKind.VOICEMAIL: {"say": TEXTS},
    NodeKind.FORWARD: {"number": _text(20), "ring_time": _number(5, 120), "next": EXIT},
    NodeKind.CALLBACK: {"queue": _text(LONGEST_TITLE), "next": EXIT},
    NodeKind.HANG_UP: {"say": TEXTS},
}  # fmt: skip
