"""Reads of the floor: what happens this instant, and what is counted now and then. Few statements, all in public."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from agents.presence.models import OperatorState
from agents.presence.types import ASKED
from agents.roster.models import Operator
from campaigns.reports import measures
from campaigns.reports.types import Sums
from cc_saas.lib.hot import fetch_named, fetch_prepared
from telephony.floor import coverage
from telephony.floor.types import LINES_TIME, RECENT_TIME, Section, Sections
from telephony.numbers import selectors as numbers
from telephony.routing import standing
from telephony.waits import selectors as waits
from telephony.waits.targets import DEFAULT, targets
from telephony.waits.types import Target
from tenants.crisis import selectors as in_crisis
from tenants.terms import selectors as terms

_OPERATORS = """
    SELECT state.operator_id AS id, state.seq, state.state, state.since, state.reason, state.misses, state.next_state,
        state.hand_since, state.hand_note, call.id AS call_id, call.queue_id, call.tenant_id AS company_id
    FROM presence_operatorstate state
    JOIN roster_operator operator ON operator.id = state.operator_id AND operator.is_active
    LEFT JOIN calls_call call ON call.id = state.busy_with
    WHERE state.state <> 'OFFLINE'
"""

_SOME_OPERATORS = f"{_OPERATORS} AND state.operator_id = ANY(%s)"

# xmin is the transaction that wrote this version of a row: it differs after each UPDATE, and costs nothing to keep.
# Told by PostgreSQL in its chapter "System Columns".
_VERSIONS = """
    SELECT state.operator_id::text, concat_ws(' ', state.xmin, call.xmin)
    FROM presence_operatorstate state
    JOIN roster_operator operator ON operator.id = state.operator_id AND operator.is_active
    LEFT JOIN calls_call call ON call.id = state.busy_with
    WHERE state.state <> 'OFFLINE'
"""

_WAITING = """
    SELECT entry.queue_id, entry.tenant_id AS company_id, entry.language, count(*) AS count,
        min(entry.entered_at) AS longest_since
    FROM queues_queueentry entry GROUP BY entry.queue_id, entry.tenant_id, entry.language
"""

_PEOPLE = """
    SELECT operator.id, operator.name, operator.languages,
        coalesce(array_agg(cleared.tenant_id) FILTER (WHERE cleared.tenant_id IS NOT NULL), '{}') AS companies
    FROM roster_operator operator LEFT JOIN roster_clearance cleared ON cleared.operator_id = operator.id
    WHERE operator.is_active GROUP BY operator.id
"""

_COMPANIES = "SELECT id, name, colour, monogram FROM directory_tenant"

_QUEUES = """
    SELECT id, tenant_id AS company_id, name, language, group_ids, overflow FROM queues_queue WHERE deleted_at IS NULL
"""

_GROUPS = """
    SELECT team.id, team.tenant_id AS company_id, team.name, count(member.id) AS members
    FROM roster_group team LEFT JOIN roster_groupmember member ON member.group_id = team.id GROUP BY team.id
"""

_CHANGES = "SELECT id, queue_id, kind, group_id, overflow, author, until FROM queues_queuechange"


_LISTENERS = """
    SELECT leg.id, leg.person_id, leg.name, leg.mode, leg.state, leg.created_at AS since, leg.call_id,
        call.operator_id, call.tenant_id AS company_id
    FROM calls_leg leg JOIN calls_call call ON call.id = leg.call_id
    WHERE leg.kind = 'LISTENER' AND leg.state <> 'ENDED'
"""


def live() -> Sections:
    """Return who does what, who waits, and which supervisors are with which calls, at this instant. Three statements."""
    return {"operators": _by_id(_OPERATORS), **beside_operators()}


def beside_operators() -> Sections:
    """Return who waits, and which supervisors are with which calls."""
    waiting = {key_of(row["queue_id"], row["language"]): row for row in fetch_named(_WAITING)}
    return {"waiting": waiting, "listeners": _by_id(_LISTENERS)}


def versions() -> dict[str, str]:
    """Return by the id of each operator who is not offline what changes whenever her row, or her call's, is written."""
    return {str(key): str(version) for key, version in fetch_prepared(_VERSIONS, [])}


def operators(*, ids: Sequence[str]) -> Section:
    """Return those of these operators who are not offline."""
    return {str(row.pop("id")): row for row in fetch_named(_SOME_OPERATORS, [[UUID(one) for one in ids]])}


def counted(*, now: datetime) -> Sections:
    """Return what is counted now and then: levels, lines, who there is, what is not covered."""
    promised = targets(now=now)
    return {
        "levels": _levels(now, promised),
        "quarters": _quarters(now, promised),
        "people": _by_id(_PEOPLE),
        "companies": _companies(now, promised),
        "queues": _with_steps(_by_id(_QUEUES)),
        "groups": _by_id(_GROUPS),
        "changes": _with_steps(_by_id(_CHANGES)),
        "centre": _centre(),
        "uncovered": coverage.uncovered(now=now),
    }


def snapshot(*, now: datetime) -> dict[str, Any]:
    """Return all that the floor shows. Frames with an `as_of` up to this one's are part of it."""
    return {
        "now": now,
        "as_of": now,
        "events_url": f"{settings.CC_WS_URL.rstrip('/')}/ws/floor/",
        "sections": {**live(), **counted(now=now)},
    }


def waiting_callers(*, queue_id: int | None) -> list[dict[str, Any]]:
    """Return who waits in a queue (None: in all), longest first. Numbers are the company's, and not told."""
    return fetch_named(_CALLERS, {"queue": queue_id})


_CALLERS = """
    SELECT entry.call_id AS id, entry.queue_id, entry.tenant_id AS company_id, entry.language, entry.state,
        entry.entered_at, entry.is_first, operator.name AS kept_for
    FROM queues_queueentry entry
    LEFT JOIN roster_operator operator ON operator.id = entry.preferred_operator_id AND entry.preferred_until > now()
    WHERE %(queue)s::bigint IS NULL OR entry.queue_id = %(queue)s
    ORDER BY entry.is_first DESC, entry.entered_at LIMIT 50
"""


def asked_state(*, operator_id: UUID) -> dict[str, Any] | None:
    """Return the state and reason that would undo a change of hers; None where a call brought it."""
    state = OperatorState.objects.filter(pk=operator_id, state__in=ASKED).first()
    if state is None:
        return None
    return {"state": state.state, "reason": state.reason}


def _centre() -> Section:
    down = numbers.centre_down()
    return {"down": {"since": down.since, "author": down.author}} if down else {}


def key_of(queue_id: int | None, language: str) -> str:
    """Return the key of a row that is about one queue and one language."""
    return f"{queue_id or 0}:{language}"


def _levels(now: datetime, promised: Mapping[int, Target]) -> Section:
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    recent = now - timedelta(seconds=RECENT_TIME)
    rows = waits.counts(since=min(today, recent), recent=recent, targets=promised)
    return {key_of(row["queue_id"], row["language"]): _level(row) for row in rows}


def _level(row: dict[str, Any]) -> dict[str, Any]:
    row["company_id"] = row.pop("tenant_id")
    row["level"] = measures.service_level(Sums(within=row["within"], offered=row["offered"]))
    recent = Sums(within=row["recent_within"], offered=row["recent_offered"])
    row["recent_level"] = measures.service_level(recent)
    return row


def _quarters(now: datetime, promised: Mapping[int, Target]) -> Section:
    rows = waits.quarters(since=now - timedelta(seconds=LINES_TIME), targets=promised)
    return {str(row.pop("at")): row for row in rows}


def _companies(now: datetime, promised: Mapping[int, Target]) -> Section:
    """Each with what it was promised, how its contract's window fares, and until when a crisis of it is on."""
    found, crises = _by_id(_COMPANIES), in_crisis.all_present(now=now)
    contracts = _contracts(now)
    for key, row in found.items():
        target = promised.get(int(key), DEFAULT)
        row["target"] = {"share": target.share, "within": target.within}
        row["contract"] = contracts.get(int(key))
        row["crisis_until"] = crises[int(key)].ends_at if int(key) in crises else None
    return found


def _contracts(now: datetime) -> dict[int, dict[str, Any]]:
    agreed = terms.all_present(now=now)
    return {
        tenant_id: {
            "window": agreed[tenant_id].promise.window,
            "offered": one.offered,
            "within": one.in_time,
            "level": measures.service_level(Sums(within=one.in_time, offered=one.offered)),
        }
        for tenant_id, one in standing.companies(now=now).items()
    }


def _by_id(sql: str) -> Section:
    return {str(row.pop("id")): row for row in fetch_named(sql)}


def softphone_of(*, user_id: UUID) -> dict[str, Any]:
    """Return which softphone a supervisor's page is to be; none where a telephone of her own is dialled, or nobody's."""
    operator = Operator.objects.filter(user_id=user_id, is_active=True).first()
    kind = settings.CC_SOFTPHONE if operator is not None and not operator.leg_address else "none"
    return {"kind": kind, "token_url": reverse("floor-softphone-token")}


def _with_steps(section: Section) -> Section:
    """Read the overflow of each row: Django leaves JSON to its models, and hands it on as text here."""
    for row in section.values():
        row["overflow"] = json.loads(row["overflow"])
    return section
