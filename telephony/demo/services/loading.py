"""The order in which the demo is loaded: companies, their words and people, the staff, queues, menus and terms, a week of calls."""

from datetime import datetime

from django.db import transaction

from agents.roster import services as roster
from agents.roster.models import Operator
from campaigns.dispositions import services as dispositions
from campaigns.people import selectors as people
from campaigns.people import services as people_services
from cc_saas.lib.tenancy import in_tenant
from telephony.callflow import fallback
from telephony.demo.cast import ADMINISTRATOR, COORDINATOR, OPERATORS, SUPERVISOR, Person
from telephony.demo.content import COMPANIES
from telephony.demo.history import Answerer
from telephony.demo.services import calls, menus, numbers, queues, words
from telephony.demo.types import Account, Company
from telephony.onboarding import services as onboarding
from tenants.accounts import services as accounts
from tenants.accounts.models import User
from tenants.accounts.types import Role
from tenants.directory import services as directory
from tenants.directory.models import Tenant
from tenants.directory.selectors import access_company


def load(*, now: datetime) -> None:
    """Load what is missing of the demo, all of it or nothing; what is there, and whatever was changed about it, stays."""
    directory.prepare_template()  # inside the transaction it could not be made, and each company would be migrated
    _load(now=now)


@transaction.atomic
def _load(*, now: datetime) -> None:
    for company in COMPANIES:
        _load_company(company, now=now)
    answerers = {person.account.email: _load_operator(person) for person in OPERATORS}
    _load_supervisor(now=now)
    _load_member(ADMINISTRATOR, role=Role.PLATFORM_ADMIN)
    _load_member(COORDINATOR, role=Role.COORDINATOR)
    for company in COMPANIES:
        _load_distribution(company, now=now)
        serving = [answerers[p.account.email] for p in OPERATORS if company.slug in p.companies]
        calls.load_calls(
            company=company, tenant=access_company(slug=company.slug), answerers=serving, now=now
        )
    fallback.write_documents()


def _load_company(company: Company, *, now: datetime) -> None:
    _load_user(company.owner, language=company.language)
    onboarding.create_company(
        slug=company.slug,
        name=company.name,
        language=company.language,
        timezone=company.timezone,
        colour=company.colour,
        greeting=company.phrases[company.language],
        announcement=company.announcements.get(company.language, ""),
        admin_email=company.owner.email,
        admin_password=company.owner.password,
    )
    tenant = access_company(slug=company.slug)
    numbers.connect(company=company, tenant=tenant, now=now)
    _load_member(company.viewer, role=Role.VIEWER, tenant=tenant, language=company.language)
    with in_tenant(tenant):
        words.load_words(company=company, now=now)
        dispositions.seed_defaults(language=company.language)
        _load_colleagues(company)


def _load_distribution(company: Company, *, now: datetime) -> None:
    tenant = access_company(slug=company.slug)
    queues.load_queues(company=company, tenant=tenant, now=now)
    queues.load_terms(company=company, tenant=tenant, now=now)
    menus.load_menu(company=company, tenant=tenant, now=now)


def _load_colleagues(company: Company) -> None:
    if people.specialists():
        return
    for person in company.colleagues:
        people_services.save_specialist(
            name=person.name, role=person.role, phone=person.phone, languages=person.languages
        )


def _load_operator(person: Person) -> Answerer:
    """Take the operator on, unless she is there: her languages and companies may have been changed."""
    account = person.account
    found = Operator.objects.filter(user__email=account.email).first()
    if found is not None:
        return Answerer(id=found.pk, name=found.name)
    _load_user(account, language="en")
    operator = onboarding.create_operator(
        email=account.email,
        name=account.name,
        password=account.password,
        companies=person.companies,
        skills=person.skills,
        languages=person.languages,
    )
    return Answerer(id=operator.id, name=account.name)


def _load_supervisor(*, now: datetime) -> None:
    """She looks after every company, so she stands in the roster as one who may serve them all."""
    _load_member(SUPERVISOR, role=Role.SUPERVISOR)
    user = User.objects.get(email=SUPERVISOR.email)
    if Operator.objects.filter(user=user).exists():
        return
    operator, _ = roster.hire(user_id=user.pk, name=SUPERVISOR.name, languages=["ru", "ka", "en"], now=now)
    served = [access_company(slug=company.slug).pk for company in COMPANIES]
    roster.clear(operator=operator, tenant_ids=served, now=now)


def _load_member(account: Account, *, role: Role, tenant: Tenant | None = None, language: str = "en") -> None:
    user = _load_user(account, language=language)
    accounts.add_member(user=user, role=role, tenant_id=tenant.pk if tenant else None)


def _load_user(account: Account, *, language: str) -> User:
    user, _ = accounts.create_user(
        email=account.email,
        name=account.name,
        password=account.password,
        language=language,
        known_to_all=True,
    )
    return user
