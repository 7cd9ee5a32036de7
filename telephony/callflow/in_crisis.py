"""What a caller who arrives while her company's crisis is on hears first, and what her operator says."""

from collections.abc import Mapping
from datetime import datetime

from cc_saas.lib.languages import primary
from telephony.callflow import menu_words
from telephony.callflow.types import Line
from telephony.ivr.instructions import Speak
from telephony.provider.documents import Document
from tenants.crisis import selectors as crises
from tenants.crisis.types import Plan


def plan_of(*, tenant_id: int, now: datetime) -> Plan | None:
    """Return what holds instead of the usual; None while no crisis is on."""
    found = crises.present(tenant_id=tenant_id, now=now)
    return found.plan if found is not None else None


def greeting(*, plan: Plan, line: Line) -> Document:
    """Return what every caller hears first, in her language or else the first that there is. Inside the company."""
    language, text = _in(plan.greeting, line.language)
    return menu_words.spoken((Speak(text, language),), plan.sounds) if text else []


def phrase(*, plan: Plan, language: str) -> tuple[str, str]:
    """Return what the operator says, and its language; ("", "") where she says the usual."""
    found, text = _in(plan.phrase, language)
    return (text, found) if text else ("", "")


def _in(texts: Mapping[str, str], language: str) -> tuple[str, str]:
    near = [(code, text) for code, text in texts.items() if primary(code) == primary(language)]
    return next(iter([*near, *texts.items()]), ("", ""))
