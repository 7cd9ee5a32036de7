"""What the pages about crises show, as plain dicts."""

from datetime import datetime
from typing import Any

from cc_saas.lib import phone
from telephony.crisis import form
from telephony.crisis.effect import effect, others
from telephony.ivr import selectors as menus
from tenants.crisis import selectors as crises
from tenants.crisis.models import Crisis, CrisisCode
from tenants.crisis.types import CONFIRM_TIME, Phase, Plan
from tenants.directory.models import Tenant
from tenants.directory.selectors import companies
from tenants.terms import selectors as terms


def company_page(company: Tenant, plan: Plan | None, *, actor_id: str, now: datetime) -> dict[str, Any]:
    """The switch, the plan, what it would mean, and each time that it was on. No other company is named."""
    prepared = crises.prepared(tenant_id=company.pk)
    shown = plan or (crises.plan_of(prepared.plan) if prepared else Plan(priority=10))
    return {
        "section": "crisis",
        "is_prepared": prepared is not None,
        "plan": shown,
        "texts": [
            {"code": code, "greeting": shown.greeting.get(code, ""), "phrase": shown.phrase.get(code, "")}
            for code in form.languages(company)
        ],
        "flows": [{"id": flow.pk, "name": flow.name} for flow in menus.flows()],
        "step": form.step(shown),
        "contract": _contract(company.pk, now),
        "wants_consent": _wants_consent(company.pk, shown, now),
        "switch": _switch(company, actor_id, now),
        "code": _code(company.pk, actor_id, now),
        "effect": _for_company(company.pk, shown, now) if prepared is not None else None,
        "history": [_line(one, now) for one in crises.history(tenant_id=company.pk)],
    }


def coordinators_page(*, now: datetime) -> dict[str, Any]:
    """Every crisis that is on or asked for, with what it means for each company, by name."""
    names = {company.pk: company.name for company in companies()}
    return {
        "section": "crises",
        "crises": [_for_coordinator(one, names, now) for one in crises.open_now(now=now)],
    }


def _switch(company: Tenant, actor_id: str, now: datetime) -> dict[str, Any]:
    latest = crises.latest(tenant_id=company.pk)
    phase = latest.phase(at=now) if latest is not None else Phase.OVER
    if latest is None or phase not in (Phase.ON, Phase.ASKED):
        return {"phase": Phase.OVER.value}
    return _line(latest, now) | {
        "until_confirm": latest.asked_at + CONFIRM_TIME,
        "is_own": latest.asked_by_id == actor_id,
    }


def _code(tenant_id: int, actor_id: str, now: datetime) -> dict[str, Any] | None:
    one = crises.code_of(tenant_id=tenant_id)
    if one is None:
        return None
    return {
        "state": _code_state(one, now), "is_own": one.made_by_id == actor_id, "made_by": one.made_by,
        "made_at": one.made_at, "agreed_by": one.agreed_by, "expires_at": one.expires_at,
        "locked_until": one.locked_until, "used_at": one.used_at, "used_from": phone.international(one.used_from),
        "phones": [phone.international(number) for number in one.phones],
    }  # fmt: skip


def _code_state(one: CrisisCode, now: datetime) -> str:
    if one.agreed_at is None:
        return "made"
    if now >= one.expires_at:
        return "expired"
    return "works" if one.works(at=now) else "locked"


def _line(one: Crisis, now: datetime) -> dict[str, Any]:
    return {
        "phase": one.phase(at=now).value, "asked_at": one.asked_at, "asked_by": one.asked_by,
        "is_by_code": not one.asked_by_id, "begins_at": one.begins_at,
        "confirmed_by": one.confirmed_by, "ends_at": one.ends_at, "ended_by": one.ended_by, "consent_at": one.consent_at,
        "was_on": one.begins_at is not None and one.begins_at != one.ends_at,
    }  # fmt: skip


def _contract(tenant_id: int, now: datetime) -> int | None:
    agreed = terms.present(tenant_id=tenant_id, now=now)
    return agreed.promise.reserved if agreed is not None else None


def _wants_consent(tenant_id: int, plan: Plan, now: datetime) -> bool:
    contract = _contract(tenant_id, now)
    return contract is not None and plan.reserved is not None and plan.reserved > contract


def _for_company(tenant_id: int, plan: Plan, now: datetime) -> dict[str, Any] | None:
    changes = effect(tenant_id=tenant_id, plan=plan, now=now)
    if changes is None or tenant_id not in changes:
        return None
    rest = others(changes=changes, tenant_id=tenant_id)
    own = changes[tenant_id]
    return {
        "before": _percent(own.before), "after": _percent(own.after),
        "others": rest and {
            "count": rest.companies, "before": _percent(rest.before), "after": _percent(rest.after),
            "worst": round(100 * max(0.0, rest.worst_drop)),
        },
    }  # fmt: skip


def _for_coordinator(one: Crisis, names: dict[int, str], now: datetime) -> dict[str, Any]:
    plan = crises.plan_of(one.plan)
    changes = effect(tenant_id=one.tenant_id, plan=plan, now=now) or {}
    rows = [
        {"name": names.get(company, "?"), "is_own": company == one.tenant_id, "before": _percent(change.before),
         "after": _percent(change.after)}
        for company, change in changes.items()
    ]  # fmt: skip
    return _line(one, now) | {
        "id": one.pk, "name": one.tenant.name, "reserved": plan.reserved, "contract": _contract(one.tenant_id, now),
        "wants_consent": _wants_consent(one.tenant_id, plan, now), "consent_by": one.consent_by,
        "rows": sorted(rows, key=lambda row: (not row["is_own"], row["name"])),
    }  # fmt: skip


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{round(100 * share)} %"
