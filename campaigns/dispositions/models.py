"""What an operator may choose after a call, and whether she must."""

from django.db import models


class Disposition(models.Model):
    """One possible outcome of a conversation. Codes live for ever in records, so a disposition is retired, not deleted."""

    code = models.CharField(max_length=50)
    label = models.CharField(max_length=200)
    position = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code"], name="disposition_code_once")]

    def __str__(self) -> str:
        return self.label


class WrapUpRule(models.Model):
    """The company's one row of settings for the end of a call; no row means the defaults."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    disposition_required = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="wrap_up_rule_single")]

    def __str__(self) -> str:
        return "disposition required" if self.disposition_required else "disposition optional"
