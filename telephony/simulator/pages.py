"""The telephone's page, its static files and its translations: the only part that needs Django."""

from pathlib import Path

from aiohttp import web
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views.i18n import JavaScriptCatalog

CSP = "; ".join(
    [
        "default-src 'self'",
        "connect-src 'self' {socket}",
        "img-src 'self' data:",
        "media-src 'self' blob: {product}",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    ]
)
LANGUAGE_COOKIE = "cc_phone_language"


async def phone_page(request: web.Request) -> web.Response:
    """GET /?lang=: the telephone, in the browser's language."""
    language = _language(request)
    with translation.override(language):
        html = render_to_string("simulator/phone.html", {"LANGUAGE_CODE": language})
    response = web.Response(text=html, content_type="text/html")
    if request.query.get("lang"):
        response.set_cookie(LANGUAGE_COOKIE, language, samesite="Lax")
    return response


async def catalog(request: web.Request) -> web.Response:
    """GET /jsi18n/: gettext for the page's scripts."""
    with translation.override(_language(request)):
        django_request = HttpRequest()
        django_request.method = "GET"
        answer = JavaScriptCatalog.as_view()(django_request)
    assert isinstance(answer, HttpResponse)
    return web.Response(body=answer.content, content_type="text/javascript", charset="utf-8")


async def static_file(request: web.Request) -> web.StreamResponse:
    """GET /static/...: through Django's finders, never outside of their folders."""
    try:
        found = finders.find(request.match_info["path"])
    except SuspiciousFileOperation:
        raise web.HTTPNotFound from None
    if not found or not Path(str(found)).is_file():
        raise web.HTTPNotFound
    return web.FileResponse(Path(str(found)), headers={"Cache-Control": "no-cache"})


def policy(request: web.Request, product: str) -> str:
    """The page's Content-Security-Policy; the sockets' origin is named for browsers that do not count it as self."""
    return CSP.format(socket=f"ws://{request.host} wss://{request.host}", product=product)


def routes() -> list[web.RouteDef]:
    """The page's paths."""
    return [
        web.get("/", phone_page),
        web.get("/jsi18n/", catalog),
        web.get("/static/{path:.+}", static_file),
    ]


def _language(request: web.Request) -> str:
    wanted = request.query.get("lang") or request.cookies.get(LANGUAGE_COOKIE) or ""
    if translation.check_for_language(wanted) and wanted:
        return wanted
    for tag in request.headers.get("Accept-Language", "").replace(";", ",").split(","):
        try:
            return translation.get_supported_language_variant(tag.strip())
        except LookupError:
            continue
    return "en"
