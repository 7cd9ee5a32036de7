"""Which companies and languages nobody could answer: now, and in the next 24 hours as far as that is known.

What a company's terms promise, languages and hours, is what counts; without them, the languages of its numbers and queues, and
its own hours. Shifts are not kept: of the hours to come it is known when a company is open and who is cleared for it at all.
"""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from agents.presence.types import ON_DUTY, State
from cc_saas.lib.hot import fetch_named
from tenants.directory.hours import AROUND_THE_CLOCK, Hours, HoursInvalid, Opening, opening, read
from tenants.terms import selectors as terms
from tenants.terms.types import Terms

AHEAD_TIME = timedelta(hours=24)
STEP = timedelta(minutes=15)

_COVERAGE = """
    WITH spoken AS (
        SELECT operator.id, lower(split_part(unnest(operator.languages), '-', 1)) AS tongue
        FROM roster_operator operator WHERE operator.is_active
    ), asked AS (
        SELECT number.tenant_id, coalesce(nullif(number.language, ''), company.language) AS language
        FROM numbers_number number JOIN directory_tenant company ON company.id = number.tenant_id
        WHERE number.is_active AND number.tenant_id <> ALL(%(promised)s)
        UNION
        SELECT agreed.company_id, agreed.language
        FROM unnest(%(promised)s::bigint[], %(languages)s::text[]) AS agreed (company_id, language)
        WHERE EXISTS (SELECT FROM numbers_number own WHERE own.tenant_id = agreed.company_id AND own.is_active)
        UNION
        SELECT queue.tenant_id, queue.language FROM queues_queue queue
        WHERE queue.tenant_id <> ALL(%(promised)s)
            AND EXISTS (SELECT FROM numbers_number own WHERE own.tenant_id = queue.tenant_id AND own.is_active)
    )
    SELECT asked.tenant_id AS company_id, asked.language, company.hours, company.timezone,
        count(DISTINCT spoken.id) AS cleared,
        count(DISTINCT spoken.id) FILTER (WHERE presence.state = ANY(%(on_duty)s)) AS on_duty,
        count(DISTINCT spoken.id) FILTER (WHERE presence.state = ANY(%(on_duty)s) AND presence.state <> %(away)s)
            AS working
    FROM asked
    JOIN directory_tenant company ON company.id = asked.tenant_id
    LEFT JOIN roster_clearance clearance ON clearance.tenant_id = asked.tenant_id
    LEFT JOIN spoken ON spoken.id = clearance.operator_id
        AND spoken.tongue = lower(split_part(asked.language, '-', 1))
    LEFT JOIN presence_operatorstate presence ON presence.operator_id = spoken.id
    GROUP BY asked.tenant_id, asked.language, company.hours, company.timezone
    HAVING count(DISTINCT spoken.id) FILTER (WHERE presence.state = ANY(%(on_duty)s) AND presence.state <> %(away)s) <= 1
"""


def uncovered(*, now: datetime) -> dict[str, Any]:
    """Return, by company and language, where at most one operator works now.

    `open` tells whether the company answers now, `opens_at` when it opens within 24 hours; `cleared` is how many
    operators could answer at all: with none, whoever comes on duty, the callers of these hours reach nobody.
    """
    agreed = terms.all_present(now=now)
    pairs = [(one, language) for one, known in agreed.items() for language in known.promise.languages]
    asked = {
        "on_duty": sorted(ON_DUTY), "away": State.BREAK, "promised": [company_id for company_id, _ in pairs],
        "languages": [language for _, language in pairs],
    }  # fmt: skip
    rows = fetch_named(_COVERAGE, asked)
    return {
        f"{row['company_id']}:{row['language']}": _row(row, agreed.get(row["company_id"]), now)
        for row in rows
    }


def _row(row: dict[str, Any], agreed: Terms | None, now: datetime) -> dict[str, Any]:
    own, zone = _hours(row.pop("hours")), ZoneInfo(row.pop("timezone"))
    hours = agreed.hours if agreed is not None and agreed.promise.hours else own
    is_open = _is_open(hours, now, zone)
    return {
        **row,
        "open": is_open,
        "opens_at": None if is_open else next_opening(hours=hours, zone=zone, now=now),
    }


def next_opening(*, hours: Hours, zone: ZoneInfo, now: datetime) -> datetime | None:
    """Return the first quarter of an hour in which the company is open; None: not within 24 hours."""
    first = now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0) + STEP
    steps = (first + number * STEP for number in range(AHEAD_TIME // STEP))
    return next((at for at in steps if _is_open(hours, at, zone)), None)


def _is_open(hours: Hours, at: datetime, zone: ZoneInfo) -> bool:
    return opening(hours=hours, at=at, zone=zone) is Opening.OPEN


def _hours(kept: object) -> Hours:
    try:
        return read(kept)
    except HoursInvalid:
        return AROUND_THE_CLOCK
