"""The carrier is asked about calls that fell silent: with every callback lost, what is over there is closed here."""

import logging
from datetime import datetime, timedelta

from telephony.callflow import ending, legs
from telephony.calls import selectors as calls_read
from telephony.calls import services as calls
from telephony.calls.models import Call, Leg
from telephony.calls.types import NOT_DIALLED, CallState
from telephony.provider.port import OVER, Carrier, CarrierFailed, LegGone, LegStatus

logger = logging.getLogger(__name__)

SILENCE_TIME = 20
"""Seconds without a word about a call after which the carrier is asked; everything is found within 60 s."""


def reconcile(*, carrier: Carrier, now: datetime) -> None:
    """Ask the carrier about every live call, and every leg, of which it has said nothing for a while."""
    for call in calls_read.silent_calls(before=now - timedelta(seconds=SILENCE_TIME)):
        try:
            _reconcile_call(call, carrier, now)
        except CarrierFailed as failure:
            logger.warning("carrier not asked", extra={"error": type(failure).__name__})
            return


def _reconcile_call(call: Call, carrier: Carrier, now: datetime) -> None:
    for leg in calls_read.open_legs(call_id=call.pk):
        _reconcile_leg(leg, carrier, now)
    still = calls_read.live_call(call_id=call.pk)
    if still is None:  # closed meanwhile, by a callback or by the word on a leg
        return
    undialled = still.carrier_sid.startswith(NOT_DIALLED)
    if still.state != CallState.ENDED and not undialled and _status(carrier, still.carrier_sid) in OVER:
        ending.line_ended(call_id=call.pk, now=now)
    calls.hear(call_id=call.pk, now=now)


def _reconcile_leg(leg: Leg, carrier: Carrier, now: datetime) -> None:
    if not leg.carrier_sid:
        return
    status = _status(carrier, leg.carrier_sid)
    legs.report(leg_id=leg.pk, call_id=leg.call_id, sid=leg.carrier_sid, status=status, now=now)


def _status(carrier: Carrier, sid: str) -> LegStatus:
    """What the carrier says; a call that it has never heard of is over."""
    try:
        return carrier.status(sid=sid)
    except LegGone:
        return LegStatus.COMPLETED
