"""Requests to the product: documents are awaited, events are told in the background, all of them in the journal.

Rules: docs/usage/webhooks; error codes 11200 (bad status), 11205, 11210, 11215, 11750 (too large).
"""

import asyncio
import time
from dataclasses import replace
from urllib.parse import urlsplit

from .clock import Background, Clock
from .delivery import Answer, Delivery, WebhookFailed
from .faults import CallbackFault, FaultKind, Faults
from .ids import Sids
from .journal import TO_PRODUCT, Journal
from .transport import Transport
from .types import JSON, Kind, Params

MAX_BODY = 64 * 1024
JOURNAL_TEXT = 8000
KEPT_TIME = 120.0


class Webhooks:
    """The post office between the carrier and the product."""

    def __init__(
        self,
        *,
        transport: Transport,
        clock: Clock,
        sids: Sids,
        journal: Journal,
        faults: Faults,
        background: Background,
    ) -> None:
        """Nothing is on its way."""
        self._transport = transport
        self._clock = clock
        self._sids = sids
        self._journal = journal
        self._faults = faults
        self._background = background
        self._last: dict[str, asyncio.Task[None]] = {}
        self._held: list[tuple[Delivery, str]] = []

    async def fetch(
        self, *, kind: Kind, name: str, call: str, url: str, method: str, params: Params
    ) -> Answer:
        """Ask for a document. Raises WebhookFailed."""
        delivery = self._delivery(kind, name, [call], url, method, params)
        answer = _good(await self._send(delivery), url)
        if len(answer.body) > MAX_BODY:
            raise WebhookFailed(code=11750, url=url, reason="the answer is larger than 64 kB")
        return answer

    async def fetch_media(self, *, call: str, url: str) -> Answer:
        """GET a sound. Raises WebhookFailed."""
        return _good(await self._send(self._delivery(Kind.MEDIA, "media", [call], url, "GET", {})), url)

    def notify(
        self, *, kind: Kind, name: str, calls: list[str], url: str, method: str, params: Params, stream: str
    ) -> None:
        """Tell an event; its answer is ignored. Events of one stream leave in order, unless a fault says otherwise."""
        delivery = self._delivery(kind, name, calls, url, method, params)
        faults = {f.action: f for f in self._faults.take(FaultKind.CALLBACK, name)}
        if CallbackFault.LOSE in faults:
            self._note_loss(delivery)
        elif CallbackFault.REORDER in faults:
            self._hold(delivery, stream, faults[CallbackFault.REORDER].seconds)
        else:
            late = faults.get(CallbackFault.DELAY)
            for copy in self._copies(delivery, set(faults)):
                self._enqueue(copy, late.seconds if late else 0.0, stream)
            self._release()

    def forget(self, call: str) -> None:
        """A call is over: nothing about it needs to be kept once its last events are out."""
        self._background.start(self._forget(call))

    async def _forget(self, call: str) -> None:
        await self._clock.sleep(KEPT_TIME)
        for stream in [s for s in self._last if s.endswith(call)]:
            del self._last[stream]
        await self._transport.forget(call)

    async def close(self) -> None:
        """Close the connections."""
        await self._transport.close()

    def _delivery(
        self, kind: Kind, name: str, calls: list[str], url: str, method: str, params: Params
    ) -> Delivery:
        return Delivery(
            kind=kind,
            name=name,
            calls=calls,
            url=url,
            method=method.upper(),
            params=dict(params),
            token=self._sids.token(),
        )

    def _copies(self, delivery: Delivery, faults: set[object]) -> list[Delivery]:
        copies = [delivery]
        if CallbackFault.DUPLICATE in faults:
            copies.append(delivery)
        if CallbackFault.DUPLICATE_NEW in faults:
            copies.append(replace(delivery, token=self._sids.token()))
        return copies

    def _hold(self, delivery: Delivery, stream: str, seconds: float) -> None:
        """Let the next event overtake this one; if none comes it leaves after so many seconds."""
        self._held.append((delivery, stream))
        self._background.start(self._release_later(seconds))

    async def _release_later(self, seconds: float) -> None:
        await self._clock.sleep(seconds)
        self._release()

    def _release(self) -> None:
        held, self._held = self._held, []
        for delivery, stream in held:
            self._enqueue(delivery, 0.0, stream)

    def _enqueue(self, delivery: Delivery, delay: float, stream: str) -> None:
        if delay:
            self._background.start(self._deliver(delivery, delay, None))
        else:
            self._last[stream] = self._background.start(self._deliver(delivery, 0.0, self._last.get(stream)))

    async def _deliver(self, delivery: Delivery, delay: float, before: "asyncio.Task[None] | None") -> None:
        if before is not None:
            await asyncio.wait({before})
        if delay:
            await self._clock.sleep(delay)
        try:
            _good(await self._send(delivery), delivery.url)
        except WebhookFailed as failure:
            call = delivery.calls[0] if delivery.calls else None
            self._journal.notice(call=call, level="warning", code=failure.code, summary=failure.reason)

    async def _send(self, delivery: Delivery) -> Answer:
        started = time.monotonic()
        try:
            with self._clock.working():
                answer = await self._transport.send(delivery)
        except WebhookFailed as failure:
            self._write(delivery, 0, started, {"error": failure.reason, "code": failure.code})
            raise
        except asyncio.CancelledError:
            self._write(delivery, 0, started, {"error": "the leg went on before the answer came"})
            raise
        self._write(delivery, answer.status, started, _shown(answer))
        return answer

    def _note_loss(self, delivery: Delivery) -> None:
        self._write(replace(delivery, name=f"{delivery.name} lost by a switch"), 0, time.monotonic(), {})

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


def _good(answer: Answer, url: str) -> Answer:
    if not 200 <= answer.status < 300:
        raise WebhookFailed(code=11200, url=url, reason=f"HTTP {answer.status}")
    return answer


def _shown(answer: Answer) -> JSON:
    if answer.content_type.startswith("audio/"):
        return {"content_type": answer.content_type, "bytes": len(answer.body)}
    text = answer.body.decode("utf-8", "replace")[:JOURNAL_TEXT]
    return {"content_type": answer.content_type, "body": text}
