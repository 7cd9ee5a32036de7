"""Sockets: opened by a session of the same host or by an operator's key, and closed when either ends."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async
from channels.layers import channel_layers

from cc_saas.asgi import application
from cc_saas.lib.clock import now
from tenants.accounts.consumers import REVOKED, PersonConsumer
from tenants.accounts.models import ApiToken, User
from tenants.accounts.services import disable_user, end_sessions, issue_token, revoke_token
from tenants.accounts.sockets import SocketAccess
from tenants.directory.models import Tenant
from tests.sockets import Socket
from tests.tenants.accounts.conftest import at, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

HOST, ORIGIN = "localhost:8001", "http://localhost:8000"
guarded = SocketAccess(PersonConsumer.as_asgi())  # type: ignore[no-untyped-call]


@pytest.fixture(autouse=True)
def _fresh_layer() -> Iterator[None]:
    """Each test has an event loop of its own."""
    channel_layers.backends.clear()
    yield
    channel_layers.backends.clear()


def socket(
    *, cookie: str = "", host: str = HOST, origin: str | None = ORIGIN, key: str = "", app: Any = guarded
) -> Any:
    headers = [(b"host", host.encode())]
    if origin is not None:
        headers.append((b"origin", origin.encode()))
    if cookie:
        headers.append((b"cookie", f"cc_session={cookie}".encode()))
    if key:
        headers.append((b"authorization", f"Bearer {key}".encode()))
    return Socket(app, "/ws/console/", headers=headers)


def opens(**handshake: Any) -> bool:
    async def attempt() -> bool:
        one = socket(**handshake)
        connected = await one.connect()
        if connected:
            await one.close()
        return bool(connected)

    return async_to_sync(attempt)()


@pytest.fixture
def cookie(ana: User) -> str:
    client = at("localhost")
    sign_in(client, "ana@example.org")
    return str(client.cookies["cc_session"].value)


def test_a_session_of_the_host_opens(cookie: str) -> None:
    assert opens(cookie=cookie)


def test_nobody_does_not(cookie: str) -> None:
    assert not opens()
    assert not opens(cookie="x" * 32)
    assert not opens(cookie="\x00;=")


FOREIGN = (
    None,
    "",
    "null",
    "http://evil.example",
    "http://localhost.evil.example",
    "http://acme-1.localhost:8000",
)


def test_a_page_of_another_host_cannot_use_the_cookie(cookie: str) -> None:
    assert [opens(cookie=cookie, origin=origin) for origin in FOREIGN] == [False] * len(FOREIGN)


def test_a_session_does_not_open_on_another_host(cookie: str, acme: Tenant, pia: User) -> None:
    assert not opens(cookie=cookie, host=f"{acme.host}:8001", origin=f"http://{acme.host}:8000")
    client = at(acme.host)
    sign_in(client, "pia@example.org")
    own = client.cookies["cc_session"].value
    assert opens(cookie=own, host=f"{acme.host}:8001", origin=f"http://{acme.host}:8000")
    assert not opens(cookie=own)
    assert not opens(cookie=own, host="evil.example", origin="http://evil.example")


def test_an_operators_key_opens_on_the_public_host_without_an_origin(ana: User, acme: Tenant) -> None:
    key = issue_token(now=now(), user=ana)
    assert opens(key=key, origin=None)
    assert not opens(key=key, origin=None, host=acme.host)
    assert not opens(key="cc_wrong", origin=None)
    assert not opens(key=issue_token(now=now(), tenant_id=acme.pk), origin=None)


def closes_after(act: Callable[[], object], **handshake: Any) -> bool:
    """Whether an open socket is closed with our code when `act` has happened elsewhere."""

    async def watch() -> bool:
        one = socket(**handshake)
        assert await one.connect()
        await database_sync_to_async(act)()
        try:
            told = await one.receive()
        except TimeoutError:
            return False
        return bool(told["type"] == "websocket.close" and told["code"] == REVOKED)

    return async_to_sync(watch)()


def test_it_closes_when_the_person_is_disabled(cookie: str, ana: User) -> None:
    assert closes_after(lambda: disable_user(user=ana), cookie=cookie)


def test_it_closes_when_its_session_ends(cookie: str, ana: User) -> None:
    assert closes_after(lambda: end_sessions(user=ana, session_key=cookie), cookie=cookie)


def test_it_stays_when_another_session_ends(cookie: str, ana: User) -> None:
    assert not closes_after(lambda: end_sessions(user=ana, session_key="another"), cookie=cookie)


def test_it_closes_when_its_key_is_revoked(ana: User) -> None:
    key = issue_token(now=now(), user=ana)
    assert closes_after(lambda: revoke_token(token=ApiToken.objects.get(), now=now()), key=key, origin=None)


def test_signing_out_closes_it(cookie: str, ana: User) -> None:
    def sign_out() -> None:
        client = at("localhost")
        client.cookies["cc_session"] = cookie
        client.post("/sign-out/")

    assert closes_after(sign_out, cookie=cookie)


def test_an_unknown_path_is_refused_calmly(cookie: str) -> None:
    async def attempt() -> bool:
        headers = [(b"host", HOST.encode()), (b"origin", ORIGIN.encode())]
        one = Socket(
            application, "/ws/nothing/", headers=[*headers, (b"cookie", f"cc_session={cookie}".encode())]
        )
        return await one.connect()

    assert not async_to_sync(attempt)()
