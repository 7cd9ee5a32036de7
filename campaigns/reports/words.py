"""What measures, dimensions and lengths are called on pages and in files."""

from datetime import datetime

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from campaigns.records.pages.words import clock_length
from campaigns.reports.measures import FORMULAS, reckon
from campaigns.reports.periods import Span
from campaigns.reports.types import Dimension, Format, Kind, Measure, Rhythm, Sums

NOTHING = "–"

MEASURES = {
    Measure.OFFERED: pgettext_lazy("measure", "Offered"),
    Measure.ANSWERED: pgettext_lazy("measure", "Answered"),
    Measure.ABANDONED: pgettext_lazy("measure", "Abandoned"),
    Measure.SHORT_ABANDONED: pgettext_lazy("measure", "Short abandons"),
    Measure.SERVICE_LEVEL: pgettext_lazy("measure", "Service level"),
    Measure.ABANDON_RATE: pgettext_lazy("measure", "Abandon rate"),
    Measure.SPEED_OF_ANSWER: pgettext_lazy("measure", "Average wait"),
    Measure.LONGEST_WAIT: pgettext_lazy("measure", "Longest wait"),
    Measure.HANDLED: pgettext_lazy("measure", "Handled"),
    Measure.HANDLE_TIME: pgettext_lazy("measure", "Handle time"),
    Measure.OCCUPANCY: pgettext_lazy("measure", "Occupancy"),
    Measure.TRANSFERS: pgettext_lazy("measure", "Transfers"),
    Measure.VOICEMAILS: pgettext_lazy("measure", "Voicemails"),
    Measure.MISSED: pgettext_lazy("measure", "Missed"),
    Measure.CALLBACKS: pgettext_lazy("measure", "Callbacks"),
    Measure.SELF_SERVED: pgettext_lazy("measure", "In the menu"),
}
DIMENSIONS = {
    Dimension.QUEUE: _("Queue"),
    Dimension.NUMBER: _("Number"),
    Dimension.OPERATOR: _("Operator"),
    Dimension.COMPANY: _("Company"),
    Dimension.INTERVAL: pgettext_lazy("of a report", "Interval"),
}
SPANS = {
    Span.TODAY: _("Today"),
    Span.YESTERDAY: pgettext_lazy("a period", "Yesterday"),
    Span.WEEK: _("7 days"),
    Span.MONTH: _("30 days"),
}
RHYTHMS = {
    Rhythm.DAILY: pgettext_lazy("a report", "every day"),
    Rhythm.WEEKLY: pgettext_lazy("a report", "every Monday"),
    Rhythm.MONTHLY: pgettext_lazy("a report", "on the first of the month"),
}
FORMATS = {Format.CSV: "CSV", Format.XLSX: "XLSX"}


def shown(measure: Measure, sums: Sums) -> str:
    """Return a measure as people read it: 87 %, 0:41, 12, or a dash where there is nothing to divide by."""
    value, kind = reckon(measure=measure, sums=sums), FORMULAS[measure][1]
    if value is None:
        return NOTHING
    if kind is Kind.SHARE:
        return f"{number_format(value * 100, 1 if value < 0.995 else 0)} %"
    return clock_length(value) if kind is Kind.SECONDS else number_format(value)


def interval_text(at: datetime, *, by_hour: bool) -> str:
    """Return the name of an hour or a day; the hour that comes twice says its distance from UTC."""
    if not by_hour:
        return date_format(at, pgettext("date format", "j M"))
    twice = at.replace(fold=0).utcoffset() != at.replace(fold=1).utcoffset()
    return f"{at:%H:%M}" + (f" {at:%z}" if twice else "")
