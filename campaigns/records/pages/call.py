"""The page of one call."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from campaigns.records import selectors
from campaigns.records.models import CallRecord, VoicemailRecording
from campaigns.records.pages.rows import when_text
from campaigns.records.pages.story import tell
from campaigns.records.pages.strip import draw_strip, lengths
from campaigns.records.pages.words import STAGES, clock_length, outcome_sign
from campaigns.records.segments import Segment, Stage, segments
from campaigns.records.types import Contact
from cc_saas.lib import phone
from cc_saas.lib.language_names import language_name


def call_context(record: CallRecord, *, now: datetime, zone: tzinfo) -> dict[str, object]:
    """All that the page of a call says. `record` comes with its events and voicemails."""
    events = list(record.events.all())
    until = record.closed_at or now
    stretches = segments(events, until=until)
    history = selectors.caller_history(caller=record.caller, before=record.started_at)
    return {
        "record": record,
        "sign": outcome_sign(record.outcome),
        "heading": _heading(record),
        "when": _when(record, now=now, zone=zone),
        "took": clock_length(((record.ended_at or now) - record.started_at).total_seconds()),
        "strip": draw_strip(stretches, zone=zone),
        "sums": _sums(stretches),
        "rows": tell(events, stretches, until=until),
        "caller": party(record.caller),
        "called": party(record.called),
        "language": language_name(record.language),
        "calls_before": history.calls_before,
        "earlier": [_earlier(contact, now=now, zone=zone) for contact in history.last_contacts],
        "voicemails": [_voicemail(one) for one in record.voicemails.all()],
        "facts": _facts(record),
    }


def party(number: str) -> Mapping[str, str | None]:
    """A number as it is read, with its country."""
    if not number:
        return {"text": _("Withheld number"), "country": None, "number": ""}
    return {"text": phone.international(number), "country": phone.country_of(number), "number": number}


def _heading(record: CallRecord) -> str:
    who = str(party(record.caller)["text"])
    return f"{who}, {record.disposition_label.lower()}" if record.disposition_label else who


def _when(record: CallRecord, *, now: datetime, zone: tzinfo) -> str:
    local = record.started_at.astimezone(zone)
    if local.date() == now.astimezone(zone).date():
        return _("Today at %(time)s") % {"time": f"{local:%H:%M}"}
    return date_format(local, "l j E Y, H:i")


def _sums(stretches: Sequence[Segment]) -> Sequence[Mapping[str, object]]:
    """How long the caller waited, talked and was on hold: the legend of the strip."""
    found = lengths(stretches)
    waiting = found.get(Stage.QUEUE, 0) + found.get(Stage.RING, 0)
    shown = [
        (_("waiting"), Stage.QUEUE, waiting),
        (_("talking"), Stage.TALK, found.get(Stage.TALK, 0)),
        (_("on hold"), Stage.HOLD, found.get(Stage.HOLD, 0)),
    ]
    return [
        {"word": word, "sign": STAGES[stage], "length": clock_length(seconds)}
        for word, stage, seconds in shown
        if seconds
    ]


def _facts(record: CallRecord) -> Sequence[tuple[str, str]]:
    """What is known of the call beside its timeline; nothing empty."""
    found = [
        (_("Answered by"), record.operator_name),
        (_("Queue"), record.queue_name),
        (_("Result"), record.disposition_label),
    ]
    return [(name, value) for name, value in found if value]


def _earlier(contact: Contact, *, now: datetime, zone: tzinfo) -> Mapping[str, object]:
    return {
        "id": contact.call_id,
        "when": when_text(contact.at, now=now, zone=zone),
        "at": contact.at,
        "what": contact.disposition or outcome_sign(contact.outcome).word,
    }


def _voicemail(recording: VoicemailRecording) -> Mapping[str, object]:
    return {"id": recording.id, "state": recording.state, "length": clock_length(recording.duration)}
