"""One call as a row of the list."""

from datetime import datetime, timedelta, tzinfo

from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campaigns.records.models import CallRecord
from campaigns.records.pages.words import clock_length, outcome_sign
from campaigns.records.types import Direction
from cc_saas.lib import phone


def row(record: CallRecord, *, now: datetime, zone: tzinfo) -> dict[str, object]:
    """One call of the list."""
    return {
        "id": record.id,
        "at": record.started_at,
        "at_text": when_text(record.started_at, now=now, zone=zone),
        "ago": ago(record.started_at, now=now),
        "sign": outcome_sign(record.outcome),
        "live": record.is_live,
        "caller": phone.international(record.caller) if record.caller else _("Withheld number"),
        "country": phone.country_of(record.caller) if record.caller else None,
        "line": record.line,
        "is_callback": record.direction == Direction.OUTBOUND,
        "operator": record.operator_name,
        "wait": clock_length(record.wait_time) if record.outcome or record.answered_at else "",
        "talk": clock_length(record.talk_time) if record.talk_time else "",
        "answered_at": record.answered_at,
        "result": record.disposition_label,
        "note": record.note,
    }


def when_text(at: datetime, *, now: datetime, zone: tzinfo) -> str:
    """The time today, with the day before that, with the year where it is another one."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    if local.date() == today:
        return f"{local:%H:%M}"
    # Django's letters: a language may need the month in another form ("b" is lower case, "E" inflected).
    if local.year == today.year:
        return date_format(local, pgettext("date format", "j M, H:i"))
    return date_format(local, pgettext("date format", "j M Y, H:i"))


def ago(at: datetime, *, now: datetime) -> str:
    """How long ago, under an hour; the page keeps it true afterwards."""
    return (
        _("%(time)s ago") % {"time": timesince(at, now)}
        if timedelta() <= now - at < timedelta(hours=1)
        else ""
    )
