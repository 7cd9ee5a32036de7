"""Queues and the callers who wait in them."""

from datetime import datetime
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cc_saas.lib.enums import choices
from telephony.queues.types import ChangeKind, EntryState, Heard, WrapUpMode


class Queue(models.Model):
    """One line of waiting callers of one company."""

    tenant = models.ForeignKey("directory.Tenant", on_delete=models.CASCADE, related_name="queues")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=80)
    language = models.CharField(max_length=35)
    # Higher is served first.
    priority = models.SmallIntegerField(default=0)
    # Hotlines and emergencies: before everybody else, through any wall.
    is_urgent = models.BooleanField(default=False)
    # Callers in another language are served in `language`; empty means that each is served in her own.
    languages = ArrayField(models.CharField(max_length=35), default=list, blank=True)
    # Whose operators answer (agents.roster.Group); empty means anybody's. A group that is gone is passed over.
    group_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    # The service level that the company wants to see here, and the abandons that it does not count; in seconds.
    target_percent = models.PositiveSmallIntegerField(default=80)
    target_time = models.PositiveSmallIntegerField(default=20)
    short_abandon_time = models.PositiveSmallIntegerField(default=5)
    # Whoever is beyond one of these is asked for a message.
    max_size = models.PositiveIntegerField(null=True)
    max_wait_time = models.PositiveIntegerField(null=True)
    heard = models.CharField(max_length=8, choices=choices(Heard), default=Heard.RINGING.value)
    tells_wait = models.BooleanField(default=True)
    wrap_up_mode = models.CharField(
        max_length=14, choices=choices(WrapUpMode), default=WrapUpMode.TIMED.value
    )
    wrap_up_time = models.PositiveSmallIntegerField(default=30)
    # The console answers by itself, after a tone.
    auto_answer = models.BooleanField(default=False)
    # Seconds for which only the company's own agents are asked.
    own_first_time = models.PositiveSmallIntegerField(null=True)
    # What is asked less and less, and what becomes of the caller in the end: telephony.queues.rules says how it is kept.
    rings = models.JSONField(default=list, blank=True)
    overflow = models.JSONField(default=list, blank=True)
    # A deleted queue stays until nobody needs it: its callers move on, and the deletion can be undone.
    deleted_at = models.DateTimeField(null=True)

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
    # Since when she waits in this very queue, where she came from another; otherwise since she entered.
    joined_at = models.DateTimeField(null=True)
    # Of the step of this queue that was tried for her in vain, how many seconds it is after; later ones hold.
    tried_after = models.PositiveSmallIntegerField(null=True)
    # The number that is rung for her while she is away.
    away_to = models.CharField(max_length=20, blank=True)
    # Whoever lost her operator stands before everybody else.
    is_first = models.BooleanField(default=False)
    # An emergency, whatever the queue.
    is_urgent = models.BooleanField(default=False)
    # Who served her the last time (agents.roster.Operator): chosen if she is ready, never waited for.
    last_operator_id = models.UUIDField(null=True)
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


class QueueChange(models.Model):
    """What the floor has changed about a queue, until an instant. What the company has settled stays as it is below."""

    queue = models.ForeignKey(Queue, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=12, choices=choices(ChangeKind))
    # The group that joins or leaves (agents.roster.Group); 0 for an overflow.
    group_id = models.BigIntegerField(default=0)
    # The steps that hold instead, as Queue.overflow keeps them.
    overflow = models.JSONField(default=list, blank=True)
    author = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        db_table = "queues_queuechange"
        constraints = [
            models.UniqueConstraint(fields=["queue", "kind", "group_id"], name="queues_queuechange_once"),
        ]
