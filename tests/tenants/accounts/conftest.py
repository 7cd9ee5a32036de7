"""A company, its owner, an operator, and browsers on their hosts."""

from typing import Any

import pytest
from django.test import Client

from tenants.accounts.models import User
from tenants.accounts.services import add_member, create_user
from tenants.accounts.types import Role
from tenants.directory.models import Tenant
from tenants.directory.services import create_company

PASSWORD = "a long enough secret"


@pytest.fixture
def acme(db: Any) -> Tenant:
    return create_company(slug="acme_1", name="Acme", language="en", timezone="UTC")[0]


@pytest.fixture
def globex(db: Any) -> Tenant:
    return create_company(slug="globex", name="Globex", language="en", timezone="UTC")[0]


@pytest.fixture
def pia(acme: Tenant) -> User:
    """Owner of acme."""
    user, _ = create_user(email="Pia@Example.org", name="Pia", password=PASSWORD)
    add_member(user=user, role=Role.OWNER, tenant_id=acme.pk)
    return user


@pytest.fixture
def ana(db: Any) -> User:
    """An operator."""
    user, _ = create_user(email="ana@example.org", name="Ana", password=PASSWORD)
    add_member(user=user, role=Role.OPERATOR)
    return user


def at(host: str) -> Client:
    return Client(headers={"host": host}, enforce_csrf_checks=False)


def sign_in(client: Client, email: str, password: str = PASSWORD) -> Any:
    return client.post("/sign-in/", {"login": email, "password": password})
