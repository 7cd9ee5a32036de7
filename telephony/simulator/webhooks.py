"""The carrier's HTTP client: documents are awaited, callbacks are told in the background.

Timeouts, redirects, cookies and error codes follow Twilio's webhook rules (docs/usage/webhooks, errors 11200-11215).
"""

import asyncio
import time
from dataclasses import dataclass
from urllib.parse import urldefrag, urlsplit

import aiohttp

from .clock import Background, Clock
from .config import Behaviour, Configuration
from .faults import CallbackFault, Fault, FaultKind, Faults
from .ids import Sids
from .journal import TO_PRODUCT, Journal
from .signature import Signer, with_query
from .types import JSON, Kind, Params

USER_AGENT = "TwilioProxy/1.1"
MAX_REDIRECTS = 10
MAX_BODY = 64 * 1024
JOURNAL_TEXT = 8000


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the product said."""

    status: int
    content_type: str
    body: bytes
    url: str


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One logical request to the product; `name` is what faults are matched against."""

    kind: Kind
    name: str
    calls: list[str]
    url: str
    method: str
    params: Params
    token: str


class WebhookFailed(Exception):
    """The product could not be asked; `code` is Twilio's error code."""

    def __init__(self, *, code: int, url: str, reason: str) -> None:
        """Keep the code and the URL for the fallback."""
        super().__init__(f"{code} {reason}")
        self.code = code
        self.url = url
        self.reason = reason


class Webhooks:
    """Signed requests to the product, each one in the journal."""

    def __init__(
        self,
        *,
        configuration: Configuration,
        behaviour: Behaviour,
        clock: Clock,
        sids: Sids,
        journal: Journal,
        faults: Faults,
        background: Background,
    ) -> None:
        """Cookie jars are kept per call."""
        self._configuration = configuration
        self._behaviour = behaviour
        self._clock = clock
        self._sids = sids
        self._journal = journal
        self._faults = faults
        self._background = background
        self._signer = Signer(configuration.auth_token)
        self._connector: aiohttp.TCPConnector | None = None
        self._sessions: dict[str, aiohttp.ClientSession] = {}
        self._last: dict[str, asyncio.Task[None]] = {}
        self._held: Delivery | None = None

    async def fetch(
        self, *, kind: Kind, name: str, call: str, url: str, method: str, params: Params
    ) -> Answer:
        """Ask for a document. Raises WebhookFailed (11200 bad status, 11205 no connection, 11210, 11215, 11750)."""
        delivery = self._delivery(kind=kind, name=name, calls=[call], url=url, method=method, params=params)
        answer = await self._send(delivery)
        if not 200 <= answer.status < 300:
            raise WebhookFailed(code=11200, url=url, reason=f"HTTP {answer.status}")
        if len(answer.body) > MAX_BODY:
            raise WebhookFailed(code=11750, url=url, reason="the answer is larger than 64 kB")
        return answer

    async def fetch_media(self, *, call: str, url: str) -> Answer:
        """GET a sound. Raises WebhookFailed."""
        delivery = self._delivery(
            kind=Kind.MEDIA, name="media", calls=[call], url=url, method="GET", params={}
        )
        answer = await self._send(delivery)
        if not 200 <= answer.status < 300:
            raise WebhookFailed(code=11200, url=url, reason=f"HTTP {answer.status}")
        return answer

    def notify(
        self, *, kind: Kind, name: str, calls: list[str], url: str, method: str, params: Params, stream: str
    ) -> None:
        """Tell an event and ignore the answer. Events of one stream leave in order, unless a fault says otherwise."""
        if not url:
            return
        delivery = self._delivery(kind=kind, name=name, calls=calls, url=url, method=method, params=params)
        for copy, delay in self._faulted(delivery):
            self._enqueue(copy, delay, stream)

    async def close(self) -> None:
        """Close the connections."""
        for session in self._sessions.values():
            await session.close()
        if self._connector is not None:
            await self._connector.close()

    def _delivery(
        self, *, kind: Kind, name: str, calls: list[str], url: str, method: str, params: Params
    ) -> Delivery:
        return Delivery(
            kind=kind,
            name=name,
            calls=calls,
            url=urldefrag(url).url,
            method=method.upper(),
            params=dict(params),
            token=self._sids.token(),
        )

    def _faulted(self, delivery: Delivery) -> list[tuple[Delivery, float]]:
        """The copies that really leave, each with its delay in seconds."""
        faults = self._faults.take(FaultKind.CALLBACK, delivery.name)
        actions = {fault.action for fault in faults}
        delay = max((f.seconds for f in faults if f.action is CallbackFault.DELAY), default=0.0)
        if CallbackFault.LOSE in actions:
            self._lost(delivery, faults)
            return []
        if CallbackFault.REORDER in actions and self._held is None:
            self._held = delivery
            return []
        copies = [delivery]
        if CallbackFault.DUPLICATE in actions:
            copies.append(delivery)
        if CallbackFault.DUPLICATE_NEW in actions:
            copies.append(Delivery(**{**delivery.__dict__, "token": self._sids.token()}))
        return [(copy, delay) for copy in copies + self._released()]

    def _released(self) -> list[Delivery]:
        held, self._held = self._held, None
        return [held] if held else []

    def _lost(self, delivery: Delivery, faults: list[Fault]) -> None:
        self._journal.write(
            kind=delivery.kind,
            direction=TO_PRODUCT,
            summary=f"{delivery.name} lost by a switch",
            calls=delivery.calls,
            method=delivery.method,
            path=urlsplit(delivery.url).path,
            request={"params": dict(delivery.params)},
            level="warning",
        )

    def _enqueue(self, delivery: Delivery, delay: float, stream: str) -> None:
        before = None if delay else self._last.get(stream)
        task = self._background.start(self._deliver(delivery, delay, before))
        if not delay:
            self._last[stream] = task

    async def _deliver(self, delivery: Delivery, delay: float, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait({before})
        if delay:
            await self._clock.sleep(delay)
        try:
            await self._send(delivery)
        except WebhookFailed as failure:
            call = delivery.calls[0] if delivery.calls else None
            self._journal.notice(call=call, level="error", code=failure.code, summary=failure.reason)

    async def _send(self, delivery: Delivery) -> Answer:
        started = time.monotonic()
        try:
            with self._clock.working():
                answer = await self._request(delivery)
        except WebhookFailed as failure:
            self._write(delivery, 0, started, {"error": failure.reason, "code": failure.code})
            raise
        except asyncio.CancelledError:
            self._write(delivery, 0, started, {"error": "the leg went on before the answer came"})
            raise
        self._write(delivery, answer.status, started, _response(answer))
        return answer

    async def _request(self, delivery: Delivery) -> Answer:
        url, form = delivery.url, delivery.params
        if delivery.method == "GET":
            url, form = with_query(url, delivery.params), {}
        try:
            async with self._session(delivery.calls).request(
                delivery.method,
                url,
                data=form if delivery.method == "POST" else None,
                headers=self._headers(delivery, url, form),
                timeout=aiohttp.ClientTimeout(total=self._behaviour.webhook_timeout, sock_connect=10),
                max_redirects=MAX_REDIRECTS,
            ) as response:
                body = await response.read()
                return Answer(
                    status=response.status,
                    content_type=response.headers.get("Content-Type", "").partition(";")[0].strip().lower(),
                    body=body,
                    url=str(response.url),
                )
        except aiohttp.TooManyRedirects as error:
            raise WebhookFailed(code=11215, url=url, reason="too many redirects") from error
        except aiohttp.InvalidURL as error:
            raise WebhookFailed(code=11100, url=url, reason="invalid URL") from error
        except aiohttp.ClientConnectorDNSError as error:
            raise WebhookFailed(code=11210, url=url, reason="unknown host") from error
        except (aiohttp.ClientConnectionError, TimeoutError) as error:
            raise WebhookFailed(code=11205, url=url, reason="no answer in time" + _cause(error)) from error
        except aiohttp.ClientError as error:
            raise WebhookFailed(code=11200, url=url, reason=str(error)) from error

    def _headers(self, delivery: Delivery, url: str, form: Params) -> dict[str, str]:
        documents = delivery.kind in (Kind.DOCUMENT, Kind.ACTION, Kind.MEDIA)
        keep = (
            self._configuration.sign_https_port_of_documents
            if documents
            else self._configuration.sign_https_port_of_callbacks
        )
        return {
            "X-Twilio-Signature": self._signer.sign(url=url, form=form, keep_https_port=keep),
            "I-Twilio-Idempotency-Token": delivery.token,
            "User-Agent": USER_AGENT,
            "Accept": "*/*",
        }

    def _session(self, calls: list[str]) -> aiohttp.ClientSession:
        call = calls[0] if calls else ""
        if self._connector is None:
            self._connector = aiohttp.TCPConnector(limit=0)
        if call not in self._sessions:
            jar = aiohttp.CookieJar(unsafe=True)
            self._sessions[call] = aiohttp.ClientSession(
                connector=self._connector, connector_owner=False, cookie_jar=jar
            )
        return self._sessions[call]

    def _write(self, delivery: Delivery, status: int, started: float, response: JSON) -> None:
        self._journal.write(
            kind=delivery.kind,
            direction=TO_PRODUCT,
            summary=delivery.name,
            calls=delivery.calls,
            method=delivery.method,
            path=urlsplit(delivery.url).path,
            status=status,
            duration_ms=round((time.monotonic() - started) * 1000),
            request={"url": delivery.url, "params": dict(delivery.params), "token": delivery.token},
            response=response,
            level="info" if 200 <= status < 400 else "error",
        )


def _response(answer: Answer) -> JSON:
    if answer.content_type.startswith("audio/"):
        return {"content_type": answer.content_type, "bytes": len(answer.body)}
    text = answer.body.decode("utf-8", "replace")[:JOURNAL_TEXT]
    return {"content_type": answer.content_type, "body": text}


def _cause(error: BaseException) -> str:
    return f": {error}" if str(error) else ""
