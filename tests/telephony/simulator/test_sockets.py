"""Softphones and telephones on their sockets."""

import aiohttp
import pytest

from telephony.simulator.testing import RunningSimulator

from .conftest import OWN, TwilioClient
from .product import Product
from .sockets import Page, page

IDENTITY = "op_1"


def device_url(simulator: RunningSimulator, seconds: int = 3600) -> str:
    """Where a softphone connects."""
    return f"{simulator.url}/device?token={simulator.token(IDENTITY, seconds)}"


def invite(simulator: RunningSimulator, client: TwilioClient, product: Product) -> str:
    """The operator's client is dialled into the room `r1`."""
    made = client.conferences("r1").participants.create(
        to=f"client:{IDENTITY}",
        from_=OWN,
        status_callback=product.url + "/leg",
        status_callback_event=["ringing", "answered", "completed"],
    )
    simulator.advance(0)
    return str(made.call_sid)


def test_a_softphone_registers_rings_and_answers(
    simulator: RunningSimulator, client: TwilioClient, product: Product
) -> None:
    with page(device_url(simulator)) as device:
        assert device.wait("registered")["identity"] == IDENTITY
        leg = invite(simulator, client, product)
        call = device.wait("incoming")["call"]
        assert (call["sid"], call["from"], call["to"]) == (leg, OWN, f"client:{IDENTITY}")
        assert call["parameters"]["CallSid"] == leg
        device.send(type="accept", call=leg)
        device.wait("answered", call=leg)
        simulator.advance(0)
        assert product.values("/leg", "CallStatus") == ["ringing", "in-progress"]
        client.calls(leg).update(status="completed")
        device.wait("ended", call=leg, reason="completed")


def test_a_refusal_ends_the_leg(simulator: RunningSimulator, client: TwilioClient, product: Product) -> None:
    with page(device_url(simulator)) as device:
        device.wait("registered")
        leg = invite(simulator, client, product)
        device.wait("incoming")
        device.send(type="reject", call=leg)
        device.wait("ended", call=leg)
        simulator.advance(0)
        assert product.values("/leg", "CallStatus") == ["ringing", "busy"]


def test_every_device_rings_and_the_first_wins(
    simulator: RunningSimulator, client: TwilioClient, product: Product
) -> None:
    with page(device_url(simulator)) as one, page(device_url(simulator)) as two:
        one.wait("registered")
        two.wait("registered")
        leg = invite(simulator, client, product)
        one.wait("incoming")
        two.wait("incoming")
        two.send(type="accept", call=leg)
        two.wait("answered")
        assert one.wait("ended")["reason"] == "cancelled"
        one.send(type="hangup", call=leg)
        simulator.advance(0)
        assert simulator.show(leg)["status"] == "in-progress"


def test_a_device_that_comes_late_rings_too(
    simulator: RunningSimulator, client: TwilioClient, product: Product
) -> None:
    with page(device_url(simulator)) as one:
        one.wait("registered")
        leg = invite(simulator, client, product)
        with page(device_url(simulator)) as two:
            assert two.wait("incoming")["call"]["sid"] == leg


def test_a_closed_page_ends_its_leg_after_a_moment(
    simulator: RunningSimulator, client: TwilioClient, product: Product
) -> None:
    with page(device_url(simulator)) as device:
        device.wait("registered")
        leg = invite(simulator, client, product)
        device.wait("incoming")
        device.send(type="accept", call=leg)
        device.wait("answered")
    simulator.advance(1)
    assert simulator.show(leg)["status"] == "in-progress"
    simulator.advance(2)
    assert simulator.show(leg)["status"] == "completed"


@pytest.mark.parametrize(("seconds", "code"), [(-10, 20104)])
def test_an_expired_token_is_told_so(simulator: RunningSimulator, seconds: int, code: int) -> None:
    with page(device_url(simulator, seconds)) as device:
        assert device.wait("error")["code"] == code


def test_a_forged_token_is_told_so(simulator: RunningSimulator) -> None:
    with page(f"{simulator.url}/device?token=forged") as device:
        assert device.wait("error")["code"] == 20101


def test_a_foreign_page_may_not_connect(simulator: RunningSimulator) -> None:
    with (
        pytest.raises(aiohttp.WSServerHandshakeError),
        page(device_url(simulator), origin="https://evil.example"),
    ):
        pass


def test_a_telephone_dials_hears_and_presses(
    simulator: RunningSimulator, product: Product, number: str
) -> None:
    product.says("/voice", '<Say language="ru-RU">Привет</Say><Gather action="/menu" numDigits="1"/>')
    with page(simulator.url + "/phone") as phone:
        phone.send(type="dial", **{"from": "+74950000142", "to": number})
        sid = phone.wait("dialled")["call"]
        phone.wait("status", call=sid, status="in-progress")
        said = phone.wait("say", call=sid)
        assert (said["text"], said["language"]) == ("Привет", "ru-RU")
        simulator.advance(1)
        assert phone.wait("gather", call=sid)["listening"] is True
        phone.send(type="digits", call=sid, digits="3")
        phone.wait("ended", call=sid)
        assert product.values("/menu", "Digits") == ["3"]
        entry = phone.wait("journal", call=sid)["entry"]
        assert {"n", "at", "direction", "method", "path", "status", "duration_ms", "summary"} <= set(entry)


def test_a_closed_telephone_hangs_up(simulator: RunningSimulator, product: Product, number: str) -> None:
    product.says("/voice", '<Pause/><Pause length="60"/>')
    with page(simulator.url + "/phone") as phone:
        phone.send(type="dial", **{"from": "anonymous", "to": number})
        sid = phone.wait("dialled")["call"]
        simulator.advance(2)
    simulator.wait(lambda: simulator.show(sid)["status"] == "completed")


def talking(
    simulator: RunningSimulator,
    client: TwilioClient,
    product: Product,
    phone: Page,
    device: Page,
    number: str,
) -> tuple[str, str]:
    """A telephone and a softphone in one room."""
    product.says("/voice", "<Dial><Conference>r1</Conference></Dial>")
    phone.send(type="dial", **{"from": "+74950000142", "to": number})
    caller = phone.wait("dialled")["call"]
    device.wait("registered")
    simulator.advance(0)
    leg = invite(simulator, client, product)
    device.wait("incoming")
    device.send(type="accept", call=leg)
    device.wait("answered")
    simulator.advance(0)
    return caller, leg


def test_two_pages_learn_of_each_other_and_talk(
    simulator: RunningSimulator, client: TwilioClient, product: Product, number: str
) -> None:
    with page(simulator.url + "/phone") as phone, page(device_url(simulator)) as device:
        caller, leg = talking(simulator, client, product, phone, device, number)
        (seen,) = phone.wait("peers", call=caller)["peers"]
        (other,) = device.wait("peers", call=leg)["peers"]
        assert (seen["id"], other["id"]) == (leg, caller)
        assert seen["offerer"] is not other["offerer"]
        assert [seen["hears"], seen["heard"], other["hears"], other["heard"]] == [True] * 4
        phone.send(type="signal", call=caller, to=leg, data={"sdp": "offer"})
        relayed = device.wait("signal")
        assert (relayed["from"], relayed["data"]) == (caller, {"sdp": "offer"})
        device.send(type="text", call=leg, text="how may I help")
        assert phone.wait("text")["text"] == "how may I help"


def test_hold_and_mute_reach_the_pages(
    simulator: RunningSimulator, client: TwilioClient, product: Product, number: str
) -> None:
    with page(simulator.url + "/phone") as phone, page(device_url(simulator)) as device:
        caller, leg = talking(simulator, client, product, phone, device, number)
        device.send(type="mute", call=leg, muted=True)
        device.send(type="text", call=leg, text="unheard")
        simulator.wait(lambda: phone.wait("peers")["peers"][0]["hears"] is False)
        device.send(type="mute", call=leg, muted=False)
        room = client.conferences.list(friendly_name="r1")[0].sid
        client.conferences(room).participants(caller).update(hold=True)
        assert phone.wait("play")["url"].endswith(".wav")
        simulator.wait(lambda: device.wait("peers")["peers"][0]["hears"] is False)
        client.conferences(room).participants(caller).update(hold=False)
        phone.wait("stop", call=caller)
        simulator.wait(lambda: device.wait("peers")["peers"][0]["hears"] is True)
        assert phone.of("text") == []


def test_a_telephone_answers_what_the_product_dials(
    simulator: RunningSimulator, client: TwilioClient, product: Product, number: str
) -> None:
    product.says("/voice", "<Dial><Number>+15005550009</Number></Dial>")
    with page(simulator.url + "/phone") as phone:
        caller = simulator.call(number)
        simulator.advance(0)
        leg = phone.wait("incoming")["call"]["sid"]
        phone.send(type="accept", call=leg)
        phone.wait("answered", call=leg)
        simulator.advance(0)
        assert simulator.show(leg)["hears"] == [caller]


def test_a_softphone_in_a_call_is_not_disturbed(
    simulator: RunningSimulator, client: TwilioClient, product: Product, number: str
) -> None:
    with page(simulator.url + "/phone") as phone, page(device_url(simulator)) as device:
        _, leg = talking(simulator, client, product, phone, device, number)
        second = client.calls.create(to=f"client:{IDENTITY}", from_=OWN, twiml="<Response/>", timeout=5).sid
        simulator.advance(4)
        assert [f["call"]["sid"] for f in device.of("incoming")] == [leg]
        assert simulator.show(second)["ringing"]
        simulator.advance(7)
        assert simulator.show(second)["status"] == "no-answer"
