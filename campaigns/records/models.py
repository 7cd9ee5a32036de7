"""The durable truth of calls. Few indexes on purpose: every company pays for each of them."""

from typing import Any, Never

from django.db import models

from campaigns.records.types import Direction, EventKind, Outcome, VoicemailState
from cc_saas.lib.enums import choices


class CallRecordQuerySet(models.QuerySet["CallRecord"]):
    def open(self) -> "CallRecordQuerySet":
        """Calls which have not been closed."""
        return self.filter(closed_at=None)

    def live(self) -> "CallRecordQuerySet":
        """Calls in which somebody is still on the line."""
        return self.filter(ended_at=None)

    def from_caller(self, caller: str) -> "CallRecordQuerySet":
        return self.filter(caller=caller)


class CallRecord(models.Model):
    """One call from arrival to closing. Names of people and queues are snapshots: they outlive their rows."""

    id = models.UUIDField(primary_key=True, editable=False)  # the live call's id
    direction = models.CharField(max_length=8, choices=choices(Direction), default=Direction.INBOUND.value)
    caller = models.CharField(max_length=20, blank=True)  # E.164; empty = withheld
    called = models.CharField(max_length=20)  # E.164
    line = models.CharField(max_length=100, blank=True)  # what the company calls the dialled number
    language = models.CharField(max_length=12, blank=True)  # BCP 47
    outcome = models.CharField(max_length=9, choices=choices(Outcome), null=True)  # null while it lives
    started_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    wait_time = models.PositiveIntegerField(default=0)  # seconds in the queue, ringing included
    ring_time = models.PositiveIntegerField(default=0)
    talk_time = models.PositiveIntegerField(default=0)
    hold_time = models.PositiveIntegerField(default=0)
    wrap_up_time = models.PositiveIntegerField(default=0)
    operator_id = models.UUIDField(null=True)
    operator_name = models.CharField(max_length=150, blank=True)
    queue_name = models.CharField(max_length=150, blank=True)
    # What her queue promised when the call closed, in seconds; null where no queue is known.
    target_time = models.PositiveSmallIntegerField(null=True)
    short_abandon_time = models.PositiveSmallIntegerField(null=True)
    disposition_code = models.CharField(max_length=50, blank=True)
    disposition_label = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)  # grows with each change: pages and pollers compare it

    objects = CallRecordQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-started_at", "-id"], name="records_by_start"),  # the list, page by page
            models.Index(fields=["caller", "-started_at"], name="records_by_caller"),  # the screen-pop
        ]

    def __str__(self) -> str:
        return f"{self.caller or 'withheld'} at {self.started_at:%Y-%m-%d %H:%M}"

    @property
    def is_live(self) -> bool:
        """Somebody is still on the line."""
        return self.ended_at is None


class EventIsFinal(TypeError):
    """A call's history is append-only: an event is never changed."""


class CallEventQuerySet(models.QuerySet["CallEvent"]):
    def update(self, **kwargs: Any) -> Never:
        raise EventIsFinal


class CallEvent(models.Model):
    """One thing that happened in a call.

    Order: `at`, then `id`. The id comes from the table's own sequence, so writing needs no look at what is there;
    events written in one statement keep the order in which they were given.
    """

    id = models.BigAutoField(primary_key=True)
    record = models.ForeignKey(CallRecord, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=20, choices=choices(EventKind))
    at = models.DateTimeField()
    actor = models.CharField(max_length=150, blank=True)  # a name or a role, never an id
    details = models.JSONField(default=dict)

    objects = CallEventQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.kind} at {self.at:%H:%M:%S}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise EventIsFinal
        super().save(*args, **kwargs)


class VoicemailRecording(models.Model):
    """A message left by a caller. `file` is relative to the company's media folder, and known to nobody outside."""

    record = models.ForeignKey(CallRecord, on_delete=models.CASCADE, related_name="voicemails")
    recording_sid = models.CharField(max_length=64)  # the carrier's name of it
    duration = models.PositiveIntegerField(default=0)  # seconds
    state = models.CharField(
        max_length=7, choices=choices(VoicemailState), default=VoicemailState.PENDING.value
    )
    file = models.CharField(max_length=200, blank=True)
    left_at = models.DateTimeField()
    stored_at = models.DateTimeField(null=True)

    class Meta:
        # A constraint, not unique=True: the latter would bring a second index for LIKE.
        constraints = [models.UniqueConstraint(fields=["recording_sid"], name="voicemail_once")]

    def __str__(self) -> str:
        return f"voicemail {self.recording_sid} ({self.state})"
