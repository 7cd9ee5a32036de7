"""Stage 3: waiting. The caller hears her line ring; from 30 s on, a word of patience and the expected wait."""

import math
from datetime import datetime, timedelta
from uuid import UUID

from agents.presence import selectors as presence
from cc_saas.lib import phone
from telephony.callflow import (
    addresses,
    callback_asked,
    callback_place,
    forwarding,
    history,
    speech,
    talking,
    voicemail,
)
from telephony.callflow.prompts import Prompt
from telephony.calls import selectors as calls_read
from telephony.calls import services as calls
from telephony.calls.models import Call
from telephony.calls.types import WITH_OPERATOR, CallState
from telephony.provider.documents import Document, HangUp, Step, StopWaiting, Wait
from telephony.queues import selectors as queues_read
from telephony.queues import services as queues
from telephony.queues.models import QueueEntry
from telephony.queues.types import Heard
from telephony.routing import expecting
from telephony.routing.definitions import Definition, definition

PATIENCE_AFTER = 30
"""Seconds of waiting before the caller is spoken to, and the shortest wait that she is told of."""

RING_CYCLE = 5
"""Seconds of one ring with its pause, in the slowest cadence that we have (4 to 6 s)."""

MUSIC_TIME = 24
"""Seconds that the hold music lasts."""

SPOKEN_EVERY = 30
"""Seconds of ringing between two words of patience."""


def wait_in_line(*, call_id: UUID) -> Document:
    """Return the document that puts the caller into the carrier's queue; each call has one of its own."""
    return [
        Wait(queue=str(call_id), wait_url=addresses.wait(call_id), left_url=addresses.left_queue(call_id))
    ]


def heard_while_waiting(*, call_id: UUID, now: datetime) -> Document:
    """Return what the caller hears next. The carrier asks again whenever the last document has ended."""
    call = calls_read.live_call(call_id=call_id)
    if call is None:
        return [HangUp()]
    calls.hear(call_id=call.pk, now=now)
    if call.state == CallState.WAITING and not presence.anyone_on_duty(tenant_id=call.tenant_id):
        call = voicemail.offer(call=call, now=now) or call
    if call.state == CallState.VOICEMAIL:
        return [StopWaiting()]
    spoken = _spoken(call, now)
    if callback_place.is_due(call=call, now=now) or (
        spoken and callback_place.may_be_asked(call=call, now=now)
    ):
        return [*spoken, callback_asked.question(call=call)]
    return [*spoken, _heard(call, _until_next_word(call, now))]


def rings_on(*, call_id: UUID) -> Document:
    """Return what a caller hears who was asked something while waiting, and does not want it."""
    call = calls_read.live_call(call_id=call_id)
    if call is None:
        return [HangUp()]
    return [_heard(call, SPOKEN_EVERY)]


def left_queue(*, call_id: UUID, result: str, now: datetime) -> Document:
    """The caller has left the carrier's queue; say what comes next.

    After a redirect of ours the carrier already follows the new document and this answer repeats it.
    """
    call = calls_read.live_call(call_id=call_id)
    if call is None or result == "hangup":
        return [HangUp()]
    return stands(call=call)


def stands(*, call: Call) -> Document:
    """Return what the line of a caller does who stands behind the menu: leave a message, talk, or wait."""
    if call.state == CallState.ENDED:
        return [HangUp()]
    if call.state == CallState.VOICEMAIL:
        return voicemail.document(call_id=call.pk, language=call.language)
    if call.state in WITH_OPERATOR:
        return talking.conversation(call_id=call.pk)
    return forwarding.document(call=call) or wait_in_line(call_id=call.pk)


def after_forward(*, call_id: UUID, now: datetime) -> Document:
    """Return what a caller does whom nobody answered where her queue sent her: she waits on."""
    forwarding.came_back(call_id=call_id, now=now)
    call = calls_read.live_call(call_id=call_id)
    return stands(call=call) if call is not None else [HangUp()]


def after_conversation(*, call: Call) -> Document:
    """Return what a caller hears whose room has ended. One who was with a specialist is thanked; others wait on."""
    if call.state in (CallState.TRANSFERRED, CallState.ENDED):
        return [speech.prompt(Prompt.GOODBYE, call.language), HangUp()]
    return wait_in_line(call_id=call.pk)


def _spoken(call: Call, now: datetime) -> list[Step]:
    if history.seconds(call.queued_at, now) < PATIENCE_AFTER:
        return []
    words: list[Step] = [speech.prompt(Prompt.PATIENCE, call.language)]
    minutes = _minutes_to_tell(call, now) if _tells_wait(call) else None
    if minutes is not None:
        words.append(speech.prompt(Prompt.EXPECTED_WAIT, call.language, minutes=minutes))
    return words


def _minutes_to_tell(call: Call, now: datetime) -> int | None:
    """The expected wait in whole minutes, never longer than the caller was told before."""
    expected = expecting.expected_wait(call_id=call.pk, now=now)
    entry = queues_read.entry_of(call_id=call.pk)
    if expected is None or entry is None or expected < timedelta(seconds=PATIENCE_AFTER):
        return None
    minutes = queues_read.whole_minutes(wait=expected)
    return _never_longer(entry, minutes)


def _never_longer(entry: QueueEntry, minutes: int) -> int:
    told = min(minutes, entry.told_minutes or minutes)
    queues.told(call_id=entry.pk, minutes=told)
    return told


def _until_next_word(call: Call, now: datetime) -> float:
    """Seconds for which nobody speaks to her: until the first word, the next, or what her queue lets her be asked."""
    waited = history.seconds(call.queued_at, now)
    quiet = PATIENCE_AFTER - waited if waited < PATIENCE_AFTER else float(SPOKEN_EVERY)
    asked_in = callback_place.asked_in(call=call, now=now)
    return quiet if asked_in is None else min(quiet, asked_in)


def _tells_wait(call: Call) -> bool:
    """An urgent caller is never told that it may take minutes."""
    queue, entry = _queue_of(call), queues_read.entry_of(call_id=call.pk)
    if entry is None or entry.is_urgent:
        return False
    return queue is None or (queue.draft.tells_wait and not queue.draft.is_urgent)


def _queue_of(call: Call) -> Definition | None:
    return definition(queue_id=call.queue_id) if call.queue_id else None


def _heard(call: Call, seconds: float) -> Step:
    queue = _queue_of(call)
    if queue is not None and queue.draft.heard is Heard.MUSIC:
        return speech.music(times=max(1, math.ceil(seconds / MUSIC_TIME)))
    return _ring(call, seconds)


def _ring(call: Call, seconds: float) -> Step:
    country = phone.country_of(call.called)
    return speech.ringing(country, times=max(1, math.ceil(seconds / RING_CYCLE)))
