"""What the carrier reports of a call's room. It repeats what the legs' own callbacks say, and either may be lost."""

from datetime import datetime
from uuid import UUID

from telephony.callflow import legs, talking
from telephony.calls import selectors as calls_read
from telephony.calls import services as calls
from telephony.calls.models import Call
from telephony.calls.types import Direction
from telephony.provider.port import LegStatus

NEVER_ANSWERED = {
    "no-answer": LegStatus.NO_ANSWER,
    "busy": LegStatus.BUSY,
    "failed": LegStatus.FAILED,
    "canceled": LegStatus.CANCELED,
}


def report(
    *, call_id: UUID, event: str, sid: str, room_sid: str, label: str, status: str, now: datetime
) -> None:
    """Apply one event of the room (`participant-join`, `participant-leave`, ...); others change nothing."""
    call = calls_read.live_call(call_id=call_id)
    if call is None:
        return
    if room_sid and not call.room_sid:
        calls.note(call_id=call.pk, room_sid=room_sid)
    if event == "participant-join":
        _joined(call, sid, label, now)
    elif event == "participant-leave" and sid != call.carrier_sid:
        _left(call, sid, label, status, now)


def _joined(call: Call, sid: str, label: str, now: datetime) -> None:
    """Whoever is in the room has answered, also when her leg's own callback is still under way."""
    if sid == call.carrier_sid and (call.direction == Direction.INBOUND or label == talking.CALLER):
        talking.caller_joined(call_id=call.pk, now=now)
    else:
        _report_leg(call, sid, label, LegStatus.IN_PROGRESS, now)


def _left(call: Call, sid: str, label: str, status: str, now: datetime) -> None:
    """A party that we dialled is out of the room: unanswered, or after having been in it."""
    _report_leg(call, sid, label, NEVER_ANSWERED.get(status, LegStatus.COMPLETED), now)


def _report_leg(call: Call, sid: str, label: str, status: LegStatus, now: datetime) -> None:
    """Our label is the leg's id; what carries another label is nobody we dialled."""
    try:
        leg_id = UUID(label)
    except ValueError:
        return
    legs.report(leg_id=leg_id, call_id=call.pk, sid=sid, status=status, now=now)
