"""The gauge of waiting callers on every open console. Reckoned once a tick for all, sent where it changed."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from agents.presence import selectors as presence
from agents.presence.models import OperatorState
from cc_saas.lib.hot import fetch
from cc_saas.lib.push import OperatorAudience, push_now
from telephony.callflow.types import WaitingChanged
from telephony.routing.ability import speaks

Gauge = tuple[int, datetime | None]


class Gauges:
    """Remembers what each console was told last."""

    def __init__(self) -> None:
        self._told: dict[UUID, Gauge] = {}

    def tell(self, *, now: datetime) -> None:
        """Send each operator on duty what waits for her, if it has changed."""
        states = presence.on_duty()
        gauges = _gauges(states)
        for operator_id, gauge in gauges.items():
            if self._told.get(operator_id) != gauge:
                event = WaitingChanged(as_of=now, as_={"waiting": gauge_part(*gauge)})
                push_now(audience=OperatorAudience(operator_id), event=event)
        self._told = gauges


def gauge_part(count: int, longest_since: datetime | None) -> dict[str, Any]:
    """Return the gauge as the snapshot shows it."""
    return {"count": count, "longest_since": longest_since}


def _gauges(states: Iterable[OperatorState]) -> dict[UUID, Gauge]:
    entries = fetch("SELECT tenant_id, language, entered_at FROM queues_queueentry")
    clearances = _clearances(states) if entries else {}
    return {state.operator_id: _gauge(state, clearances, entries) for state in states}


def _gauge(state: OperatorState, clearances: dict[UUID, set[int]], entries: list[tuple[Any, ...]]) -> Gauge:
    companies, languages = clearances.get(state.operator_id, set()), state.operator.languages
    mine = [
        entered_at
        for tenant_id, language, entered_at in entries
        if tenant_id in companies and speaks(languages=languages, language=language)
    ]
    return len(mine), min(mine, default=None)


def _clearances(states: Iterable[OperatorState]) -> dict[UUID, set[int]]:
    found: dict[UUID, set[int]] = defaultdict(set)
    ids = [state.operator_id for state in states]
    for operator_id, tenant_id in fetch(_CLEARANCES, [ids]):
        found[operator_id].add(tenant_id)
    return found


_CLEARANCES = "SELECT operator_id, tenant_id FROM roster_clearance WHERE operator_id = ANY(%s)"
