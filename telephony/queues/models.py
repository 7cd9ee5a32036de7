"""Queues and the callers who wait in them."""

from datetime import datetime
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cc_saas.lib.enums import choices
from telephony.queues.types import EntryState


class Queue(models.Model):
    """One line of waiting callers of one company."""

    tenant = models.ForeignKey("directory.Tenant", on_delete=models.CASCADE, related_name="queues")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=80)
    language = models.CharField(max_length=35)
    # Higher is served first.
    priority = models.SmallIntegerField(default=0)

    class Meta:
        db_table = "queues_queue"
        constraints = [models.UniqueConstraint(fields=["tenant", "code"], name="queues_queue_code")]

    def __str__(self) -> str:
        return self.code


class QueueSkill(models.Model):
    """A skill that a queue asks for, with the lowest level that will do."""

    queue = models.ForeignKey(Queue, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey("roster.Skill", on_delete=models.CASCADE, related_name="+")
    level = models.PositiveSmallIntegerField(default=1)

    class Meta:
        db_table = "queues_queueskill"
        constraints = [models.UniqueConstraint(fields=["queue", "skill"], name="queues_queueskill_once")]


class QueueEntry(models.Model):
    """A caller's place. `entered_at` is the place: it survives missed offers and a lost operator."""

    call = models.OneToOneField(
        "calls.Call", on_delete=models.CASCADE, primary_key=True, related_name="entry"
    )
    queue = models.ForeignKey(Queue, on_delete=models.CASCADE, related_name="entries")
    tenant = models.ForeignKey("directory.Tenant", on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=35)
    state = models.CharField(max_length=8, choices=choices(EntryState), default=EntryState.WAITING)
    entered_at = models.DateTimeField()
    # Whoever lost her operator stands before everybody else.
    is_first = models.BooleanField(default=False)
    preferred_operator = models.ForeignKey(
        "roster.Operator", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    preferred_until = models.DateTimeField(null=True)
    # Operators who let an offer of this caller go, asked again only when nobody else is ready.
    passed_by = ArrayField(models.UUIDField(), default=list)
    # Until then those who let her go are not asked again, whoever else is there or not.
    rest_until = models.DateTimeField(null=True)
    # The expected wait that the caller was told last, in minutes: it is never told longer.
    told_minutes = models.PositiveSmallIntegerField(null=True)

    class Meta:
        db_table = "queues_queueentry"
        indexes = [
            models.Index(
                fields=["entered_at"], name="queues_waiting", condition=models.Q(state=EntryState.WAITING)
            )
        ]

    def is_kept_for(self, *, operator_id: UUID, now: datetime) -> bool:
        """Tell whether the caller was with this operator a moment ago and waits for her."""
        until = self.preferred_until
        return self.preferred_operator_id == operator_id and until is not None and until > now
