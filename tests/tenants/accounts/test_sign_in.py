"""Signing in: by e-mail, on the host where one has a role, and nowhere else."""

import re
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.test import override_settings
from pytest_django import Settings

from tenants.accounts.models import Session, User
from tenants.accounts.services import (
    KNOWN_TO_ALL_ROUNDS,
    add_member,
    create_user,
    disable_user,
    end_sessions,
)
from tenants.accounts.types import Role
from tenants.audit.selectors import entries
from tenants.directory.models import Tenant
from tests.tenants.accounts.conftest import PASSWORD, at, sign_in


@pytest.fixture(autouse=True)
def _no_attempts_yet() -> None:
    cache.clear()


def is_signed_in(client: Any) -> bool:
    return bool(client.get("/second-factor/").status_code == 200)


@pytest.mark.parametrize("address", ["pia@example.org", "PIA@example.ORG", " pia@example.org "])
def test_an_owner_signs_in_on_her_companys_host(acme: Tenant, pia: User, address: str) -> None:
    client = at(acme.host)
    assert sign_in(client, address).status_code == 302
    assert is_signed_in(client)
    assert [entry.verb for entry in entries(company_id=acme.pk)] == ["signed-in"]


def test_nobody_signs_in_where_they_have_no_role(acme: Tenant, globex: Tenant, pia: User, ana: User) -> None:
    for host, email in [
        (globex.host, "pia@example.org"),
        ("localhost", "pia@example.org"),
        (acme.host, "ana@example.org"),
    ]:
        client = at(host)
        answer = sign_in(client, email)
        assert answer.status_code == 200
        assert "do not open this address" in answer.content.decode()
        assert not is_signed_in(client)


@pytest.mark.django_db
def test_a_password_known_to_all_opens_and_is_then_hashed_like_any(acme: Tenant) -> None:
    """With production's hasher, not the tests' quick one."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.PBKDF2PasswordHasher"]):
        user, _ = create_user(email="demo@example.org", name="Demo", password=PASSWORD, known_to_all=True)
        add_member(user=user, role=Role.OWNER, tenant_id=acme.pk)
        assert f"${KNOWN_TO_ALL_ROUNDS}$" in user.password
        assert sign_in(at(acme.host), "demo@example.org", "not the password").status_code == 200
        assert sign_in(at(acme.host), "demo@example.org").status_code == 302
        user.refresh_from_db()
        assert not PBKDF2PasswordHasher().must_update(user.password)


def test_a_wrong_password_and_an_unknown_address_look_the_same(acme: Tenant, pia: User) -> None:
    wrong = sign_in(at(acme.host), "pia@example.org", "not her password").content.decode()
    unknown = sign_in(at(acme.host), "nobody@example.org").content.decode()
    message = "do not open this address"
    assert message in wrong
    assert message in unknown


def test_a_session_of_one_host_is_none_on_another(acme: Tenant, globex: Tenant, pia: User) -> None:
    add_member(user=pia, role=Role.OWNER, tenant_id=globex.pk)
    first = at(acme.host)
    sign_in(first, "pia@example.org")
    second = at(globex.host)
    second.cookies = first.cookies
    assert not is_signed_in(second)


def test_a_row_of_a_session_says_whose_and_where(acme: Tenant, pia: User) -> None:
    sign_in(at(acme.host), "pia@example.org")
    row = Session.objects.get(user_id__isnull=False)
    assert (row.user_id, row.company_id) == (pia.pk, acme.pk)


def test_signing_out_ends_the_session(acme: Tenant, pia: User) -> None:
    client = at(acme.host)
    sign_in(client, "pia@example.org")
    copy = at(acme.host)
    copy.cookies["cc_session"] = client.cookies["cc_session"].value
    assert client.get("/sign-out/").status_code == 200  # a question: a link in a mail signs nobody out
    assert is_signed_in(copy)
    client.post("/sign-out/")
    assert not is_signed_in(copy)


def test_ending_all_sessions_ends_them_at_once(ana: User) -> None:
    browsers = [at("localhost"), at("localhost")]
    for client in browsers:
        sign_in(client, "ana@example.org")
    end_sessions(user=ana)
    assert [is_signed_in(client) for client in browsers] == [False, False]


def test_a_disabled_person_is_out_and_stays_out(ana: User) -> None:
    client = at("localhost")
    sign_in(client, "ana@example.org")
    disable_user(user=ana)
    assert not is_signed_in(client)
    sign_in(client, "ana@example.org")
    assert not is_signed_in(client)


def test_guessing_passwords_is_stopped(acme: Tenant, pia: User) -> None:
    client = at(acme.host)
    for _ in range(5):
        sign_in(client, "pia@example.org", "a guess")
    answer = sign_in(client, "pia@example.org")
    assert not is_signed_in(client)
    assert "Too many attempts" in answer.content.decode()


def test_nobody_signs_up_by_themselves(acme: Tenant) -> None:
    for path in ("/signup/", "/sign-up/", "/accounts/signup/"):
        assert at(acme.host).get(path).status_code == 404


def test_a_mailed_link_sets_a_new_password_once(acme: Tenant, pia: User) -> None:
    other = at(acme.host)
    sign_in(other, "pia@example.org")
    client = at(acme.host)
    client.post("/password/forgotten/", {"email": "pia@example.org"})
    (sent,) = mail.outbox
    link = re.search(r"https?://(\S+?)(/\S+)", str(sent.body))
    assert link is not None
    assert link[1] == acme.host
    form = client.get(link[2], follow=True)
    answer = client.post(
        form.redirect_chain[-1][0], {"password1": "another long secret", "password2": "another long secret"}
    )
    assert answer.status_code == 302
    assert not is_signed_in(other), "the old password's sessions end"
    assert sign_in(at(acme.host), "pia@example.org").status_code == 200
    assert sign_in(at(acme.host), "pia@example.org", "another long secret").status_code == 302
    assert "no longer works" in at(acme.host).get(link[2], follow=True).content.decode()


def test_asking_for_a_link_never_says_who_has_an_account(acme: Tenant, pia: User) -> None:
    known = at(acme.host).post("/password/forgotten/", {"email": "pia@example.org"})
    unknown = at(acme.host).post("/password/forgotten/", {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(mail.outbox) == 1


def test_platform_staff_must_have_a_second_factor(settings: Settings, db: Any) -> None:
    settings.CC_REQUIRE_SECOND_FACTOR = True
    user, _ = create_user(email="root@example.org", name="Root", password=PASSWORD)
    add_member(user=user, role=Role.PLATFORM_ADMIN)
    add_member(user=user, role=Role.OPERATOR)
    client = at("localhost")
    sign_in(client, "root@example.org")
    answer = client.get("/console/")
    assert (answer.status_code, answer["Location"]) == (302, "/second-factor/add/")
    assert client.get("/api/v1/console/snapshot/").status_code == 403


@pytest.mark.parametrize(
    ("role", "where"),
    [
        (Role.OPERATOR, "/console/"),
        (Role.SUPERVISOR, "/floor/"),
        (Role.COORDINATOR, "/terms/"),
        (Role.PLATFORM_ADMIN, "/floor/"),
    ],
)
def test_each_of_the_staff_begins_where_her_work_is(db: Any, role: Role, where: str) -> None:
    user, _ = create_user(email="staff@example.org", name="Staff", password=PASSWORD)
    add_member(user=user, role=role)
    client = at("localhost")
    assert client.get("/")["Location"] == "/sign-in/?next=/"
    assert sign_in(client, "staff@example.org")["Location"] == "/"
    assert client.get("/")["Location"] == where


def test_the_second_factor_is_asked_for(ana: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(ana, secret)
    client = at("localhost")
    answer = sign_in(client, "ana@example.org")
    assert answer["Location"] == "/sign-in/code/"
    assert not is_signed_in(client)
    client.post("/sign-in/code/", {"code": "000000"})
    assert not is_signed_in(client)
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    client.post("/sign-in/code/", {"code": code})
    assert is_signed_in(client)
