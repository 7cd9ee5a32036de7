"""Keys: kept as hashes, each kind on its own host, revoked at once."""

from typing import Any

import pytest
from django.test import Client

from cc_saas.lib.clock import now
from tenants.accounts.models import ApiToken, User
from tenants.accounts.selectors import has_live_token, live_token
from tenants.accounts.services import disable_user, issue_token, revoke_token
from tenants.directory.models import Tenant

CALLS = "/api/v1/calls/"


def ask(host: str, path: str, key: str) -> Any:
    return Client(headers={"host": host, "authorization": f"Bearer {key}"}).get(path)


def test_a_key_is_seen_once_and_kept_as_a_hash(acme: Tenant) -> None:
    key = issue_token(now=now(), tenant_id=acme.pk)
    row = ApiToken.objects.get()
    assert key not in (row.sha256, str(row.pk))
    assert len(key) >= 43
    assert live_token(secret=key) == row
    assert issue_token(now=now(), tenant_id=acme.pk) != key
    assert has_live_token(tenant_id=acme.pk)


def test_a_companys_key_opens_its_own_host_alone(acme: Tenant, globex: Tenant) -> None:
    key = issue_token(now=now(), tenant_id=acme.pk)
    assert ask(acme.host, CALLS, key).status_code == 200
    for host, path in [(globex.host, CALLS), ("localhost", "/api/v1/console/snapshot/")]:
        answer = ask(host, path, key)
        assert answer.status_code == 401
        assert answer["Content-Type"] == "application/problem+json"
        assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("key", ["", "x", "cc_" + "a" * 43, "Ünicode", "a b"])
def test_rubbish_is_refused(acme: Tenant, key: str) -> None:
    assert ask(acme.host, CALLS, key).status_code == 401


def test_a_revoked_key_and_a_disabled_persons_key_are_dead(acme: Tenant, ana: User) -> None:
    company, operator = issue_token(now=now(), tenant_id=acme.pk), issue_token(now=now(), user=ana)
    revoke_token(token=ApiToken.objects.get(tenant=acme), now=now())
    disable_user(user=ana)
    assert ask(acme.host, CALLS, company).status_code == 401
    assert ask("localhost", "/api/v1/console/snapshot/", operator).status_code == 401


def test_using_a_key_is_noted_once_a_minute(acme: Tenant) -> None:
    key = issue_token(now=now(), tenant_id=acme.pk)
    ask(acme.host, CALLS, key)
    first = ApiToken.objects.get().last_used_at
    ask(acme.host, CALLS, key)
    assert first is not None
    assert ApiToken.objects.get().last_used_at == first
