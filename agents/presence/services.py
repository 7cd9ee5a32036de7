"""Writes of presence: every change is one state-guarded UPDATE, one line of the log, one step of `seq`."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Greatest, Least

from agents.presence import selectors
from agents.presence.models import OperatorState
from agents.presence.types import (
    ASKED,
    BUSY,
    LEASE_TIME,
    LONGEST_LEASE_TIME,
    MISSES_ALLOWED,
    OFFLINE_AFTER_TIME,
    Reason,
    State,
)
from agents.roster.models import Operator
from cc_saas.lib import alerts, hot
from cc_saas.lib.rows import NEXT_SEQ, Sql

# The end of her lease as the database reckons it.
LEASE_FROM = "%s + lease_time * interval '1 second'"

STATES = selectors.STATES


class StateNotAsked(ValueError):
    """An operator asks for READY, BREAK or OFFLINE only; a call brings the others."""


class LeaseOutOfRange(ValueError):
    """A lease lasts from 1 s to LONGEST_LEASE_TIME."""


def open_state(*, operator_id: UUID, now: datetime) -> OperatorState:
    """Return the operator's state, made (offline) where she has none."""
    there = STATES.first("this.operator_id = %s", [operator_id])
    if there is not None:
        return there
    state, _ = OperatorState.objects.get_or_create(
        operator_id=operator_id, defaults={"since": now, "idle_since": now, "lease_until": now}
    )
    return state


def ask(
    *, operator_id: UUID, state: State, now: datetime, reason: str = "", lease_time: int | None = None
) -> OperatorState:
    """Do what the operator asks: at once, or, while a call has her, after the call.

    `lease_time` (s) is how long she counts as present without another sign of life.
    Raises StateNotAsked, LeaseOutOfRange.
    """
    if state not in ASKED:
        raise StateNotAsked(state)
    lease = _lease(lease_time or LEASE_TIME, now)
    fields = _fields_asked(state, reason, now) | lease
    moved = _move(operator_id, to=state, sources=ASKED, now=now, **fields)
    if moved is None and STATES.change("this.operator_id = %s", [operator_id], **lease):
        return _ask_for_later(operator_id, state, reason)
    return moved or _first_asked(operator_id, state, now, fields)


def renew(*, operator_id: UUID, now: datetime, lease_time: int | None = None) -> bool:
    """Believe in the operator's presence for another lease (s); without one given, for as long as the last.

    False before her first sign-in: there is no state yet. Raises LeaseOutOfRange.
    """
    lease = {"lease_until": Sql(LEASE_FROM, (now,))} if lease_time is None else _lease(lease_time, now)
    return bool(STATES.change("this.operator_id = %s", [operator_id], **lease))


def raise_hand(*, operator_id: UUID, note: str, now: datetime) -> OperatorState | None:
    """She asks the floor for help; None where her hand is up already, which keeps since when."""
    rows = OperatorState.objects.filter(pk=operator_id, hand_since=None)
    return _touched(operator_id) if rows.update(hand_since=now, hand_note=note, seq=F("seq") + 1) else None


def lower_hand(*, operator_id: UUID) -> OperatorState | None:
    """She no longer asks, or somebody is coming; None where her hand was down."""
    rows = OperatorState.objects.filter(pk=operator_id, hand_since__isnull=False)
    return _touched(operator_id) if rows.update(hand_since=None, hand_note="", seq=F("seq") + 1) else None


def _touched(operator_id: UUID) -> OperatorState:
    return OperatorState.objects.select_related("operator").get(pk=operator_id)


def renew_many(*, operator_ids: Iterable[UUID], now: datetime) -> int:
    """Renew the leases of all whose sockets answered the heartbeat; returns how many there were."""
    return STATES.change(
        "this.operator_id = ANY(%s)", [list(operator_ids)], lease_until=Sql(LEASE_FROM, (now,))
    )


def reserve(*, pairs: Mapping[UUID, UUID], now: datetime) -> list[OperatorState]:
    """Keep ready operators for calls (operator -> call); those who are not ready any more are left out.

    One statement for all of them: the router's hot path.
    """
    columns = f"{hot.columns(OperatorState, 'moved')}, {hot.columns(Operator, 'operator')}"
    rows = hot.fetch_prepared(
        _RESERVE % columns,
        {"operators": list(pairs.keys()), "calls": list(pairs.values()), "now": now, "to": State.RESERVED,
         "source": State.READY},
    )  # fmt: skip
    return [_with_operator(row) for row in rows]


# fmt: off
_RESERVE = """
    WITH moved AS (
        UPDATE presence_operatorstate state
        SET state = %%(to)s, since = %%(now)s, reason = '', seq = state.seq + 1, busy_with = wanted.call_id
        FROM unnest(%%(operators)s::uuid[], %%(calls)s::uuid[]) AS wanted (operator_id, call_id)
        WHERE state.operator_id = wanted.operator_id AND state.state = %%(source)s
        RETURNING state.*
    ), logged AS (
        INSERT INTO presence_operatorstatechange (operator_id, state, reason, busy_with, at)
        SELECT operator_id, state, reason, busy_with, since FROM moved
    )
    SELECT %s FROM moved JOIN roster_operator operator ON operator.id = moved.operator_id
"""
# fmt: on


def _with_operator(row: tuple[Any, ...]) -> OperatorState:
    width = len(OperatorState._meta.concrete_fields)
    state = hot.instance(OperatorState, row[:width])
    state.operator = hot.instance(Operator, row[width:])
    return state


def occupy(*, operator_id: UUID, call_id: UUID, now: datetime) -> OperatorState | None:
    """The reserved operator has answered; None when she is not reserved for this call."""
    return _move(operator_id, to=State.TALKING, sources=[State.RESERVED], now=now, held_by=call_id, misses=0)


def hold(*, operator_id: UUID, call_id: UUID, now: datetime) -> OperatorState | None:
    """The operator has put her caller on hold."""
    return _move(operator_id, to=State.HOLD, sources=[State.TALKING], now=now, held_by=call_id)


def resume(*, operator_id: UUID, call_id: UUID, now: datetime) -> OperatorState | None:
    """The operator talks to her caller again."""
    return _move(operator_id, to=State.TALKING, sources=[State.HOLD], now=now, held_by=call_id)


def wrap_up(*, operator_id: UUID, call_id: UUID, until: datetime, now: datetime) -> OperatorState | None:
    """The conversation is over; she finishes her notes until `until` at the latest."""
    return _move(
        operator_id,
        to=State.WRAP_UP,
        sources=[State.TALKING, State.HOLD],
        now=now,
        held_by=call_id,
        wrap_up_until=until,
        # Until now the live leg spoke for her: from here on her console has to.
        lease_until=Sql(f"greatest(lease_until, {LEASE_FROM})", (now,)),
    )


def extend_wrap_up(
    *, operator_id: UUID, call_id: UUID, seconds: int, most: int | None = None
) -> OperatorState | None:
    """Give her more time for the notes of this call, `most` seconds in all."""
    longer: Any = F("wrap_up_until") + timedelta(seconds=seconds)
    if most is not None:
        longer = Greatest(F("wrap_up_until"), Least(longer, F("since") + timedelta(seconds=most)))
    rows = OperatorState.objects.filter(pk=operator_id, state=State.WRAP_UP, busy_with=call_id)
    if not rows.update(wrap_up_until=longer, seq=F("seq") + 1):
        return None
    return OperatorState.objects.get(pk=operator_id)


def touch(*, operator_id: UUID) -> OperatorState:
    """Take the next number for a fact that changes her console but not her state."""
    state = STATES.changed("this.operator_id = %s", [operator_id], seq=NEXT_SEQ)
    if state is None:
        raise OperatorState.DoesNotExist
    return state


def release(*, operator_id: UUID, call_id: UUID, now: datetime) -> OperatorState | None:
    """The call lets go of her: she is ready again, or what she asked for meanwhile."""
    held = STATES.first(
        "this.operator_id = %s AND this.busy_with = %s AND this.state = ANY(%s)",
        [operator_id, call_id, list(BUSY)],
    )
    if held is None:
        return None
    to = State(held.next_state or State.READY)
    idle_since = held.idle_since if held.state == State.RESERVED else now
    return _move(
        operator_id, to=to, sources=[State(held.state)], now=now, held_by=call_id, reason=held.next_reason,
        busy_with=None, next_state="", next_reason="", wrap_up_until=None, idle_since=idle_since,
        hand_since=None, hand_note="",
    )  # fmt: skip


def miss(*, operator_id: UUID, call_id: UUID, now: datetime) -> OperatorState | None:
    """She did not take the offer. The third in a row takes her off the queue, unless nobody else is left.

    Source of the rule: three misses in a row, and she is off until she says she is back; the last operator
    who can serve a company is never taken off in silence, an alarm is raised instead.
    """
    reserved = "this.operator_id = %s AND this.busy_with = %s AND this.state = %s"
    state = STATES.changed(reserved, [operator_id, call_id, State.RESERVED], misses=Sql("misses + 1"))
    if state is None:
        return None
    if state.misses >= MISSES_ALLOWED:
        _take_off(operator_id)
    return release(operator_id=operator_id, call_id=call_id, now=now)


def expire(*, now: datetime) -> list[OperatorState]:
    """End the leases that ran out: first a break for the lost connection, then offline. Returns who changed."""
    gone = _lapsed(now - timedelta(seconds=OFFLINE_AFTER_TIME), sources=[State.READY, State.BREAK])
    changed = [_lapse(operator_id, State.OFFLINE, now) for operator_id in gone]
    silent = _lapsed(now, sources=[State.READY])
    changed += [_lapse(operator_id, State.BREAK, now) for operator_id in silent]
    return [state for state in changed if state is not None]


def _lapsed(before: datetime, *, sources: list[State]) -> list[UUID]:
    return [row[0] for row in hot.fetch(_LAPSED, [sources, before])]


_LAPSED = """
    SELECT operator_id FROM presence_operatorstate WHERE state = ANY(%s) AND lease_until < %s ORDER BY operator_id
"""


def _lapse(operator_id: UUID, to: State, now: datetime) -> OperatorState | None:
    return _move(
        operator_id, to=to, sources=[State.READY, State.BREAK], now=now,
        reason=Reason.CONNECTION_LOST, silent_at=now,
    )  # fmt: skip


def _fields_asked(state: State, reason: str, now: datetime) -> dict[str, Any]:
    fields: dict[str, Any] = {"reason": reason, "next_state": "", "next_reason": "", "busy_with": None}
    if state == State.READY:
        fields |= {"misses": 0, "idle_since": now}
    return fields


def _lease(lease_time: int, now: datetime) -> dict[str, Any]:
    if not 1 <= lease_time <= LONGEST_LEASE_TIME:
        raise LeaseOutOfRange(lease_time)
    return {"lease_time": lease_time, "lease_until": now + timedelta(seconds=lease_time)}


def _first_asked(operator_id: UUID, state: State, now: datetime, fields: dict[str, Any]) -> OperatorState:
    """Nobody has ever seen her: there was no state to move. Another request may be making it too."""
    open_state(operator_id=operator_id, now=now)
    return _move(operator_id, to=state, sources=ASKED, now=now, **fields) or _ask_for_later(
        operator_id, state, fields["reason"]
    )


def _ask_for_later(operator_id: UUID, state: State, reason: str) -> OperatorState:
    OperatorState.objects.filter(pk=operator_id, state__in=BUSY).update(
        next_state=state, next_reason=reason, seq=F("seq") + 1
    )
    return OperatorState.objects.get(pk=operator_id)


def _take_off(operator_id: UUID) -> None:
    tired = OperatorState.objects.filter(pk=operator_id, next_state="")
    if not tired.exists():
        return
    alone_for = selectors.companies_left_alone(operator_id=operator_id)
    if alone_for:
        alerts.raise_alert("last-operator-misses", operator_id=str(operator_id), tenant_ids=alone_for)
        return
    tired.update(next_state=State.BREAK, next_reason=Reason.MISSED_OFFERS)


def _move(
    operator_id: UUID,
    *,
    to: State,
    sources: Iterable[State],
    now: datetime,
    held_by: UUID | None = None,
    silent_at: datetime | None = None,
    **fields: Any,
) -> OperatorState | None:
    """Change the state where it is still one of `sources`; None means that somebody else was first."""
    where, params = "this.operator_id = %s AND this.state = ANY(%s)", [operator_id, list(sources)]
    if held_by is not None:
        where, params = f"{where} AND this.busy_with = %s", [*params, held_by]
    if silent_at is not None:
        where, params = f"{where} AND this.lease_until < %s", [*params, silent_at]
    fields.setdefault("reason", "")
    return STATES.changed(where, params, also=_LOG, state=to, since=now, seq=NEXT_SEQ, **fields)


_LOG = """
    INSERT INTO presence_operatorstatechange (operator_id, state, reason, busy_with, at)
    SELECT operator_id, state, reason, busy_with, since FROM this
"""
