"""Operators, their skills and their clearances."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

LOWEST_LEVEL = 1
HIGHEST_LEVEL = 5


class Operator(models.Model):
    """One person who answers calls for the companies she is cleared for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField("accounts.User", on_delete=models.CASCADE, related_name="operator")
    name = models.CharField(max_length=120)
    languages = ArrayField(models.CharField(max_length=35), default=list)
    # Her own number or SIP address; blank means that the softphone of her console is dialled.
    leg_address = models.CharField(max_length=255, blank=True)
    # The company whose own agent she is; of the outsourcer's pool otherwise.
    home = models.ForeignKey(
        "directory.Tenant", on_delete=models.SET_NULL, null=True, related_name="own_agents"
    )
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "roster_operator"

    def __str__(self) -> str:
        return self.name

    @property
    def identity(self) -> str:
        """Her softphone's identity: letters, digits and underscore only, as the carrier demands."""
        return f"op_{self.id.hex}"

    @property
    def dial_address(self) -> str:
        """What the carrier dials to reach her."""
        return self.leg_address or f"client:{self.identity}"


class Skill(models.Model):
    """Something a queue may ask for and an operator may master."""

    name = models.CharField(max_length=60, unique=True)

    class Meta:
        db_table = "roster_skill"

    def __str__(self) -> str:
        return self.name


class Proficiency(models.Model):
    """How well an operator masters a skill, 1 (learning) to 5 (expert)."""

    operator = models.ForeignKey(Operator, on_delete=models.CASCADE, related_name="proficiencies")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="proficiencies")
    level = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(LOWEST_LEVEL), MaxValueValidator(HIGHEST_LEVEL)]
    )

    class Meta:
        db_table = "roster_proficiency"
        constraints = [
            models.UniqueConstraint(fields=["operator", "skill"], name="roster_proficiency_once"),
            models.CheckConstraint(
                condition=models.Q(level__gte=LOWEST_LEVEL, level__lte=HIGHEST_LEVEL),
                name="roster_proficiency_level",
            ),
        ]


class Preference(models.Model):
    """What an operator is for: the place of a queue in her own order, and how long its callers wait before she is asked."""

    operator = models.ForeignKey(Operator, on_delete=models.CASCADE, related_name="preferences")
    # telephony.queues.Queue; one that is gone is passed over.
    queue_id = models.BigIntegerField()
    # 1 is what she is really for; queues that she has no preference about come after the rest.
    place = models.PositiveSmallIntegerField(default=1)
    # Seconds that a caller of this queue has waited before she is asked.
    delay_time = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "roster_preference"
        constraints = [
            models.UniqueConstraint(fields=["operator", "queue_id"], name="roster_preference_once"),
        ]


class Clearance(models.Model):
    """The permission of one operator to serve one company."""

    operator = models.ForeignKey(Operator, on_delete=models.CASCADE, related_name="clearances")
    tenant = models.ForeignKey("directory.Tenant", on_delete=models.CASCADE, related_name="clearances")
    granted_at = models.DateTimeField()

    class Meta:
        db_table = "roster_clearance"
        constraints = [
            models.UniqueConstraint(fields=["operator", "tenant"], name="roster_clearance_once"),
        ]


class Group(models.Model):
    """Operators whom a company's queues ask for by one name: its own agents, its sales people, a campaign."""

    tenant = models.ForeignKey("directory.Tenant", on_delete=models.CASCADE, related_name="operator_groups")
    name = models.CharField(max_length=60)
    members = models.ManyToManyField(Operator, through="GroupMember", related_name="groups")

    class Meta:
        db_table = "roster_group"
        constraints = [models.UniqueConstraint(fields=["tenant", "name"], name="roster_group_name")]

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """One operator in one group."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    operator = models.ForeignKey(Operator, on_delete=models.CASCADE, related_name="memberships")

    class Meta:
        db_table = "roster_groupmember"
        constraints = [models.UniqueConstraint(fields=["group", "operator"], name="roster_groupmember_once")]
