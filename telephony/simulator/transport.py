"""HTTP to the product: signed, with cookies per call, redirects followed by hand (each hop signed anew), retries."""

from urllib.parse import urldefrag, urljoin

import aiohttp

from .config import Behaviour, Configuration
from .delivery import Answer, Delivery, Overrides, WebhookFailed, overrides_of
from .signature import Signer, with_query
from .types import Kind, Params

USER_AGENT = "TwilioProxy/1.1"
MAX_REDIRECTS = 10
KEEP_METHOD = frozenset({307, 308})
REDIRECTS = frozenset({301, 302, 303}) | KEEP_METHOD
DOCUMENTS = frozenset({Kind.DOCUMENT, Kind.ACTION, Kind.MEDIA})
CONNECT_ERRORS = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)


class Transport:
    """Sends deliveries. Everything that fails is a WebhookFailed with Twilio's code."""

    def __init__(self, *, configuration: Configuration, behaviour: Behaviour) -> None:
        """Connections are shared, cookies are not."""
        self._configuration = configuration
        self._behaviour = behaviour
        self._signer = Signer(configuration.auth_token)
        self._connector: aiohttp.TCPConnector | None = None
        self._sessions: dict[str, aiohttp.ClientSession] = {}

    async def send(self, delivery: Delivery) -> Answer:
        """One delivery with its retries. Raises WebhookFailed (11205, 11210, 11215, 11100, 11200)."""
        overrides = overrides_of(delivery.url, ceiling=self._behaviour.webhook_timeout)
        for attempt in range(overrides.retries + 1):
            try:
                answer = await self._follow(delivery, overrides)
            except WebhookFailed as failure:
                if attempt == overrides.retries or not overrides.retries_on(failure.what):
                    raise
                continue
            bad = f"{answer.status // 100}xx"
            if attempt == overrides.retries or not overrides.retries_on(bad) or answer.status < 400:
                break
        return answer

    async def forget(self, call: str) -> None:
        """A call is long over: its cookies go."""
        session = self._sessions.pop(call, None)
        if session is not None:
            await session.close()

    async def close(self) -> None:
        """Close the connections."""
        for session in self._sessions.values():
            await session.close()
        if self._connector is not None:
            await self._connector.close()

    async def _follow(self, delivery: Delivery, overrides: Overrides) -> Answer:
        """Up to ten redirects; a 3xx turns a POST into a GET, and its parameters are gone."""
        url, method, params = urldefrag(delivery.url).url, delivery.method, delivery.params
        for _ in range(MAX_REDIRECTS + 1):
            response, location = await self._once(delivery, overrides, url, method, params)
            if not location:
                return response
            url = urljoin(url, location)
            if response.status not in KEEP_METHOD:
                method, params = "GET", {}
        raise WebhookFailed(code=11215, url=url, reason="too many redirects")

    async def _once(
        self, delivery: Delivery, overrides: Overrides, url: str, method: str, params: Params
    ) -> tuple[Answer, str]:
        form: Params = params if method == "POST" else {}
        whole = url if method == "POST" or not params else with_query(url, params)
        try:
            async with self._session(delivery.calls).request(
                method,
                whole,
                data=form if method == "POST" else None,
                headers=self._headers(delivery, whole, form),
                allow_redirects=False,
                timeout=aiohttp.ClientTimeout(
                    total=overrides.total, sock_connect=overrides.connect, sock_read=overrides.read
                ),
            ) as response:
                return await _answer(response), _location(response)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise _failure(whole, error) from error

    def _headers(self, delivery: Delivery, url: str, form: Params) -> dict[str, str]:
        configuration = self._configuration
        keep = configuration.sign_https_port_of_callbacks
        if delivery.kind in DOCUMENTS:
            keep = configuration.sign_https_port_of_documents
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


async def _answer(response: aiohttp.ClientResponse) -> Answer:
    return Answer(
        status=response.status,
        content_type=response.headers.get("Content-Type", "").partition(";")[0].strip().lower(),
        body=await response.read(),
        url=str(response.url),
    )


def _location(response: aiohttp.ClientResponse) -> str:
    return response.headers.get("Location", "") if response.status in REDIRECTS else ""


def _failure(url: str, error: Exception) -> WebhookFailed:
    """Twilio's code for what went wrong on the way."""
    if isinstance(error, (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError)):
        return WebhookFailed(code=11100, url=url, reason="invalid URL")
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return WebhookFailed(code=11210, url=url, reason="unknown host", what="ct")
    if isinstance(error, CONNECT_ERRORS):
        return WebhookFailed(code=11205, url=url, reason=f"no connection: {error}", what="ct")
    if isinstance(error, TimeoutError):
        return WebhookFailed(code=11205, url=url, reason="no answer in time", what="rt")
    return WebhookFailed(code=11205, url=url, reason=f"the connection broke: {error}")
