"""The executor: every verb as Twilio performs it, and its complaints."""

import io
import wave

import pytest
from aiohttp import web

from telephony.simulator.testing import RunningSimulator

from .product import Product


def codes(simulator: RunningSimulator, sid: str) -> list[int]:
    """The codes of warnings and errors about a call."""
    return [e["code"] for e in simulator.journal(sid) if e["code"]]


def call_with(simulator: RunningSimulator, product: Product, number: str, twiml: str) -> str:
    """A caller under a document."""
    product.says("/voice", twiml)
    sid = simulator.call(number)
    simulator.advance(0)
    return sid


@pytest.mark.parametrize(
    ("twiml", "code"),
    [
        ("<say>x</say><Say>next</Say>", 12200),
        ("<Dance/><Say>next</Say>", 12200),
        ('<Say colour="red">next</Say>', 12200),
        ('<Say language="ka-GE">x</Say><Say>next</Say>', 13512),
        ('<Say voice="Polly.Tatyana" language="en-US">x</Say><Say>next</Say>', 13511),
        ("<Play>/missing.wav</Play><Say>next</Say>", 12300),
    ],
)
def test_what_cannot_be_done_is_noted_and_skipped(
    simulator: RunningSimulator, product: Product, number: str, twiml: str, code: int
) -> None:
    sid = call_with(simulator, product, number, twiml)
    assert simulator.heard(sid) == ["next"]
    assert code in codes(simulator, sid)


def test_russian_is_spoken(simulator: RunningSimulator, product: Product, number: str) -> None:
    sid = call_with(simulator, product, number, '<Say language="ru-RU">Здравствуйте</Say>')
    assert simulator.heard(sid) == ["Здравствуйте"]
    assert codes(simulator, sid) == []


def test_play_lasts_as_long_as_its_file(simulator: RunningSimulator, product: Product, number: str) -> None:
    async def sound(request: web.Request, params: dict[str, str]) -> web.StreamResponse:
        return web.Response(body=wav(seconds=7), content_type="audio/wav")

    product.answers["/hello.wav"] = sound
    sid = call_with(simulator, product, number, "<Play>/hello.wav</Play><Say>after</Say>")
    simulator.advance(6.9)
    assert simulator.heard(sid) == [product.url + "/hello.wav"]
    simulator.advance(0.2)
    assert simulator.heard(sid)[-1] == "after"


def test_gather_takes_keys_during_its_prompt(
    simulator: RunningSimulator, product: Product, number: str
) -> None:
    twiml = f'<Gather action="/menu" numDigits="1"><Say>{"a" * 1400}</Say></Gather><Say>nothing</Say>'
    sid = call_with(simulator, product, number, twiml)
    simulator.press(sid, "2")
    simulator.advance(0)
    assert product.values("/menu", "Digits") == ["2"]
    assert product.values("/menu", "CallStatus") == ["in-progress"]


def test_gather_ends_at_its_finishing_key(simulator: RunningSimulator, product: Product, number: str) -> None:
    sid = call_with(simulator, product, number, '<Gather action="/menu"/>')
    simulator.press(sid, "42#")
    simulator.advance(0)
    assert product.values("/menu", "Digits") == ["42"]


@pytest.mark.parametrize("keys", ["", "#"])
def test_gather_without_input_falls_through(
    simulator: RunningSimulator, product: Product, number: str, keys: str
) -> None:
    sid = call_with(simulator, product, number, '<Gather action="/menu" timeout="3"/><Say>nothing</Say>')
    if keys:
        simulator.press(sid, keys)
    simulator.advance(3.1)
    assert simulator.heard(sid)[-1] == "nothing"
    assert product.at("/menu") == []


def test_gather_may_ask_for_an_empty_result(
    simulator: RunningSimulator, product: Product, number: str
) -> None:
    call_with(simulator, product, number, '<Gather action="/menu" timeout="3" actionOnEmptyResult="true"/>')
    simulator.advance(3.1)
    assert product.values("/menu", "Digits") == [""]


def test_gather_understands_words(simulator: RunningSimulator, product: Product, number: str) -> None:
    sid = call_with(simulator, product, number, '<Gather input="dtmf speech" action="/menu"/>')
    simulator.post(f"calls/{sid}/text", {"text": "repairs"})
    simulator.advance(0)
    assert product.values("/menu", "SpeechResult") == ["repairs"]


def test_a_hang_up_during_gather_asks_nothing(
    simulator: RunningSimulator, product: Product, number: str
) -> None:
    sid = call_with(simulator, product, number, '<Gather action="/menu"/>')
    simulator.hang_up(sid)
    simulator.advance(10)
    assert product.at("/menu") == []
    assert product.values("/ended", "CallStatus") == ["completed"]


def test_record_tells_its_action_and_its_callback(
    simulator: RunningSimulator, product: Product, number: str
) -> None:
    twiml = '<Record action="/done" maxLength="60" timeout="0" recordingStatusCallback="/recorded"/>'
    sid = call_with(simulator, product, number, twiml)
    simulator.advance(8)
    simulator.press(sid, "#")
    simulator.advance(0)
    (done,) = product.at("/done")
    assert (done.params["Digits"], done.params["RecordingDuration"]) == ("#", "8")
    (recorded,) = product.at("/recorded")
    assert recorded.params["RecordingStatus"] == "completed"
    assert recorded.params["RecordingSource"] == "RecordVerb"
    assert recorded.params["RecordingUrl"] == done.params["RecordingUrl"]
    sound = simulator.rest(f"Recordings/{done.params['RecordingSid']}.wav")
    with wave.open(io.BytesIO(sound.content)) as heard:
        assert round(heard.getnframes() / heard.getframerate()) == 8


def test_a_recording_may_be_ready_late(simulator: RunningSimulator, product: Product, number: str) -> None:
    simulator.post("behaviour", {"recording_after": 20})
    twiml = '<Record action="/done" timeout="0" recordingStatusCallback="/recorded"/>'
    sid = call_with(simulator, product, number, twiml)
    simulator.advance(3)
    simulator.hang_up(sid)
    simulator.advance(1)
    (recording,) = product.values("/done", "RecordingSid")
    assert simulator.rest(f"Recordings/{recording}.wav").status_code == 404
    assert simulator.rest(f"Recordings/{recording}.json").json()["status"] == "processing"
    assert product.at("/recorded") == []
    simulator.advance(20)
    assert product.values("/recorded", "RecordingDuration") == ["3"]
    assert simulator.rest(f"Recordings/{recording}.wav").status_code == 200


def test_record_ends_with_the_callers_hang_up(
    simulator: RunningSimulator, product: Product, number: str
) -> None:
    sid = call_with(simulator, product, number, '<Record action="/done" timeout="0"/>')
    simulator.advance(4)
    simulator.hang_up(sid)
    simulator.advance(0)
    (done,) = product.at("/done")
    assert (done.params["Digits"], done.params["CallStatus"]) == ("hangup", "completed")


def test_record_ends_with_silence(simulator: RunningSimulator, product: Product, number: str) -> None:
    sid = call_with(simulator, product, number, '<Record action="/done" timeout="5"/>')
    simulator.advance(4)
    simulator.post(f"calls/{sid}/text", {"text": "call me back"})
    simulator.advance(4)
    assert product.at("/done") == []
    simulator.advance(2)
    assert product.values("/done", "RecordingDuration") == ["9"]


def test_an_empty_message_is_absent(simulator: RunningSimulator, product: Product, number: str) -> None:
    twiml = (
        '<Record action="/done" recordingStatusCallback="/recorded" recordingStatusCallbackEvent="absent"/>'
    )
    sid = call_with(simulator, product, number, twiml)
    simulator.hang_up(sid)
    simulator.advance(0)
    assert product.values("/recorded", "RecordingStatus") == ["absent"]
    assert product.values("/done", "RecordingDuration") == ["0"]


def test_redirect_leaves_the_document(simulator: RunningSimulator, product: Product, number: str) -> None:
    product.says("/second", "<Say>second</Say>")
    sid = call_with(simulator, product, number, "<Redirect>/second</Redirect><Say>unreached</Say>")
    assert simulator.heard(sid) == ["second"]


def wav(*, seconds: int) -> bytes:
    """Silence."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(b"\0\0" * 8000 * seconds)
    return buffer.getvalue()
