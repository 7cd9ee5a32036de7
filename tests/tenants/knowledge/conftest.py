"""Two companies, and keys to their words."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from tenants.accounts.services import add_member, create_user, issue_token
from tenants.accounts.types import Role
from tenants.directory.models import Tenant
from tenants.directory.services import create_company

NOW = datetime(2026, 11, 9, 11, 2, 7, tzinfo=UTC)
OpenClient = Callable[..., Client]


@pytest.fixture
def acme(db: None) -> Tenant:
    return create_company(slug="acme", name="Acme Repairs", language="en", timezone="Europe/London")[0]


@pytest.fixture
def globex(db: None) -> Tenant:
    return create_company(slug="globex", name="Globex", language="ka", timezone="Asia/Tbilisi")[0]


@pytest.fixture
def with_key() -> OpenClient:
    """A program with a company's key, knocking at a company's host (its own, unless told otherwise)."""

    def open_client(company: Tenant, *, at: Tenant | None = None) -> Client:
        key = issue_token(now=NOW, tenant_id=company.pk)
        return Client(headers={"host": (at or company).host, "authorization": f"Bearer {key}"})

    return open_client


@pytest.fixture
def viewer() -> OpenClient:
    """A browser of somebody who may read a company's pages and change nothing."""

    def sign_in(company: Tenant) -> Client:
        user, _new = create_user(email="viewer@acme.test", name="Nino", password="a long enough secret")
        add_member(user=user, role=Role.VIEWER, tenant_id=company.pk)
        client = Client(headers={"host": company.host})
        client.force_login(user)
        session = client.session
        session["company_id"] = company.pk
        session.save()
        return client

    return sign_in
