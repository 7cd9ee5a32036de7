"""A message that a caller left, and what it makes of the call."""

from datetime import datetime
from uuid import UUID

from django.db.models import F

from campaigns.records.models import CallRecord
from campaigns.records.services.calls import add_event
from campaigns.records.services.voicemail import keep_voicemail
from campaigns.records.types import EventKind, Outcome


def leave_voicemail(*, call_id: UUID, recording_sid: str, duration: int, now: datetime) -> bool:
    """Note that a message of `duration` seconds was left: the call is a VOICEMAIL, whether it has ended or not.

    Returns False where the message was noted before.
    """
    if not keep_voicemail(call_id=call_id, recording_sid=recording_sid, duration=duration, now=now):
        return False
    add_event(call_id=call_id, kind=EventKind.VOICEMAIL_LEFT, at=now, duration=duration)
    missed = CallRecord.objects.filter(id=call_id, outcome=Outcome.MISSED)
    missed.update(outcome=Outcome.VOICEMAIL, version=F("version") + 1)
    return True


def has_voicemail(*, call_id: UUID) -> bool:
    """Tell whether a message was left in this call."""
    return CallRecord.objects.filter(id=call_id, voicemails__isnull=False).exists()
