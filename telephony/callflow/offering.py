"""Stage 4: offering. The console pops, the operator's leg is dialled, and the leg's answer is the acceptance."""

from datetime import datetime
from itertools import groupby
from typing import NamedTuple, Protocol
from uuid import UUID

from django.db import DatabaseError, transaction

from agents.presence.models import OperatorState
from campaigns.records import services as records
from campaigns.records.types import Event, EventKind
from cc_saas.lib.hot import write_found
from cc_saas.lib.tenancy import in_tenant
from telephony.callflow import callback, facts, history, screen, talking, withdrawing
from telephony.callflow.types import OfferMade, OfferRinging
from telephony.calls import selectors as calls_read
from telephony.calls import services as calls
from telephony.calls.claims import Claim, new_dialing
from telephony.calls.models import Instruction, Leg
from telephony.calls.types import CallState, LegState, OperatorLeg
from telephony.routing import selectors as routing_read
from telephony.routing import services as routing
from telephony.routing.models import Offer
from telephony.routing.types import DIAL_TIME, OfferState


class Dialler(Protocol):
    """Who carries out at once what an offer wants of the carrier."""

    claim: Claim

    def free_lines(self) -> int:
        """Return how many it can dial at this moment."""

    def dial(self, *, instruction: Instruction, leg: Leg) -> None:
        """Dial a leg by an instruction that is claimed already."""


class Made(NamedTuple):
    """An offer that stands, its operator's state, and, where she is dialled at once, by which instruction."""

    offer: Offer
    state: OperatorState
    instruction: Instruction | None


def offer_waiting(*, now: datetime, dialler: Dialler | None = None) -> list[Offer]:
    """Offer whom the policy pairs; the pops go out after the commit, and do not wait for the carrier.

    Routers take turns at the pairing, so the turn is kept short: what the consoles show is read after it. `dialler`
    then dials as many legs as it can at once, any router the others.
    """
    made = _take_turn(now, dialler)
    failure = None
    for one in made:
        try:
            _pop(one)
        except DatabaseError as error:
            failure = error  # her leg rings all the same, and that fact brings the whole offer
        if dialler is not None and one.instruction is not None:
            dialler.dial(instruction=one.instruction, leg=_leg_of(one.offer, now))
    if failure is not None:
        raise failure
    return [one.offer for one in made]


@transaction.atomic
def _take_turn(now: datetime, dialler: Dialler | None) -> list[Made]:
    """Make the offers, and write for each the leg, the instruction to dial it, and the event; company by company."""
    lines = dialler.free_lines() if dialler is not None else 0
    claim = dialler.claim if dialler is not None else None
    offers = sorted(routing.assign(now=now), key=lambda pair: pair[0].call.tenant_id)
    made: list[Made] = []
    for tenant, pairs in groupby(offers, key=lambda pair: pair[0].call.tenant):
        with in_tenant(tenant):
            for offer, state in pairs:
                made.append(Made(offer, state, _write(offer, now, claim if len(made) < lines else None)))
    return made


def _write(offer: Offer, now: datetime, claim: Claim | None) -> Instruction | None:
    """Write what an offer brings about, in one statement; returns the instruction if it is claimed."""
    leg, patience = _operator_leg(offer), DIAL_TIME + offer.ring_time
    event = Event(
        call_id=offer.call_id,
        kind=EventKind.OFFERED,
        at=now,
        actor=leg.name,
        details={"operator": leg.name},
    )
    dialing = new_dialing(leg, patience=patience, now=now, claim=claim)
    (found,) = write_found(calls.new_operator_leg(leg, now=now), records.new_events([event]), dialing)
    return Instruction(id=found[0], **dialing.rows[0]) if claim is not None else None


def _operator_leg(offer: Offer) -> OperatorLeg:
    operator = offer.operator
    return OperatorLeg(
        id=offer.pk, call_id=offer.call_id, operator_id=operator.pk, address=operator.dial_address, name=operator.name
    )  # fmt: skip


def _leg_of(offer: Offer, now: datetime) -> Leg:
    """The leg as it has just been written."""
    leg = Leg(**calls.new_operator_leg(_operator_leg(offer), now=now).rows[0])
    leg.call = offer.call
    return leg


def _pop(made: Made) -> None:
    """Tell her console."""
    facts.tell(state=made.state, fact=OfferMade, offer=screen.offer_part(made.offer), call=None)


@transaction.atomic
def leg_rings(*, leg: Leg, now: datetime) -> None:
    """Her leg rings: from now the offer's time runs. One that begins to ring for an offer that is over is ended."""
    calls_read.lock(call_id=leg.call_id)
    begins = calls.move_leg(leg_id=leg.pk, to=LegState.RINGING, now=now)
    offer = routing.ring(offer_id=leg.pk, now=now)
    if offer is None:
        if begins:
            withdrawing.end_leg(call_id=leg.call_id, leg=leg, now=now)
        return
    history.write(call=leg.call, kind=EventKind.RINGING, at=now, actor=leg.name, operator=leg.name)
    state = facts.step(operator_id=offer.operator_id)
    facts.tell(state=state, fact=OfferRinging, offer=screen.offer_part(offer))


@transaction.atomic
def leg_answers(*, leg: Leg, now: datetime) -> None:
    """Her leg answers: she has accepted. An answer to an offer that is over ends the leg and nothing else."""
    calls_read.lock(call_id=leg.call_id)
    if not calls.move_leg(leg_id=leg.pk, to=LegState.ANSWERED, now=now):
        return
    offer = routing.accept(offer_id=leg.pk, now=now)
    if offer is None or not _begin(offer, now):
        withdrawing.end_leg(call_id=leg.call_id, leg=leg, now=now)


def _begin(offer: Offer, now: datetime) -> bool:
    """A caller who waits is taken to her; one who was promised a call is dialled."""
    promised = offer.call.state == CallState.PROMISED
    return callback.begin(offer=offer, now=now) if promised else talking.begin(offer=offer, now=now)


@transaction.atomic
def leg_ends(*, leg: Leg, reason: str, now: datetime) -> None:
    """Her leg ended before she answered: busy is a refusal, no answer a miss, anything else a failed leg."""
    calls_read.lock(call_id=leg.call_id)
    calls.move_leg(leg_id=leg.pk, to=LegState.ENDED, now=now, reason=reason)
    outcomes = {"busy": OfferState.DECLINED, "no-answer": OfferState.MISSED}
    let_go(offer_id=leg.pk, outcome=outcomes.get(reason, OfferState.FAILED), now=now)


@transaction.atomic
def let_go(*, offer_id: UUID, outcome: OfferState, now: datetime) -> bool:
    """The offer came to nothing: same place for the caller, and the next operator. False when it was over before."""
    call_id = routing_read.call_of_offer(offer_id=offer_id)
    if call_id is None:
        return False
    calls_read.lock(call_id=call_id)
    excused = outcome != OfferState.DECLINED and not _was_dialed(offer_id)
    gone = routing.let_go(offer_id=offer_id, outcome=outcome, now=now, is_excused=excused)
    if gone is None:
        return False
    offer, state = gone
    withdrawing.withdraw(offer=offer, state=state, now=now)
    return True


def _was_dialed(leg_id: UUID) -> bool:
    """Whether the carrier has taken her leg on: what it never dialed is no fault of hers."""
    leg = calls_read.leg(leg_id=leg_id)
    return leg is not None and leg.carrier_sid is not None


def expire(*, now: datetime) -> None:
    """Let go of every offer whose time is up."""
    for offer_id in routing_read.due_offers(now=now):
        let_go(offer_id=offer_id, outcome=OfferState.MISSED, now=now)


@transaction.atomic
def click(*, offer_id: UUID, operator_id: UUID, now: datetime) -> None:
    """She has pressed Accept: noted, and the leg's answer awaited. Raises OfferUnknown."""
    offer = routing_read.access_offer(offer_id=offer_id, operator_id=operator_id)
    routing.click(offer_id=offer.pk, now=now)


@transaction.atomic
def decline(*, offer_id: UUID, operator_id: UUID, now: datetime) -> None:
    """She refuses. Raises OfferUnknown; repeated, it changes nothing."""
    offer = routing_read.access_offer(offer_id=offer_id, operator_id=operator_id)
    let_go(offer_id=offer.pk, outcome=OfferState.DECLINED, now=now)
