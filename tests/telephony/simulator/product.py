"""A tiny product for the simulator's tests: answers with documents, and remembers every signed request."""

import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web
from twilio.request_validator import RequestValidator

from telephony.simulator.testing import AUTH_TOKEN

Answer = str | Callable[[web.Request, dict[str, str]], Awaitable[web.StreamResponse]]
EMPTY = "<Response/>"


@dataclass(frozen=True)
class Asked:
    """One request that the product got."""

    path: str
    method: str
    params: dict[str, str]
    headers: dict[str, str]
    genuine: bool


@dataclass
class Product:
    """Documents by path, and what was asked, in order of arrival."""

    url: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def app(self) -> web.Application:
        """The application to serve."""
        app = web.Application(client_max_size=2**21)
        app.router.add_route("*", "/{path:.*}", self._answer)
        return app

    def says(self, path: str, twiml: str) -> str:
        """The verbs that a path answers with; gives its URL."""
        self.answers[path] = f"<Response>{twiml}</Response>"
        return self.url + path

    def at(self, path: str) -> list[Asked]:
        """The requests of a path."""
        with self.lock:
            return [a for a in self.asked if a.path == path]

    def values(self, path: str, name: str) -> list[str]:
        """One parameter over all requests of a path ("" where it is missing)."""
        return [a.params.get(name, "") for a in self.at(path)]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        form = {k: str(v) for k, v in (await request.post()).items()}
        params = form or dict(request.query)
        self._note(request, form, params)
        answer = self.answers.get(request.path, EMPTY)
        if isinstance(answer, str):
            return web.Response(text=answer, content_type="text/xml")
        return await answer(request, params)

    def _note(self, request: web.Request, form: dict[str, str], params: dict[str, str]) -> None:
        signature = request.headers.get("X-Twilio-Signature", "")
        genuine = bool(RequestValidator(AUTH_TOKEN).validate(str(request.url), form, signature))
        headers = dict(request.headers.items())
        with self.lock:
            self.asked.append(Asked(request.path, request.method, params, headers, genuine))
