"""Small parts of the socket server."""

from typing import Any

from channels.security.websocket import WebsocketDenier

ALIVE = "/healthz"


async def not_found(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Plain HTTP on the sockets' port: 404, except the probe that asks whether the process lives."""
    status, body = (200, b"ok\n") if scope["path"] == ALIVE else (404, b"Websockets only.\n")
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def refuse_unknown_paths(router: Any) -> Any:
    """Channels' router raises for a path that it does not know; a socket there is refused calmly instead."""

    async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
        path = scope["path"].lstrip("/")
        known = any(route.pattern.match(path) for route in router.routes)
        await (router if known else WebsocketDenier())(scope, receive, send)

    return application
