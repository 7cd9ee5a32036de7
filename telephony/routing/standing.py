"""How each company stands against its terms: what it uses now, and what came of its calls in the terms' window.

One statement tells it for all companies with terms; the terms themselves and the walls stand in memory.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from agents.presence.types import BUSY
from cc_saas.lib.hot import execute, fetch
from telephony.routing.types import Policy, Standing, Wall
from tenants.terms import selectors as terms_read
from tenants.terms.types import Terms, first_day

PRODUCTION = Policy()
"""The weights with which we serve."""


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
    rows = fetch(_STANDING, {"companies": list(agreed), "days": days, "busy": sorted(BUSY)})
    return {
        tenant_id: _standing(agreed[tenant_id], in_use, offered, in_time)
        for tenant_id, in_use, offered, in_time in rows
    }


_STANDING = """
    SELECT wanted.tenant_id, coalesce(used.operators, 0), coalesce(tallied.offered, 0), coalesce(tallied.in_time, 0)
    FROM unnest(%(companies)s::bigint[], %(days)s::date[]) AS wanted (tenant_id, day)
    LEFT JOIN (
        SELECT call.tenant_id, count(*) AS operators
        FROM presence_operatorstate state JOIN calls_call call ON call.id = state.busy_with
        WHERE state.state = ANY(%(busy)s) GROUP BY call.tenant_id
    ) used ON used.tenant_id = wanted.tenant_id
    LEFT JOIN LATERAL (
        SELECT sum(offered)::int AS offered, sum(in_time)::int AS in_time FROM routing_tally tally
        WHERE tally.tenant_id = wanted.tenant_id AND tally.day >= wanted.day
    ) tallied ON true
"""


def _standing(terms: Terms, in_use: int, offered: int, in_time: int) -> Standing:
    promise = terms.promise
    return Standing(
        reserved=promise.reserved,
        burst=promise.burst,
        in_use=in_use,
        ceiling_time=promise.ceiling_time,
        target=promise.target_percent / 100,
        within_time=float(promise.target_time),
        offered=offered,
        in_time=in_time,
    )


def tally(*, tenant_id: int, wait_time: float, answered: bool, now: datetime) -> None:
    """Count a call against the company's terms: answered, or abandoned after more than a moment. One upsert, or nothing.

    Service level = answered within the target / offered. What a company sends beyond its reserve and its burst is not
    counted: it was never promised.
    """
    terms = terms_read.present(tenant_id=tenant_id, now=now)
    if terms is None:
        return
    promise, day = terms.promise, now.astimezone(terms.zone).date()
    most = None if promise.reserved is None or promise.burst is None else promise.reserved + promise.burst
    in_time = int(answered and wait_time <= promise.target_time)
    execute(
        _TALLY, {"company": tenant_id, "day": day, "in_time": in_time, "most": most, "busy": sorted(BUSY)}
    )


_TALLY = """
    INSERT INTO routing_tally (tenant_id, day, offered, in_time)
    SELECT %(company)s, %(day)s, 1, %(in_time)s
    WHERE %(most)s::int IS NULL OR %(most)s::int >= (
        SELECT count(*) FROM presence_operatorstate state JOIN calls_call call ON call.id = state.busy_with
        WHERE state.state = ANY(%(busy)s) AND call.tenant_id = %(company)s
    )
    ON CONFLICT (tenant_id, day) DO UPDATE
    SET offered = routing_tally.offered + 1, in_time = routing_tally.in_time + excluded.in_time
"""


def served(*, operator_id: UUID, tenant_id: int, now: datetime) -> None:
    """Remember when an operator last had a call of a company: for walls, and for what she still knows."""
    execute(_SERVED, [operator_id, tenant_id, now])


_SERVED = """
    INSERT INTO routing_served (operator_id, tenant_id, served_at) VALUES (%s, %s, %s)
    ON CONFLICT (operator_id, tenant_id) DO UPDATE SET served_at = greatest(routing_served.served_at, excluded.served_at)
"""


def served_by(*, operator_id: UUID) -> dict[int, datetime]:
    """Return when this operator last had a call of each company."""
    return dict(
        fetch("SELECT tenant_id, served_at FROM routing_served WHERE operator_id = %s", [operator_id])
    )
