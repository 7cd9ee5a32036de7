"""A crisis plan's form: read from what a page sent, checked against what the company has, and shown again."""

from typing import Any

from django.http import QueryDict

from cc_saas.lib import phone, speech, voices
from telephony.dialing import selectors as dialing
from telephony.ivr import prompts
from telephony.ivr import selectors as menus
from telephony.numbers.models import Number
from telephony.queues import form as queue_form
from telephony.queues import rules
from telephony.queues.types import QueueInvalid
from tenants.crisis.types import MOST_PHONES, CrisisRefused, Plan
from tenants.directory.models import Tenant

TARGETS = {action: word for word, action in queue_form.TARGETS.items() if word != "callback"}


def read(sent: QueryDict, company: Tenant) -> Plan:
    """Return the plan that was sent; what the carrier cannot speak is made into sound. Raises CrisisRefused."""
    greeting = {
        code: text for code in languages(company) if (text := sent.get(f"greeting-{code}", "").strip())
    }
    return Plan(
        greeting=greeting,
        phrase={
            code: text for code in languages(company) if (text := sent.get(f"phrase-{code}", "").strip())
        },
        flow_id=_flow(sent.get("flow", "")),
        priority=_number(sent, "priority") or 0,
        overflow=tuple(_overflow(sent, company)),
        reserved=_number(sent, "reserved"),
        minutes=_number(sent, "minutes") or 0,
        sounds=_sounds(greeting),
    )


def languages(company: Tenant) -> list[str]:
    """Return the languages in which the company's numbers answer, its own first."""
    others = Number.objects.filter(tenant_id=company.pk, is_active=True).values_list("language", flat=True)
    return list(dict.fromkeys([company.language, *sorted(one for one in others if one)]))


def phones(sent: QueryDict, company: Tenant) -> list[str]:
    """Return the telephones that were sent, one a line, as E.164; each once. Raises CrisisRefused."""
    first = Number.objects.filter(tenant_id=company.pk).order_by("pk").values_list("e164", flat=True).first()
    region = phone.country_of(first) if first else None
    lines = [line for line in sent.get("phones", "").splitlines() if line.strip()]
    found = [phone.normalise(line, region) for line in lines[: MOST_PHONES + 1]]
    if not found or None in found:
        raise CrisisRefused("phones")
    return list(dict.fromkeys(str(one) for one in found))


def step(plan: Plan) -> dict[str, Any]:
    """Return the plan's overflow as its row of the form."""
    for one in rules.steps_of(plan.overflow):
        return {"after": one.after_time, "to": TARGETS.get(one.action, "message"), "number": one.number}
    return {"after": "", "to": "message", "number": ""}


def _overflow(sent: QueryDict, company: Tenant) -> list[dict[str, Any]]:
    after = _number(sent, "after")
    if not after:
        return []
    target = sent.get("to", "")
    if target not in TARGETS.values():
        raise CrisisRefused("overflow")
    steps = (queue_form.step(after, target, sent.get("number", "")),)
    try:
        rules.check_forwards(steps, dialing.rules_of(tenant_id=company.pk).countries)
    except QueueInvalid as error:
        raise CrisisRefused("unsafe") from error
    return rules.kept_steps(steps)


def _flow(sent: str) -> int | None:
    """A menu of the company. Raises CrisisRefused for one that is not there."""
    if not sent:
        return None
    try:
        return int(menus.access_flow(flow_id=int(sent[:18]) if sent.isdecimal() else 0).pk)
    except menus.FlowUnknown as error:
        raise CrisisRefused("flow") from error


def _sounds(greeting: dict[str, str]) -> dict[str, str]:
    try:
        return {
            prompts.key(language=code, text=text): prompts.sound(language=code, text=text)
            for code, text in greeting.items()
            if not voices.spoken_by_carrier(code)
        }
    except speech.SpeechUnavailable as error:
        raise CrisisRefused("voice") from error


def _number(sent: QueryDict, name: str) -> int | None:
    text = sent.get(name, "").strip()
    if text and (not text.isdecimal() or len(text) > 6):
        raise CrisisRefused(name)
    return int(text) if text else None
