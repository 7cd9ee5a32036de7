"""Sums of facts: of the current company, and (from what is metered at closing) over all companies."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from campaigns.reports.types import INTERVAL_TIME, Dimension, Sums
from cc_saas.lib.hot import fetch_named

Row = tuple[Any, str, Sums]
"""Key, label and sums; the key of an interval is the instant at which it begins."""

# fmt: off
_OFFERED = "is_inbound AND NOT is_short AND outcome IN ('ANSWERED', 'ABANDONED', 'VOICEMAIL', 'MISSED')"
_ANSWERED = "is_inbound AND outcome = 'ANSWERED'"
_SUMS = f"""
    count(*) FILTER (WHERE {_OFFERED}) AS offered,
    count(*) FILTER (WHERE {_ANSWERED}) AS answered,
    count(*) FILTER (WHERE {_ANSWERED} AND wait_time <= target_time) AS within,
    count(*) FILTER (WHERE is_inbound AND outcome = 'ABANDONED' AND NOT is_short) AS abandoned,
    count(*) FILTER (WHERE is_short) AS short_abandoned,
    count(*) FILTER (WHERE is_inbound AND outcome = 'VOICEMAIL') AS voicemails,
    count(*) FILTER (WHERE is_inbound AND outcome = 'MISSED') AS missed,
    count(*) FILTER (WHERE outcome = 'CALLBACK') AS callbacks,
    count(*) FILTER (WHERE outcome IN ('MENU', 'FORWARDED')) AS self_served,
    coalesce(sum(wait_time) FILTER (WHERE {_ANSWERED}), 0)::bigint AS answer_wait,
    coalesce(max(wait_time) FILTER (WHERE {_OFFERED}), 0) AS longest_wait,
    count(*) FILTER (WHERE outcome = 'ANSWERED') AS handled,
    coalesce(sum(talk_time) FILTER (WHERE outcome = 'ANSWERED'), 0)::bigint AS talk,
    coalesce(sum(hold_time) FILTER (WHERE outcome = 'ANSWERED'), 0)::bigint AS hold,
    coalesce(sum(wrap_up_time) FILTER (WHERE outcome = 'ANSWERED'), 0)::bigint AS wrap_up,
    coalesce(sum(transfers), 0)::bigint AS transfers
"""
_MARKED = """
    SELECT *, direction = 'INBOUND' AS is_inbound,
        direction = 'INBOUND' AND outcome = 'ABANDONED' AND wait_time < short_abandon_time AS is_short
"""
_COMPANY = f"{_MARKED} FROM reports_intervalfact WHERE starts_at >= %(since)s AND starts_at < %(until)s"
_DESK = f"""
    {_MARKED} FROM (
        SELECT usage.tenant_id, company.name AS company, usage.operator_id, person.name AS operator, usage.outcome,
            date_bin(make_interval(secs => {INTERVAL_TIME}), usage.started_at, '2000-01-01 00:00+00') AS starts_at,
            usage.queue_time + usage.ring_time AS wait_time, usage.talk_time, usage.hold_time, usage.wrap_up_time,
            usage.direction, usage.target_time, usage.short_abandon_time, 0 AS transfers
        FROM billing_usagerecord usage
        JOIN directory_tenant company ON company.id = usage.tenant_id
        LEFT JOIN roster_operator person ON person.id = usage.operator_id
        WHERE usage.started_at >= %(since)s AND usage.started_at < %(until)s
    ) metered
"""  # noqa: S608 (pieces of our own)
# What a row is: its key, its name, and which facts have one at all.
_KEYS = {
    Dimension.QUEUE: ("queue", "queue", "queue <> ''"),
    Dimension.NUMBER: ("number", "number", "true"),
    Dimension.OPERATOR: ("operator_id", "coalesce(max(operator), '')", "operator_id IS NOT NULL"),
    Dimension.COMPANY: ("tenant_id", "max(company)", "true"),
}
# fmt: on


def company_rows(*, by: Dimension, since: datetime, until: datetime) -> Sequence[Row]:
    """Sums of the current company by queue, number or operator, the busiest first. One statement."""
    return _rows(_COMPANY, by, since, until)


def desk_rows(*, by: Dimension, since: datetime, until: datetime) -> Sequence[Row]:
    """Sums over all companies, by company or operator, the busiest first. One statement; the shared schema alone."""
    return _rows(_DESK, by, since, until)


def company_total(*, since: datetime, until: datetime) -> Sums:
    """Sums of the current company."""
    return _total(_COMPANY, since, until)


def desk_total(*, since: datetime, until: datetime) -> Sums:
    """Sums of all companies together."""
    return _total(_DESK, since, until)


def company_intervals(*, since: datetime, until: datetime, unit: str, zone: ZoneInfo) -> dict[datetime, Sums]:
    """Sums of the current company by "interval", "hour" or "day" of a zone, where there are any."""
    return _intervals(_COMPANY, since, until, unit, zone)


def desk_intervals(*, since: datetime, until: datetime, unit: str, zone: ZoneInfo) -> dict[datetime, Sums]:
    """The same of all companies together."""
    return _intervals(_DESK, since, until, unit, zone)


def any_fact() -> bool:
    """Whether a call of the current company was ever closed."""
    return bool(fetch_named("SELECT 1 AS one FROM reports_intervalfact LIMIT 1"))


def _rows(source: str, by: Dimension, since: datetime, until: datetime) -> Sequence[Row]:
    key, label, condition = _KEYS[by]
    found = fetch_named(
        f"SELECT {key} AS key, {label} AS label, {_SUMS} FROM ({source}) fact WHERE {condition}"  # noqa: S608 (pieces of our own)
        " GROUP BY 1 ORDER BY offered DESC, handled DESC, label",
        {"since": since, "until": until},
    )
    return [(row.pop("key"), row.pop("label"), Sums(**row)) for row in found]


def _total(source: str, since: datetime, until: datetime) -> Sums:
    row = fetch_named(f"SELECT {_SUMS} FROM ({source}) fact", {"since": since, "until": until})[0]  # noqa: S608
    return Sums(**row)


def _intervals(
    source: str, since: datetime, until: datetime, unit: str, zone: ZoneInfo
) -> dict[datetime, Sums]:
    at = "starts_at" if unit == Dimension.INTERVAL else "date_trunc(%(unit)s, starts_at, %(zone)s)"
    found = fetch_named(
        f"SELECT {at} AS at, {_SUMS} FROM ({source}) fact GROUP BY 1 ORDER BY 1",  # noqa: S608
        {"since": since, "until": until, "unit": unit, "zone": str(zone)},
    )
    return {row.pop("at"): Sums(**row) for row in found}
