"""What is wrong with a menu is said at its node and field; what is not wrong is said nowhere."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from telephony.ivr import document
from telephony.ivr.diff import differences
from telephony.ivr.schema import document_schema
from telephony.ivr.types import Change, Fault
from telephony.ivr.validation import problems
from tests.telephony.ivr.menus import KNOWN, menus, node, repairs_menu, say

JSON = dict[str, Any]
ROOT = Path(__file__).resolve().parents[3]
SCHEMA = Draft202012Validator(document_schema())
RETRY = {"say": {}, "next": "hello"}


def found(menu: object) -> set[tuple[str, str, str]]:
    """The problems as (fault, node, field)."""
    return {(problem.fault.value, problem.node, problem.field) for problem in problems(menu, known=KNOWN)}


def changed(name: str, **fields: Any) -> JSON:
    """The menu with some fields of a node changed."""
    menu = repairs_menu()
    node(menu, name).update(fields)
    return menu


def test_a_good_menu_has_no_problem() -> None:
    assert problems(repairs_menu(), known=KNOWN) == []


WRONG: dict[str, tuple[JSON, tuple[Fault, str, str]]] = {
    "a dead end": (changed("hello", next=""), (Fault.DEAD_END, "hello", "next")),
    "an exit that leads nowhere": (changed("hello", next="moon"), (Fault.UNKNOWN_NODE, "hello", "next")),
    "a start that is not there": (repairs_menu() | {"start": "moon"}, (Fault.UNKNOWN_NODE, "", "start")),
    "a node to which no call comes": (changed("shops", next="message"), (Fault.UNREACHABLE, "bye", "")),
    "a circle without input": (changed("shops", next="hello"), (Fault.TRAP, "", "")),
    "a circle of one": (changed("hello", next="hello"), (Fault.ENDLESS, "hello", "next")),
    "a circle of hours": (changed("hours", closed="hello"), (Fault.ENDLESS, "hours", "closed")),
    "a queue whose nobody comes back": (changed("general", nobody="main"), (Fault.TRAP, "general", "nobody")),
    "silence that leads back": (changed("main", silence=RETRY), (Fault.TRAP, "main", "silence.next")),
    "tries that lead back": (changed("main", otherwise="hello"), (Fault.TRAP, "main", "otherwise")),
    "no words": (changed("hello", say={}), (Fault.MISSING_PROMPT, "hello", "say.en")),
    "a language that is missing": (changed("hello", say={"en": "Hi"}), (Fault.MISSING_LANGUAGE, "hello", "say.ru")),
    "a language too many": (changed("hello", say=say() | {"ka": "x"}), (Fault.UNKNOWN_LANGUAGE, "hello", "say.ka")),
    "half of a retry": (
        changed("main", wrong={"say": {"ru": "Нет"}}), (Fault.MISSING_LANGUAGE, "main", "wrong.say.en"),
    ),
    "an unknown queue": (changed("repairs", queue="moon"), (Fault.UNKNOWN_QUEUE, "repairs", "queue")),
    "an unknown answer": (changed("shops", question=8), (Fault.UNKNOWN_ANSWER, "shops", "question")),
    "no choice": (changed("main", choices=[]), (Fault.NO_CHOICE, "main", "choices")),
    "one key twice": (
        changed("main", choices=[{"key": "1", "next": "general"}, {"key": "1", "next": "order"}]),
        (Fault.SAME_KEY, "main", "choices.1.key"),
    ),
    "a key that telephones lack": (
        changed("main", choices=[{"key": "A", "next": "general"}]), (Fault.MALFORMED, "main", "choices.0.key"),
    ),
    "a choice without an exit": (
        changed("main", choices=[{"key": "1"}]), (Fault.DEAD_END, "main", "choices.0.next"),
    ),
    "a language that callers choose and nobody speaks": (
        changed("tongue", choices=[{"key": "1", "language": "ka"}]),
        (Fault.UNKNOWN_LANGUAGE, "tongue", "choices.0.language"),
    ),
    "hours that are none": (changed("hours", week={"mon": ["9-18"]}), (Fault.MALFORMED, "hours", "week.mon")),
    "an eighth day": (changed("hours", week={"day": []}), (Fault.MALFORMED, "hours", "week")),
    "a field that nobody knows": (changed("hello", nxt="main"), (Fault.MALFORMED, "hello", "nxt")),
    "a kind that nobody knows": (changed("bye", kind="DANCE"), (Fault.MALFORMED, "bye", "kind")),
    "more digits at least than at most": (changed("order", least=9, most=2), (Fault.MALFORMED, "order", "most")),
    "no patience": (changed("main", wait=0), (Fault.MALFORMED, "main", "wait")),
    "words that are a number": (changed("hello", say={"en": 5, "ru": "x"}), (Fault.MALFORMED, "hello", "say")),
    "a control character": (changed("hello", title="a\x00b"), (Fault.MALFORMED, "hello", "title")),
    "another version": (repairs_menu() | {"version": 2}, (Fault.MALFORMED, "", "version")),
    "no languages": (repairs_menu() | {"languages": []}, (Fault.MALFORMED, "", "languages")),
    "no nodes": (repairs_menu() | {"nodes": []}, (Fault.EMPTY, "", "")),
}  # fmt: skip


@pytest.mark.parametrize(("menu", "expected"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_at_its_node(menu: JSON, expected: tuple[Fault, str, str]) -> None:
    fault, name, field = expected
    if expected == (Fault.TRAP, "", ""):  # hello -> ... -> shops -> hello needs the caller: it is allowed
        assert {one for one in found(menu) if one[0] != Fault.UNREACHABLE} == set()
        return
    assert (fault.value, name, field) in found(menu)


FORWARDS = {
    "+442079460123": True, "+44112": False, "+449098790000": False, "+74950000100": False, "112": False,
    "02079460123": False, "+448700000000": False, "": False,
}  # fmt: skip


@pytest.mark.parametrize(("number", "safe"), FORWARDS.items())
def test_callers_are_forwarded_to_ordinary_numbers_of_the_companys_countries(
    number: str, *, safe: bool
) -> None:
    menu = changed("shops", kind="FORWARD", number=number, next="bye")
    del node(menu, "shops")["question"]
    assert (("UNSAFE_NUMBER", "shops", "number") not in found(menu)) is safe


ADDRESSES = {
    "https://example.com/check?x=1": True, "http://example.com/": False, "https://localhost/": False,
    "https://u:p@example.com/": False, "https://example.com:8443/": False, "ftp://example.com": False,
    "https://[::1": False, "": False, "javascript:alert(1)": False,
}  # fmt: skip


@pytest.mark.parametrize(("url", "safe"), ADDRESSES.items())
def test_the_address_that_is_asked_is_https_and_has_a_name(url: str, *, safe: bool) -> None:
    menu = changed("order", check="URL", url=url, failed="general")
    assert (("UNSAFE_URL", "order", "url") not in found(menu)) is safe


def test_a_queue_may_go_if_the_menu_says_where_to_then() -> None:
    assert problems(changed("repairs", queue="closed_down", gone="general"), known=KNOWN) == []


@pytest.mark.parametrize("rubbish", [None, [], "x", 7, {}, {"version": 1, "nodes": [None, 5, {"id": "A b"}]}])
def test_rubbish_is_refused_and_breaks_nothing(rubbish: object) -> None:
    assert problems(rubbish, known=KNOWN)


def test_the_published_schema_is_the_one_in_the_docs() -> None:
    kept = json.loads((ROOT / "docs" / "menu.schema.json").read_text())
    assert kept == document_schema(), "run: python -m tools.menu_schema"


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(document_schema())


FORM: Callable[[JSON], bool] = SCHEMA.is_valid


@pytest.mark.parametrize(("menu", "expected"), WRONG.values(), ids=WRONG)
def test_schema_and_reader_refuse_the_same_forms(menu: JSON, expected: tuple[Fault, str, str]) -> None:
    malformed = any(problem.fault is Fault.MALFORMED for problem in document.read(menu)[1])
    by_range_of_two_fields = expected == (Fault.MALFORMED, "order", "most")
    control = "\x00" in json.dumps(menu, ensure_ascii=False).replace("\\u0000", "\x00")
    assert FORM(menu) is not malformed or by_range_of_two_fields or control


@given(menu=menus())
@settings(max_examples=25, deadline=None)
def test_a_document_written_out_says_the_same_and_fits_the_schema(menu: JSON) -> None:
    flow, _wrong = document.read(menu)
    again, wrong = document.read(document.plain(flow))
    assert wrong == []
    assert again == flow
    assert FORM(menu)
    assert FORM(document.plain(flow))
    assert differences(flow, again) == []


def test_the_difference_names_the_node_and_the_field() -> None:
    before, _ = document.read(repairs_menu())
    menu = changed("hello", say={"en": "Welcome", "ru": "words (ru)"})
    node(menu, "main")["choices"].insert(0, {"key": "5", "title": "New", "next": "general"})
    menu["nodes"].append({"id": "extra", "kind": "HANG_UP", "title": "Extra"})
    menu["nodes"] = [one for one in menu["nodes"] if one["id"] != "bye"]
    after, _ = document.read(menu)
    told = {(one.change, one.node, one.field) for one in differences(before, after)}
    assert (Change.CHANGED, "hello", "say.en") in told
    assert (Change.ADDED, "main", "choices.5.next") in told
    assert (Change.ADDED, "extra", "") in told
    assert (Change.REMOVED, "bye", "") in told
    assert not [one for one in told if one[1] == "main" and ".1." in one[2]]
