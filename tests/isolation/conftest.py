"""Two companies that both hold one row of their own, told apart by its text."""

import pytest
from django.db import connection

from cc_saas.lib.tenancy import in_tenant
from tenants.directory.models import Tenant
from tenants.directory.services import create_company

MARK = "isolation_mark"


def make(slug: str) -> Tenant:
    company, _ = create_company(slug=slug, name=f"{slug} ltd", language="en", timezone="UTC")
    with in_tenant(company), connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {MARK} (company text)")
        cursor.execute(f"INSERT INTO {MARK} VALUES (%s)", [slug])
    return company


@pytest.fixture
def two(transactional_db: None) -> tuple[Tenant, Tenant]:
    """Committed, because the traps are about several threads and connections."""
    return make("acme"), make("globex")


def read_mark() -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT company FROM {MARK}")
        return str(cursor.fetchone()[0])
