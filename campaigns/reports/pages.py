"""What the pages of reports show, as plain dicts."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from campaigns.reports.reporting import COMPANY_DIMENSIONS, DESK_DIMENSIONS, Asked, Report
from campaigns.reports.types import Measure, Sums
from campaigns.reports.words import DIMENSIONS, MEASURES, SPANS, interval_text, shown

TILES = (
    Measure.OFFERED, Measure.SERVICE_LEVEL, Measure.SPEED_OF_ANSWER, Measure.ABANDON_RATE, Measure.HANDLE_TIME,
)  # fmt: skip
# A page has room for these; a file has all.
ON_PAGE = (
    Measure.OFFERED, Measure.ANSWERED, Measure.SERVICE_LEVEL, Measure.SPEED_OF_ANSWER, Measure.LONGEST_WAIT,
    Measure.ABANDONED, Measure.HANDLED, Measure.HANDLE_TIME, Measure.OCCUPANCY, Measure.TRANSFERS,
)  # fmt: skip
PARTS = (
    (gettext_lazy("answered in time"), "accent", "chart-answered"),
    (gettext_lazy("answered later"), "warn", "chart-voicemail"),
    (pgettext_lazy("callers", "abandoned"), "bad", "chart-lost"),
    (gettext_lazy("voicemail or missed"), "menu", "chart-menu"),
)
MOST_ROWS = 200


def context(report: Report, query: Mapping[str, str]) -> dict[str, Any]:
    """Everything on the page of a report."""
    asked = report.asked
    columns = [one for one in ON_PAGE if one in asked.columns]
    return {
        "report": report,
        "asked": asked,
        "is_empty": not report.total.offered and not report.rows,
        "when": _when(asked),
        "tiles": [_tile(one, report) for one in TILES],
        "chart": _chart(report),
        "by_hour": asked.period.by_hour,
        "by": {"word": DIMENSIONS[asked.by], "name": asked.by.value},
        "columns": [{"word": MEASURES[one]} for one in columns],
        "rows": [_row(one, columns, asked) for one in report.rows[:MOST_ROWS]],
        "cut": max(0, len(report.rows) - MOST_ROWS),
        "spans": _spans(asked, query),
        "dimensions": _dimensions(asked, query),
        "query": link(query).lstrip("?"),
    }


def link(query: Mapping[str, str], **changes: str) -> str:
    """Return the address of the same page with something changed."""
    kept = {name: query.get(name, "") for name in ("period", "from", "to", "by", "company")}
    return "?" + urlencode({name: value for name, value in (kept | changes).items() if value})


def _when(asked: Asked) -> str:
    first, last = asked.period.first, asked.period.last
    if first is None or last is None:
        return ""
    if first == last:
        return date_format(first, "l j E Y")
    return _("%(first)s to %(last)s") % {
        "first": date_format(first, "j E Y"), "last": date_format(last, "j E Y"),
    }  # fmt: skip


def _tile(measure: Measure, report: Report) -> dict[str, Any]:
    return {
        "word": MEASURES[measure],
        "value": shown(measure, report.total),
        "before": shown(measure, report.before),
    }


def _row(row: tuple[Any, str, Sums], columns: Sequence[Measure], asked: Asked) -> dict[str, Any]:
    _key, label, sums = row
    cells = [{"word": MEASURES[one], "value": shown(one, sums)} for one in columns]
    return {"label": label or _("without a name"), "cells": cells}


def _chart(report: Report) -> dict[str, Any]:
    by_hour = report.asked.period.by_hour
    labels = [interval_text(at, by_hour=by_hour) for at, _sums in report.places]
    values = [_parts_of(sums) for _at, sums in report.places]
    columns = [[one[at] for one in values] for at in range(len(PARTS))]
    level = [shown(Measure.SERVICE_LEVEL, sums) for _at, sums in report.places]
    return {
        "parts": [{"label": label, "fill": fill} for label, fill, _token in PARTS],
        "data": {
            "labels": labels,
            "parts": [
                {"label": str(label), "token": token, "hollow": False, "values": column}
                for (label, _fill, token), column in zip(PARTS, columns, strict=True)
            ],
        },
        "rows": [
            {"label": label, "values": numbers, "level": text}
            for label, numbers, text in zip(labels, values, level, strict=True)
        ],
    }


def _parts_of(sums: Sums) -> tuple[int, int, int, int]:
    return (
        sums.within, sums.answered - sums.within, sums.abandoned, sums.voicemails + sums.missed,
    )  # fmt: skip


def _spans(asked: Asked, query: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {"word": word, "link": link(query, period=span.value, **{"from": "", "to": ""}), "current": span == asked.span}
        for span, word in SPANS.items()
    ]  # fmt: skip


def _dimensions(asked: Asked, query: Mapping[str, str]) -> list[dict[str, Any]]:
    known = COMPANY_DIMENSIONS if asked.company_wide else DESK_DIMENSIONS
    return [
        {"word": DIMENSIONS[one], "link": link(query, by=one.value), "current": one is asked.by}
        for one in known
    ]
