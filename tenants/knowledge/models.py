"""Greetings and questions of one company."""

from django.db import models

from cc_saas.lib.enums import choices
from tenants.knowledge.types import QuestionKind


class Greeting(models.Model):
    """How calls begin in one language: what the caller hears first, and what the operator then says."""

    language = models.CharField(max_length=35)  # BCP 47
    phrase = models.CharField(max_length=200)
    announcement = models.TextField(blank=True)
    announcement_audio = models.CharField(max_length=64, blank=True)  # its name in cc_saas.lib.audio_store
    announcement_wav = models.BinaryField(null=True)  # the same sound, in case the disk is lost
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language"], name="greeting_per_language")]

    def __str__(self) -> str:
        return self.phrase


class QuestionGroup(models.Model):
    """A branch of the tree: Repairs, Warranty, Shops."""

    title = models.CharField(max_length=120)
    position = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.title


class QuestionQuerySet(models.QuerySet["Question"]):
    def published(self) -> "QuestionQuerySet":
        """Questions that operators see."""
        return self.filter(is_published=True)

    def as_arranged(self) -> "QuestionQuerySet":
        """In the company's own order."""
        return self.order_by("group__position", "group_id", "position", "id")


class Question(models.Model):
    """What callers ask, with its answer: a text, a table or a list of places."""

    group = models.ForeignKey(QuestionGroup, on_delete=models.PROTECT, related_name="questions")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=9, choices=choices(QuestionKind), default=QuestionKind.TEXT.value)
    say = models.CharField(max_length=500, blank=True)
    body = models.TextField(blank=True)  # Markdown
    table = models.JSONField(default=dict, blank=True)
    addresses = models.JSONField(default=list, blank=True)
    related = models.ManyToManyField("self", symmetrical=False, blank=True)
    position = models.PositiveIntegerField(default=0)
    is_published = models.BooleanField(default=True)
    reads = models.PositiveIntegerField(default=0)  # how often operators opened it in a call
    updated_at = models.DateTimeField()

    objects = QuestionQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title
