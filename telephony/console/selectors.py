"""The snapshot: everything that an operator's console shows, in one document."""

from datetime import datetime
from typing import Any

from django.conf import settings

from agents.presence import services as presence_services
from agents.presence.models import OperatorState
from agents.presence.notes import note_for
from agents.presence.types import State
from agents.roster.models import Operator
from cc_saas.lib.hot import fetch_prepared
from telephony.callflow import screen
from telephony.callflow.gauges import gauge_part
from telephony.calls import selectors as calls_read
from telephony.queues import selectors as queues_read
from telephony.routing import selectors as routing_read


def snapshot(*, operator: Operator, now: datetime) -> dict[str, Any]:
    """Return what her console shows at this instant. Facts with a `seq` up to its own are part of it."""
    state = presence_services.open_state(operator_id=operator.pk, now=now)
    return {
        **screen.state_part(state),
        "seq": state.seq,
        "now": now,
        "events_url": f"{settings.CC_WS_URL.rstrip('/')}/ws/console/",
        "operator": operator_part(operator),
        "today": screen.today_part(operator_id=operator.pk, now=now),
        "waiting": gauge_part(**queues_read.waiting_for(operator=operator)),
        "note": note_for(operator_id=operator.pk, now=now),
        "softphone": softphone_part(operator),
        "offer": _offer(state),
        "call": _call(state),
    }


def operator_part(operator: Operator) -> dict[str, Any]:
    """Return who she is and for whom she answers."""
    return {
        "id": operator.pk,
        "name": operator.name,
        "initials": "".join(word[0] for word in operator.name.split()[:2]).upper(),
        "languages": operator.languages,
        "companies": [
            {"name": name, "colour": colour, "monogram": monogram}
            for name, colour, monogram in fetch_prepared(_COMPANIES, [operator.pk])
        ],
    }


_COMPANIES = """
    SELECT company.name, company.colour, company.monogram FROM directory_tenant company
    JOIN roster_clearance cleared ON cleared.tenant_id = company.id AND cleared.operator_id = %s
    ORDER BY company.name
"""


def softphone_part(operator: Operator) -> dict[str, Any]:
    """Return which softphone the page is to be; none where her legs are answered by another device."""
    kind = "none" if operator.leg_address else settings.CC_SOFTPHONE
    return {"kind": kind, "identity": operator.identity, "token_url": "/api/v1/console/softphone-token/"}


def _offer(state: OperatorState) -> dict[str, Any] | None:
    """Her open offer. One that is made after her state was read comes to her as a fact, with the next number."""
    if state.state != State.RESERVED:
        return None
    offer = routing_read.open_offer(operator_id=state.operator_id)
    return screen.offer_part(offer) if offer is not None else None


def _call(state: OperatorState) -> dict[str, Any] | None:
    """Her call, if she has one: the call that only rings at her is the offer's."""
    if state.busy_with is None:
        return None
    call = calls_read.live_call(call_id=state.busy_with)
    if call is None or call.operator_id != state.operator_id:
        return None
    return screen.call_part(call, state)
