"""An address that a company gave us: only the open internet is asked, for three seconds, and rubbish is no answer."""

import http.server
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.test import override_settings

from cc_saas.lib import outward

PRIVATE = [
    "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
    "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "198.18.0.1", "192.0.2.1", "rubbish", "",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_the_open_internet(address: str) -> None:
    assert not outward.is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946"])
def test_what_is(address: str) -> None:
    assert outward.is_public(address)


@pytest.mark.parametrize(
    "url",
    ["https://127.0.0.1/", "https://localhost/", "https://[::1]/", "https://169.254.169.254/latest/meta-data/",
     "http://example.com/", "https://example.com:8443/", "https://u:p@example.com/", "https://no-such-host.invalid/",
     "https://2130706433/", "https://0x7f.1/"],
)  # fmt: skip
def test_what_is_never_asked(url: str) -> None:
    with pytest.raises(outward.NotAsked):
        outward.ask(url=url, body={}, key="k")


def test_a_name_with_one_private_address_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(2, 1, 6, "", ("93.184.216.34", 443)), (2, 1, 6, "", ("10.0.0.1", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: both)
    with pytest.raises(outward.NotAsked):
        outward.ask(url="https://example.com/", body={}, key="k")


@contextmanager
def answering(
    status: int, content: bytes, *, headers: dict[str, str] | None = None, drip: float = 0
) -> Iterator[str]:
    """A server of the company's that this machine trusts for once."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(content))} | (headers or {})).items():
                self.send_header(name, value)
            self.end_headers()
            try:
                for place in range(len(content)) if drip else ():
                    self.wfile.write(content[place : place + 1])
                    time.sleep(drip)
                if not drip:
                    self.wfile.write(content)
            except OSError:
                pass

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    address = f"127.0.0.1:{server.server_address[1]}"
    try:
        with override_settings(CC_TRUSTED_ADDRESSES=frozenset({address})):
            yield f"http://{address}/check"
    finally:
        server.shutdown()
        server.server_close()


def test_an_answer() -> None:
    with answering(200, b'{"valid": true}') as url:
        assert outward.ask(url=url, body={"digits": "1"}, key="k") == {"valid": True}


@pytest.mark.parametrize(
    ("status", "content"),
    [(200, b"[]"), (200, b"rubbish"), (500, b"{}"), (204, b""), (200, b"{" + b" " * 20_000)],
)
def test_what_is_no_answer(status: int, content: bytes) -> None:
    with answering(status, content) as url, pytest.raises(outward.NoAnswer):
        outward.ask(url=url, body={}, key="k")


def test_a_redirect_is_not_followed() -> None:
    with (
        answering(302, b"{}", headers={"Location": "http://169.254.169.254/"}) as url,
        pytest.raises(outward.NoAnswer),
    ):
        outward.ask(url=url, body={}, key="k")


def test_one_that_drips_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outward, "TIME_LIMIT", 0.5)
    with answering(200, b"{" + b" " * 60, drip=0.1) as url:
        began = time.monotonic()
        with pytest.raises(outward.NoAnswer):
            outward.ask(url=url, body={}, key="k")
        assert time.monotonic() - began < 2
