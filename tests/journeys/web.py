"""The product's web application on a real port, in threads of this process."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import Cookie, DefaultCookiePolicy
from typing import Any

import requests
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application


class QuietHandler(WSGIRequestHandler):
    """Without a line per request."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""


class Server(ThreadedWSGIServer):
    """Forty callers arrive at once."""

    request_queue_size = 128


class NoCookies(DefaultCookiePolicy):
    """A key says who asks; whoever asks next through the same connection says it anew."""

    def set_ok(self, cookie: Cookie, request: Any) -> bool:
        """None is kept."""
        return False


_sessions = threading.local()


def kept_session() -> requests.Session:
    """One a thread: a new connection for each request is a new thread of the server, which costs more than most."""
    if not hasattr(_sessions, "kept"):
        _sessions.kept = requests.Session()
        _sessions.kept.trust_env = False
        _sessions.kept.cookies.set_policy(NoCookies())
    kept: requests.Session = _sessions.kept
    return kept


@contextmanager
def running_web() -> Iterator[str]:
    """The base URL of the product until the block ends."""
    server = Server(("127.0.0.1", 0), QuietHandler, ipv6=False)
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
