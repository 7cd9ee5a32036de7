"""Reading each kind of node out of JSON. Pure."""

from collections.abc import Callable
from typing import Any

from telephony.ivr.nodes import (
    Announcement,
    Answer,
    Callback,
    Choice,
    Collect,
    Emergency,
    Forward,
    HangUp,
    Hours,
    LanguageChoice,
    Menu,
    Node,
    Queue,
    Tongue,
    Voicemail,
)
from telephony.ivr.reading import Reader
from telephony.ivr.types import CheckKind, NodeKind
from tenants.directory.hours import HoursInvalid
from tenants.directory.hours import week as read_week

LONGEST_URL = 500
LARGEST_QUESTION = 2**53
JSON = dict[str, Any]


def _announcement(r: Reader, **named: Any) -> Node:
    return Announcement(**named, say=r.texts("say"), next=r.exit("next"))


def _question(r: Reader) -> JSON:
    return {
        "say": r.texts("say"),
        "wait": r.number("wait", least=1, most=30, default=5),
        "tries": r.number("tries", least=1, most=5, default=3),
        "silence": r.retry("silence"),
        "wrong": r.retry("wrong"),
        "otherwise": r.exit("otherwise"),
    }


def _menu(r: Reader, **named: Any) -> Node:
    return Menu(**named, **_question(r), choices=r.each("choices", _choice), speech=r.flag("speech"))


def _choice(r: Reader) -> Choice:
    return Choice(key=r.key("key"), title=r.text("title"), next=r.exit("next"), words=r.words("words"))


def _language(r: Reader, **named: Any) -> Node:
    return LanguageChoice(**named, **_question(r), choices=r.each("choices", _tongue), next=r.exit("next"))


def _tongue(r: Reader) -> Tongue:
    return Tongue(key=r.key("key"), language=r.language("language"))


def _collect(r: Reader, **named: Any) -> Node:
    least = r.number("least", least=1, most=32, default=1)
    most = r.number("most", least=1, most=32, default=20)
    if most < least:
        r.complain("most", f"{least}-32")
    return Collect(
        **named,
        **_question(r),
        least=least,
        most=max(least, most),
        check=r.word("check", CheckKind, CheckKind.NONE),
        url=r.text("url", longest=LONGEST_URL),
        routes=r.routes("routes"),
        next=r.exit("next"),
        failed=r.exit("failed"),
        secret=r.flag("secret"),
    )


def _hours(r: Reader, **named: Any) -> Node:
    given = r.raw("week")
    try:
        checked = None if given is None else read_week(given)
    except HoursInvalid as error:
        r.complain(error.field)
        checked, given = None, None
    own = None if checked is None else {str(day): tuple(spans) for day, spans in given.items()}  # type: ignore[attr-defined]
    return Hours(**named, week=own, open=r.exit("open"), closed=r.exit("closed"), holiday=r.exit("holiday"))


def _answer(r: Reader, **named: Any) -> Node:
    question = r.number("question", least=0, most=LARGEST_QUESTION, default=0)
    return Answer(**named, question=question, next=r.exit("next"))


def _queue(r: Reader, **named: Any) -> Node:
    return Queue(**named, queue=r.text("queue"), nobody=r.exit("nobody"), gone=r.exit("gone"))


def _emergency(r: Reader, **named: Any) -> Node:
    return Emergency(
        **named, say=r.texts("say"), queue=r.text("queue"), nobody=r.exit("nobody"), gone=r.exit("gone")
    )


def _voicemail(r: Reader, **named: Any) -> Node:
    return Voicemail(**named, say=r.texts("say"))


def _forward(r: Reader, **named: Any) -> Node:
    number, ring_time = r.text("number", longest=20), r.number("ring_time", least=5, most=120, default=25)
    return Forward(**named, number=number, ring_time=ring_time, next=r.exit("next"))


def _callback(r: Reader, **named: Any) -> Node:
    return Callback(**named, queue=r.text("queue"), next=r.exit("next"))


def _hang_up(r: Reader, **named: Any) -> Node:
    return HangUp(**named, say=r.texts("say"))


KINDS: dict[NodeKind, Callable[..., Node]] = {
    NodeKind.ANNOUNCEMENT: _announcement,
    NodeKind.MENU: _menu,
    NodeKind.HOURS: _hours,
    NodeKind.LANGUAGE: _language,
    NodeKind.COLLECT: _collect,
    NodeKind.ANSWER: _answer,
    NodeKind.QUEUE: _queue,
    NodeKind.EMERGENCY: _emergency,
    NodeKind.VOICEMAIL: _voicemail,
    NodeKind.FORWARD: _forward,
    NodeKind.CALLBACK: _callback,
    NodeKind.HANG_UP: _hang_up,
}
