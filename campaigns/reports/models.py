"""Facts of intervals, and who gets which report by mail."""

from django.db import models

from campaigns.records.types import Direction, Outcome
from campaigns.reports.types import DeliveryState, Dimension, Format, Rhythm
from cc_saas.lib.enums import choices, longest


class IntervalFact(models.Model):
    """What one closed call adds to its interval: the quarter of an hour in which it arrived.

    A row and not a counter: folded again it says the same, and two closings never wait for one row. No caller's number.
    """

    call_id = models.UUIDField(primary_key=True, editable=False)
    starts_at = models.DateTimeField()
    queue = models.CharField(max_length=150, blank=True)  # names as they were
    number = models.CharField(max_length=20)  # the dialled number, E.164
    operator_id = models.UUIDField(null=True)
    operator = models.CharField(max_length=150, blank=True)
    direction = models.CharField(max_length=8, choices=choices(Direction))
    outcome = models.CharField(max_length=9, choices=choices(Outcome))
    wait_time = models.PositiveIntegerField()  # seconds, as all lengths
    talk_time = models.PositiveIntegerField()
    hold_time = models.PositiveIntegerField()
    wrap_up_time = models.PositiveIntegerField()
    target_time = (
        models.PositiveSmallIntegerField()
    )  # what the caller's queue promised, and counts as too short
    short_abandon_time = models.PositiveSmallIntegerField()
    transfers = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["starts_at"], name="reports_by_interval")]

    def __str__(self) -> str:
        return f"{self.outcome} at {self.starts_at:%Y-%m-%d %H:%M}"


class ReportSchedule(models.Model):
    """One person's wish to have a report by mail. People are opaque: they stand in the shared schema."""

    user_id = models.UUIDField()
    dimension = models.CharField(max_length=longest(Dimension), choices=choices(Dimension))
    rhythm = models.CharField(max_length=longest(Rhythm), choices=choices(Rhythm))
    hour = models.PositiveSmallIntegerField()  # of the company's day
    format = models.CharField(max_length=longest(Format), choices=choices(Format))
    language = models.CharField(max_length=12)  # of the reader, as she was when she asked
    due_at = models.DateTimeField()  # the next one
    created_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.rhythm} report by {self.dimension}"


class Delivery(models.Model):
    """One report on its way: the row is the claim, so it goes out once however many look for it."""

    schedule = models.ForeignKey(ReportSchedule, on_delete=models.CASCADE, related_name="deliveries")
    due_at = models.DateTimeField()
    state = models.CharField(
        max_length=7, choices=choices(DeliveryState), default=DeliveryState.CLAIMED.value
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    try_at = models.DateTimeField()  # not before; moved ahead by whoever tries
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["schedule", "due_at"], name="reports_delivery_once")]

    def __str__(self) -> str:
        return f"{self.state} {self.due_at:%Y-%m-%d %H:%M}"
