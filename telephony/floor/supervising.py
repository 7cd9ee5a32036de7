"""What a supervisor does with one call: she opens it, listens, speaks. Only for companies that she is cleared for."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from agents.roster import selectors as roster
from agents.roster.models import Operator
from telephony.callflow import listening
from telephony.calls import selectors as calls_read
from telephony.calls.types import ListenMode
from tenants.audit.services import Actor
from tenants.directory.models import Tenant
from tenants.leases import selectors as leases_read
from tenants.leases import services as leases
from tenants.leases.models import DutyLease
from tenants.leases.types import Subject


class NotCleared(PermissionError):
    """She is not among the operators who may serve this company."""


def open_call(*, actor: Actor, call_id: UUID, reason: str, now: datetime) -> DutyLease:
    """Take a lease on a live call. Raises CallUnknown, NotCleared."""
    company = _company_of(call_id)
    _cleared(actor, company.pk)
    return leases.take(
        actor=actor, company=company, subject=Subject.CALL, subject_id=call_id, reason=reason, now=now
    )


def close_call(*, actor: Actor, call_id: UUID, now: datetime) -> None:
    """Give the lease back, and whoever listened under it leaves. Raises LeaseMissing."""
    lease = leases_read.access_lease(
        person_id=UUID(actor.id), subject=Subject.CALL, subject_id=call_id, now=now
    )
    leases.give_back(actor=actor, subject=Subject.CALL, subject_id=lease.subject_id, now=now)
    try:
        listening.leave(call_id=call_id, person_id=UUID(actor.id), now=now)
    except listening.NotListening:
        return


def listen(*, actor: Actor, call_id: UUID, mode: ListenMode, reason: str, now: datetime) -> None:
    """Have her dialled into a call, under a lease that the act takes.

    Raises CallUnknown, NotCleared, NotListenable, ListensElsewhere, RoomFull: then no lease is taken either.
    """
    company = _company_of(call_id)
    operator = _cleared(actor, company.pk)
    with transaction.atomic():
        leases.take(
            actor=actor, company=company, subject=Subject.CALL, subject_id=call_id, reason=reason, now=now
        )
        listening.begin(
            call_id=call_id,
            actor=actor,
            operator_id=operator.pk,
            address=_address(operator),
            mode=mode,
            now=now,
        )


def turn(*, actor: Actor, call_id: UUID, mode: ListenMode, now: datetime) -> None:
    """Change who hears her. Raises LeaseMissing, CallUnknown, NotListenable, NotListening, RoomFull."""
    person_id = UUID(actor.id)
    leases_read.access_lease(person_id=person_id, subject=Subject.CALL, subject_id=call_id, now=now)
    listening.turn(call_id=call_id, person_id=person_id, mode=mode, now=now)


def leave(*, actor: Actor, call_id: UUID, now: datetime) -> None:
    """Leave a call; the lease stays, so that she may still read what she heard about. Raises NotListening."""
    listening.leave(call_id=call_id, person_id=UUID(actor.id), now=now)


def _company_of(call_id: UUID) -> Tenant:
    call = calls_read.live_call(call_id=call_id)
    if call is None:
        raise calls_read.CallUnknown(str(call_id))
    return call.tenant


def _cleared(actor: Actor, tenant_id: int) -> Operator:
    """Return her own place in the roster. Raises NotCleared where she has none, or not for this company."""
    try:
        operator = roster.operator_of_user(user_id=UUID(actor.id))
    except roster.OperatorUnknown as error:
        raise NotCleared(str(tenant_id)) from error
    if not roster.is_cleared(operator_id=operator.pk, tenant_id=tenant_id):
        raise NotCleared(str(tenant_id))
    return operator


def _address(operator: Operator) -> str:
    """Her own telephone, or the floor in her browser."""
    return operator.leg_address or f"client:{listening.identity_of(person_id=operator.user_id)}"
