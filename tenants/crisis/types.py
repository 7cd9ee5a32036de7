"""Words of a crisis. No Django here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

CONFIRM_TIME = timedelta(minutes=10)
"""How long the second person may take."""

CODE_LENGTH = 8
CODE_TIME = timedelta(days=365)
"""How long a code for the telephone holds."""

MOST_PHONES = 10
MOST_WRONG = 5
"""So many wrong codes of one company within WRONG_TIME lock it for LOCK_TIME."""

WRONG_TIME = LOCK_TIME = timedelta(hours=1)
PASS_TIME = timedelta(minutes=3)
"""How long after the right code, in the same call, the crisis can be switched on."""

LONGEST_MINUTES = 24 * 60
HIGHEST_PRIORITY = 100


class Phase(StrEnum):
    """Where a crisis stands at an instant."""

    ASKED = "ASKED"
    LAPSED = "LAPSED"
    ON = "ON"
    OVER = "OVER"


class Tried(StrEnum):
    """What a code that was keyed in on the telephone came to."""

    RIGHT = "RIGHT"
    WRONG = "WRONG"
    SHUT = "SHUT"


class News(StrEnum):
    """What the owners of a company are told by mail."""

    SWITCHED_ON = "SWITCHED_ON"
    CODE_MADE = "CODE_MADE"
    CODE_LOCKED = "CODE_LOCKED"


class CrisisRefused(ValueError):
    """It is not done. `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What holds while a crisis is on. Texts are by language (BCP 47); the flow, the steps and the sounds are telephony's."""

    greeting: Mapping[str, str] = field(default_factory=dict)
    phrase: Mapping[str, str] = field(default_factory=dict)
    flow_id: int | None = None
    # Added to the priority of each of the company's queues.
    priority: int = 0
    # In place of the queues' own; as telephony.queues.rules keeps steps.
    overflow: tuple[Mapping[str, Any], ...] = ()
    # Answers an hour on equal terms with the others; more than the contract's takes the coordinator's consent.
    reserved: int | None = None
    minutes: int = 120
    # Names of sounds, by what telephony.ivr.prompts.key says of a language and a text.
    sounds: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A crisis as every process keeps it in memory. Whether it is on is a question about an instant, and not a state."""

    id: int
    tenant_id: int
    begins_at: datetime
    ends_at: datetime
    plan: Plan
    consent_at: datetime | None = None

    def is_on(self, *, at: datetime) -> bool:
        """Tell whether it is on at this instant."""
        return self.begins_at <= at < self.ends_at

    def reserved(self, *, at: datetime) -> int | None:
        """Return the answers an hour to which the coordinator has consented; None where she has not."""
        return self.plan.reserved if self.consent_at is not None and self.consent_at <= at else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyholders:
    """From which telephones (E.164) a company's code is taken, and until when."""

    phones: frozenset[str]
    expires_at: datetime


def check(plan: Plan) -> None:
    """Raise CrisisRefused for the first part that cannot be."""
    if not 0 <= plan.priority <= HIGHEST_PRIORITY:
        raise CrisisRefused("priority")
    if not 5 <= plan.minutes <= LONGEST_MINUTES:
        raise CrisisRefused("minutes")
    if plan.reserved is not None and not 0 <= plan.reserved <= 10_000:
        raise CrisisRefused("reserved")
    if any(len(text) > 1000 for text in (*plan.greeting.values(), *plan.phrase.values())):
        raise CrisisRefused("greeting")
