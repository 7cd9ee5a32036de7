"""The words of a call's record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NotRequired, TypedDict
from uuid import UUID


class Direction(StrEnum):
    """Who rang whom, seen from the company."""

    INBOUND = "INBOUND"
    OUTBOUND = "OUTBOUND"


class Outcome(StrEnum):
    """What came of a call. While the call lives there is none."""

    ANSWERED = "ANSWERED"  # an operator spoke with the caller
    ABANDONED = "ABANDONED"  # the caller hung up while waiting
    VOICEMAIL = "VOICEMAIL"  # nobody could answer, and a message was left
    MISSED = "MISSED"  # nobody could answer, and no message was left
    MENU = (
        "MENU"  # the caller asked for no operator: what she wanted, the menu told her, or she hung up in it
    )
    CALLBACK = "CALLBACK"  # the caller gave up the line, and was promised a call
    MERGED = "MERGED"  # a promised call that was not made: she rang again first
    FORWARDED = "FORWARDED"  # the menu put the caller through to a number


class NewRecord(TypedDict):
    """What is known of a call at its arrival (`now`). `caller` is E.164, or "" where the number is withheld."""

    call_id: UUID
    direction: Direction
    caller: str
    called: str
    language: str
    line: str
    now: datetime
    queue_name: NotRequired[str]


@dataclass(frozen=True, kw_only=True)
class Waited:
    """In which queue the caller waited last, and what it promised, in seconds."""

    queue_name: str
    target_time: int = 20
    short_abandon_time: int = 5


class EventKind(StrEnum):
    """What can happen in a call, in the order it usually does."""

    ARRIVED = "ARRIVED"
    CRISIS = "CRISIS"
    ANNOUNCED = "ANNOUNCED"
    MENU_BEGAN = "MENU_BEGAN"
    MENU_HOURS = "MENU_HOURS"
    MENU_LANGUAGE = "MENU_LANGUAGE"
    MENU_CHOSEN = "MENU_CHOSEN"
    MENU_SILENT = "MENU_SILENT"
    MENU_WRONG = "MENU_WRONG"
    MENU_COLLECTED = "MENU_COLLECTED"
    MENU_CHECKED = "MENU_CHECKED"
    MENU_ANSWERED = "MENU_ANSWERED"
    MENU_FORWARDED = "MENU_FORWARDED"
    QUEUED = "QUEUED"
    FORWARDED = "FORWARDED"
    OFFERED = "OFFERED"
    RINGING = "RINGING"
    MISSED = "MISSED"
    DECLINED = "DECLINED"
    WITHDRAWN = "WITHDRAWN"
    ANSWERED = "ANSWERED"
    HELD = "HELD"
    RESUMED = "RESUMED"
    MUTED = "MUTED"
    UNMUTED = "UNMUTED"
    QUESTION_READ = "QUESTION_READ"
    TRANSFER_STARTED = "TRANSFER_STARTED"
    TRANSFERRED = "TRANSFERRED"
    TRANSFER_FAILED = "TRANSFER_FAILED"
    DIAL_REFUSED = "DIAL_REFUSED"
    OPERATOR_LOST = "OPERATOR_LOST"
    CALLBACK_PROMISED = "CALLBACK_PROMISED"
    CALLBACK_DIALED = "CALLBACK_DIALED"
    CALLBACK_FAILED = "CALLBACK_FAILED"
    CALLBACK_MERGED = "CALLBACK_MERGED"
    CALLBACK_DIED = "CALLBACK_DIED"
    REQUEUED = "REQUEUED"
    HUNG_UP = "HUNG_UP"
    VOICEMAIL_OFFERED = "VOICEMAIL_OFFERED"
    VOICEMAIL_LEFT = "VOICEMAIL_LEFT"
    WRAPPED_UP = "WRAPPED_UP"
    DISPOSED = "DISPOSED"
    CLOSED = "CLOSED"


class VoicemailState(StrEnum):
    """Where the sound of a voicemail is."""

    PENDING = "PENDING"  # the carrier has it, we have not fetched it yet
    STORED = "STORED"  # it lies in the company's media folder
    LOST = "LOST"  # the carrier could not give it to us


@dataclass(frozen=True, kw_only=True)
class Event:
    """One thing that happened in a call, before it is written down.

    `actor` is a name ("Olga") or a role, never an id. The call's page understands these details; all are optional:
    ARRIVED line, language - CRISIS id, ends_at (ISO 8601), greeting, priority, menu, overflow, reserved - ANNOUNCED text, position, expected (s) - MENU_BEGAN menu, version - MENU_HOURS opening -
    MENU_LANGUAGE language - MENU_CHOSEN menu, key, choice - MENU_SILENT, MENU_WRONG menu - MENU_COLLECTED menu, digits -
    MENU_CHECKED menu, route, failed - MENU_ANSWERED menu, question - MENU_FORWARDED menu, to - QUEUED queue, position -
    FORWARDED to - OFFERED, RINGING, MISSED, DECLINED, WITHDRAWN, ANSWERED operator (where it is not the actor), reason - QUESTION_READ question (its title) -
    TRANSFER_STARTED, TRANSFERRED, TRANSFER_FAILED name, to (E.164), reason -
    DIAL_REFUSED name, to, reason (telephony.dialing's word) - CALLBACK_PROMISED to, waited (s) - CALLBACK_DIALED operator -
    CALLBACK_FAILED reason - HUNG_UP by (CALLER, OPERATOR, SYSTEM, CALLBACK) -
    VOICEMAIL_LEFT duration (s) - WRAPPED_UP wrap_up_time (s) - DISPOSED disposition (its label).
    """

    call_id: UUID
    kind: EventKind
    at: datetime
    actor: str = ""
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Contact:
    """An earlier call of the same caller, as the operator sees it."""

    call_id: UUID
    at: datetime
    outcome: Outcome | None
    disposition: str
    note: str


@dataclass(frozen=True, kw_only=True)
class CallerHistory:
    """How often this caller rang the company before, and what came of the last times (newest first)."""

    calls_before: int
    last_contacts: Sequence[Contact]
