"""The page of all calls."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from urllib.parse import urlencode

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy, pgettext, pgettext_lazy

from campaigns.records import selectors
from campaigns.records.pages.chart import chart
from campaigns.records.pages.periods import Period, PeriodName, period
from campaigns.records.pages.words import clock_length, outcome_sign
from campaigns.records.selectors import IN_PROGRESS, CallFilter, Totals
from campaigns.records.types import Outcome

PERIODS = {
    PeriodName.TODAY: gettext_lazy("Today"),
    PeriodName.WEEK: gettext_lazy("7 days"),
    PeriodName.MONTH: gettext_lazy("30 days"),
    PeriodName.ALL: pgettext_lazy("a period", "All"),
}
ANSWERED = {
    PeriodName.TODAY: gettext_lazy("%(answered)s of %(calls)s callers were answered today"),
    PeriodName.WEEK: gettext_lazy("%(answered)s of %(calls)s callers were answered in 7 days"),
    PeriodName.MONTH: gettext_lazy("%(answered)s of %(calls)s callers were answered in 30 days"),
    PeriodName.ALL: gettext_lazy("%(answered)s of %(calls)s callers were answered so far"),
    PeriodName.DATES: gettext_lazy("%(answered)s of %(calls)s callers were answered"),
}
NOBODY = {
    PeriodName.TODAY: gettext_lazy("Nobody has called today"),
    PeriodName.WEEK: gettext_lazy("Nobody has called in 7 days"),
    PeriodName.MONTH: gettext_lazy("Nobody has called in 30 days"),
    PeriodName.ALL: gettext_lazy("Nobody has called yet"),
    PeriodName.DATES: gettext_lazy("Nobody called in these days"),
}
NO_MATCH = gettext_lazy("No calls match “%(search)s”")
MATCHING = ngettext_lazy("%(count)s call matches “%(search)s”", "%(count)s calls match “%(search)s”", "count")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the address of the page says."""

    period: str = ""
    first: str = ""
    last: str = ""
    outcome: str = ""
    search: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Asked":
        outcome = query.get("outcome", "")
        known = outcome in {IN_PROGRESS, *Outcome}
        return cls(
            period=query.get("period", ""),
            first=query.get("from", ""),
            last=query.get("to", ""),
            outcome=outcome if known else "",
            search=query.get("q", "").replace("\0", "").strip()[:100],
        )

    def link(self, **changes: str) -> str:
        """The address of the same page with something changed; it always begins at the newest call."""
        now = {
            "q": self.search,
            "period": self.period,
            "from": self.first,
            "to": self.last,
            "outcome": self.outcome,
        }
        return "?" + urlencode({name: value for name, value in (now | changes).items() if value})


def shown_period(asked: Asked, *, now: datetime, zone: tzinfo) -> Period:
    """The period which the reader asked for; a search looks through all calls unless it says otherwise."""
    name = asked.period or (PeriodName.ALL if asked.search and not asked.first else "")
    return period(name, now=now, zone=zone, first=asked.first, last=asked.last)


def wanted(asked: Asked, shown: Period) -> CallFilter:
    return CallFilter(
        outcome=asked.outcome, starts_at=shown.starts_at, ends_at=shown.ends_at, search=asked.search
    )


def summary(asked: Asked, shown: Period, *, now: datetime, zone: tzinfo) -> dict[str, object]:
    """Everything on the page beside the rows themselves."""
    chosen = wanted(asked, shown)
    found = selectors.totals(wanted=chosen)
    first_ever = not found.all and not asked.search and not selectors.any_call()
    return {
        "heading": str(NOBODY[PeriodName.ALL]) if first_ever else _heading(found, shown, asked),
        "under": "" if first_ever else _under(found, shown),
        "totals": found,
        "chart": chart(_counts(chosen, shown, zone), shown=shown, now=now, zone=zone),
        "periods": _periods(asked, shown),
        "filters": _filters(asked, found),
        "shown": shown,
        "first_ever": first_ever,
        "asked": asked,
    }


def _counts(chosen: CallFilter, shown: Period, zone: tzinfo) -> dict[datetime, dict[str, int]]:
    if not shown.charted:
        return {}
    return selectors.counts_over_time(wanted=chosen, zone=zone, by_hour=shown.by_hour)


def _heading(found: Totals, shown: Period, asked: Asked) -> str:
    if asked.search and not found.all:
        return str(NO_MATCH) % {"search": asked.search}
    if asked.search:
        return str(MATCHING % {"count": found.all, "search": asked.search})
    if not found.all:
        return str(NOBODY[shown.name])
    if not found.finished:
        return ngettext("%(count)s call is in progress", "%(count)s calls are in progress", found.live) % {
            "count": found.live
        }
    return str(ANSWERED[shown.name]) % {"answered": found.answered, "calls": found.finished}


def _under(found: Totals, shown: Period) -> str:
    """When, and how long they waited."""
    parts = [_when(shown)]
    if found.answered:
        waits = {"mean": clock_length(found.wait_mean), "longest": clock_length(found.wait_longest)}
        parts.append(_("Average wait %(mean)s, longest %(longest)s.") % waits)
    return " ".join(part for part in parts if part)


def _when(shown: Period) -> str:
    if shown.first is None or shown.last is None:
        return ""
    if shown.by_hour:
        return date_format(shown.first, "l j E") + "."
    span = {"first": date_format(shown.first, "j E"), "last": date_format(shown.last, "j E")}
    return _("%(first)s to %(last)s.") % span


def _periods(asked: Asked, shown: Period) -> Sequence[Mapping[str, object]]:
    return [
        {
            "word": word,
            "link": asked.link(period=name.value, **{"from": "", "to": ""}),
            "current": name == shown.name,
        }
        for name, word in PERIODS.items()
    ]


def _filters(asked: Asked, found: Totals) -> Sequence[Mapping[str, object]]:
    """One per outcome that there is, the chosen one also where there is none."""
    everything = {
        "word": pgettext("calls of every kind", "All"),
        "link": asked.link(outcome=""),
        "count": found.all,
        "current": not asked.outcome,
    }
    some = [
        {
            "word": outcome_sign(None if name == IN_PROGRESS else name).word,
            "sign": outcome_sign(None if name == IN_PROGRESS else name),
            "link": asked.link(outcome=name),
            "count": count,
            "current": asked.outcome == name,
        }
        for name, count in found.by_outcome.items()
        if count or asked.outcome == name
    ]
    return [everything, *some]


def fingerprint(*shown: object) -> str:
    """Changes when what is shown changes: a page that polls is answered only then."""
    return hashlib.blake2s(repr(shown).encode(), digest_size=8).hexdigest()
