"""The executor: loads documents and performs their verbs on one leg, until an end, a jump or an interruption."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from telephony.simulator.call import Call
from telephony.simulator.delivery import Answer, WebhookFailed
from telephony.simulator.exchange import Exchange
from telephony.simulator.types import CallEvent, CallStatus, Kind, Params, Source

from .document import Document, DocumentFailed, Element, parse
from .schema import VERBS

XML_TYPES = frozenset({"text/xml", "application/xml", "text/html"})
APPLICATION_ERROR = "We are sorry, an application error has occurred. Goodbye."
MAX_INLINE = 4000
SILENT_FIRST = frozenset({"Reject", "Pause", "Redirect"})

Verb = Callable[["Runner", Element], Awaitable[None]]


class Jump(Exception):
    """Another document takes over."""

    def __init__(self, source: Source) -> None:
        """Keep where it comes from."""
        super().__init__(source.url)
        self.source = source


class HangUp(Exception):
    """The document ends the leg."""

    def __init__(self, status: CallStatus = CallStatus.COMPLETED) -> None:
        """Keep the final status."""
        super().__init__(status)
        self.status = status


class LeaveQueue(Exception):
    """<Leave/> in a waiting document."""


def no_params() -> Params:
    """A leg whose documents get the standard parameters only."""
    return {}


@dataclass(kw_only=True, eq=False)
class Runner:
    """One leg, the verbs it knows, and the document it is at. `extra` adds parameters to every request."""

    exchange: Exchange
    call: Call
    verbs: Mapping[str, Verb]
    allowed: frozenset[str] = VERBS
    extra: Callable[[], Params] = no_params
    source: Source = field(default_factory=Source)

    def beside(
        self, *, allowed: frozenset[str], extra: Callable[[], Params] = no_params, call: Call | None = None
    ) -> "Runner":
        """A runner for a document inside a verb: waiting, holding, screening."""
        return Runner(
            exchange=self.exchange,
            call=call or self.call,
            verbs=self.verbs,
            allowed=allowed,
            extra=extra,
            source=self.source,
        )

    async def live(self, source: Source) -> None:
        """Documents one after another until the last one ends; a failure goes to the fallback URL.

        Raises HangUp."""
        following: Source | None = source
        while following is not None:
            try:
                await self.run(following)
                following = None
            except (WebhookFailed, DocumentFailed) as failure:
                following = await self._fallback(failure)

    async def run(self, source: Source) -> None:
        """Documents one after another. Raises HangUp, LeaveQueue, WebhookFailed, DocumentFailed."""
        following: Source | None = source
        while following is not None:
            try:
                await self.perform(await self.load(following))
                following = None
            except Jump as jump:
                following = jump.source

    async def load(self, source: Source) -> Document:
        """The document of a source, its complaints in the journal. Raises WebhookFailed, DocumentFailed."""
        self.source = source
        document = parse(source.twiml) if source.twiml is not None else await self._fetch(source)
        for code, text in document.warnings:
            self.warn(code, text)
        return document

    async def perform(self, document: Document) -> None:
        """The verbs in their order. An empty document answers the leg, and ends it."""
        if not document.verbs:
            self.answer()
        for place, element in enumerate(document.verbs):
            if element.name not in self.allowed:
                self.warn(12200, f"<{element.name}> is not allowed here")
                continue
            if place or element.name not in SILENT_FIRST:
                self._answer_for(element)
            self.call.stands = element.name
            await self.verbs[element.name](self, element)

    def answer(self) -> None:
        """Pick up an inbound leg that still rings."""
        if self.call.status is CallStatus.RINGING:
            self.exchange.calls.progress(self.call, CallEvent.ANSWERED)

    def following(self, element: Element, params: Params, *, attribute: str = "action") -> Source:
        """The source that a verb's action names; without one the current document again.

        Raises DocumentFailed (11100: a relative URL in TwiML that was given inline)."""
        url = self.resolve(element.get(attribute) or self.source.url)
        method = (element.get("method") or "POST").upper()
        return Source(url=url, method=method, params=params, kind=Kind.ACTION)

    def resolve(self, url: str) -> str:
        """An absolute URL. Raises DocumentFailed (11100)."""
        absolute = urljoin(self.source.url, url) if self.source.url else url
        if urlsplit(absolute).scheme not in ("http", "https"):
            raise DocumentFailed(11100, f"invalid URL '{url}'")
        return absolute

    def farewell(self, element: Element, params: Params) -> None:
        """Request a verb's action although its answer no longer matters: the leg is gone or elsewhere."""
        try:
            source = self.following(element, params)
        except DocumentFailed as failure:
            self.warn(failure.code, failure.reason)
            return
        self.exchange.webhooks.notify(
            kind=Kind.ACTION,
            name="action",
            calls=[self.call.sid],
            url=source.url,
            method=source.method,
            params=self._params(source),
            stream=f"action {self.call.sid}",
        )

    def warn(self, code: int, text: str) -> None:
        """A warning for the journal."""
        self.exchange.journal.notice(call=self.call.sid, level="warning", code=code, summary=text)

    def _answer_for(self, element: Element) -> None:
        if element.name == "Dial" and element.flag("answerOnBridge"):
            return
        self.answer()

    def _params(self, source: Source) -> dict[str, str]:
        return {**self.exchange.calls.params(self.call), **self.extra(), **source.params}

    async def _fetch(self, source: Source) -> Document:
        answer = await self.exchange.webhooks.fetch(
            kind=source.kind,
            name=source.kind.value,
            call=self.call.sid,
            url=source.url,
            method=source.method,
            params=self._params(source),
        )
        return _document(answer)

    async def _fallback(self, failure: WebhookFailed | DocumentFailed) -> Source | None:
        """Where to go on after a failure; without a fallback the caller is told, and the document ends."""
        self.exchange.journal.notice(
            call=self.call.sid, level="error", code=failure.code, summary=failure.reason
        )
        if self.call.fallback_url and not self.source.is_fallback:
            return Source(
                url=self.call.fallback_url,
                method=self.call.fallback_method,
                params={"ErrorCode": str(failure.code), "ErrorUrl": self.source.url},
                is_fallback=True,
            )
        self.answer()
        say = Element(name="Say", attributes={}, text=APPLICATION_ERROR)
        await self.verbs["Say"](self, say)
        return None


def _document(answer: Answer) -> Document:
    """By content type: XML, a sound to play, or text to speak. Raises DocumentFailed (12300)."""
    if answer.content_type in XML_TYPES:
        return parse(answer.body)
    if answer.content_type.startswith("audio/"):
        return Document((Element(name="Play", attributes={}, text=answer.url),))
    if answer.content_type == "text/plain":
        return _plain(answer.body)
    raise DocumentFailed(12300, f"invalid content type '{answer.content_type}'")


def _plain(body: bytes) -> Document:
    try:
        return parse(body)
    except DocumentFailed:
        text = body.decode("utf-8", "replace")
        return Document((Element(name="Say", attributes={}, text=text),))
