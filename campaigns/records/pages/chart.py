"""Calls over time: the bars, the same numbers as a table, and the finding in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from campaigns.records.pages.periods import Period
from campaigns.records.pages.words import Words
from campaigns.records.selectors import IN_PROGRESS
from campaigns.records.types import Outcome

Counts = Mapping[datetime, Mapping[str, int]]

USUAL_HOURS = (8, 20)  # shown also when nobody rang


@dataclass(frozen=True, kw_only=True)
class Part:
    """One colour of the bars: `fill` is its class in the legend, `token` its colour for the canvas."""

    label: Words
    fill: str
    token: str
    outcomes: tuple[str, ...]
    hollow: bool = False


PARTS = (
    Part(label=gettext_lazy("answered"), fill="accent", token="chart-answered", outcomes=(Outcome.ANSWERED,)),
    Part(
        label=gettext_lazy("voicemail"), fill="warn", token="chart-voicemail", outcomes=(Outcome.VOICEMAIL,)
    ),
    Part(
        label=gettext_lazy("in the menu"),
        fill="menu",
        token="chart-menu",
        outcomes=(Outcome.MENU, Outcome.FORWARDED, Outcome.CALLBACK, Outcome.MERGED),
    ),
    Part(
        label=gettext_lazy("not answered"),
        fill="bad",
        token="chart-lost",
        outcomes=(Outcome.ABANDONED, Outcome.MISSED),
    ),
    Part(
        label=gettext_lazy("in progress"),
        fill="live",
        token="chart-live",
        outcomes=(IN_PROGRESS,),
        hollow=True,
    ),
)


def chart(counts: Counts, *, shown: Period, now: datetime, zone: tzinfo) -> dict[str, object] | None:
    """What the chart of a period needs; None where the period cannot be drawn or is empty."""
    if not shown.charted or not counts:
        return None
    places = _hours(counts, shown, now, zone) if shown.by_hour else _days(shown, zone)
    labels = [_label(place, shown) for place in places]
    parts = [(part, [_sum(counts.get(place, {}), part) for place in places]) for part in PARTS]
    parts = [(part, values) for part, values in parts if any(values) or part is PARTS[0]]
    return {
        "by_hour": shown.by_hour,
        "parts": [{"label": part.label, "fill": part.fill} for part, _values in parts],
        "data": {
            "labels": labels,
            "parts": [
                {"label": str(part.label), "token": part.token, "hollow": part.hollow, "values": values}
                for part, values in parts
            ],
        },
        "rows": [(label, [values[at] for _part, values in parts]) for at, label in enumerate(labels)],
        "finding": _finding(labels, [values for _part, values in parts]),
    }


def _hours(counts: Counts, shown: Period, now: datetime, zone: tzinfo) -> Sequence[datetime]:
    """The usual hours, and before and after them as far as somebody rang or the day has come."""
    used = [place.astimezone(zone).hour for place in counts]
    if shown.last == now.astimezone(zone).date():
        used.append(now.astimezone(zone).hour)
    first, last = min([USUAL_HOURS[0], *used]), max([USUAL_HOURS[1] - 1, *used])
    assert shown.first is not None
    return [datetime.combine(shown.first, time(hour), zone) for hour in range(first, last + 1)]


def _days(shown: Period, zone: tzinfo) -> Sequence[datetime]:
    assert shown.first is not None
    return [datetime.combine(shown.first + timedelta(days=day), time(), zone) for day in range(shown.days)]


def _label(place: datetime, shown: Period) -> str:
    return f"{place.hour}:00" if shown.by_hour else date_format(place, pgettext("date format", "j M"))


def _sum(found: Mapping[str, int], part: Part) -> int:
    return sum(found.get(outcome, 0) for outcome in part.outcomes)


def _finding(labels: Sequence[str], values: Sequence[Sequence[int]]) -> str:
    sums = [sum(column) for column in zip(*values, strict=True)]
    busiest = max(range(len(sums)), key=sums.__getitem__)
    said = {"place": labels[busiest], "calls": sums[busiest], "answered": values[0][busiest]}
    return _("The busiest was %(place)s with %(calls)s calls, %(answered)s of them answered.") % said
