"""Reads of the live calls."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from cc_saas.lib import hot
from telephony.calls.models import Call, Leg
from telephony.calls.types import CallState, LegKind, LegState, ListenMode
from tenants.directory.models import Tenant


class CallUnknown(LookupError):
    """There is no such live call, or it is somebody else's."""


def access_call(*, call_id: UUID, operator_id: UUID) -> Call:
    """Return the live call that this operator has or had. Raises CallUnknown."""
    call = Call.objects.select_related("tenant").filter(pk=call_id, operator_id=operator_id).first()
    if call is None:
        raise CallUnknown(str(call_id))
    return call


def live_call(*, call_id: UUID) -> Call | None:
    """Return a live call, or None when it has closed."""
    return Call.objects.select_related("tenant").filter(pk=call_id).first()


def calls_of(*, call_ids: Sequence[UUID]) -> dict[UUID, Call]:
    """Return these live calls with their companies, by id. One statement: the router's hot path."""
    columns = f"{hot.columns(Call, 'call')}, {hot.columns(Tenant, 'company')}"
    rows = hot.fetch(_CALLS % columns, [list(call_ids)])
    return {call.pk: call for call in map(_with_company, rows)}


_CALLS = "SELECT %s FROM calls_call call JOIN directory_tenant company ON company.id = call.tenant_id WHERE call.id = ANY(%%s)"


def _with_company(row: tuple[Any, ...]) -> Call:
    width = len(Call._meta.concrete_fields)
    call = hot.instance(Call, row[:width])
    call.tenant = hot.instance(Tenant, row[width:])
    return call


def lock(*, call_id: UUID) -> Call | None:
    """Return a live call and keep others from changing it until the transaction ends.

    Every stage begins with it: one call has one writer at a time, and locks are always taken in the order call,
    offer, place, operator. NO KEY, since the router inserts offers that refer to the call while it holds its place.
    """
    calls = Call.objects.select_related("tenant").select_for_update(of=("self",), no_key=True)
    return calls.filter(pk=call_id).first()


def call_of_carrier(*, carrier_sid: str) -> Call | None:
    """Return the live call that the carrier knows by this id."""
    return Call.objects.select_related("tenant").filter(carrier_sid=carrier_sid).first()


def leg(*, leg_id: UUID) -> Leg | None:
    """Return a leg with its call, or None when it has gone with its call."""
    return Leg.objects.select_related("call", "call__tenant", "operator").filter(pk=leg_id).first()


def silent_calls(*, before: datetime) -> list[Call]:
    """Return the live calls of which the carrier has said nothing since."""
    silent = Call.objects.select_related("tenant").filter(heard_at__lt=before)
    return list(silent.exclude(state=CallState.PROMISED).order_by("heard_at")[:100])


def open_legs(*, call_id: UUID) -> list[Leg]:
    """Return the legs of a call that are not over."""
    return list(Leg.objects.filter(call_id=call_id).exclude(state=LegState.ENDED).order_by("created_at"))


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
    listening = Leg.objects.select_related("call", "call__tenant").filter(kind=LegKind.LISTENER)
    return list(listening.exclude(state=LegState.ENDED))


def coaches_of(*, call_id: UUID) -> list[dict[str, Any]]:
    """Return the supervisors who speak with an operator: to her alone, or to everybody. Who only listens is not there."""
    speaking = Leg.objects.filter(call_id=call_id, kind=LegKind.LISTENER, state=LegState.ANSWERED)
    return [
        dict(one)
        for one in speaking.exclude(mode=ListenMode.LISTEN).order_by("created_at").values("name", "mode")
    ]
