"""Every address of company A, asked by whoever may not: refused, and not one row of any schema has changed."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from agents.presence import services as presence
from agents.roster import services as roster
from campaigns.records import services as records
from campaigns.records.types import Direction
from cc_saas.lib.clock import now
from cc_saas.lib.hot import write
from cc_saas.lib.tenancy import in_tenant
from telephony.calls import services as calls
from telephony.calls.types import CallState
from tenants.accounts import doors
from tenants.accounts.models import ApiToken, User
from tenants.accounts.services import add_member, create_user, issue_token
from tenants.accounts.types import Role, Scope
from tenants.directory.models import Tenant
from tenants.directory.services import create_company
from tests.routes import COMPANY, DESK, Route, routes

METHODS = ("get", "post", "put", "patch", "delete")
REFUSED = {401, 403, 404}
SIGN_IN = "/sign-in/"

# A session's own row says only who asked; a row of the audit says that somebody tried.
NOT_COUNTED = {"accounts_session"}
# Whoever asks shows that she is there, also where she is refused: her own lease may move.
ROW = "(to_jsonb(t) - 'lease_until')::text"


@dataclass
class Cast:
    """Two companies with one call each, and the people and keys around them."""

    acme: Tenant
    globex: Tenant
    call_id: UUID
    people: dict[str, User]
    keys: dict[str, str]


@pytest.fixture
def cast(db: None) -> Cast:
    acme, globex = _company("acme"), _company("globex")
    people = {name: _person(name) for name in ("pia", "gus", "ana", "ben")}
    add_member(user=people["pia"], role=Role.OWNER, tenant_id=acme.pk)
    add_member(user=people["gus"], role=Role.OWNER, tenant_id=globex.pk)
    for name, cleared in (("ana", [acme.pk, globex.pk]), ("ben", [globex.pk])):
        add_member(user=people[name], role=Role.OPERATOR)
        operator, _ = roster.hire(user_id=people[name].pk, name=name.title(), languages=["en"], now=now())
        presence.open_state(operator_id=operator.pk, now=now())
        roster.clear(operator=operator, tenant_ids=cleared, now=now())
    keys = {
        "globex": issue_token(now=now(), tenant_id=globex.pk),
        "acme": issue_token(now=now(), tenant_id=acme.pk),
        "ben": issue_token(now=now(), user=people["ben"]),
    }
    ApiToken.objects.update(last_used_at=now())  # so that using a key writes nothing
    return Cast(acme, globex, _call_of(acme), people, keys)


def _company(slug: str) -> Tenant:
    return create_company(slug=slug, name=f"{slug} ltd", language="en", timezone="UTC")[0]


def _person(name: str) -> User:
    return create_user(email=f"{name}@example.org", name=name.title(), password="a long enough secret")[0]


def _call_of(company: Tenant) -> UUID:
    call_id = uuid.uuid4()
    at = now()
    arrived = calls.new_call(
        call_id=call_id,
        carrier_sid="CA" + "1" * 32,
        tenant_id=company.pk,
        caller="+74950000142",
        called="+442079460000",
        language="en",
        state=CallState.WAITING,
        now=at,
        queued_at=at,
    )
    write(arrived)
    with in_tenant(company):
        records.open_record(
            call_id=call_id,
            direction=Direction.INBOUND,
            caller="+74950000142",
            called="+442079460000",
            language="en",
            line="Main",
            now=at,
        )
    return call_id


def browser_of(user: User | None, *, host: str, home: Tenant | None) -> Client:
    """Somebody's browser at `host`, holding the session that was begun on the host of `home` (None: the public)."""
    client = Client(headers={"host": host}, raise_request_exception=False)
    if user is not None:
        client.force_login(user, backend="tenants.accounts.backends.MembershipBackend")
        session = client.session
        session["company_id"] = home.pk if home is not None else 0
        session.save()
    return client


def program_with(key: str, *, host: str) -> Client:
    headers = {"host": host, "authorization": f"Bearer {key}"}
    return Client(headers=headers, raise_request_exception=False)


def world() -> dict[str, str]:
    """Count and hash of every table of every schema."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        )
        tables = [(schema, table) for schema, table in cursor.fetchall() if table not in NOT_COUNTED]
        parts = [
            f"SELECT '{schema}.{table}', count(*) || ' ' || coalesce(md5(string_agg({ROW}, '|' ORDER BY {ROW})), '')"
            f' FROM "{schema}"."{table}" t'
            for schema, table in tables
        ]
        cursor.execute(" UNION ALL ".join(parts))
        return dict(cursor.fetchall())


def closed(urlconf: str) -> list[Route]:
    """The routes that are not for everybody."""
    return [route for route in routes(urlconf) if doors.declaration(route.view)[0] is not Scope.PUBLIC]


def values_of(cast: Cast) -> dict[str, object]:
    return {"uuid": cast.call_id, "int": 1, "str": "x", "pk": "1", "call_id": cast.call_id}


def ask_all(
    client: Client, found: list[Route], cast: Cast, *, also: frozenset[int] = frozenset()
) -> Iterator[str]:
    """Ask each route in each way; yield what was not refused, or changed a row."""
    after = world()
    for route in found:
        path, before = route.path(values_of(cast)), after
        for method in METHODS:
            answer = (
                getattr(client, method)(path, data="{}", content_type="application/json")
                if method != "get"
                else client.get(path)
            )
            to_sign_in = answer.status_code == 302 and answer["Location"].startswith(SIGN_IN)
            if answer.status_code not in REFUSED | also and not to_sign_in:
                yield f"{method.upper()} {path}: {answer.status_code}"
        after = world()
        yield from (f"{path} changed {table}" for table in after if before.get(table) != after[table])


def test_there_is_something_to_ask(cast: Cast) -> None:
    assert len(closed(COMPANY)) > 3
    assert len(closed(DESK)) > 3
    owner = browser_of(cast.people["pia"], host=cast.acme.host, home=cast.acme)
    assert owner.get("/api/v1/calls/").status_code == 200
    assert owner.get(f"/api/v1/calls/{cast.call_id}/").status_code == 200
    program = program_with(cast.keys["acme"], host=cast.acme.host)
    assert program.get(f"/api/v1/calls/{cast.call_id}/").status_code == 200


def test_nobody_opens_nothing(cast: Cast) -> None:
    assert list(ask_all(browser_of(None, host=cast.acme.host, home=None), closed(COMPANY), cast)) == []
    assert list(ask_all(browser_of(None, host="localhost", home=None), closed(DESK), cast)) == []


def test_another_company_opens_nothing_with_its_session(cast: Cast) -> None:
    client = browser_of(cast.people["gus"], host=cast.acme.host, home=cast.globex)
    assert list(ask_all(client, closed(COMPANY), cast)) == []


def test_another_company_opens_nothing_with_a_session_that_names_this_one(cast: Cast) -> None:
    """Even a forged company in the session does not make a member."""
    client = browser_of(cast.people["gus"], host=cast.acme.host, home=cast.acme)
    assert list(ask_all(client, closed(COMPANY), cast)) == []


def test_another_company_opens_nothing_with_its_key(cast: Cast) -> None:
    assert list(ask_all(program_with(cast.keys["globex"], host=cast.acme.host), closed(COMPANY), cast)) == []


def test_another_company_finds_no_object_of_this_one_at_home(cast: Cast) -> None:
    """Ids of another company, asked on one's own host: not found (or the method is not there)."""
    found = [route for route in closed(COMPANY) if "<uuid" in route.pattern]
    assert found
    for client in (
        browser_of(cast.people["gus"], host=cast.globex.host, home=cast.globex),
        program_with(cast.keys["globex"], host=cast.globex.host),
    ):
        assert list(ask_all(client, found, cast, also=frozenset({405}))) == []


def test_an_operator_opens_nothing_of_a_company_host(cast: Cast) -> None:
    for user in ("ana", "ben"):
        client = browser_of(cast.people[user], host=cast.acme.host, home=None)
        assert list(ask_all(client, closed(COMPANY), cast)) == []
    assert list(ask_all(program_with(cast.keys["ben"], host=cast.acme.host), closed(COMPANY), cast)) == []


def test_a_company_opens_nothing_of_the_outsourcer(cast: Cast) -> None:
    for client in (
        browser_of(cast.people["pia"], host="localhost", home=cast.acme),
        browser_of(cast.people["pia"], host="localhost", home=None),
        program_with(cast.keys["acme"], host="localhost"),
    ):
        assert list(ask_all(client, closed(DESK), cast)) == []


def test_an_operator_without_clearance_touches_no_call(cast: Cast) -> None:
    """Ben is cleared for globex alone; the call is acme's (and not his)."""
    found = [route for route in closed(DESK) if "<uuid" in route.pattern]
    assert found
    for client in (
        browser_of(cast.people["ben"], host="localhost", home=None),
        program_with(cast.keys["ben"], host="localhost"),
    ):
        assert list(ask_all(client, found, cast, also=frozenset({405}))) == []


def test_a_key_of_an_operator_opens_the_console_alone(cast: Cast) -> None:
    others = [route for route in closed(DESK) if not route.pattern.startswith("/api/v1/console/")]
    assert list(ask_all(program_with(cast.keys["ben"], host="localhost"), others, cast)) == []


def test_a_stranger_host_has_no_address(cast: Cast) -> None:
    for host in (
        "evil.example",
        "acme.evil.example",
        "acme.localhost.evil.example",
        "under_score.localhost",
        "[::1]",
    ):
        for path in ("/", SIGN_IN, "/api/v1/calls/", "/console/"):
            assert Client(headers={"host": host}).get(path).status_code == 404, (host, path)
    assert Client(headers={"host": "evil.example"}).get("/healthz").status_code == 200
