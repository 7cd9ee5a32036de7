"""The REST API as the official client uses it, and its errors."""

from pathlib import Path

import pytest
import requests
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from telephony.simulator.testing import ACCOUNT_SID, RunningSimulator, configuration_for, running_simulator

from .conftest import OWN, TwilioClient
from .product import Product

PARTY = "+15005550006"


def test_numbers_are_found_bought_changed_and_released(client: TwilioClient, product: Product) -> None:
    offer = client.available_phone_numbers("GB").local.list(limit=3)
    bought = client.incoming_phone_numbers.create(
        phone_number=offer[0].phone_number, voice_url=product.url + "/voice", friendly_name="Help line"
    )
    assert bought.sid.startswith("PN")
    assert bought.capabilities["voice"] is True
    changed = client.incoming_phone_numbers(bought.sid).update(status_callback=product.url + "/ended")
    assert (changed.voice_url, changed.status_callback) == (product.url + "/voice", product.url + "/ended")
    (found,) = client.incoming_phone_numbers.list(phone_number=offer[0].phone_number)
    assert found.friendly_name == "Help line"
    client.incoming_phone_numbers(bought.sid).delete()
    assert client.incoming_phone_numbers.list(phone_number=offer[0].phone_number) == []


def test_numbers_outlive_the_process(tmp_path: Path, product: Product) -> None:
    configuration = configuration_for(tmp_path)
    with running_simulator(configuration) as first:
        sid = first.buy("+442079460000", product.url + "/voice")
    with running_simulator(configuration) as second:
        kept = second.rest(f"IncomingPhoneNumbers/{sid}.json").json()
    assert (kept["phone_number"], kept["voice_url"]) == ("+442079460000", product.url + "/voice")


def test_a_number_is_owned_once(client: TwilioClient) -> None:
    client.incoming_phone_numbers.create(phone_number="+442079460000")
    with pytest.raises(TwilioRestException) as refusal:
        client.incoming_phone_numbers.create(phone_number="+442079460000")
    assert (refusal.value.status, refusal.value.code) == (400, 21422)


def test_lists_come_in_pages(simulator: RunningSimulator, client: TwilioClient) -> None:
    for n in range(7):
        client.incoming_phone_numbers.create(phone_number=f"+44207946000{n}")
    assert len(client.incoming_phone_numbers.list(page_size=3)) == 8
    first = simulator.rest("IncomingPhoneNumbers.json?PageSize=3").json()
    assert (first["page"], first["page_size"], first["start"], first["end"]) == (0, 3, 0, 2)
    assert first["next_page_uri"].startswith("/2010-04-01/Accounts/")
    assert first["previous_page_uri"] is None


@pytest.mark.parametrize("auth", [None, (ACCOUNT_SID, "wrong"), ("ACffff", "x")])
def test_a_stranger_is_refused(simulator: RunningSimulator, auth: tuple[str, str] | None) -> None:
    url = f"{simulator.url}/2010-04-01/Accounts/{ACCOUNT_SID}/Calls.json"
    answer = requests.get(url, auth=auth, timeout=5)
    assert (answer.status_code, answer.json()["code"]) == (401, 20003)


def test_an_api_key_signs_in_too(simulator: RunningSimulator) -> None:
    known = simulator.configuration
    client: TwilioClient = Client(known.api_key_sid, known.api_key_secret, ACCOUNT_SID)
    client.api.base_url = simulator.url
    assert client.calls.list() == []


def test_a_call_runs_its_document_when_it_is_answered(
    simulator: RunningSimulator, client: TwilioClient, product: Product
) -> None:
    product.says("/out", "<Say>hello</Say>")
    made = client.calls.create(
        to=PARTY,
        from_=OWN,
        url=product.url + "/out",
        status_callback=product.url + "/status",
        status_callback_event=["initiated", "ringing", "answered", "completed"],
    )
    assert (made.status, made.direction, made.queue_time) == ("queued", "outbound-api", "0")
    simulator.advance(0)
    assert product.at("/out") == []
    assert client.calls(made.sid).fetch().status == "ringing"
    simulator.answer(made.sid)
    simulator.advance(3)
    assert product.values("/out", "CallStatus") == ["in-progress"]
    assert product.values("/status", "CallStatus") == ["initiated", "ringing", "in-progress", "completed"]
    done = client.calls(made.sid).fetch()
    assert (done.status, done.duration, done.to, done._from) == ("completed", "0", PARTY, OWN)


def test_only_the_end_is_told_by_default(
    simulator: RunningSimulator, client: TwilioClient, product: Product
) -> None:
    made = client.calls.create(
        to=PARTY, from_=OWN, twiml="<Response/>", status_callback=product.url + "/status"
    )
    simulator.advance(0)
    simulator.post(f"legs/{made.sid}/busy")
    simulator.advance(0)
    assert product.values("/status", "CallStatus") == ["busy"]
    assert product.values("/status", "SequenceNumber") == ["0"]


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"From": OWN, "Url": "http://h/x"}, 21201),
        ({"To": PARTY, "Url": "http://h/x"}, 21603),
        ({"To": PARTY, "From": OWN}, 21205),
        ({"To": PARTY, "From": OWN, "Url": "nonsense"}, 21205),
        ({"To": PARTY, "From": OWN, "Url": "http://a_b/x"}, 21205),
        ({"To": "+12ab", "From": OWN, "Url": "http://h/x"}, 21217),
        ({"To": PARTY, "From": OWN, "Twiml": "x" * 4001}, 32018),
        ({"To": PARTY, "From": OWN, "Url": "http://h/x", "Method": "PATCH"}, 21206),
        ({"To": PARTY, "From": OWN, "Url": "http://h/x", "Timeout": "soon"}, 20001),
    ],
)
def test_bad_parameters_have_their_codes(
    simulator: RunningSimulator, client: TwilioClient, form: dict[str, str], code: int
) -> None:
    answer = simulator.rest("Calls.json", form)
    body = answer.json()
    assert (answer.status_code, body["code"], body["status"]) == (400, code, 400)
    assert body["more_info"].endswith(str(code))


def test_telephones_are_shown_own_numbers_only(simulator: RunningSimulator, product: Product) -> None:
    form = {"To": PARTY, "From": "+442079461111", "Twiml": "<Response/>"}
    assert simulator.rest("Calls.json", form).json()["code"] == 21210
    assert simulator.rest("Calls.json", {**form, "To": "client:op_1"}).status_code == 201


def test_an_unknown_parameter_is_noted_or_refused(simulator: RunningSimulator, client: TwilioClient) -> None:
    form = {"To": PARTY, "From": OWN, "Twiml": "<Response/>", "Tineout": "5"}
    assert simulator.rest("Calls.json", form).status_code == 201
    assert any("Tineout" in e["summary"] for e in simulator.journal())
    simulator.post("behaviour", {"refuse_unknown_parameters": True})
    assert simulator.rest("Calls.json", form).status_code == 400


def test_a_finished_call_cannot_be_redirected(
    simulator: RunningSimulator, client: TwilioClient, product: Product, number: str
) -> None:
    sid = simulator.call(number)
    simulator.advance(0)
    with pytest.raises(TwilioRestException) as refusal:
        client.calls(sid).update(twiml="<Response/>")
    assert (refusal.value.status, refusal.value.code) == (400, 21220)


def test_a_redirect_takes_over_at_once(
    simulator: RunningSimulator, client: TwilioClient, product: Product, number: str
) -> None:
    product.says("/voice", f"<Say>{'a' * 1400}</Say><Say>unreached</Say>")
    product.says("/other", "<Say>other</Say>")
    sid = simulator.call(number)
    simulator.advance(1)
    client.calls(sid).update(url=product.url + "/other", method="GET")
    simulator.advance(0)
    assert product.at("/other")[0].method == "GET"
    assert simulator.heard(sid)[-1] == "other"
    simulator.advance(5)
    assert "unreached" not in simulator.heard(sid)


def test_the_last_of_two_redirects_wins(
    simulator: RunningSimulator, client: TwilioClient, product: Product, number: str
) -> None:
    product.says("/voice", "<Dial><Conference>r1</Conference></Dial>")
    sid = simulator.call(number)
    simulator.advance(1)
    for words in ("first", "second"):
        client.calls(sid).update(twiml=f"<Response><Say>{words}</Say><Pause length='9'/></Response>")
    simulator.advance(2)
    assert simulator.heard(sid)[-1] == "second"
    assert client.conferences.list(friendly_name="r1")[0].status == "completed"


def test_what_does_not_exist_is_not_found(client: TwilioClient) -> None:
    with pytest.raises(TwilioRestException) as refusal:
        client.calls("CA" + "0" * 32).fetch()
    assert (refusal.value.status, refusal.value.code) == (404, 20404)


def test_legs_over_rest_leave_one_after_another(
    simulator: RunningSimulator, client: TwilioClient, product: Product
) -> None:
    simulator.post("behaviour", {"calls_per_second": 1})
    made = [client.calls.create(to=PARTY, from_=OWN, twiml="<Response/>").sid for _ in range(3)]
    simulator.advance(0)
    assert [client.calls(s).fetch().status for s in made] == ["ringing", "queued", "queued"]
    simulator.advance(1)
    assert [client.calls(s).fetch().status for s in made] == ["ringing", "ringing", "queued"]


def test_a_leg_withdrawn_in_the_queue_tells_nobody(
    simulator: RunningSimulator, client: TwilioClient, product: Product
) -> None:
    simulator.post("behaviour", {"calls_per_second": 1})
    client.calls.create(to=PARTY, from_=OWN, twiml="<Response/>")
    second = client.calls.create(
        to=PARTY, from_=OWN, twiml="<Response/>", status_callback=product.url + "/status"
    )
    client.calls(second.sid).update(status="canceled")
    simulator.advance(10)
    assert product.at("/status") == []
    assert client.calls(second.sid).fetch().status == "canceled"


def test_recordings_are_listed_fetched_and_deleted(
    simulator: RunningSimulator, client: TwilioClient, product: Product, number: str
) -> None:
    product.says("/voice", '<Record action="/done" timeout="0"/>')
    sid = simulator.call(number)
    simulator.advance(3)
    simulator.press(sid, "1")
    simulator.advance(0)
    (listed,) = client.recordings.list(call_sid=sid)
    assert (listed.duration, listed.status, listed.source) == ("3", "completed", "RecordVerb")
    assert client.recordings(listed.sid).fetch().call_sid == sid
    assert simulator.rest(f"Recordings/{listed.sid}").content[:4] == b"RIFF"
    client.recordings(listed.sid).delete()
    assert simulator.rest(f"Recordings/{listed.sid}.json").status_code == 404
