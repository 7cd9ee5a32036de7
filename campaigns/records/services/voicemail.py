"""Messages left by callers: a row at once, the sound when the carrier lets us have it."""

from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings

from campaigns.records.models import VoicemailRecording
from campaigns.records.types import VoicemailState
from cc_saas.lib.tenancy import current_schema


class VoicemailUnknown(LookupError):
    """No message of that name was left at this company."""


def media_folder() -> Path:
    """The current company's own folder: a path that never comes from outside."""
    return Path(settings.CC_DATA_DIR) / "media" / current_schema()


def keep_voicemail(*, call_id: UUID, recording_sid: str, duration: int, now: datetime) -> bool:
    """Note that a message was left (`duration` in seconds). Told twice, it is kept once."""
    recording = VoicemailRecording(
        record_id=call_id, recording_sid=recording_sid, duration=duration, left_at=now
    )
    return bool(VoicemailRecording.objects.bulk_create([recording], ignore_conflicts=True))


def store_voicemail(
    *, recording_sid: str, content: bytes, now: datetime, suffix: str = "wav"
) -> VoicemailRecording:
    """Put the message's sound into the company's folder. A second delivery keeps the first. Raises VoicemailUnknown."""
    recording = _recording(recording_sid)
    if recording.state == VoicemailState.STORED:
        return recording
    recording.file = _write(content, suffix)
    recording.state, recording.stored_at = VoicemailState.STORED, now
    recording.save(update_fields=["file", "state", "stored_at"])
    return recording


def lose_voicemail(*, recording_sid: str) -> None:
    """Give a message up: the carrier does not have it. A stored one stays stored."""
    VoicemailRecording.objects.filter(recording_sid=recording_sid, state=VoicemailState.PENDING).update(
        state=VoicemailState.LOST
    )


def _recording(recording_sid: str) -> VoicemailRecording:
    found = VoicemailRecording.objects.filter(recording_sid=recording_sid).first()
    if found is None:
        raise VoicemailUnknown(recording_sid)
    return found


def _write(content: bytes, suffix: str) -> str:
    """Write beside and rename, so that a reader never meets half a file. The name is a random one."""
    name = f"voicemail/{uuid4()}.{suffix}"
    target = media_folder() / name
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_suffix(".part")
    beside.write_bytes(content)
    beside.replace(target)
    return name
