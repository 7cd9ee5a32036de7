"""An offer that came to nothing: the leg is ended, the console cleared, the timeline told."""

from datetime import datetime
from uuid import UUID

from agents.presence.models import OperatorState
from campaigns.records.types import EventKind
from telephony.callflow import facts, history
from telephony.callflow.types import OfferEnded
from telephony.calls import selectors as calls_read
from telephony.calls import services as calls
from telephony.calls.models import Call, Leg
from telephony.calls.types import LegState, Verb
from telephony.routing import services as routing
from telephony.routing.models import Offer
from telephony.routing.types import OfferState

EVENT_OF = {
    OfferState.MISSED: EventKind.MISSED,
    OfferState.DECLINED: EventKind.DECLINED,
    OfferState.FAILED: EventKind.WITHDRAWN,
    OfferState.CANCELED: EventKind.WITHDRAWN,
}


def cancel(*, call: Call, now: datetime) -> None:
    """The caller has hung up while somebody was being rung."""
    canceled = routing.cancel(call_id=call.pk, now=now)
    if canceled is not None:
        offer, state = canceled
        withdraw(offer=offer, state=state, now=now)


def withdraw(*, offer: Offer, state: OperatorState | None, now: datetime) -> None:
    """Clear away what the offer had set going."""
    leg = calls_read.leg(leg_id=offer.pk)
    if leg is not None and leg.state != LegState.ENDED:
        end_leg(call_id=offer.call_id, leg=leg, now=now)
    name = offer.operator.name
    kind = EVENT_OF[OfferState(offer.state)]
    history.write(call=offer.call, kind=kind, at=now, actor=name, operator=name)
    facts.tell(state=state, fact=OfferEnded, offer=None)


def end_leg(*, call_id: UUID, leg: Leg, now: datetime) -> None:
    """Have a leg ended that has lost its sense, as soon as its dialling is settled."""
    calls.instruct(
        call_id=call_id, verb=Verb.END_LEG, lane=leg.pk, now=now,
        leg_id=str(leg.pk), sid=leg.carrier_sid or "", room=str(call_id),
    )  # fmt: skip
