"""What an operator's console shows, as plain dicts: the snapshot is made of these parts, and so are the facts.

Because both come from here, a snapshot with the facts that follow it is always the next snapshot.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from agents.presence import selectors as presence
from agents.presence.models import OperatorState
from agents.presence.types import State
from campaigns.dispositions import selectors as dispositions
from campaigns.people import selectors as people
from campaigns.records import selectors as records
from campaigns.records.types import CallerHistory, EventKind
from cc_saas.lib import phone
from cc_saas.lib.tenancy import in_tenant
from telephony.callbacks import selectors as callbacks
from telephony.callflow import in_crisis, lines, menu
from telephony.calls.models import Call, Leg
from telephony.calls.selectors import coaches_of
from telephony.calls.types import CallState, Direction, LegState
from telephony.queues.types import OPTIONAL_MODES
from telephony.routing.definitions import definition
from telephony.routing.models import Offer
from tenants.directory.models import Tenant
from tenants.knowledge import selectors as knowledge

QUESTIONS_AT_RING = 8

SHIFT_TIME = timedelta(hours=12)
"""What counts as today for an operator, who may work over midnight."""


def state_part(state: OperatorState) -> dict[str, Any]:
    """Return what she is doing."""
    return {
        "state": state.state,
        "state_since": state.since,
        "reason": state.reason,
        "next_state": state.next_state or None,
        "misses": state.misses,
        "hand_since": state.hand_since,
    }


def today_part(*, operator_id: UUID, now: datetime) -> dict[str, Any]:
    """Return how many calls she has answered today; new with every answer."""
    return {"calls": presence.answered_since(operator_id=operator_id, since=now - SHIFT_TIME)}


def offer_part(offer: Offer) -> dict[str, Any]:
    """Return the screen-pop: which company, what to say, who calls, what callers ask."""
    call = offer.call
    with in_tenant(call.tenant):
        history = records.caller_history(caller=call.caller, before=call.arrived_at)
        questions = knowledge.top_questions(limit=QUESTIONS_AT_RING)
    return {
        "id": offer.pk,
        "call_id": call.pk,
        "state": offer.state,
        "made_at": offer.made_at,
        "ringing_at": offer.ringing_at,
        "expires_at": offer.expires_at,
        "answers_itself": offer.answers_itself,
        "waited_since": call.queued_at,
        "questions": questions,
        "similar_names": call.tenant.similar_names,
        **_who_and_what(call, history),
    }


def call_part(call: Call, state: OperatorState) -> dict[str, Any]:
    """Return the conversation, or what is left to write down about it."""
    with in_tenant(call.tenant):
        record = records.access_record(call_id=call.pk)
        events = records.timeline(call_id=call.pk)
        history = records.caller_history(caller=call.caller, before=call.arrived_at)
        choices = dispositions.choices()
        required = dispositions.is_required()
        specialists = [
            {**card, "display": phone.international(card["number"])} for card in people.specialists()
        ]
    return {
        "id": call.pk,
        "state": _face(call, state),
        "muted": call.is_muted,
        "arrived_at": call.arrived_at,
        "answered_at": call.answered_at,
        "ended_at": call.ended_at,
        "wait_time": record.wait_time,
        "talk_since": call.talk_since,
        "hold_since": call.hold_since,
        "note": record.note,
        "disposition": record.disposition_code or None,
        "dispositions": choices,
        "disposition_required": required,
        "wrap_up_asked": call.wants_wrap_up if _is_asked_for(call) else None,
        "wrap_up_ends_at": state.wrap_up_until if state.state == State.WRAP_UP else None,
        "transfer": _transfer(call),
        "coaches": coaches_of(call_id=call.pk),
        "specialists": specialists,
        "read": [e.details.get("question_id") for e in events if e.kind == EventKind.QUESTION_READ],
        "timeline": [{"kind": e.kind, "at": e.at, "text": _detail(e.details)} for e in events],
        "waited_since": call.queued_at,
        **_who_and_what(call, history),
    }


def _is_asked_for(call: Call) -> bool:
    """Whether her queue leaves it to her if there is work after the call."""
    queue = definition(queue_id=call.queue_id) if call.queue_id else None
    return queue is not None and queue.draft.wrap_up_mode in OPTIONAL_MODES


def company_part(company: Tenant) -> dict[str, Any]:
    """Return how a company is told from the others at a glance."""
    return {
        "slug": company.slug,
        "name": company.name,
        "differs": _differing_words(company.name, company.similar_names),
        "colour": company.colour,
        "monogram": company.monogram,
        "language": company.language,
        "timezone": company.timezone,
    }


def caller_part(call: Call, history: CallerHistory) -> dict[str, Any]:
    """Return who calls, as far as the number tells. A withheld number tells nothing."""
    return {
        "number": call.caller or None,
        "display": phone.international(call.caller) if call.caller else "",
        "country": phone.country_of(call.caller) if call.caller else None,
        "calls_before": history.calls_before,
        "local_time_zone": phone.zone_of(call.caller) if call.caller else None,
    }


def _who_and_what(call: Call, history: CallerHistory) -> dict[str, Any]:
    return {
        "company": company_part(call.tenant),
        **phrase_part(call),
        "language": call.language,
        "caller": caller_part(call, history),
        "menu": menu.menu_part(call),
        "callback": callback_part(call),
        "dialled": {"number": call.called, "display": phone.international(call.called)},
        "last_contacts": [
            {
                "at": contact.at,
                "outcome": contact.outcome,
                "disposition": contact.disposition,
                "note": contact.note,
            }
            for contact in history.last_contacts
        ],
    }


def phrase_part(call: Call) -> dict[str, Any]:
    """Return what the operator says first: the crisis's words where one was on when the caller came."""
    greeting = lines.greeting_of(schema=call.tenant.schema_name, language=call.language)
    phrase = greeting.phrase if greeting else ""
    language = greeting.language if greeting else call.language
    plan = in_crisis.plan_of(tenant_id=call.tenant_id, now=call.arrived_at)
    if plan is not None:
        words, spoken = in_crisis.phrase(plan=plan, language=call.language)
        phrase, language = (words, spoken) if words else (phrase, language)
    return {"phrase": phrase, "phrase_language": language, "is_crisis": plan is not None}


def callback_part(call: Call) -> dict[str, Any] | None:
    """Return what was promised to a customer who is called back; None for anybody who has rung."""
    promise = callbacks.promise_of(call_id=call.pk) if call.direction == Direction.OUTBOUND else None
    if promise is None:
        return None
    return {
        "promised_at": promise.asked_at,
        "waited": round((promise.asked_at - promise.place_at).total_seconds()),
        "due_by": promise.due_by,
        "attempt": promise.attempts + 1,
    }


def _face(call: Call, state: OperatorState) -> str:
    if state.state == State.WRAP_UP:
        return State.WRAP_UP
    return "LOST" if call.state == CallState.RECOVERING else call.state


def _transfer(call: Call) -> dict[str, Any] | None:
    leg = _transfer_leg(call.transfer_leg_id)
    if leg is None:
        return None
    states = {LegState.ANSWERED: "CONNECTED", LegState.ENDED: "CONNECTED" if leg.answered_at else "FAILED"}
    return {"state": states.get(LegState(leg.state), "RINGING"), "to": leg.address, "name": leg.name}


def _transfer_leg(leg_id: UUID | None) -> Leg | None:
    return Leg.objects.filter(pk=leg_id).first() if leg_id else None


def _detail(details: dict[str, Any]) -> str:
    """Return the one detail of an event that an operator wants beside its name."""
    for key in ("operator", "question", "name", "queue", "line", "by", "reason"):
        if details.get(key):
            return str(details[key])
    return ""


def _differing_words(name: str, similar_names: list[str]) -> str:
    """Return the part of a name that tells it from similar ones: "help line" of "Philips help line"."""
    if not similar_names:
        return ""
    known = {word.casefold() for similar in similar_names for word in similar.split()}
    return " ".join(word for word in name.split() if word.casefold() not in known)
