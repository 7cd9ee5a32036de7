"""The cast that every story knows: acme (English, rings at once) and globex (Russian, speaks an announcement first).

Ana is cleared for both, Ben only for acme, Cleo supervises and takes no calls.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from agents.roster.models import Operator
from campaigns.people import services as people
from cc_saas.lib.tenancy import in_tenant
from telephony.callflow import lines
from telephony.numbers import services as numbers
from telephony.onboarding import services as onboarding
from tenants.accounts import services as accounts
from tenants.accounts.models import User
from tenants.accounts.types import Role
from tenants.directory.models import Tenant
from tenants.knowledge import services as knowledge
from tenants.knowledge.types import QuestionDraft, QuestionKind

PASSWORD = "a long enough secret"
ACME_NUMBER, GLOBEX_NUMBER = "+442079460100", "+74950000100"
FIRST_DAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
ANNOUNCEMENT = "Здравствуйте, вы позвонили в Глобекс."


@dataclass(frozen=True, kw_only=True)
class Company:
    """A client company with one number, one key, one specialist and one question."""

    tenant: Tenant
    number: str
    token: str
    specialist_id: int
    specialist_number: str
    question_id: int


@dataclass(frozen=True, kw_only=True)
class Agent:
    """An operator and her key."""

    operator: Operator
    token: str

    @property
    def id(self) -> UUID:
        return self.operator.pk


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Everybody."""

    acme: Company
    globex: Company
    ana: Agent
    ben: Agent
    cleo: User


def make_cast(*, at_carrier: bool = False) -> Cast:
    """Make them all; `at_carrier` buys the numbers where TWILIO_API_BASE_URL points, else they are only written down."""
    acme = make_company(slug="acme", language="en", number=ACME_NUMBER, at_carrier=at_carrier)
    globex = make_company(
        slug="globex", language="ru", number=GLOBEX_NUMBER, announcement=ANNOUNCEMENT, at_carrier=at_carrier
    )
    cleo, _ = accounts.create_user(email="cleo@desk.test", name="Cleo Lang", password=PASSWORD)
    accounts.add_member(user=cleo, role=Role.SUPERVISOR)
    return Cast(
        acme=acme,
        globex=globex,
        ana=make_agent(name="Ana", companies=["acme", "globex"], languages=["en-GB", "ru"]),
        ben=make_agent(name="Ben", companies=["acme"], languages=["en-US"]),
        cleo=cleo,
    )


def make_company(
    *, slug: str, language: str, number: str, announcement: str = "", at_carrier: bool = False
) -> Company:
    """A company that answers "<Slug> help line, good day"."""
    made = onboarding.create_company(
        slug=slug, name=f"{slug.title()} help line", language=language, timezone="UTC",
        greeting=f"{slug.title()} help line, good day.", announcement=announcement,
        admin_email=f"owner@{slug}.test", admin_password=PASSWORD,
        number=number if at_carrier else None, buy=at_carrier,
    )  # fmt: skip
    tenant = Tenant.objects.get(pk=made.id)
    if not at_carrier:
        numbers.assign_number(e164=number, tenant_id=tenant.pk, now=FIRST_DAY)
        lines.changed()
    return _filled(tenant, number, made.token or "")


def _filled(tenant: Tenant, number: str, token: str) -> Company:
    far = f"{number[:-3]}777"
    with in_tenant(tenant):
        specialist = people.save_specialist(name="Sam Stone", role="Engineer", phone=far)
        group = knowledge.save_group(title="Repairs", now=FIRST_DAY)
        draft = QuestionDraft(
            group_id=group.pk,
            title="Where do you repair?",
            kind=QuestionKind.TEXT,
            say="At home.",
            body="*Here*",
        )
        question = knowledge.save_question(draft=draft, now=FIRST_DAY)
    return Company(
        tenant=tenant, number=number, token=token, specialist_id=specialist.pk, specialist_number=far,
        question_id=question.pk,
    )  # fmt: skip


def make_agent(
    *,
    name: str,
    companies: list[str],
    languages: list[str],
    skills: dict[str, int] | None = None,
    leg_address: str = "",
) -> Agent:
    """An operator with a key of her own."""
    made = onboarding.create_operator(
        email=f"{name.lower()}@desk.test", name=name, password=PASSWORD, companies=companies,
        languages=languages, skills=skills or {}, leg_address=leg_address,
    )  # fmt: skip
    return Agent(operator=Operator.objects.get(pk=made.id), token=made.token or "")
