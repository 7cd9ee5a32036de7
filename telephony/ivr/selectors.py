"""Reading menus, inside the company's schema."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

from django.db.models import QuerySet

from cc_saas.lib import voices
from cc_saas.lib.tenancy import current_schema, in_public
from telephony.dialing import selectors as dialing
from telephony.ivr import document, prompts
from telephony.ivr.models import Flow, FlowVersion
from telephony.ivr.nodes import Callback, Node
from telephony.ivr.nodes import Flow as Menu
from telephony.ivr.nodes import Queue as QueueNode
from telephony.ivr.state import State
from telephony.ivr.types import Known, Stage
from telephony.numbers.models import Number
from telephony.queues.models import Queue
from tenants.knowledge.models import Question

MOST_KEPT = 200


class FlowUnknown(LookupError):
    """The company has no such menu."""


class VersionUnknown(LookupError):
    """The menu has no such version."""


@dataclass(frozen=True, slots=True)
class Running:
    """A version as calls need it."""

    version_id: int
    number: int
    name: str
    menu: Menu
    sounds: prompts.Sounds


def flows() -> QuerySet[Flow]:
    """All menus, by name."""
    return Flow.objects.order_by("name", "id")


def access_flow(*, flow_id: int) -> Flow:
    """Return a menu. Raises FlowUnknown."""
    found = Flow.objects.filter(pk=flow_id).first()
    if found is None:
        raise FlowUnknown(str(flow_id))
    return found


def versions(*, flow: Flow) -> QuerySet[FlowVersion]:
    """All versions of a menu, newest first."""
    return FlowVersion.objects.filter(flow=flow).order_by("-number")


def access_version(*, flow: Flow, number: int) -> FlowVersion:
    """Return a version by its number. Raises VersionUnknown."""
    found = FlowVersion.objects.filter(flow=flow, number=number).first()
    if found is None:
        raise VersionUnknown(f"{flow.pk} {number}")
    return found


def live_version(*, flow_id: int, now: datetime) -> FlowVersion | None:
    """Return the version with which a call begins now; None where nothing is published yet."""
    begun = FlowVersion.objects.kept().filter(flow_id=flow_id, live_from__lte=now)
    return begun.order_by("-live_from", "-number").first()


def coming_version(*, flow_id: int, now: datetime) -> FlowVersion | None:
    """Return the next version that has not begun yet."""
    ahead = FlowVersion.objects.kept().filter(flow_id=flow_id, live_from__gt=now)
    return ahead.order_by("live_from", "number").first()


def running_now(*, flow_id: int, now: datetime) -> Running | None:
    """Return what a call that arrives now runs through. One query."""
    begun = FlowVersion.objects.kept().filter(flow_id=flow_id, live_from__lte=now)
    newest = begun.order_by("-live_from", "-number")[:1]
    row = newest.values_list("pk", "number", "flow__name", "document", "sounds").first()
    return _kept(*row) if row else None


def running(*, version_id: int) -> Running | None:
    """Return the version that a call began with; without a query where this process has met it before."""
    found = _find(version_id)
    if found is not None:
        return found
    rows = FlowVersion.objects.filter(pk=version_id)
    row = rows.values_list("pk", "number", "flow__name", "document", "sounds").first()
    return _kept(*row) if row else None


def callback_of(*, version_id: int, plain_state: Mapping[str, Any]) -> Callback | None:
    """Return the step at which a call has left its menu to be called back; None where it stands elsewhere."""
    found, state = running(version_id=version_id), State.of(plain_state)
    node = found.menu.nodes.get(state.node) if found is not None and state.stage is Stage.LEAVING else None
    return node if isinstance(node, Callback) else None


def numbers(*, tenant_id: int) -> QuerySet[Number]:
    """Return the company's numbers in use; to be read outside every company."""
    return Number.objects.filter(tenant_id=tenant_id, is_active=True).order_by("e164")


def access_number(*, tenant_id: int, number_id: int) -> Number | None:
    """Return one of the company's numbers, or None."""
    with in_public():
        return Number.objects.filter(tenant_id=tenant_id, pk=number_id, is_active=True).first()


def queues(*, tenant_id: int) -> list[Queue]:
    """Return the company's queues."""
    with in_public():
        return list(Queue.objects.filter(tenant_id=tenant_id, deleted_at=None).order_by("name", "code"))


def known(*, tenant_id: int) -> Known:
    """Return what the company has, for checking its menus."""
    with in_public():
        queues = frozenset(
            Queue.objects.filter(tenant_id=tenant_id, deleted_at=None).values_list("code", flat=True)
        )
        countries = dialing.rules_of(tenant_id=tenant_id).countries
    return Known(
        queues=queues,
        answers=frozenset(Question.objects.published().values_list("pk", flat=True)),
        countries=countries,
        spoken=frozenset(voices.LOCALES),
    )


def flows_naming_queue(*, code: str, now: datetime) -> list[Flow]:
    """Return the menus whose live version sends callers to a queue and does not say where to if it is gone."""
    found = []
    for flow in flows():
        version = live_version(flow_id=flow.pk, now=now)
        menu = document.read(version.document)[0] if version else None
        nodes = menu.nodes.values() if menu else ()
        if any(_needs_queue(node, code) for node in nodes):
            found.append(flow)
    return found


def _needs_queue(node: Node, code: str) -> bool:
    if isinstance(node, Callback):
        return node.queue == code
    return isinstance(node, QueueNode) and node.queue == code and not node.gone


# --- versions never change: each process reads one once. The key names the company: ids repeat across schemas.

_running: "OrderedDict[tuple[str, int], Running]" = OrderedDict()
_lock = Lock()


def _find(version_id: int) -> Running | None:
    with _lock:
        found = _running.get((current_schema(), version_id))
        if found is not None:
            _running.move_to_end((current_schema(), version_id))
        return found


def _kept(version_id: int, number: int, name: str, plain: object, sounds: prompts.Sounds) -> Running:
    found = _find(version_id)
    if found is None:
        prompts.restore(sounds.values())
        found = Running(version_id, number, name, document.read(plain)[0], sounds)
        with _lock:
            _running[current_schema(), version_id] = found
            while len(_running) > MOST_KEPT:
                _running.popitem(last=False)
    return found
