"""What a caller who arrives while her company's crisis is on hears first, and what her operator says."""

from collections.abc import Mapping
from datetime import datetime

from campaigns.records.types import EventKind
from cc_saas.lib.languages import primary
from telephony.callflow import menu_words
from telephony.callflow.types import Line, Turn
from telephony.ivr.instructions import Speak
from telephony.provider.documents import Document
from tenants.crisis import selectors as crises
from tenants.crisis.types import Plan, Standing


def standing_of(*, tenant_id: int, now: datetime) -> Standing | None:
    """Return the crisis that is on, from memory."""
    return crises.present(tenant_id=tenant_id, now=now)


def plan_of(*, tenant_id: int, now: datetime) -> Plan | None:
    """Return what holds instead of the usual; None while no crisis is on."""
    found = standing_of(tenant_id=tenant_id, now=now)
    return found.plan if found is not None else None


def greeting(*, plan: Plan, line: Line) -> Document:
    """Return what every caller hears first, in her language or else the first that there is. Inside the company."""
    language, text = _in(plan.greeting, line.language)
    return menu_words.spoken((Speak(text, language),), plan.sounds) if text else []


def changed(*, crisis: Standing, line: Line, turn: Turn | None, now: datetime) -> dict[str, object]:
    """Return what a call's history keeps of the crisis that is on at its arrival: what it changed, and nothing else.

    id; ends_at (ISO 8601) as it stood then; greeting, the words that this caller hears; priority, added to her queue's;
    menu, the crisis's own, of which `turn` is the first; overflow, where the plan's stands in place of the queue's;
    reserved, the answers an hour to which the coordinator has consented.
    """
    begun = dict(turn.events).get(EventKind.MENU_BEGAN, {}) if turn is not None else {}
    held = {
        "greeting": _in(crisis.plan.greeting, line.language)[1],
        "priority": crisis.plan.priority,
        "menu": begun.get("menu"),
        "overflow": bool(crisis.plan.overflow),
        "reserved": crisis.reserved(at=now),
    }
    what = {name: value for name, value in held.items() if value}
    return {"id": crisis.id, "ends_at": crisis.ends_at.isoformat(), **what}


def phrase(*, plan: Plan, language: str) -> tuple[str, str]:
    """Return what the operator says, and its language; ("", "") where she says the usual."""
    found, text = _in(plan.phrase, language)
    return (text, found) if text else ("", "")


def _in(texts: Mapping[str, str], language: str) -> tuple[str, str]:
    near = [(code, text) for code, text in texts.items() if primary(code) == primary(language)]
    return next(iter([*near, *texts.items()]), ("", ""))
