"""Counting waits, over all companies in one statement each."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cc_saas.lib.hot import fetch_named
from telephony.waits.targets import DEFAULT
from telephony.waits.types import SHORT_ABANDON_TIME, Target, WaitOutcome

QUARTER = 900
"""Seconds of an interval of the lines."""

# fmt: off
_OFFERED = "NOT (outcome = %(abandoned)s AND wait_time < %(short)s)"
_FROM = """
    FROM waits_wait wait
    LEFT JOIN unnest(%(companies)s::bigint[], %(withins)s::float[]) AS target (company_id, within)
        ON target.company_id = wait.tenant_id
    WHERE wait.settled_at >= %(since)s
"""
_COUNTS = f"""
    SELECT wait.queue_id, wait.tenant_id, wait.language,
        count(*) FILTER (WHERE {_OFFERED}) AS offered,
        count(*) FILTER (WHERE outcome = %(answered)s) AS answered,
        count(*) FILTER (WHERE outcome = %(answered)s AND wait_time <= coalesce(within, %(within)s)) AS within,
        count(*) FILTER (WHERE outcome = %(abandoned)s AND {_OFFERED}) AS abandoned,
        count(*) FILTER (WHERE NOT ({_OFFERED})) AS short,
        count(*) FILTER (WHERE {_OFFERED} AND settled_at >= %(recent)s) AS recent_offered,
        count(*) FILTER (WHERE outcome = %(answered)s AND settled_at >= %(recent)s
            AND wait_time <= coalesce(within, %(within)s)) AS recent_within,
        max(settled_at) AS last_at
    {_FROM}
    GROUP BY wait.queue_id, wait.tenant_id, wait.language
"""
_QUARTERS = f"""
    SELECT (floor(extract(epoch FROM settled_at) / {QUARTER}) * {QUARTER})::bigint AS at,
        count(*) FILTER (WHERE {_OFFERED}) AS offered,
        count(*) FILTER (WHERE outcome = %(answered)s) AS answered,
        count(*) FILTER (WHERE outcome = %(answered)s AND wait_time <= coalesce(within, %(within)s)) AS within
    {_FROM}
    GROUP BY 1 ORDER BY 1
"""  # noqa: S608 (pieces of our own)
# fmt: on


def counts(*, since: datetime, recent: datetime, targets: Mapping[int, Target]) -> list[dict[str, Any]]:
    """Return, by queue and language, what came of the waits since then, and of those since `recent`."""
    return fetch_named(_COUNTS, {**_params(since, targets), "recent": recent})


def quarters(*, since: datetime, targets: Mapping[int, Target]) -> list[dict[str, Any]]:
    """Return the same of each quarter of an hour, of all companies together; `at` is its beginning in epoch seconds."""
    return fetch_named(_QUARTERS, _params(since, targets))


def _params(since: datetime, targets: Mapping[int, Target]) -> dict[str, Any]:
    return {
        "since": since,
        "companies": list(targets),
        "withins": [target.within for target in targets.values()],
        "within": DEFAULT.within,
        "short": SHORT_ABANDON_TIME,
        "answered": WaitOutcome.ANSWERED,
        "abandoned": WaitOutcome.ABANDONED,
    }
