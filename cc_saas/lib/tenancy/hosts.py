"""From a host's name to a company, without a query: the map is in the process."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db import connection

from cc_saas.lib.livemap import LiveMap

CHANNEL = "cc_companies"


@dataclass(frozen=True, slots=True)
class CompanyHost:
    """A company as its host's requests know it; `request.tenant` there."""

    id: int
    schema_name: str
    name: str
    language: str
    timezone: str
    colour: str
    monogram: str
    host: str

    @property
    def slug(self) -> str:
        return self.schema_name

    @property
    def pk(self) -> int:
        return self.id


class PublicHost:
    """The outsourcer's own host."""


PUBLIC: Final = PublicHost()

ALL_COMPANIES = """
SELECT id, schema_name, name, language, timezone, colour, monogram FROM public.directory_tenant
"""


def _load() -> Mapping[str, CompanyHost]:
    with connection.cursor() as cursor:
        cursor.execute(ALL_COMPANIES)
        found = [CompanyHost(*row, host_of(row[1])) for row in cursor.fetchall()]  # type: ignore[call-arg]
    return {company.host: company for company in found}


_companies: LiveMap[str, CompanyHost] = LiveMap(channel=CHANNEL, load=_load)


def host_of(slug: str) -> str:
    """A host's name cannot hold an underscore, a schema's no hyphen."""
    return f"{slug.replace('_', '-')}.{settings.CC_COMPANY_DOMAIN}"


def resolve_host(host: str) -> CompanyHost | PublicHost | None:
    """The company of a host name (a port is ignored), PUBLIC for the outsourcer's own, None for a stranger.

    The public hosts are known without the database. Raises OperationalError where the map must be read and cannot.
    """
    name = _without_port(host).lower().rstrip(".")
    if name in settings.PUBLIC_HOSTS:
        return PUBLIC
    if not name.endswith(f".{settings.CC_COMPANY_DOMAIN}"):
        return None
    return _companies.get(name)


def company_of(tenant_id: int) -> CompanyHost | None:
    """The company of an id, from the same map."""
    return next((company for company in _companies.all().values() if company.id == tenant_id), None)


def all_companies() -> list[CompanyHost]:
    """Every company, in the order of their ids."""
    return sorted(_companies.all().values(), key=lambda company: company.id)


def companies_changed() -> None:
    """To be called in the transaction that adds, changes or removes a company."""
    _companies.changed()


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host.partition("]")[0].lstrip("[")
    return host.partition(":")[0]
