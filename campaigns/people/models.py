"""Specialists of one company."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Specialist(models.Model):
    """Somebody at the company who can help where the operator cannot."""

    name = models.CharField(max_length=120)
    role = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20)  # E.164
    languages = ArrayField(models.CharField(max_length=35), default=list, blank=True)  # BCP 47
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name
