"""One call takes a company on, another an operator. Run twice they change nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from agents.presence import services as presence
from agents.roster import services as roster
from campaigns.dispositions import services as dispositions
from cc_saas.lib import clock, phone
from cc_saas.lib.tenancy import in_tenant
from telephony.callflow import addresses, fallback, lines
from telephony.numbers import selectors as numbers_read
from telephony.numbers import services as numbers
from telephony.provider.port import Carrier, OwnedNumber
from telephony.provider.twilio.client import carrier
from telephony.queues import services as queues
from tenants.accounts import selectors as accounts_read
from tenants.accounts import services as accounts
from tenants.accounts.types import Role
from tenants.directory import selectors as directory_read
from tenants.directory import services as directory
from tenants.directory.models import Tenant
from tenants.knowledge import selectors as knowledge_read
from tenants.knowledge import services as knowledge


class NumberNotOurs(LookupError):
    """The carrier does not have this number among ours, and buying was not allowed."""


class NumberInvalid(ValueError):
    """A number must be in E.164: a plus, the country, the number."""


class LevelInvalid(ValueError):
    """A level is a whole number from 1 to 5."""


@dataclass(frozen=True, slots=True)
class NewCompany:
    """What the command prints of a company. `token` is None where a key existed and no other was asked for."""

    created: bool
    id: int
    slug: str
    schema: str
    host: str
    admin_id: UUID
    queue_id: int
    number: str | None
    token: str | None


@dataclass(frozen=True, slots=True)
class PointedNumbers:
    """What the command prints of the numbers that now lead here, and of those that the carrier has no more."""

    pointed: list[str]
    unknown: list[str]


@dataclass(frozen=True, slots=True)
class NewOperator:
    """What the command prints of an operator."""

    created: bool
    id: UUID
    user_id: UUID
    identity: str
    token: str | None


def create_company(
    *,
    slug: str,
    name: str,
    language: str,
    timezone: str,
    greeting: str,
    admin_email: str,
    admin_password: str,
    announcement: str = "",
    number: str | None = None,
    buy: bool = False,
    colour: str | None = None,
    new_token: bool = False,
) -> NewCompany:
    """Take a company on: schema, host, greeting, queue, dispositions, owner, key, and its number at the carrier.

    Raises CompanyInvalid, NumberInvalid, NumberNotOurs, NumberTaken, CarrierFailed.
    """
    e164 = _checked_number(number)
    found = _number_at_carrier(e164, buy=buy, carrier=carrier()) if e164 else None
    with transaction.atomic():
        company, created = directory.create_company(
            slug=slug, name=name, language=language, timezone=timezone, colour=colour
        )
        queue = queues.open_default_queue(
            tenant_id=company.pk, name=_general(language), language=company.language
        )
        _first_words(company, greeting, announcement)
        owner, _made = accounts.create_user(
            email=admin_email, name=admin_email.split("@")[0], password=admin_password, language=language
        )
        accounts.add_member(user=owner, role=Role.OWNER, tenant_id=company.pk)
        if found:
            numbers.assign_number(
                e164=found.e164, tenant_id=company.pk, carrier_sid=found.sid, now=clock.now()
            )
        token = _company_token(company, new_token=new_token)
        lines.changed()
    if found:
        carrier().point_number(sid=found.sid, urls=addresses.of_number(), name=name)
        fallback.write_documents()
    return NewCompany(
        created=created, id=company.pk, slug=company.slug, schema=company.schema_name, host=company.host,
        admin_id=owner.pk, queue_id=queue.pk, number=found.e164 if found else None, token=token,
    )  # fmt: skip


@transaction.atomic
def create_operator(
    *,
    email: str,
    name: str,
    password: str,
    companies: Iterable[str],
    languages: Iterable[str],
    skills: Mapping[str, int] | Iterable[str] = (),
    leg_address: str = "",
    new_token: bool = False,
) -> NewOperator:
    """Take an operator on: person, role, clearances, skills with levels from 1 to 5, key.

    Raises CompanyUnknown, LevelInvalid.
    """
    levels = _levels(skills)
    cleared = [directory_read.access_company(slug=slug).pk for slug in companies]
    user, created = accounts.create_user(email=email, name=name, password=password)
    accounts.add_member(user=user, role=Role.OPERATOR)
    operator, _made = roster.hire(
        user_id=user.pk, name=name, languages=languages, leg_address=leg_address, now=clock.now()
    )
    roster.clear(operator=operator, tenant_ids=cleared, now=clock.now())
    roster.rate(operator=operator, levels=levels)
    presence.open_state(operator_id=operator.pk, now=clock.now())
    token = None
    if new_token or not accounts_read.has_live_token(user=user):
        token = accounts.issue_token(user=user, now=clock.now())
    return NewOperator(
        created=created, id=operator.pk, user_id=user.pk, identity=operator.identity, token=token
    )


def point_numbers() -> PointedNumbers:
    """Tell the carrier where the calls of each of our numbers are answered: PUBLIC_BASE_URL may have moved.

    Raises CarrierFailed.
    """
    pointed: list[str] = []
    unknown: list[str] = []
    for number in numbers_read.at_the_carrier():
        found = carrier().find_number(e164=number.e164)
        if found is None:
            unknown.append(number.e164)
            continue
        carrier().point_number(sid=found.sid, urls=addresses.of_number(), name=number.tenant.name)
        pointed.append(number.e164)
    return PointedNumbers(pointed=pointed, unknown=unknown)


def _checked_number(number: str | None) -> str | None:
    if not number:
        return None
    e164 = phone.normalise(number)
    if e164 is None:
        raise NumberInvalid(number)
    return e164


def _number_at_carrier(e164: str, *, buy: bool, carrier: Carrier) -> OwnedNumber:
    """Find the number among ours, or buy it where that is allowed. Before anything is written: it may fail."""
    found = carrier.find_number(e164=e164)
    if found is not None:
        return found
    if not buy:
        raise NumberNotOurs(e164)
    return carrier.buy_number(e164=e164)


def _first_words(company: Tenant, greeting: str, announcement: str) -> None:
    """What the company says on its first day; a company that has a greeting keeps it."""
    with in_tenant(company):
        dispositions.seed_defaults(language=company.language)
        if knowledge_read.greeting(language=company.language) is None:
            knowledge.set_greeting(
                language=company.language, phrase=greeting, announcement=announcement, now=clock.now()
            )


def _company_token(company: Tenant, *, new_token: bool) -> str | None:
    if accounts_read.has_live_token(tenant_id=company.pk) and not new_token:
        return None
    return accounts.issue_token(tenant_id=company.pk, now=clock.now())


def _general(language: str) -> str:
    """The queue's name as the company's people read it."""
    with override(language.split("-")[0]):
        return _("General")


def _levels(skills: Mapping[str, int] | Iterable[str]) -> dict[str, int]:
    levels = dict(skills) if isinstance(skills, Mapping) else dict(_level(skill) for skill in skills)
    if not all(1 <= level <= 5 for level in levels.values()):
        raise LevelInvalid(str(levels))
    return levels


def _level(skill: str) -> tuple[str, int]:
    """Read "repairs:4"; a skill without a level is known at the lowest."""
    name, _sep, level = skill.partition(":")
    if level and not level.isdigit():
        raise LevelInvalid(skill)
    return name.strip(), int(level or 1)
