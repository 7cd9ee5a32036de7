"""How requests reach the product: retries of the URL's fragment, redirects, sizes, and signatures over TLS ports."""

import pytest
from aiohttp import web

from telephony.simulator.delivery import overrides_of
from telephony.simulator.signature import Signer, signed_url, with_query
from telephony.simulator.testing import RunningSimulator

from .product import Product

NUMBER = "+442079460001"


def call(simulator: RunningSimulator, voice_url: str) -> str:
    """Somebody calls a number with this voice URL."""
    simulator.buy(NUMBER, voice_url)
    sid = simulator.call(NUMBER)
    simulator.advance(0)
    return sid


def codes(simulator: RunningSimulator, sid: str) -> list[int]:
    """The codes of warnings and errors about a call."""
    return [e["code"] for e in simulator.journal(sid) if e["code"]]


def test_errors_are_retried_as_the_fragment_says(simulator: RunningSimulator, product: Product) -> None:
    async def third_time(request: web.Request, params: dict[str, str]) -> web.StreamResponse:
        if len(product.at("/voice")) < 3:
            return web.Response(status=503)
        return web.Response(text="<Response><Say>at last</Say></Response>", content_type="text/xml")

    product.answers["/voice"] = third_time
    sid = call(simulator, product.url + "/voice#rc=2&rp=5xx")
    assert simulator.heard(sid) == ["at last"]
    assert len({a.headers["I-Twilio-Idempotency-Token"] for a in product.at("/voice")}) == 1
    assert all(a.genuine for a in product.at("/voice"))


def test_errors_are_not_retried_by_default(simulator: RunningSimulator, product: Product) -> None:
    async def broken(request: web.Request, params: dict[str, str]) -> web.StreamResponse:
        return web.Response(status=503)

    product.answers["/voice"] = broken
    sid = call(simulator, product.url + "/voice")
    assert len(product.at("/voice")) == 1
    assert codes(simulator, sid) == [11200]


def test_a_circle_of_redirects_is_given_up(simulator: RunningSimulator, product: Product) -> None:
    async def round_and_round(request: web.Request, params: dict[str, str]) -> web.StreamResponse:
        return web.Response(status=302, headers={"Location": "/voice"})

    product.answers["/voice"] = round_and_round
    sid = call(simulator, product.url + "/voice")
    assert codes(simulator, sid) == [11215]


@pytest.mark.parametrize(
    ("body", "content_type", "code"),
    [
        ("<Response>" + "<!--" + "x" * 70000 + "--></Response>", "text/xml", 11750),
        ("{}", "application/json", 12300),
        ("<Antwort/>", "text/xml", 12100),
        (" <?xml version='1.0'?><Response/>", "text/xml", 12100),
    ],
)
def test_what_is_no_document_has_its_code(
    simulator: RunningSimulator, product: Product, body: str, content_type: str, code: int
) -> None:
    async def answer(request: web.Request, params: dict[str, str]) -> web.StreamResponse:
        return web.Response(text=body, content_type=content_type)

    product.answers["/voice"] = answer
    assert code in codes(simulator, call(simulator, product.url + "/voice"))


def test_plain_text_is_spoken(simulator: RunningSimulator, product: Product) -> None:
    async def answer(request: web.Request, params: dict[str, str]) -> web.StreamResponse:
        return web.Response(text="just words")

    product.answers["/voice"] = answer
    assert simulator.heard(call(simulator, product.url + "/voice")) == ["just words"]


def test_a_product_that_is_down(simulator: RunningSimulator) -> None:
    assert codes(simulator, call(simulator, "http://127.0.0.1:9/voice")) == [11205]


def test_get_webhooks_carry_their_parameters_in_the_signed_query(
    simulator: RunningSimulator, product: Product
) -> None:
    simulator.buy(NUMBER, product.url + "/voice?company=acme", VoiceMethod="GET")
    simulator.call(NUMBER)
    simulator.advance(0)
    (asked,) = product.at("/voice")
    assert (asked.method, asked.genuine, asked.params["company"]) == ("GET", True, "acme")
    assert asked.params["CallStatus"] == "ringing"


def test_limits_of_the_fragment() -> None:
    asked = overrides_of("https://h/x#ct=1&rt=99999&rc=9&rp=4xx,ct", ceiling=15)
    assert (asked.connect, asked.read, asked.retries) == (0.1, 15, 5)
    assert asked.retries_on("4xx")
    assert not asked.retries_on("5xx")


def test_the_documented_signature() -> None:
    params = {"CallSid": "CA1234567890ABCDE", "Digits": "1234", "To": "+18005551212"}
    params |= {"From": "+14158675310", "Caller": "+14158675310"}
    signed = Signer("12345").sign(
        url="https://example.com/myapp.php?foo=1&bar=2", form=params, keep_https_port=False
    )
    assert signed == "L/OH5YylLD5NRKLltdqwSvS0BnU="


def test_the_port_of_https_is_signed_for_callbacks_only() -> None:
    url = "https://user:secret@example.com:8443/x?a=1#rc=2"
    assert signed_url(url, keep_https_port=False) == "https://example.com/x?a=1"
    assert signed_url(url, keep_https_port=True) == "https://example.com:8443/x?a=1"
    assert with_query("http://h/x?a=1", {"From": "+1"}) == "http://h/x?a=1&From=%2B1"
