"""Taking a company in."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from cc_saas.lib.tenancy import companies_changed, in_public
from tenants.directory import template
from tenants.directory.hours import read as read_hours
from tenants.directory.models import Tenant
from tenants.directory.types import (
    COLOUR,
    LANGUAGE,
    RESERVED,
    RESERVED_STARTS,
    SLUG,
    CompanyInvalid,
    colour_of,
    monogram_of,
)


def create_company(
    *, slug: str, name: str, language: str, timezone: str, colour: str | None = None
) -> tuple[Tenant, bool]:
    """The company of that slug with its own schema, and whether it is new; one that exists is not changed.

    `language` is BCP 47, `timezone` an IANA name, `colour` "#rrggbb" (else one is chosen). Raises CompanyInvalid.
    The rows that its work needs (a queue, a greeting) are onboarding's to add.
    """
    check(slug=slug, name=name, language=language, timezone=timezone, colour=colour)
    company = Tenant(
        slug=slug,
        schema_name=slug,
        name=name.strip(),
        language=language,
        timezone=timezone,
        colour=colour or colour_of(slug),
        monogram=monogram_of(name),
    )
    with in_public():
        found = Tenant.objects.filter(slug=slug).first()
        return (found, False) if found is not None else _make(company)


def prepare_template() -> None:
    """Make the template of a company's schema, unless it is there: for whoever takes companies on in a transaction."""
    with in_public():
        template.current_sql()


def _make(company: Tenant) -> tuple[Tenant, bool]:
    sql = template.current_sql()
    with transaction.atomic():
        _lock(company.slug)
        found = Tenant.objects.filter(slug=company.slug).first()
        if found is not None:
            return found, False
        company.save()  # type: ignore[no-untyped-call]
        if sql is not None:
            template.replay(schema=company.slug, sql=sql, tenant_id=company.pk)
        else:
            template.migrate(schema=company.slug, tenant_id=company.pk)
        companies_changed()
    return company, True


def _lock(slug: str) -> None:
    """Of two that create the same company, the second waits and then finds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"company {slug}"])


@transaction.atomic
def change_company(*, company: Tenant, **changes: str | list[str]) -> None:
    """Set name, language, timezone, colour, monogram or similar_names. Raises CompanyInvalid."""
    for field, value in changes.items():
        if field not in _CHECKS and field not in ("monogram", "similar_names"):
            raise CompanyInvalid(field, "This cannot be changed.")
        setattr(company, field, value)
    check(
        slug=company.slug,
        name=company.name,
        language=company.language,
        timezone=company.timezone,
        colour=company.colour,
    )
    company.save(update_fields=list(changes))  # type: ignore[no-untyped-call]
    companies_changed()


@transaction.atomic
def set_hours(*, company: Tenant, hours: dict[str, Any]) -> None:
    """Say when a company is open, as tenants.directory.hours reads it. Raises HoursInvalid."""
    read_hours(hours)
    company.hours = hours
    company.save(update_fields=["hours"])  # type: ignore[no-untyped-call]
    companies_changed()


def check(*, slug: str, name: str, language: str, timezone: str, colour: str | None = None) -> None:
    """Raises CompanyInvalid for the first part that cannot be a company's."""
    if not SLUG.fullmatch(slug) or slug in RESERVED or slug.startswith(RESERVED_STARTS):
        raise CompanyInvalid(
            "slug", "A slug is 2 to 41 of a-z, 0-9 and _, begins with a letter and is not reserved."
        )
    for field, value in {"name": name, "language": language, "timezone": timezone, "colour": colour}.items():
        passes, message = _CHECKS[field]
        if value is not None and not passes(value):
            raise CompanyInvalid(field, message)


def _is_timezone(value: str) -> bool:
    try:
        ZoneInfo(value)
    except (KeyError, OSError, ValueError):  # unknown, a folder's name, a path outside the database
        return False
    return "/" in value or value == "UTC"


_CHECKS: dict[str, tuple[Callable[[str], object], str]] = {
    "name": (
        lambda value: 1 <= len(value.strip()) <= 120 and monogram_of(value),
        "A name has 1 to 120 characters.",
    ),
    "language": (LANGUAGE.fullmatch, "A language is a BCP 47 tag such as en, ka or pt-BR."),
    "timezone": (_is_timezone, "A time zone is an IANA name such as Asia/Tbilisi."),
    "colour": (COLOUR.fullmatch, 'A colour is "#" and six lower-case hexadecimal digits.'),
}
