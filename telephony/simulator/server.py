"""The HTTP server: REST, sockets, test doors and the telephone's page in one aiohttp application."""

from collections.abc import AsyncIterator

from aiohttp import WSCloseCode, web

from . import control, pages, switchboard, switches
from .config import Configuration
from .devices import device_socket
from .exchange import Exchange, open_exchange
from .phone import phone_socket
from .rest.app import EXCHANGE, Handler, exchange_of, rest_door
from .rest.routes import routes as rest_routes
from .sockets import is_allowed, origin_allowed

MAX_UPLOAD = 50 * 1024 * 1024


def build(configuration: Configuration, *, with_page: bool = True) -> web.Application:
    """The application. Without the page Django need not be set up."""
    exchange = open_exchange(configuration)
    switchboard.plug_in(exchange)
    app = web.Application(middlewares=[headers, rest_door], client_max_size=MAX_UPLOAD)
    app[EXCHANGE] = exchange
    app.add_routes([*rest_routes(), *control.routes(), *switches.routes()])
    app.add_routes([web.get("/device", device_socket), web.get("/phone", phone_socket)])
    app.add_routes([web.get("/healthz", healthy), web.options("/{path:.*}", preflight)])
    if with_page:
        app.add_routes(pages.routes())
    app.on_shutdown.append(_hang_up_sockets)
    app.cleanup_ctx.append(_running)
    return app


async def healthy(request: web.Request) -> web.Response:
    """GET /healthz."""
    return web.json_response({"status": "ok"})


async def preflight(request: web.Request) -> web.Response:
    """OPTIONS for the console's page; the headers are added for every answer."""
    return web.Response(status=204)


@web.middleware
async def headers(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Security headers, and CORS for the console's origins."""
    try:
        _same_origin(request)
        response = await handler(request)
    except web.HTTPException as error:
        response = error
    if not response.prepared:
        _decorate(request, response)
    if isinstance(response, web.HTTPException):
        raise response
    return response


def _same_origin(request: web.Request) -> None:
    """No foreign page may change anything here through somebody's browser. Raises HTTPForbidden."""
    if request.method in ("POST", "PUT", "DELETE") and not is_allowed(request, exchange_of(request)):
        raise web.HTTPForbidden(text="origin not allowed")


def _decorate(request: web.Request, response: web.StreamResponse) -> None:
    exchange = exchange_of(request)
    origin = request.headers.get("Origin", "")
    response.headers["Content-Security-Policy"] = pages.policy(request, _product(exchange))
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    if origin and origin_allowed(origin, exchange.configuration.origins):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Methods"] = "GET, POST, PUT, DELETE"
        response.headers["Access-Control-Allow-Headers"] = "Content-Type"
        response.headers["Vary"] = "Origin"


def _product(exchange: Exchange) -> str:
    """Where announcements are played from."""
    return " ".join(sorted(exchange.configuration.origins))


async def _hang_up_sockets(app: web.Application) -> None:
    for socket in list(app[EXCHANGE].sockets):
        await socket.close(code=WSCloseCode.GOING_AWAY)


async def _running(app: web.Application) -> AsyncIterator[None]:
    yield
    exchange = app[EXCHANGE]
    await exchange.background.stop()
    await exchange.webhooks.close()
