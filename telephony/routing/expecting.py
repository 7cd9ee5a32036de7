"""How long each of those who wait now will probably wait: the line and the staff in one statement, played out.

What is reckoned serves every caller for some seconds, since callers are told in whole minutes. The line stands in the order
in which the policy would take it now: crises, priorities, contracts and ceilings included.
"""

import json
import threading
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from agents.presence.types import BUSY, State
from cc_saas.lib.hot import fetch
from telephony.routing import selectors, standing
from telephony.routing.ability import fits
from telephony.routing.expected_wait import expected_waits
from telephony.routing.match import in_order
from telephony.routing.rings import Asked, asked, own_agents
from telephony.routing.types import ReadyOperator, WaitingCaller

KEPT_TIME = 5
"""Seconds for which what has been reckoned is told."""

RECENT_TIME, RECENT_CALLS = 7200, 500
"""The handle time is the mean of so many closed calls at most, begun in the last so many seconds."""

ENOUGH_CALLS = 3
"""Fewer closed calls than this say nothing about the next one."""

Kind = tuple[int, str, Asked]
"""Company, language and what is asked: callers who have it in common may be answered by the same operators."""


@dataclass(frozen=True)
class _Told:
    at: datetime
    waits: dict[UUID, float | None]


_lock = threading.Lock()
_told = _Told(datetime.min.replace(tzinfo=UTC), {})


def expected_wait(*, call_id: UUID, now: datetime) -> timedelta | None:
    """Return how long this caller will probably still wait; None where nobody can say, or she does not wait."""
    global _told
    with _lock:
        if call_id not in _told.waits or not timedelta(0) <= now - _told.at < timedelta(seconds=KEPT_TIME):
            _told = _Told(now, _reckon(now))
        seconds = _told.waits.get(call_id)
    return None if seconds is None else timedelta(seconds=seconds)


# On duty is whoever will be free again: ready, or with a call after which she has not asked for a break.
_LINE_AND_STAFF = """
    WITH duty AS (
        SELECT operator.id AS operator_id, operator.languages, operator.home_id, state.idle_since
        FROM presence_operatorstate state JOIN roster_operator operator ON operator.id = state.operator_id
        WHERE operator.is_active AND (state.state = %(ready)s AND state.lease_until > %(now)s
            OR state.state = ANY(%(busy)s) AND state.next_state <> ALL(%(away)s))
    )
    SELECT
        (SELECT coalesce(json_agg(place), '[]')::text FROM (
            SELECT call_id, tenant_id, queue_id, language, entered_at, is_first, is_urgent, '{}'::uuid[] AS passed_by
            FROM queues_queueentry) place),
        (SELECT coalesce(json_agg(known), '[]')::text FROM (
            SELECT duty.*,
                ARRAY(SELECT tenant_id FROM roster_clearance WHERE operator_id = duty.operator_id) AS clearances,
                ARRAY(SELECT skill.name FROM roster_proficiency mastered JOIN roster_skill skill
                    ON skill.id = mastered.skill_id WHERE operator_id = duty.operator_id ORDER BY skill.id) AS skills,
                ARRAY(SELECT level FROM roster_proficiency WHERE operator_id = duty.operator_id
                    ORDER BY skill_id) AS levels,
                ARRAY(SELECT group_id FROM roster_groupmember WHERE operator_id = duty.operator_id) AS groups
            FROM duty) known),
        (SELECT CASE WHEN count(*) >= %(enough)s THEN avg(handle_time)::float END FROM (
            SELECT talk_time + hold_time + wrap_up_time AS handle_time FROM billing_usagerecord
            WHERE started_at > %(since)s AND operator_id IS NOT NULL AND talk_time > 0
            ORDER BY started_at DESC LIMIT %(most)s) recent)
"""


def _reckon(now: datetime) -> dict[UUID, float | None]:
    wanted = {
        "now": now, "ready": State.READY, "busy": sorted(BUSY), "away": [State.BREAK, State.OFFLINE],
        "since": now - timedelta(seconds=RECENT_TIME), "enough": ENOUGH_CALLS, "most": RECENT_CALLS,
    }  # fmt: skip
    places, staff, handle_time = fetch(_LINE_AND_STAFF, wanted)[0]
    operators = [_operator(row) for row in json.loads(staff)]
    callers = _line(json.loads(places), operators, now)
    if handle_time is None:
        return dict.fromkeys((caller.call_id for caller in callers), None)
    kinds = [_kind(caller, now) for caller in callers]
    examples = dict(zip(kinds, callers, strict=True))
    able = [_able(operator, examples) for operator in operators]
    waits = expected_waits(line=kinds, staff=able, handle_time=handle_time)
    return dict(zip((caller.call_id for caller in callers), waits, strict=True))


def _line(rows: list[dict[str, Any]], operators: list[ReadyOperator], now: datetime) -> list[WaitingCaller]:
    """Those who wait, in the order of the policy."""
    groups = frozenset(group for operator in operators for group in operator.groups)
    known = dict(
        promised=selectors.promised(now=now),
        has_own=lambda tenant_id: own_agents(tenant_id=tenant_id) in groups,
    )
    callers = selectors.lifted([_caller(row, known) for row in rows], now=now)
    if not callers:
        return []
    return in_order(callers=callers, now=now, companies=standing.companies(now=now), policy=standing.policy())


def _kind(caller: WaitingCaller, now: datetime) -> Kind:
    return caller.tenant_id, caller.language, asked(caller=caller, now=now)


def _able(operator: ReadyOperator, examples: dict[Kind, WaitingCaller]) -> frozenset[Hashable]:
    return frozenset(kind for kind, caller in examples.items() if fits(caller, kind[2], operator))


def _caller(row: dict[str, Any], known: Mapping[str, Any]) -> WaitingCaller:
    entered_at, call_id = datetime.fromisoformat(row["entered_at"]), UUID(row["call_id"])
    read = row | {"entered_at": entered_at, "call_id": call_id}
    return selectors.caller_of(row=read, **known)


def _operator(row: dict[str, Any]) -> ReadyOperator:
    idle_since, operator_id = datetime.fromisoformat(row["idle_since"]), UUID(row["operator_id"])
    return selectors.operator_of(row=row | {"idle_since": idle_since, "operator_id": operator_id})
