"""What the carrier reports of a leg that we dialled, whoever it reaches, and in whatever order it reports."""

from datetime import datetime
from uuid import UUID

from telephony.callflow import callback, listening, offering, talking, transfer
from telephony.calls import selectors as calls_read
from telephony.calls import services as calls
from telephony.calls.models import Leg
from telephony.calls.types import LegKind, LegState, Verb
from telephony.provider.port import OVER, LegStatus


def report(*, leg_id: UUID, call_id: UUID, sid: str, status: LegStatus, now: datetime) -> None:
    """Apply the carrier's word on a leg. A leg of a call that has closed must not ring anybody: it is ended."""
    leg = calls_read.leg(leg_id=leg_id)
    if leg is None or leg.call_id != call_id:
        if status not in OVER:
            _end_stray(call_id, leg_id, sid, now)
        return
    calls.name_leg(leg_id=leg.pk, carrier_sid=sid)
    leg.carrier_sid = leg.carrier_sid or sid
    if leg.kind == LegKind.OPERATOR:
        _operator_leg(leg, status, now)
    elif leg.kind == LegKind.SPECIALIST:
        _specialist_leg(leg, status, now)
    elif leg.kind == LegKind.LISTENER:
        listening.leg_report(leg=leg, status=status, now=now)
    else:
        callback.leg_report(leg=leg, sid=sid, status=status, now=now, is_over=status in OVER)


def _operator_leg(leg: Leg, status: LegStatus, now: datetime) -> None:
    if status == LegStatus.RINGING:
        offering.leg_rings(leg=leg, now=now)
    elif status == LegStatus.IN_PROGRESS:
        offering.leg_answers(leg=leg, now=now)
    elif status in OVER:
        _operator_leg_over(leg, status, now)


def _operator_leg_over(leg: Leg, status: LegStatus, now: datetime) -> None:
    """A leg that ends after an answer is lost or finished; one that ends before is a missed offer.

    "completed" tells that it was answered even where that callback is still under way.
    """
    if leg.state == LegState.ENDED:
        return
    if status == LegStatus.COMPLETED and leg.state != LegState.ANSWERED:
        offering.leg_answers(leg=leg, now=now)
        leg.refresh_from_db()
    if leg.state != LegState.ANSWERED:
        offering.leg_ends(leg=leg, reason=status, now=now)
        return
    calls.move_leg(leg_id=leg.pk, to=LegState.ENDED, now=now, reason=status)
    call = calls_read.live_call(call_id=leg.call_id)
    if call is not None and call.leg_id == leg.pk:
        talking.leg_ends(call=call, now=now)


def _specialist_leg(leg: Leg, status: LegStatus, now: datetime) -> None:
    if status == LegStatus.RINGING:
        calls.move_leg(leg_id=leg.pk, to=LegState.RINGING, now=now)
    elif status == LegStatus.IN_PROGRESS:
        transfer.answered(leg=leg, now=now)
    elif status in OVER:
        transfer.leg_ends(leg=leg, reason=status, now=now)


def _end_stray(call_id: UUID, leg_id: UUID, sid: str, now: datetime) -> None:
    calls.instruct(
        call_id=call_id,
        verb=Verb.END_LEG,
        lane=leg_id,
        now=now,
        leg_id=str(leg_id),
        sid=sid,
        room=str(call_id),
    )
