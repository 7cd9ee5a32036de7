"""A caller who would rather be called back: she is asked, or a menu brings her here; her number is confirmed, her place kept."""

from datetime import datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.db import transaction

from campaigns.records import services as records
from campaigns.records.types import Direction as RecordDirection
from campaigns.records.types import Event, EventKind, Outcome
from cc_saas.lib import phone
from cc_saas.lib.hot import write
from cc_saas.lib.tenancy import in_tenant
from telephony.callbacks import services as callbacks
from telephony.callflow import addresses, callback_place, ending, history, lines, speech
from telephony.callflow.prompts import Prompt, digit
from telephony.calls import selectors as calls_read
from telephony.calls import services as calls
from telephony.calls.models import Call
from telephony.calls.types import CallState, Direction
from telephony.dialing import safety
from telephony.dialing import selectors as dialing
from telephony.provider.documents import Ask, Document, HangUp, Play, Say
from telephony.queues import services as queues
from tenants.directory.hours import end_of_day

YES, ANOTHER = "1", "2"
LONGEST_NUMBER = 18


def question(*, call: Call) -> Ask:
    """Return the question whether she would like to be called back."""
    spoken = speech.prompt(Prompt.CALLBACK_OFFER, call.language)
    return Ask(spoken=(spoken,), answer_url=addresses.callback(call.pk), wait=4, most=1)


def begun(*, call_id: UUID, now: datetime) -> Document | None:
    """Return what a caller hears whom the menu has brought here; None where it has not."""
    call = _open(call_id, now)
    return _confirm(call) if call is not None else None


def wanted(*, call_id: UUID, digits: str, now: datetime) -> Document | None:
    """Return what follows the question; None where she waits on."""
    call = _open(call_id, now)
    return _confirm(call) if call is not None and digits == YES else None


def keyed(*, call_id: UUID, digits: str, now: datetime) -> Document | None:
    """Return what follows a number that she keyed in; None where she keyed nothing, and goes on as before."""
    call = _open(call_id, now)
    if call is None or not digits:
        return None
    number = phone.normalise(digits, phone.country_of(call.called))
    if number is None or not _is_fit(call, number):
        return _key_in(call, first=(speech.prompt(Prompt.CALLBACK_UNFIT, call.language),))
    return _read_back(call, number)


def confirmed(*, call_id: UUID, number: str, digits: str, now: datetime) -> Document | None:
    """Return what follows the reading of her number: it is right, she keys in another, or goes on as before (None)."""
    call = _open(call_id, now)
    if call is None:
        return None
    if digits == ANOTHER:
        return _key_in(call)
    if digits != YES or not _is_fit(call, number):
        return None
    return _promise(call.pk, number, now)


def _open(call_id: UUID, now: datetime) -> Call | None:
    """The call, where she may be promised one: not if she was answered meanwhile, or the menu has gone on."""
    call = calls_read.live_call(call_id=call_id)
    return call if call is not None and callback_place.place_of(call=call, now=now) is not None else None


def _confirm(call: Call) -> Document:
    return _read_back(call, call.caller) if _is_fit(call, call.caller) else _key_in(call)


def _is_fit(call: Call, number: str) -> bool:
    rules = dialing.rules_of(tenant_id=call.tenant_id)
    return safety.of_number(number=number, countries=rules.countries) is None


def _read_back(call: Call, number: str) -> Document:
    """Her number, digit by digit, and whether it is right."""
    language = call.language
    said = [digit(one) for one in phone.dialled_digits(number, phone.country_of(call.called))]
    spoken = (
        speech.prompt(Prompt.CALLBACK_NUMBER, language),
        *speech.prompts_in_a_row(said, language),
        speech.prompt(Prompt.CALLBACK_CONFIRM, language),
    )
    return [
        Ask(spoken=spoken, answer_url=addresses.callback_number(call.pk, number), wait=6, most=1),
    ]


def _key_in(call: Call, *, first: tuple[Say | Play, ...] = ()) -> Document:
    """She may key over what is said: so it is all said while keys are listened to."""
    spoken = (*first, speech.prompt(Prompt.CALLBACK_KEY, call.language))
    url = addresses.callback_keyed(call.pk)
    return [Ask(spoken=spoken, answer_url=url, wait=10, most=LONGEST_NUMBER, finish="#")]


@transaction.atomic
def _promise(call_id: UUID, number: str, now: datetime) -> Document | None:
    """Make the call that will keep the promise, at her place; her own call ends. None when she was answered meanwhile."""
    call = calls_read.lock(call_id=call_id)
    place = callback_place.place_of(call=call, now=now) if call is not None else None
    if call is None or place is None:
        return None
    history.write(call=call, kind=EventKind.CALLBACK_PROMISED, at=now, to=number)
    due_by = end_of_day(hours=lines.hours_of(call.tenant), at=now, zone=ZoneInfo(call.tenant.timezone))
    promised = _write(call, number, place, now)
    callbacks.promise(call_id=promised, asked_in=call.pk, place_at=place.since, due_by=due_by, now=now)
    ending.line_ended(call_id=call.pk, now=now, by="CALLBACK", outcome=Outcome.CALLBACK)
    return [speech.prompt(Prompt.CALLBACK_THANKS, call.language), HangUp()]


def _write(call: Call, number: str, place: callback_place.Place, now: datetime) -> UUID:
    """Write the promised call, its place and its record in one statement, inside the company."""
    call_id = uuid4()
    line = lines.line_of(called=call.called)
    new = calls.new_call(
        call_id=call_id, carrier_sid=calls.not_dialled(), tenant_id=call.tenant_id, caller=number, called=call.called,
        language=call.language, state=CallState.PROMISED, now=now, queue_id=place.queue_id,
        direction=Direction.OUTBOUND,
    )  # fmt: skip
    entry = queues.new_place(
        call_id=call_id,
        queue_id=place.queue_id,
        tenant_id=call.tenant_id,
        language=call.language,
        now=place.since,
    )
    record = records.new_record(
        call_id=call_id, direction=RecordDirection.OUTBOUND, caller=number, called=call.called, language=call.language,
        line=(line.label or line.company) if line else "", now=now, queue_name=place.queue_name,
    )  # fmt: skip
    waited = round(history.seconds(call.queued_at, now))
    begun = Event(call_id=call_id, kind=EventKind.CALLBACK_PROMISED, at=now, details={"waited": waited})
    with in_tenant(call.tenant):
        write(new, entry, record, records.new_events([begun]))
    return call_id
