"""Reads of the live calls."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from cc_saas.lib.hot import fetch_named_prepared
from cc_saas.lib.rows import Rows
from telephony.calls.models import Call, Leg
from telephony.calls.types import CallState, LegKind, LegState, ListenMode

CALLS = Rows(Call, "tenant", prepared=True)
LEGS = Rows(Leg, "call", "call__tenant", "operator", prepared=True)
_LEGS_ALONE = Rows(Leg, prepared=True)


class CallUnknown(LookupError):
    """There is no such live call, or it is somebody else's."""


def access_call(*, call_id: UUID, operator_id: UUID) -> Call:
    """Return the live call that this operator has or had. Raises CallUnknown."""
    call = CALLS.first("this.id = %s AND this.operator_id = %s", [call_id, operator_id])
    if call is None:
        raise CallUnknown(str(call_id))
    return call


def live_call(*, call_id: UUID) -> Call | None:
    """Return a live call, or None when it has closed."""
    return CALLS.first("this.id = %s", [call_id])


def calls_of(*, call_ids: Sequence[UUID]) -> dict[UUID, Call]:
    """Return these live calls with their companies, by id. One statement: the router's hot path."""
    return {call.pk: call for call in CALLS.all("this.id = ANY(%s)", [list(call_ids)])}


def lock(*, call_id: UUID) -> Call | None:
    """Return a live call and keep others from changing it until the transaction ends.

    Every stage begins with it: one call has one writer at a time, and locks are always taken in the order call,
    offer, place, operator. NO KEY, since the router inserts offers that refer to the call while it holds its place.
    """
    return CALLS.first("this.id = %s FOR NO KEY UPDATE OF this", [call_id])


def call_of_carrier(*, carrier_sid: str) -> Call | None:
    """Return the live call that the carrier knows by this id."""
    return CALLS.first("this.carrier_sid = %s", [carrier_sid])


def leg(*, leg_id: UUID) -> Leg | None:
    """Return a leg with its call, or None when it has gone with its call."""
    return LEGS.first("this.id = %s", [leg_id])


def silent_calls(*, before: datetime) -> list[Call]:
    """Return the live calls of which the carrier has said nothing since."""
    silent = Call.objects.select_related("tenant").filter(heard_at__lt=before)
    return list(silent.exclude(state=CallState.PROMISED).order_by("heard_at")[:100])


def open_legs(*, call_id: UUID) -> list[Leg]:
    """Return the legs of a call that are not over."""
    return _LEGS_ALONE.all(
        "this.call_id = %s AND this.state <> %s ORDER BY this.created_at", [call_id, LegState.ENDED]
    )


def calls_in(*, tenant_id: int, state: CallState) -> list[Call]:
    """Return a company's live calls whose caller stands there."""
    return list(
        Call.objects.select_related("tenant").filter(tenant_id=tenant_id, state=state).order_by("arrived_at")
    )


def listeners(*, call_id: UUID) -> list[Leg]:
    """Return the legs of those who are with a call as supervisors, or are about to be, first come first."""
    return [leg for leg in open_legs(call_id=call_id) if leg.kind == LegKind.LISTENER]


def listening_of(*, person_id: UUID) -> Leg | None:
    """Return the leg with which a supervisor is with a call, or None."""
    own = Leg.objects.select_related("call", "call__tenant").filter(
        kind=LegKind.LISTENER, person_id=person_id
    )
    return own.exclude(state=LegState.ENDED).first()


def all_listeners() -> list[Leg]:
    """Return the legs of every supervisor who is with a call."""
    return LEGS.all("this.kind = %s AND this.state <> %s", [LegKind.LISTENER, LegState.ENDED])


def coaches_of(*, call_id: UUID) -> list[dict[str, Any]]:
    """Return the supervisors who speak with an operator: to her alone, or to everybody. Who only listens is not there."""
    return fetch_named_prepared(_COACHES, [call_id, LegKind.LISTENER, LegState.ANSWERED, ListenMode.LISTEN])


_COACHES = """
    SELECT name, mode FROM calls_leg WHERE call_id = %s AND kind = %s AND state = %s AND mode <> %s ORDER BY created_at
"""
