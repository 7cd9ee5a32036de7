"""A caller dials a number of the account."""

from aiohttp import web

from telephony.simulator.testing import RunningSimulator

from .product import Product


def test_it_asks_the_voice_url_while_the_call_rings(
    simulator: RunningSimulator, product: Product, number: str
) -> None:
    product.says("/voice", "<Say>Hello</Say>")
    sid = simulator.call(number, "+74950000142")
    simulator.advance(0)
    (asked,) = product.at("/voice")
    assert asked.genuine
    assert asked.params["CallSid"] == sid
    assert asked.params["CallStatus"] == "ringing"
    assert asked.params["Direction"] == "inbound"
    assert asked.params["From"] == asked.params["Caller"] == "+74950000142"
    assert asked.params["To"] == asked.params["Called"] == number
    assert (asked.params["FromCountry"], asked.params["ToCountry"]) == ("RU", "GB")
    assert asked.params["FromCity"] == ""
    assert asked.headers["I-Twilio-Idempotency-Token"]
    assert asked.headers["User-Agent"] == "TwilioProxy/1.1"


def test_speech_lasts_as_long_as_it_would_and_then_the_call_ends(
    simulator: RunningSimulator, product: Product, number: str
) -> None:
    product.says("/voice", "<Say>" + "a" * 140 + "</Say>")
    sid = simulator.call(number)
    simulator.advance(9)
    assert simulator.show(sid)["status"] == "in-progress"
    simulator.advance(2)
    assert simulator.show(sid)["status"] == "completed"
    (ended,) = product.at("/ended")
    assert ended.genuine
    assert ended.params["CallStatus"] == "completed"
    assert ended.params["CallDuration"] == "10"
    assert ended.params["Duration"] == "1"
    assert ended.params["SipResponseCode"] == "200"
    assert ended.params["SequenceNumber"] == "0"
    assert ended.params["CallbackSource"] == "call-progress-events"
    assert ended.params["Timestamp"].endswith("+0000")


def test_a_withheld_number_is_told_as_it_is(
    simulator: RunningSimulator, product: Product, number: str
) -> None:
    simulator.call(number, "anonymous")
    simulator.advance(0)
    assert product.values("/voice", "From") == ["anonymous"]
    assert product.values("/voice", "FromCountry") == [""]


def test_nobodys_number_fails_at_once(simulator: RunningSimulator) -> None:
    sid = simulator.call("+442079469999")
    simulator.advance(0)
    assert simulator.show(sid)["status"] == "failed"


def test_reject_is_never_answered(simulator: RunningSimulator, product: Product, number: str) -> None:
    product.says("/voice", '<Reject reason="busy"/><Say>unreached</Say>')
    sid = simulator.call(number)
    simulator.advance(1)
    assert simulator.show(sid)["status"] == "busy"
    assert simulator.heard(sid) == []
    assert product.values("/ended", "CallDuration") == ["0"]


def test_a_pause_as_first_verb_delays_the_answer(
    simulator: RunningSimulator, product: Product, number: str
) -> None:
    product.says("/voice", '<Pause length="3"/><Say>Hello there</Say>')
    sid = simulator.call(number)
    simulator.advance(2)
    assert simulator.show(sid)["status"] == "ringing"
    simulator.advance(1.1)
    assert simulator.show(sid)["status"] == "in-progress"


def test_a_failing_voice_url_goes_to_the_fallback(simulator: RunningSimulator, product: Product) -> None:
    async def broken(request: web.Request, params: dict[str, str]) -> web.StreamResponse:
        return web.Response(status=500)

    product.answers["/broken"] = broken
    product.says("/fallback", "<Say>Sorry</Say>")
    simulator.buy("+442079460001", product.url + "/broken", VoiceFallbackUrl=product.url + "/fallback")
    sid = simulator.call("+442079460001")
    simulator.advance(0)
    assert product.values("/fallback", "ErrorCode") == ["11200"]
    assert product.values("/fallback", "ErrorUrl") == [product.url + "/broken"]
    assert simulator.heard(sid) == ["Sorry"]


def test_without_a_fallback_the_caller_hears_an_apology(
    simulator: RunningSimulator, product: Product, number: str
) -> None:
    product.answers["/voice"] = "this is no XML"
    sid = simulator.call(number)
    simulator.advance(20)
    assert "application error" in simulator.heard(sid)[0]
    assert simulator.show(sid)["status"] == "completed"
    assert 12100 in [e["code"] for e in simulator.journal(sid)]


def test_a_slow_product_is_given_up(simulator: RunningSimulator, product: Product, number: str) -> None:
    async def slow(request: web.Request, params: dict[str, str]) -> web.StreamResponse:
        import asyncio

        await asyncio.sleep(2)
        return web.Response(text="<Response/>", content_type="text/xml")

    product.answers["/voice"] = slow
    simulator.post("behaviour", {"webhook_timeout": 0.2})
    sid = simulator.call(number)
    simulator.advance(1)
    assert 11205 in [e["code"] for e in simulator.journal(sid)]
    assert "application error" in simulator.heard(sid)[0]


def test_a_redirected_action_loses_its_digits_but_is_signed(
    simulator: RunningSimulator, product: Product, number: str
) -> None:
    async def moved(request: web.Request, params: dict[str, str]) -> web.StreamResponse:
        return web.Response(status=302, headers={"Location": "/moved"})

    product.answers["/act"] = moved
    product.says("/voice", '<Gather action="/act" numDigits="1"/>')
    sid = simulator.call(number)
    simulator.advance(0)
    simulator.press(sid, "5")
    simulator.advance(0)
    (asked,) = product.at("/moved")
    assert (asked.method, asked.params, asked.genuine) == ("GET", {}, True)


def test_cookies_belong_to_one_call(simulator: RunningSimulator, product: Product, number: str) -> None:
    async def cookie(request: web.Request, params: dict[str, str]) -> web.StreamResponse:
        answer = web.Response(text="<Response><Redirect>/next</Redirect></Response>", content_type="text/xml")
        answer.set_cookie("seen", "once")
        return answer

    product.answers["/voice"] = cookie
    simulator.call(number)
    simulator.advance(0)
    simulator.call(number)
    simulator.advance(0)
    assert all("Cookie" not in a.headers for a in product.at("/voice"))
    assert [a.headers["Cookie"] for a in product.at("/next")] == ["seen=once", "seen=once"]


def test_a_caller_who_gives_up_while_it_rings(
    simulator: RunningSimulator, product: Product, number: str
) -> None:
    product.says("/voice", '<Pause length="30"/>')
    sid = simulator.call(number)
    simulator.advance(1)
    simulator.hang_up(sid)
    simulator.advance(0)
    assert product.values("/ended", "CallStatus") == ["no-answer"]
