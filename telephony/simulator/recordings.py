"""Recordings: their metadata in memory and on disk, their sound as WAV, and the callback that tells of them."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path

from .call import Call
from .clock import Clock
from .ids import Sids
from .sound import tone
from .types import CallbackPlan, Kind
from .webhooks import Webhooks

LONGEST_TONE = 600


@dataclass(kw_only=True)
class Recording:
    """One recording; times are ISO instants, `duration` is in seconds (-1 while it runs)."""

    sid: str
    call_sid: str
    started_at: str
    source: str
    conference_sid: str | None = None
    channels: int = 1
    duration: int = -1
    status: str = "in-progress"


class Recordings:
    """The account's recordings; those of an earlier run are read from disk."""

    def __init__(
        self, *, folder: Path, account_sid: str, public_url: str, clock: Clock, sids: Sids, webhooks: Webhooks
    ) -> None:
        """Read the folder."""
        self._folder = folder
        self._account_sid = account_sid
        self._public_url = public_url
        self._clock = clock
        self._sids = sids
        self._webhooks = webhooks
        self._recordings = {r.sid: r for r in self._read()}

    def all(self) -> list[Recording]:
        """Newest first."""
        return list(reversed(self._recordings.values()))

    def get(self, sid: str) -> Recording | None:
        """By sid."""
        return self._recordings.get(sid)

    def open(self, *, call: Call, source: str = "RecordVerb") -> Recording:
        """A recording begins."""
        recording = Recording(
            sid=self._sids.new("RE"),
            call_sid=call.sid,
            started_at=self._clock.now().isoformat(),
            source=source,
        )
        self._recordings[recording.sid] = recording
        return recording

    def stop(self, recording: Recording, *, seconds: float) -> None:
        """A recording ends; its sound is not there yet."""
        recording.duration, recording.status = round(seconds), "processing"

    def finish(self, recording: Recording) -> None:
        """Its sound is there (a tone, unless the phone page brought the real one), or absent."""
        recording.status = "completed" if recording.duration else "absent"
        self._folder.mkdir(parents=True, exist_ok=True)
        sound = self._sound(recording)
        if not sound.exists():
            sound.write_bytes(tone(min(recording.duration, LONGEST_TONE)))
        self._meta(recording).write_text(json.dumps(asdict(recording)))

    def bring(self, recording: Recording, sound: bytes) -> None:
        """The real sound of a recording, from the phone page's microphone."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._sound(recording).write_bytes(sound)

    def sound(self, recording: Recording) -> bytes | None:
        """The WAV, None while it is not ready."""
        file = self._sound(recording)
        return file.read_bytes() if recording.status == "completed" and file.exists() else None

    def delete(self, recording: Recording) -> None:
        """Forget it, and its sound."""
        self._recordings.pop(recording.sid, None)
        self._sound(recording).unlink(missing_ok=True)
        self._meta(recording).unlink(missing_ok=True)

    def url(self, recording: Recording) -> str:
        """RecordingUrl: without a suffix it is the WAV."""
        return f"{self._public_url}/2010-04-01/Accounts/{self._account_sid}/Recordings/{recording.sid}"

    def tell(self, recording: Recording, plan: CallbackPlan | None, status: str) -> None:
        """The recording status callback, if it was asked for."""
        if plan is None or not plan.url or status not in plan.events:
            return
        self._webhooks.notify(
            kind=Kind.RECORDING,
            name=f"recording:{status}",
            calls=[recording.call_sid],
            url=plan.url,
            method=plan.method,
            params=self._params(recording, status),
            stream=f"recording {recording.sid}",
        )

    def _params(self, recording: Recording, status: str) -> dict[str, str]:
        return {
            "AccountSid": self._account_sid,
            "CallSid": recording.call_sid,
            "RecordingSid": recording.sid,
            "RecordingUrl": self.url(recording),
            "RecordingStatus": status,
            "RecordingDuration": str(max(recording.duration, 0)),
            "RecordingChannels": str(recording.channels),
            "RecordingStartTime": format_datetime(datetime.fromisoformat(recording.started_at)),
            "RecordingSource": recording.source,
            "RecordingTrack": "inbound",
        }

    def _sound(self, recording: Recording) -> Path:
        return self._folder / f"{recording.sid}.wav"

    def _meta(self, recording: Recording) -> Path:
        return self._folder / f"{recording.sid}.json"

    def _read(self) -> list[Recording]:
        files = sorted(self._folder.glob("RE*.json")) if self._folder.exists() else []
        return sorted((Recording(**json.loads(f.read_text())) for f in files), key=lambda r: r.started_at)
