"""What must hold at every instant, asked in one statement (one snapshot), and what must hold when everything is over."""

from collections import Counter
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import connection

from campaigns.records.models import CallEvent, CallRecord
from cc_saas.lib.hot import fetch_prepared
from cc_saas.lib.tenancy import in_tenant
from tenants.billing.models import UsageRecord
from tenants.directory.models import Tenant

Fault = tuple[str, UUID]

ALWAYS = """
WITH offer AS (SELECT call_id, operator_id FROM routing_offer WHERE state = 'OPEN'),
     state AS (SELECT operator_id, state, busy_with FROM presence_operatorstate),
     place AS (SELECT call_id, state FROM queues_queueentry),
     call AS (SELECT id, state, operator_id FROM calls_call)
SELECT 'offered to two operators', min(call_id::text)::uuid FROM offer GROUP BY call_id HAVING count(*) > 1
UNION ALL
SELECT 'an operator with two offers', min(call_id::text)::uuid FROM offer GROUP BY operator_id HAVING count(*) > 1
UNION ALL
SELECT 'two operators with one call', busy_with FROM state
    WHERE state IN ('RESERVED', 'TALKING', 'HOLD') GROUP BY busy_with HAVING count(*) > 1
UNION ALL
SELECT 'an operator reserved for nothing', busy_with FROM state WHERE state = 'RESERVED' AND NOT EXISTS (
    SELECT FROM offer WHERE offer.operator_id = state.operator_id AND offer.call_id = state.busy_with)
UNION ALL
SELECT 'an offer whose operator is not kept', call_id FROM offer WHERE NOT EXISTS (
    SELECT FROM state WHERE state.operator_id = offer.operator_id AND state.busy_with = offer.call_id
        AND state.state = 'RESERVED')
UNION ALL
SELECT 'a place offered to nobody', call_id FROM place WHERE state = 'OFFERED' AND NOT EXISTS (
    SELECT FROM offer WHERE offer.call_id = place.call_id)
UNION ALL
SELECT 'an offer of a caller who is not offered', call_id FROM offer WHERE NOT EXISTS (
    SELECT FROM place WHERE place.call_id = offer.call_id AND place.state = 'OFFERED')
UNION ALL
SELECT 'a caller who waits without a place', id FROM call WHERE state = 'WAITING' AND NOT EXISTS (
    SELECT FROM place WHERE place.call_id = call.id)
UNION ALL
SELECT 'a place of nobody who waits', call_id FROM place WHERE NOT EXISTS (
    SELECT FROM call WHERE call.id = place.call_id AND call.state = 'WAITING')
UNION ALL
SELECT 'a conversation without its operator', id FROM call WHERE state IN ('CONNECTING', 'TALKING', 'HOLD')
    AND NOT EXISTS (SELECT FROM state WHERE state.operator_id = call.operator_id AND state.busy_with = call.id
        AND state.state IN ('TALKING', 'HOLD'))
UNION ALL
SELECT 'an operator who talks with nobody', busy_with FROM state WHERE state IN ('TALKING', 'HOLD') AND NOT EXISTS (
    SELECT FROM call WHERE call.id = state.busy_with AND call.operator_id = state.operator_id)
UNION ALL
SELECT 'an operator who is free and busy', busy_with FROM state
    WHERE state IN ('READY', 'BREAK', 'OFFLINE') AND busy_with IS NOT NULL
"""

LIVE = ("calls_call", "calls_leg", "calls_instruction", "queues_queueentry", "routing_offer")


def broken_now() -> list[Fault]:
    """Return what does not hold at this instant, with the call that shows it."""
    return [(str(what), call_id) for what, call_id in fetch_prepared(ALWAYS, [])]


def left_over() -> dict[str, int]:
    """Return how many live rows there are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in LIVE))
        return {table: count for table, count in zip(LIVE, cursor.fetchone(), strict=True) if count}


def broken_in_the_end(*, arrived: Collection[UUID], companies: Iterable[Tenant]) -> list[Fault]:
    """Return every call that did not end exactly once, in the company's records and in the accounts."""
    outcomes: dict[UUID, str | None] = {}
    ends: Counter[tuple[UUID, str]] = Counter()
    for company in companies:
        with in_tenant(company):
            outcomes |= dict(CallRecord.objects.values_list("id", "outcome"))
            ends.update(
                CallEvent.objects.filter(kind__in=["CLOSED", "HUNG_UP"]).values_list("record_id", "kind")
            )
    used = Counter(UsageRecord.objects.values_list("call_id", flat=True))
    faults = [("no record, or one without an outcome", one) for one in arrived if not outcomes.get(one)]
    faults += [("a record of no call", one) for one in outcomes.keys() - set(arrived)]
    for kind in ("CLOSED", "HUNG_UP"):
        faults += [(f"{kind} {ends[one, kind]} times", one) for one in arrived if ends[one, kind] != 1]
    return faults + [(f"metered {used[one]} times", one) for one in arrived if used[one] != 1]
