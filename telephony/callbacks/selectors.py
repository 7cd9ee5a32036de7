"""Reads of the promises."""

from datetime import datetime
from uuid import UUID

from cc_saas.lib.hot import fetch_prepared
from cc_saas.lib.rows import Rows
from telephony.callbacks.models import CallbackTerms, Promise
from telephony.callbacks.types import Terms
from telephony.calls.types import WITH_OPERATOR, CallState, Direction

_PROMISES = Rows(Promise, prepared=True)


def terms_of(*, tenant_id: int) -> Terms:
    """Return how this company offers callbacks."""
    agreed = CallbackTerms.objects.filter(pk=tenant_id).first()
    return Terms(is_on=agreed.is_on, offered_after=agreed.offered_after) if agreed else Terms()


def promise_of(*, call_id: UUID) -> Promise | None:
    """Return the promise that a call is to keep, or None for any other call."""
    return _PROMISES.first("this.call_id = %s", [call_id])


def of_leg(*, leg_id: UUID) -> Promise | None:
    """Return the promise for which this leg is being dialled now."""
    return Promise.objects.filter(leg_id=leg_id).first()


def due_again(*, now: datetime) -> list[UUID]:
    """Return the calls whose turn to stand in line has come again."""
    return [row[0] for row in fetch_prepared(_DUE_AGAIN, [CallState.PROMISED, now])]


def overdue(*, now: datetime) -> list[UUID]:
    """Return the calls that nobody has made by the end of the company's day."""
    return [row[0] for row in fetch_prepared(_OVERDUE, [CallState.PROMISED, now])]


_OPEN = """
    SELECT promise.call_id FROM callbacks_promise promise
    JOIN calls_call call ON call.id = promise.call_id AND call.state = %s
"""
_DUE_AGAIN = f"{_OPEN} WHERE promise.next_at <= %s ORDER BY promise.place_at"
_OVERDUE = f"{_OPEN} WHERE promise.due_by <= %s ORDER BY promise.due_by"


# She has rung again when another call from her number waits, or is with an operator.
_RUNG_AGAIN = """
    SELECT promise.call_id, again.id
    FROM callbacks_promise promise
    JOIN calls_call promised ON promised.id = promise.call_id AND promised.state = ANY(%s)
    JOIN calls_call again ON again.tenant_id = promised.tenant_id AND again.caller = promised.caller
        AND again.direction = %s AND again.state = ANY(%s)
    WHERE promised.answered_at IS NULL
    ORDER BY promise.place_at, again.arrived_at
"""


def rung_again() -> list[tuple[UUID, UUID]]:
    """Return the promised calls whose customers are on the line already, each with that call; one statement."""
    promised = [CallState.PROMISED, CallState.CONNECTING]
    there = [CallState.WAITING, *sorted(WITH_OPERATOR)]
    return [(row[0], row[1]) for row in fetch_prepared(_RUNG_AGAIN, [promised, Direction.INBOUND, there])]
