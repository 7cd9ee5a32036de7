"""Asking an address that a company gave us: https, a public host, three seconds, one answer of JSON, no redirects.

The host's name is looked up once, every address that it has must be public, and the connection is made to the address
that was checked: a name that answers differently the second time (DNS rebinding) leads nowhere. Proxies are not used.
"""

import http.client
import ipaddress
import json
import socket
import ssl
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

TIME_LIMIT = 3.0
"""Seconds for looking up, connecting, asking and reading together."""

LARGEST_ANSWER = 16 * 1024

_lookups = ThreadPoolExecutor(max_workers=8, thread_name_prefix="outward")


class NotAsked(Exception):
    """The address may not be asked: not https, no such host, or a host that is not public."""


class NoAnswer(Exception):
    """It was asked and did not answer in time, or answered something else than JSON with status 200."""


def ask(*, url: str, body: dict[str, Any], key: str) -> dict[str, Any]:
    """POST JSON to an address and return the JSON object of its answer. `key` names the request: asked again, it is the same.

    Raises NotAsked, NoAnswer.
    """
    until = time.monotonic() + TIME_LIMIT
    parts = urlsplit(url)
    trusted = f"{parts.hostname}:{parts.port}" in settings.CC_TRUSTED_ADDRESSES
    if not trusted and (
        parts.scheme != "https" or parts.port not in (None, 443) or parts.username is not None
    ):
        raise NotAsked(url)
    address = _public_address(parts, until, trusted=trusted)
    try:
        return _exchange(parts, address, json.dumps(body).encode(), key, until)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NoAnswer(type(error).__name__) from error


def _public_address(parts: SplitResult, until: float, *, trusted: bool) -> tuple[str, int]:
    port = parts.port or 443
    try:
        # In a thread, since looking a name up cannot be cut short.
        asked = _lookups.submit(socket.getaddrinfo, parts.hostname, port, type=socket.SOCK_STREAM)
        found = asked.result(timeout=_left(until))
    except (OSError, UnicodeError) as error:
        raise NotAsked("no such host") from error
    addresses = [str(one[4][0]) for one in found]
    if not addresses or not (trusted or all(is_public(address) for address in addresses)):
        raise NotAsked("not a public host")
    return addresses[0], port


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the open internet, also where it wraps another (RFC 4291, 3056, 6052, 4380)."""
    try:
        found = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    inner = _wrapped(found) if isinstance(found, ipaddress.IPv6Address) else None
    if inner is not None and not is_public(str(inner)):
        return False
    return found.is_global and not found.is_multicast and not found.is_reserved


def _wrapped(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address.teredo:
        return address.teredo[1]
    nat64 = ipaddress.ip_network("64:ff9b::/96")
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in nat64 else None


def _exchange(
    parts: SplitResult, address: tuple[str, int], body: bytes, key: str, until: float
) -> dict[str, Any]:
    connection = http.client.HTTPConnection(str(parts.hostname), address[1])
    connection.sock = _connected(parts, address, until)
    # Whoever drips an answer byte by byte is cut off all the same.
    watchdog = threading.Timer(_left(until), _cut, [connection.sock])
    watchdog.start()
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {"Content-Type": "application/json", "Accept": "application/json", "Idempotency-Key": key}
        connection.request("POST", path, body=body, headers=headers)
        return _read(connection, until)
    finally:
        watchdog.cancel()
        connection.close()


def _connected(parts: SplitResult, address: tuple[str, int], until: float) -> socket.socket:
    plain = socket.create_connection(address, timeout=_left(until))
    if parts.scheme != "https":
        return plain
    plain.settimeout(_left(until))
    return ssl.create_default_context().wrap_socket(plain, server_hostname=parts.hostname)


def _read(connection: http.client.HTTPConnection, until: float) -> dict[str, Any]:
    connection.sock.settimeout(_left(until))
    response = connection.getresponse()
    if response.status != 200:
        raise ValueError(f"status {response.status}")
    content = response.read(LARGEST_ANSWER + 1)
    found = json.loads(content) if len(content) <= LARGEST_ANSWER else None
    if not isinstance(found, dict):
        raise json.JSONDecodeError("not an object", "", 0)
    return found


def _cut(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
