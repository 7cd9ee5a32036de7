"""Writes of routing. `assign` claims callers and operators in one transaction; it rings nobody."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from agents.presence import services as presence
from agents.presence.models import OperatorState
from cc_saas.lib.hot import Insert, fetch, write
from cc_saas.lib.rows import Sql
from telephony.calls import selectors as calls_read
from telephony.calls.models import Call
from telephony.calls.services import WAKE
from telephony.queues import services as queues
from telephony.routing import selectors, standing
from telephony.routing.definitions import definition
from telephony.routing.match import Pair, match
from telephony.routing.models import Offer
from telephony.routing.selectors import OFFERS
from telephony.routing.types import (
    AUTO_RING_TIME,
    CLICK_GRACE_TIME,
    DIAL_TIME,
    REST_TIME,
    RING_TIME,
    URGENT_RING_TIME,
    OfferState,
)

ASSIGNING = 0x0FFE2
"""The advisory lock of whoever assigns."""


@transaction.atomic(savepoint=False)
def assign(*, now: datetime) -> list[tuple[Offer, OperatorState]]:
    """Offer waiting callers to ready operators; returns the new offers with the state of each operator.

    Several routers may run: they take turns, since one that passed over what another has locked would offer a caller
    who came later to an operator who has just become free. A router that dies gives its turn up with its connection.
    A caller whose place somebody holds at this instant is left for the next turn, which follows at once.
    """
    _take_turn()
    callers, policy = selectors.waiting_callers(now=now), standing.policy()
    remembering = bool(policy.walls or policy.switch_time)
    operators = selectors.ready_operators(now=now, remembering=remembering) if callers else []
    if not operators:
        return []
    kept = any(caller.preferred_operator_id for caller in callers)
    awaited = selectors.awaited_operators(now=now) if kept else frozenset()
    companies = standing.companies(now=now)
    pairs = match(
        callers=callers, operators=operators, now=now, awaited=awaited, companies=companies, policy=policy
    )
    claimed = selectors.claim(pairs=pairs) if pairs else []
    if len(claimed) < len(pairs):
        fetch(f"SELECT {WAKE}")
    return _offer(claimed, now) if claimed else []


def _take_turn() -> None:
    """Wait until no other router assigns; the turn ends with the transaction."""
    fetch("SELECT pg_advisory_xact_lock(%s)", [ASSIGNING])


def _offer(pairs: Sequence[Pair], now: datetime) -> list[tuple[Offer, OperatorState]]:
    """Write the offers of claimed pairs; call and operator come along, since whoever rings her needs both."""
    wanted = {operator.operator_id: caller.call_id for caller, operator in pairs}
    states = presence.reserve(pairs=wanted, now=now)
    calls = calls_read.calls_of(call_ids=list(wanted.values()))
    urgent = {caller.call_id for caller, _ in pairs if caller.is_urgent}
    made = [
        (_made(calls[wanted[state.operator_id]], state, now, wanted[state.operator_id] in urgent), state)
        for state in states
    ]
    queues.mark_offered(call_ids=[offer.call_id for offer, _ in made])
    write(Insert(Offer, [_row(offer) for offer, _ in made]))
    return made


def _made(call: Call, state: OperatorState, now: datetime, is_urgent: bool) -> Offer:  # noqa: FBT001 (private)
    answers_itself = _answers_itself(call, state)
    ring_time = URGENT_RING_TIME if is_urgent else ring_time_of(call=call)
    ring_time = AUTO_RING_TIME if answers_itself else ring_time
    return Offer(
        operator=state.operator, call=call, made_at=now, expires_at=now + timedelta(seconds=DIAL_TIME + ring_time),
        ring_time=ring_time, answers_itself=answers_itself,
    )  # fmt: skip


def _answers_itself(call: Call, state: OperatorState) -> bool:
    """The queue wants it, and the telephone is her console: another device rings until she takes it up."""
    queue = definition(queue_id=call.queue_id) if call.queue_id else None
    has_softphone = not state.operator.leg_address and settings.CC_SOFTPHONE != "none"
    return has_softphone and queue is not None and queue.draft.auto_answer


def ring_time_of(*, call: Call) -> int:
    """Return for how many seconds an operator is rung for a call of this queue."""
    queue = definition(queue_id=call.queue_id) if call.queue_id else None
    return queue.ring_time if queue is not None else RING_TIME


def _row(offer: Offer) -> dict[str, object]:
    return dict(
        id=offer.pk, call_id=offer.call_id, operator_id=offer.operator_id, made_at=offer.made_at,
        expires_at=offer.expires_at, ring_time=offer.ring_time, answers_itself=offer.answers_itself,
    )  # fmt: skip


def ring(*, offer_id: UUID, now: datetime) -> Offer | None:
    """Her leg rings: from now on the offer's ringing time runs. None when it rang before or is over.

    Where she, or her console, has clicked before it rang, the answer is given as long as after any click.
    """
    return OFFERS.changed(
        "this.id = %s AND this.state = %s AND this.ringing_at IS NULL", [offer_id, OfferState.OPEN],
        ringing_at=now, expires_at=Sql(_RINGS_UNTIL, (now, CLICK_GRACE_TIME)),
    )  # fmt: skip


_RINGS_UNTIL = """%s + interval '1 second'
    * CASE WHEN clicked_at IS NULL THEN ring_time ELSE greatest(ring_time, %s) END"""


def click(*, offer_id: UUID, now: datetime) -> None:
    """She asked to accept: the leg's answer is given a moment more to arrive."""
    grace = now + timedelta(seconds=CLICK_GRACE_TIME)
    clicked = Offer.objects.filter(pk=offer_id, state=OfferState.OPEN, clicked_at=None)
    if clicked.update(clicked_at=now):
        Offer.objects.filter(pk=offer_id, state=OfferState.OPEN, expires_at__lt=grace).update(
            expires_at=grace
        )


def accept(*, offer_id: UUID, now: datetime) -> Offer | None:
    """Her leg answered. None when the offer was over before."""
    return _end(offer_id, OfferState.ACCEPTED, now)


def let_go(
    *, offer_id: UUID, outcome: OfferState, now: datetime, is_excused: bool = False
) -> tuple[Offer, OperatorState | None] | None:
    """She missed or declined it, or her leg failed: the caller keeps the place, the operator is free.

    Each counts as a miss unless she `is_excused`, and but for one: the leg of an operator who has just been lost may
    still be down, and her caller is kept for her. None when the offer was over before.
    """
    offer = _end(offer_id, outcome, now)
    if offer is None:
        return None
    rest_until = now + timedelta(seconds=REST_TIME)
    entry = queues.take_back(call_id=offer.call_id, operator_id=offer.operator_id, rest_until=rest_until)
    kept_for_her = entry is not None and entry.is_kept_for(operator_id=offer.operator_id, now=now)
    excused = is_excused or (outcome == OfferState.FAILED and kept_for_her)
    free = presence.release if excused else presence.miss
    return offer, free(operator_id=offer.operator_id, call_id=offer.call_id, now=now)


def cancel(*, call_id: UUID, now: datetime) -> tuple[Offer, OperatorState | None] | None:
    """The caller is gone: whoever was being rung is free again."""
    canceled = OFFERS.changed(
        "this.call_id = %s AND this.state = %s",
        [call_id, OfferState.OPEN],
        state=OfferState.CANCELED,
        ended_at=now,
    )
    if canceled is None:
        return None
    return canceled, presence.release(operator_id=canceled.operator_id, call_id=call_id, now=now)


def _end(offer_id: UUID, outcome: OfferState, now: datetime) -> Offer | None:
    return OFFERS.changed(
        "this.id = %s AND this.state = %s", [offer_id, OfferState.OPEN], state=outcome, ended_at=now
    )
