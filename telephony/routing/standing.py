"""How each company stands against its terms: how much it was answered lately, and what came of its calls in the terms' window.

One statement tells it for all companies with terms; the terms themselves and the walls stand in memory.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from cc_saas.lib.hot import execute, execute_prepared, fetch, fetch_prepared
from telephony.routing.ability import speaks
from telephony.routing.types import CAPACITY_TIME, Policy, Standing, Wall
from telephony.routing.weights import PRODUCTION
from tenants.crisis import selectors as crises
from tenants.terms import selectors as terms_read
from tenants.terms.types import Terms, first_day

PACE_TIME = 300
"""Seconds that are counted together."""


def policy() -> Policy:
    """Return the policy with the walls that stand now."""
    walls = terms_read.walls()
    if not walls:
        return PRODUCTION
    known = (Wall(companies=one.companies, hours=one.hours, is_hard=one.is_hard) for one in walls)
    return replace(PRODUCTION, walls=tuple(known))


def companies(*, now: datetime) -> dict[int, Standing]:
    """Return the standing of every company with terms; no statement where there is none."""
    agreed = terms_read.all_present(now=now)
    if not agreed:
        return {}
    days = [first_day(window=one.promise.window, now=now, zone=one.zone) for one in agreed.values()]
    since = now - timedelta(seconds=CAPACITY_TIME)
    rows = fetch_prepared(_STANDING, {"companies": list(agreed), "days": days, "since": since})
    raised = {
        tenant_id: found
        for tenant_id, one in crises.all_present(now=now).items()
        if (found := one.reserved(at=now))
    }
    return {
        tenant_id: _raised(_standing(agreed[tenant_id], *counts), raised.get(tenant_id))
        for tenant_id, *counts in rows
    }


def _raised(standing: Standing, wanted: int | None) -> Standing:
    """In a crisis the reserve is what the coordinator has consented to, if that is more."""
    if wanted is None or standing.reserved is None or wanted <= standing.reserved:
        return standing
    return replace(standing, reserved=wanted)


# Callers who came are those who were answered, those who gave up, and those who still wait: so no arrival has to count.
_STANDING = """
    SELECT wanted.tenant_id, coalesce(paced.answered, 0), coalesce(paced.abandoned, 0) + coalesce(waiting.callers, 0),
        coalesce(tallied.offered, 0), coalesce(tallied.in_time, 0)
    FROM unnest(%(companies)s::bigint[], %(days)s::date[]) AS wanted (tenant_id, day)
    LEFT JOIN (
        SELECT tenant_id, sum(answered)::int AS answered, sum(abandoned)::int AS abandoned
        FROM routing_pace WHERE begins_at > %(since)s GROUP BY tenant_id
    ) paced ON paced.tenant_id = wanted.tenant_id
    LEFT JOIN (
        SELECT tenant_id, count(*) AS callers FROM queues_queueentry GROUP BY tenant_id
    ) waiting ON waiting.tenant_id = wanted.tenant_id
    LEFT JOIN LATERAL (
        SELECT sum(offered)::int AS offered, sum(in_time)::int AS in_time FROM routing_tally tally
        WHERE tally.tenant_id = wanted.tenant_id AND tally.day >= wanted.day
    ) tallied ON true
"""


def _standing(terms: Terms, answered: int, others: int, offered: int, in_time: int) -> Standing:
    promise = terms.promise
    return Standing(
        reserved=promise.reserved,
        burst=promise.burst,
        used=answered,
        asked=answered + others,
        ceiling_time=promise.ceiling_time,
        target=promise.target_percent / 100,
        within_time=float(promise.target_time),
        offered=offered,
        in_time=in_time,
    )


def is_promised(*, tenant_id: int, language: str, now: datetime) -> bool:
    """Tell whether the company's terms promise anything to a caller who is served in this language at this moment.

    Terms without languages speak of all, terms without hours of every hour, and without terms there is nothing to tell apart.
    """
    terms = terms_read.present(tenant_id=tenant_id, now=now)
    if terms is None:
        return True
    languages = terms.promise.languages
    return terms.is_open(at=now) and (not languages or speaks(languages=languages, language=language))


def tally(*, tenant_id: int, language: str, wait_time: float, answered: bool, now: datetime) -> None:
    """Count a call against the company's terms: answered, or abandoned after more than a moment. One upsert, or nothing.

    Service level = answered within the target / offered. What a company sends beyond its reserve and its burst is not
    counted, nor what comes outside the terms' hours or languages: it was never promised.
    """
    terms = terms_read.present(tenant_id=tenant_id, now=now)
    if terms is None or not is_promised(tenant_id=tenant_id, language=language, now=now):
        return
    promise, day = terms.promise, now.astimezone(terms.zone).date()
    most = None if promise.reserved is None or promise.burst is None else promise.reserved + promise.burst
    slot = now - timedelta(seconds=now.timestamp() % PACE_TIME)
    counted = dict(
        company=tenant_id, day=day, most=most, slot=slot, since=now - timedelta(seconds=CAPACITY_TIME),
        in_time=int(answered and wait_time <= promise.target_time), answered=int(answered), abandoned=int(not answered),
    )  # fmt: skip
    execute(_TALLY, counted)


_TALLY = """
    WITH paced AS (
        INSERT INTO routing_pace (tenant_id, begins_at, answered, abandoned)
        VALUES (%(company)s, %(slot)s, %(answered)s, %(abandoned)s)
        ON CONFLICT (tenant_id, begins_at) DO UPDATE
        SET answered = routing_pace.answered + excluded.answered, abandoned = routing_pace.abandoned + excluded.abandoned
    )
    INSERT INTO routing_tally (tenant_id, day, offered, in_time)
    SELECT %(company)s, %(day)s, 1, %(in_time)s
    WHERE %(most)s::int IS NULL OR %(most)s::int > (
        SELECT coalesce(sum(answered), 0) FROM routing_pace
        WHERE tenant_id = %(company)s AND begins_at > %(since)s
    )
    ON CONFLICT (tenant_id, day) DO UPDATE
    SET offered = routing_tally.offered + 1, in_time = routing_tally.in_time + excluded.in_time
"""


def served(*, operator_id: UUID, tenant_id: int, now: datetime) -> None:
    """Remember when an operator last had a call of a company: for walls, and for what she still knows."""
    execute_prepared(_SERVED, [operator_id, tenant_id, now])


_SERVED = """
    INSERT INTO routing_served (operator_id, tenant_id, served_at) VALUES (%s, %s, %s)
    ON CONFLICT (operator_id, tenant_id) DO UPDATE SET served_at = greatest(routing_served.served_at, excluded.served_at)
"""


def served_by(*, operator_id: UUID) -> dict[int, datetime]:
    """Return when this operator last had a call of each company."""
    return dict(
        fetch("SELECT tenant_id, served_at FROM routing_served WHERE operator_id = %s", [operator_id])
    )
