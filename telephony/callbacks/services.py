"""Writes of the promises."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from telephony.callbacks.models import CallbackTerms, Promise
from telephony.callbacks.types import LONGEST_OFFERED_AFTER, TermsInvalid
from tenants.audit.services import Actor, note
from tenants.directory.models import Tenant


def promise(*, call_id: UUID, asked_in: UUID, place_at: datetime, due_by: datetime, now: datetime) -> Promise:
    """Write down that somebody is to be called back; `call_id` is the call that will do it."""
    return Promise.objects.create(
        call_id=call_id, asked_in=asked_in, place_at=place_at, asked_at=now, due_by=due_by
    )


def dials(*, call_id: UUID, leg_id: UUID) -> None:
    """Her line is being dialled, once more."""
    Promise.objects.filter(pk=call_id).update(leg_id=leg_id)


def tried(*, promise: Promise) -> int:
    """An attempt came to nothing; returns how many there were."""
    promise.attempts, promise.leg_id = promise.attempts + 1, None
    promise.save(update_fields=["attempts", "leg_id"])
    return promise.attempts


def stand_again(*, call_id: UUID, at: datetime | None) -> None:
    """Say when she stands in line again; None when she does."""
    Promise.objects.filter(pk=call_id).update(next_at=at)


def settle(*, company: Tenant, is_on: bool, offered_after: int, actor: Actor, now: datetime) -> None:
    """The company says whether its callers may ask for a callback, and after how many seconds. Raises TermsInvalid."""
    if not 0 <= offered_after <= LONGEST_OFFERED_AFTER:
        raise TermsInvalid("offered_after")
    with transaction.atomic():
        agree(tenant_id=company.pk, is_on=is_on, offered_after=offered_after)
        note(
            actor=actor,
            company=company,
            verb="callbacks.settled",
            now=now,
            is_on=is_on,
            offered_after=offered_after,
        )


def agree(*, tenant_id: int, is_on: bool | None = None, offered_after: int | None = None) -> None:
    """Write down how a company offers callbacks; what is None stays as it is."""
    wanted = {"is_on": is_on, "offered_after": offered_after}
    changes = {name: value for name, value in wanted.items() if value is not None}
    CallbackTerms.objects.update_or_create(tenant_id=tenant_id, defaults=changes)
