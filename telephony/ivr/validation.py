"""What is wrong with a menu, each thing at its node and field. Pure.

A menu without problems lets every caller out: who presses nothing, rubbish or anything ends at an operator, a message,
a number, or the end of the call.
"""

from collections.abc import Iterator
from typing import Any

from cc_saas.lib.languages import primary
from telephony.ivr import document
from telephony.ivr.nodes import (
    Answer,
    Callback,
    Choice,
    Collect,
    Flow,
    Forward,
    LanguageChoice,
    Menu,
    Node,
    Queue,
    Tongue,
)
from telephony.ivr.paths import circle, reachable
from telephony.ivr.safety import is_safe_number, is_safe_url
from telephony.ivr.types import CheckKind, Fault, Known, Passage, Problem

UNASKED = frozenset({Passage.ALONE})
HELPLESS = frozenset({Passage.ALONE, Passage.SILENT, Passage.WRONG, Passage.SPENT})
"""What happens to a caller who presses nothing, or nothing that is asked for."""


def problems(value: Any, *, known: Known) -> list[Problem]:
    """Return everything that is wrong with a document, in the order of its nodes; nothing where it may be published."""
    flow, found = document.read(value)
    found += _whole(flow, known)
    for node in flow.nodes.values():
        found += _exits(flow, node)
        found += _texts(flow, node)
        found += _choices(flow, node)
        found += _elsewhere(node, known)
    found += _shape(flow)
    return sorted(found, key=_order(flow))


def _whole(flow: Flow, known: Known) -> Iterator[Problem]:
    if not flow.nodes:
        yield Problem(Fault.EMPTY)
    elif flow.start not in flow.nodes:
        yield Problem(Fault.UNKNOWN_NODE, "", "start", flow.start)
    for language in flow.languages:
        if known.spoken and primary(language) not in known.spoken:
            yield Problem(Fault.NO_VOICE, "", "languages", language)


def _exits(flow: Flow, node: Node) -> Iterator[Problem]:
    for way in node.exits():
        if not way.to and way.needed:
            yield Problem(Fault.DEAD_END, node.id, way.field)
        elif way.to and way.to not in flow.nodes:
            yield Problem(Fault.UNKNOWN_NODE, node.id, way.field, way.to)


def _texts(flow: Flow, node: Node) -> Iterator[Problem]:
    """Words must be there where they are needed; said in one language, they must be said in every one."""
    for name, texts, needed in node.texts():
        if not texts and not needed:
            continue
        for language in flow.languages:
            if language not in texts:
                fault = Fault.MISSING_LANGUAGE if texts else Fault.MISSING_PROMPT
                yield Problem(fault, node.id, f"{name}.{language}", language)
        for language in sorted(set(texts) - set(flow.languages)):
            yield Problem(Fault.UNKNOWN_LANGUAGE, node.id, f"{name}.{language}", language)


def _choices(flow: Flow, node: Node) -> Iterator[Problem]:
    if not isinstance(node, Menu | LanguageChoice):
        return
    choices: tuple[Choice | Tongue, ...] = node.choices
    if not choices:
        yield Problem(Fault.NO_CHOICE, node.id, "choices")
    seen: set[str] = set()
    for place, choice in enumerate(choices):
        if choice.key in seen:
            yield Problem(Fault.SAME_KEY, node.id, f"choices.{place}.key", choice.key)
        seen.add(choice.key)
        if isinstance(choice, Tongue) and choice.language not in flow.languages:
            yield Problem(Fault.UNKNOWN_LANGUAGE, node.id, f"choices.{place}.language", choice.language)


def _elsewhere(node: Node, known: Known) -> Iterator[Problem]:
    """What the node names outside the menu must be there. A queue may go if the node says where to then."""
    if isinstance(node, Queue) and node.queue not in known.queues and not (node.queue and node.gone):
        yield Problem(Fault.UNKNOWN_QUEUE, node.id, "queue", node.queue)
    if isinstance(node, Callback) and node.queue not in known.queues:
        yield Problem(Fault.UNKNOWN_QUEUE, node.id, "queue", node.queue)
    if isinstance(node, Answer) and node.question not in known.answers:
        yield Problem(Fault.UNKNOWN_ANSWER, node.id, "question", str(node.question or ""))
    if isinstance(node, Forward) and not is_safe_number(number=node.number, countries=known.countries):
        yield Problem(Fault.UNSAFE_NUMBER, node.id, "number", node.number)
    if isinstance(node, Collect) and node.check is CheckKind.URL and not is_safe_url(node.url):
        yield Problem(Fault.UNSAFE_URL, node.id, "url", node.url)


def _shape(flow: Flow) -> Iterator[Problem]:
    there = reachable(flow)
    for name in flow.nodes:
        if flow.start in flow.nodes and name not in there:
            yield Problem(Fault.UNREACHABLE, name)
    yield from _circles(flow)


def _circles(flow: Flow) -> Iterator[Problem]:
    """Mark the exits by which a call would go round without a word of the caller.

    Of a circle in which something is asked only the ways of a helpless caller are marked: they are what can be changed.
    """
    unasked = circle(flow, UNASKED)
    yield from (Problem(Fault.ENDLESS, name, way.field) for name, way in unasked)
    for name, way in circle(flow, HELPLESS):
        if (name, way) not in unasked and (way.passage is not Passage.ALONE or not way.needed):
            yield Problem(Fault.TRAP, name, way.field)


def _order(flow: Flow) -> Any:
    places = {name: place for place, name in enumerate(flow.nodes)}
    return lambda problem: (places.get(problem.node, -1), problem.field, problem.fault)
