"""Reads of routing: who waits, who is ready, and the offers."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache, partial
from typing import Any
from uuid import UUID

from agents.presence.models import OperatorState
from agents.presence.types import BUSY, State
from cc_saas.lib.hot import fetch, fetch_named_prepared, fetch_prepared
from cc_saas.lib.rows import Rows
from telephony.queues.types import EntryState
from telephony.routing import standing
from telephony.routing.definitions import definition
from telephony.routing.match import Pair
from telephony.routing.models import Offer
from telephony.routing.rings import own_agents
from telephony.routing.types import AtHand, OfferState, ReadyOperator, WaitingCaller
from tenants.crisis import selectors as crises

OFFERS = Rows(Offer, "call", "call__tenant", "operator", prepared=True)


class OfferUnknown(LookupError):
    """There is no such offer, or it was made to somebody else."""


def access_offer(*, offer_id: UUID, operator_id: UUID) -> Offer:
    """Return the offer made to this operator. Raises OfferUnknown."""
    offer = OFFERS.first("this.id = %s AND this.operator_id = %s", [offer_id, operator_id])
    if offer is None:
        raise OfferUnknown(str(offer_id))
    return offer


def open_offer(*, operator_id: UUID) -> Offer | None:
    """Return the offer that rings at this operator now."""
    return OFFERS.first("this.operator_id = %s AND this.state = %s", [operator_id, OfferState.OPEN])


def call_of_offer(*, offer_id: UUID) -> UUID | None:
    """Return the call that was offered, or None when the offer has gone with it."""
    rows = fetch_prepared("SELECT call_id FROM routing_offer WHERE id = %s", [offer_id])
    return rows[0][0] if rows else None


def due_offers(*, now: datetime) -> list[UUID]:
    """Return the open offers whose time is up."""
    return [row[0] for row in fetch(_DUE, [OfferState.OPEN, now])]


_DUE = "SELECT id FROM routing_offer WHERE state = %s AND expires_at <= %s ORDER BY expires_at"


# The columns are named as the fields of WaitingCaller and ReadyOperator. What a queue asks for stands in memory.
_WAITING = """
    SELECT call_id, tenant_id, queue_id, language, entered_at, is_first, is_urgent, preferred_operator_id,
        preferred_until, passed_by, rest_until, last_operator_id
    FROM queues_queueentry WHERE state = %s ORDER BY entered_at, call_id
"""

_READY = """
    SELECT state.operator_id, state.idle_since, operator.languages, operator.home_id, cleared.clearances, mastered.skills, mastered.levels,
        belongs.groups, prefers.queues, prefers.places, prefers.delays{served}
    FROM presence_operatorstate state
    JOIN roster_operator operator ON operator.id = state.operator_id AND operator.is_active
    LEFT JOIN LATERAL (
        SELECT array_agg(clearance.tenant_id) AS clearances
        FROM roster_clearance clearance WHERE clearance.operator_id = state.operator_id
    ) cleared ON true
    LEFT JOIN LATERAL (
        SELECT array_agg(skill.name) AS skills, array_agg(proficiency.level) AS levels
        FROM roster_proficiency proficiency JOIN roster_skill skill ON skill.id = proficiency.skill_id
        WHERE proficiency.operator_id = state.operator_id
    ) mastered ON true
    LEFT JOIN LATERAL (
        SELECT array_agg(member.group_id) AS groups
        FROM roster_groupmember member WHERE member.operator_id = state.operator_id
    ) belongs ON true
    LEFT JOIN LATERAL (
        SELECT array_agg(queue_id) AS queues, array_agg(place) AS places, array_agg(delay_time) AS delays
        FROM roster_preference preference WHERE preference.operator_id = state.operator_id
    ) prefers ON true{joined}
    WHERE state.state = %s AND state.lease_until > %s
    ORDER BY state.operator_id FOR UPDATE OF state SKIP LOCKED
"""

_SERVED_COLUMN = ", remembers.companies, remembers.instants"
_SERVED_JOIN = """
    LEFT JOIN LATERAL (
        SELECT array_agg(served.tenant_id) AS companies, array_agg(served.served_at) AS instants
        FROM routing_served served WHERE served.operator_id = state.operator_id
    ) remembers ON true"""

_READY_PLAIN = _READY.format(served="", joined="")
_READY_WITH_MEMORY = _READY.format(served=_SERVED_COLUMN, joined=_SERVED_JOIN)

# Companies one of whose own agents is ready, or with a call after which she goes on: only for them is it worth waiting.
_HOMES = """
    SELECT DISTINCT operator.home_id
    FROM presence_operatorstate state JOIN roster_operator operator ON operator.id = state.operator_id
    WHERE operator.is_active AND operator.home_id IS NOT NULL AND (
        state.state = %s AND state.lease_until > %s OR state.state = ANY(%s) AND state.next_state <> ALL(%s))
"""
AWAY = [State.BREAK, State.OFFLINE]
"""What she has asked for who does not go on after her call."""

_CLAIM = """
    SELECT call_id FROM queues_queueentry WHERE call_id = ANY(%s) AND state = %s
    ORDER BY call_id FOR UPDATE SKIP LOCKED
"""


_AT_HAND = """
    SELECT EXISTS (SELECT FROM queues_queueentry WHERE state = %s)
            AND EXISTS (SELECT FROM presence_operatorstate WHERE state = %s AND lease_until > %s),
        EXISTS (SELECT FROM callbacks_promise),
        EXISTS (SELECT FROM calls_instruction WHERE due_at <= %s)
"""


def at_hand(*, now: datetime) -> AtHand:
    """Tell what a turn would find. Asked without a lock, in one statement, before a router waits for its turn."""
    return AtHand(*fetch_prepared(_AT_HAND, [EntryState.WAITING, State.READY, now, now])[0])


def waiting_callers(*, now: datetime) -> list[WaitingCaller]:
    """Return the callers who may be offered. Read without a lock: thousands may wait, and few are wanted."""
    rows = fetch_named_prepared(_WAITING, [EntryState.WAITING])
    is_promised, has_own = promised(now=now), _has_own(now)
    found = [caller_of(row=row, promised=is_promised, has_own=has_own) for row in rows]
    return lifted(found, now=now)


def lifted(callers: list[WaitingCaller], *, now: datetime) -> list[WaitingCaller]:
    """Return the callers with the priority that a company's crisis gives them."""
    lifts = {tenant_id: one.plan.priority for tenant_id, one in crises.all_present(now=now).items()}
    if not lifts:
        return callers
    return [replace(one, priority=one.priority + lifts.get(one.tenant_id, 0)) for one in callers]


def promised(*, now: datetime) -> Callable[[int, str], bool]:
    """Return what tells, for a company and a language, whether the terms promise anything at this moment."""
    return cache(partial(_is_promised, now))


def _has_own(now: datetime) -> Callable[[int], bool]:
    """Who asks for none of them pays no statement."""
    homes = cache(partial(_homes, now))
    return lambda tenant_id: tenant_id in homes()


def _homes(now: datetime) -> frozenset[int]:
    return frozenset(row[0] for row in fetch_prepared(_HOMES, [State.READY, now, sorted(BUSY), AWAY]))


def _is_promised(now: datetime, tenant_id: int, language: str) -> bool:
    return standing.is_promised(tenant_id=tenant_id, language=language, now=now)


def ready_operators(*, now: datetime, remembering: bool = False) -> list[ReadyOperator]:
    """Return who is ready and present, and lock them: one whom somebody else holds at this instant is left out.

    `remembering` reads too whom each served lately; only walls and familiarity ask for it.
    """
    sql = _READY_WITH_MEMORY if remembering else _READY_PLAIN
    return [operator_of(row=row) for row in fetch_named_prepared(sql, [State.READY, now])]


def claim(*, pairs: Sequence[Pair]) -> list[Pair]:
    """Lock the places of these pairs; those that somebody else holds or has changed are left out."""
    calls = [caller.call_id for caller, _ in pairs]
    claimed = {row[0] for row in fetch_prepared(_CLAIM, [calls, EntryState.WAITING])}
    return [pair for pair in pairs if pair[0].call_id in claimed]


def awaited_operators(*, now: datetime) -> frozenset[UUID]:
    """Return who is ready and present, also if she just let this caller go: a caller kept for her waits for her.

    One who talks with somebody else is not worth waiting for while another operator is free.
    """
    ready = OperatorState.objects.filter(state=State.READY, lease_until__gt=now)
    return frozenset(ready.values_list("operator_id", flat=True))


def caller_of(
    *, row: dict[str, Any], promised: Callable[[int, str], bool], has_own: Callable[[int], bool]
) -> WaitingCaller:
    """Return a caller from her place's columns; what her queue asks for, and what her company is promised, are added."""
    row["passed_by"] = frozenset(row["passed_by"])
    queue = definition(queue_id=row["queue_id"])
    if queue is None:
        return WaitingCaller(**row)
    draft = queue.draft
    row["language"] = queue.language_of(row["language"])
    row["is_promised"] = promised(row["tenant_id"], row["language"])
    row["is_urgent"] = row["is_urgent"] or draft.is_urgent
    groups, rings = queue.asking(has_own=has_own)
    return WaitingCaller(**row, priority=draft.priority, skills=draft.skills, groups=groups, rings=rings)


def operator_of(*, row: dict[str, Any]) -> ReadyOperator:
    """Return an operator from what was read of her."""
    row["skills"] = _levels(row["skills"], row.pop("levels"))
    row["languages"], row["clearances"] = frozenset(row["languages"]), frozenset(row["clearances"] or ())
    own = [own_agents(tenant_id=home)] if (home := row.pop("home_id", None)) else []
    row["groups"] = frozenset([*(row["groups"] or ()), *own])
    _prefer(row)
    if "companies" in row:
        row["served_at"] = dict(zip(row.pop("companies") or (), row.pop("instants") or (), strict=True))
    return ReadyOperator(**row)


def _prefer(row: dict[str, Any]) -> None:
    """Put her own order of queues, and their delays, in the place of the columns."""
    queues, places, delays = (row.pop(name, None) or () for name in ("queues", "places", "delays"))
    if queues:
        row["queue_ranks"] = {queue: place - 1 for queue, place in zip(queues, places, strict=True)}
        row["delays"] = {queue: delay for queue, delay in zip(queues, delays, strict=True) if delay}


def _levels(skills: list[str] | None, levels: list[int] | None) -> dict[str, int]:
    return dict(zip(skills or (), levels or (), strict=True))
