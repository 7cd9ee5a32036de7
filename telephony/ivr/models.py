"""A company's menus: a draft that changes, versions that never do, and the sounds of what they say."""

from typing import Any, Never

from django.db import models


class Flow(models.Model):
    """A menu as its authors see it. `revision` grows with each change: who saves over an older one is told so."""

    name = models.CharField(max_length=80)
    draft = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=150, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name"], name="flow_name_once")]

    def __str__(self) -> str:
        return self.name


class VersionIsFinal(TypeError):
    """What was published is never changed."""


class FlowVersionQuerySet(models.QuerySet["FlowVersion"]):
    def kept(self) -> "FlowVersionQuerySet":
        """Without those that were taken back before they began."""
        return self.filter(cancelled_at=None)

    def update(self, **kwargs: Any) -> int:
        if set(kwargs) - {"cancelled_at"}:
            raise VersionIsFinal
        return super().update(**kwargs)


class FlowVersion(models.Model):
    """What callers hear from `live_from` on, until a later version begins. `sounds` names the files of its words."""

    flow = models.ForeignKey(Flow, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    sounds = models.JSONField(default=dict)
    live_from = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150, blank=True)
    note = models.CharField(max_length=200, blank=True)
    restored_from = models.PositiveIntegerField(null=True)

    objects = FlowVersionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["flow", "number"], name="flow_version_once")]

    def __str__(self) -> str:
        return f"version {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise VersionIsFinal
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise VersionIsFinal


class Prompt(models.Model):
    """A sentence spoken by a voice of ours, for a language in which the carrier has none."""

    language = models.CharField(max_length=35)
    text_hash = models.CharField(max_length=64)  # SHA-256 of the text
    text = models.TextField()
    audio = models.CharField(max_length=64)  # its name in cc_saas.lib.audio_store
    wav = models.BinaryField()  # the same sound, in case the disk is lost

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "text_hash"], name="prompt_once")]

    def __str__(self) -> str:
        return self.text[:60]
