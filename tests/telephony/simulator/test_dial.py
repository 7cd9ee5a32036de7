"""<Dial>: numbers, clients, several at once, and what the action is told."""

import pytest

from telephony.simulator.testing import RunningSimulator

from .product import Product

SPECIALIST = "+15005550009"
CALLBACK = 'statusCallback="/child" statusCallbackEvent="initiated ringing answered completed"'


def dial(simulator: RunningSimulator, product: Product, number: str, nouns: str, **attributes: str) -> str:
    """A caller whose document dials."""
    extra = " ".join(f'{k}="{v}"' for k, v in {"action": "/after", **attributes}.items())
    product.says("/voice", f"<Dial {extra}>{nouns}</Dial>")
    sid = simulator.call(number)
    simulator.advance(0)
    return sid


def test_a_number_answers_talks_and_hangs_up(
    simulator: RunningSimulator, product: Product, number: str
) -> None:
    caller = dial(simulator, product, number, f"<Number {CALLBACK}>{SPECIALIST}</Number>")
    child = simulator.ringing_leg(SPECIALIST)
    simulator.answer(child)
    simulator.advance(12)
    assert simulator.show(child)["hears"] == [caller]
    simulator.hang_up(child)
    simulator.advance(0)
    assert product.values("/child", "CallStatus") == ["initiated", "ringing", "in-progress", "completed"]
    assert set(product.values("/child", "ParentCallSid")) == {caller}
    assert set(product.values("/child", "Direction")) == {"outbound-dial"}
    (after,) = product.at("/after")
    told = {k: v for k, v in after.params.items() if k.startswith("Dial")}
    assert told == {
        "DialCallStatus": "completed",
        "DialCallSid": child,
        "DialCallDuration": "12",
        "DialBridged": "true",
    }


@pytest.mark.parametrize(("deed", "status", "code"), [("busy", "busy", "486"), ("reject", "busy", "486")])
def test_a_number_refuses(
    simulator: RunningSimulator, product: Product, number: str, deed: str, status: str, code: str
) -> None:
    dial(simulator, product, number, f'<Number statusCallback="/child">{SPECIALIST}</Number>')
    simulator.post(f"legs/{simulator.ringing_leg(SPECIALIST)}/{deed}")
    simulator.advance(0)
    assert product.values("/after", "DialCallStatus") == [status]
    assert product.values("/after", "DialBridged") == ["false"]
    assert product.values("/child", "SipResponseCode") == [code]


def test_nobody_answers_in_time_and_five_seconds(
    simulator: RunningSimulator, product: Product, number: str
) -> None:
    dial(simulator, product, number, SPECIALIST, timeout="10")
    simulator.advance(14)
    assert product.at("/after") == []
    simulator.advance(2)
    assert product.values("/after", "DialCallStatus") == ["no-answer"]


def test_the_caller_gives_up_while_it_rings(
    simulator: RunningSimulator, product: Product, number: str
) -> None:
    caller = dial(simulator, product, number, f'<Number statusCallback="/child">{SPECIALIST}</Number>')
    simulator.ringing_leg(SPECIALIST)
    simulator.hang_up(caller)
    simulator.advance(0)
    assert product.values("/child", "CallStatus") == ["canceled"]
    assert product.values("/after", "CallStatus") == ["completed"]


def test_the_first_to_answer_wins(simulator: RunningSimulator, product: Product, number: str) -> None:
    other = "+15005550008"
    dial(
        simulator,
        product,
        number,
        f'<Number statusCallback="/one">{SPECIALIST}</Number><Number statusCallback="/two">{other}</Number>',
    )
    simulator.answer(simulator.ringing_leg(other))
    simulator.advance(0)
    assert product.values("/one", "CallStatus") == ["canceled"]
    assert product.at("/two") == []


def test_a_client_that_nobody_registered_fails_at_once(
    simulator: RunningSimulator, product: Product, number: str
) -> None:
    dial(simulator, product, number, '<Client statusCallback="/child">nobody</Client>')
    assert product.values("/after", "DialCallStatus") == ["failed"]
    assert product.values("/child", "SipResponseCode") == ["404"]


def test_answer_on_bridge_leaves_the_caller_ringing(
    simulator: RunningSimulator, product: Product, number: str
) -> None:
    caller = dial(simulator, product, number, SPECIALIST, answerOnBridge="true")
    child = simulator.ringing_leg(SPECIALIST)
    assert simulator.show(caller)["status"] == "ringing"
    simulator.answer(child)
    simulator.advance(0)
    assert simulator.show(caller)["status"] == "in-progress"


def test_a_screening_document_may_decline(simulator: RunningSimulator, product: Product, number: str) -> None:
    product.says("/screen", "<Hangup/>")
    dial(simulator, product, number, f'<Number url="/screen">{SPECIALIST}</Number>')
    simulator.answer(simulator.ringing_leg(SPECIALIST))
    simulator.advance(0)
    assert len(product.at("/screen")) == 1
    assert product.values("/after", "DialBridged") == ["false"]


def test_a_number_of_the_same_account_asks_its_own_voice_url(
    simulator: RunningSimulator, product: Product, number: str
) -> None:
    product.says("/second", "<Say>one</Say><Say>you reached the branch</Say><Pause length='30'/>")
    simulator.buy("+442079460002", product.url + "/second")
    caller = dial(simulator, product, number, "+442079460002")
    simulator.advance(1)
    assert product.values("/second", "Direction") == ["inbound"]
    assert "you reached the branch" in simulator.heard(caller)
    simulator.advance(40)
    assert product.values("/after", "DialCallStatus") == ["completed"]


def test_a_telephone_may_answer_by_itself(simulator: RunningSimulator, product: Product, number: str) -> None:
    simulator.post("behaviour", {"pstn_outcome": "answer", "pstn_after": 4})
    caller = dial(simulator, product, number, SPECIALIST)
    simulator.advance(3)
    assert simulator.show(caller)["hears"] == []
    simulator.advance(2)
    assert len(simulator.show(caller)["hears"]) == 1


def test_a_foreign_caller_id_is_refused(simulator: RunningSimulator, product: Product, number: str) -> None:
    caller = dial(simulator, product, number, SPECIALIST, callerId="+442079461111")
    assert product.values("/after", "DialCallStatus") == ["failed"]
    assert 13214 in [e["code"] for e in simulator.journal(caller)]
