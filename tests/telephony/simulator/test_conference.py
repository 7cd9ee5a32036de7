"""Conferences: joining, starting, holding, muting, leaving and ending, with the events that are told."""

from typing import Any

import pytest
from twilio.base.exceptions import TwilioRestException

from telephony.simulator.testing import RunningSimulator

from .conftest import OWN, TwilioClient
from .product import Product

AGENT = "+15005550006"
EVENTS = ["start", "end", "join", "leave", "mute", "hold", "modify"]


@pytest.fixture
def caller(simulator: RunningSimulator, product: Product, number: str) -> str:
    """A caller alone in the room `r1`, hearing /wait, with all events told to /room."""
    product.says("/wait", "<Say>one moment</Say>")
    product.says(
        "/voice",
        '<Dial action="/after"><Conference waitUrl="/wait" statusCallback="/room" '
        f'statusCallbackEvent="{" ".join(EVENTS)}">r1</Conference></Dial>',
    )
    sid = simulator.call(number)
    simulator.advance(0)
    return sid


def invite(simulator: RunningSimulator, client: TwilioClient, product: Product, **more: Any) -> str:
    """An agent dialled into the room over REST; its leg rings."""
    made = client.conferences("r1").participants.create(
        **{
            "to": AGENT,
            "from_": OWN,
            "label": "offer-1",
            "status_callback": product.url + "/leg",
            "status_callback_event": ["initiated", "ringing", "answered", "completed"],
            **more,
        }
    )
    simulator.advance(0)
    return str(made.call_sid)


def talk(simulator: RunningSimulator, client: TwilioClient, product: Product, **more: Any) -> str:
    """An agent who answered."""
    agent = invite(simulator, client, product, **more)
    simulator.answer(agent)
    simulator.advance(0)
    return agent


def room(client: TwilioClient) -> Any:
    """The room that is not over."""
    return client.conferences.list(friendly_name="r1")[0]


def test_a_caller_waits_alone(
    simulator: RunningSimulator, product: Product, caller: str, client: TwilioClient
) -> None:
    assert simulator.heard(caller) == ["one moment"]
    assert product.values("/wait", "ConferenceSid") == [room(client).sid]
    simulator.advance(60)
    assert len(product.at("/wait")) == 1
    assert simulator.show(caller)["hears"] == []
    assert product.values("/room", "StatusCallbackEvent") == ["participant-join"]


def test_an_answer_joins_starts_and_lets_both_hear(
    simulator: RunningSimulator, product: Product, caller: str, client: TwilioClient
) -> None:
    agent = talk(simulator, client, product)
    assert product.values("/leg", "CallStatus") == ["initiated", "ringing", "in-progress"]
    assert product.values("/leg", "SequenceNumber") == ["0", "1", "2"]
    assert product.values("/leg", "Direction") == ["outbound-api"] * 3
    assert product.values("/room", "StatusCallbackEvent") == [
        "participant-join",
        "participant-join",
        "conference-start",
    ]
    assert product.values("/room", "SequenceNumber") == ["1", "2", "3"]
    assert product.values("/room", "ParticipantLabel") == ["", "offer-1", ""]
    assert simulator.show(caller)["hears"] == [agent]
    assert simulator.show(agent)["hears"] == [caller]
    simulator.post(f"calls/{caller}/text", {"text": "good day"})
    assert simulator.heard(agent)[-1] == "good day"


def test_the_created_participant_is_queued(
    simulator: RunningSimulator, caller: str, client: TwilioClient, product: Product
) -> None:
    made = client.conferences("r1").participants.create(to=AGENT, from_=OWN, label="x")
    assert (made.status, made.label, made.conference_sid) == ("queued", "x", room(client).sid)
    simulator.advance(0)
    found = client.conferences(made.conference_sid).participants("x").fetch()
    assert (found.call_sid, found.status) == (made.call_sid, "ringing")


def test_an_empty_wait_url_is_silence(simulator: RunningSimulator, client: TwilioClient) -> None:
    made = client.conferences("r2").participants.create(to=AGENT, from_=OWN, wait_url="")
    simulator.advance(0)
    simulator.answer(made.call_sid)
    simulator.advance(5)
    assert simulator.heard(made.call_sid) == []


def test_nobody_answers(
    simulator: RunningSimulator, product: Product, caller: str, client: TwilioClient
) -> None:
    agent = invite(simulator, client, product, timeout=20)
    simulator.advance(24)
    assert simulator.show(agent)["ringing"]
    simulator.advance(2)
    assert product.values("/leg", "CallStatus")[-1] == "no-answer"
    assert product.values("/leg", "SipResponseCode")[-1] == "487"
    left = product.at("/room")[-1].params
    assert (left["StatusCallbackEvent"], left["ReasonParticipantLeft"], left["ParticipantCallStatus"]) == (
        "participant-leave",
        "participant_add_failed",
        "no-answer",
    )
    assert simulator.show(caller)["status"] == "in-progress"
    assert [p.call_sid for p in client.conferences(room(client).sid).participants.list()] == [caller]


def test_a_refusal_is_busy(
    simulator: RunningSimulator, product: Product, caller: str, client: TwilioClient
) -> None:
    agent = invite(simulator, client, product)
    simulator.post(f"legs/{agent}/reject")
    simulator.advance(0)
    assert product.values("/leg", "CallStatus")[-1] == "busy"
    assert product.values("/leg", "SipResponseCode")[-1] == "486"


def test_a_ringing_leg_is_withdrawn(
    simulator: RunningSimulator, product: Product, caller: str, client: TwilioClient
) -> None:
    agent = invite(simulator, client, product)
    client.calls(agent).update(status="completed")
    simulator.advance(0)
    assert product.values("/leg", "CallStatus")[-1] == "canceled"
    assert not simulator.show(agent)["ringing"]


def test_hold_asks_its_url_with_get_and_parts_the_two(
    simulator: RunningSimulator, product: Product, caller: str, client: TwilioClient
) -> None:
    agent = talk(simulator, client, product)
    product.says("/music", "<Say>please hold</Say>")
    who = client.conferences(room(client).sid).participants(caller)
    assert who.update(hold=True, hold_url=product.url + "/music").hold is True
    simulator.advance(0)
    (asked,) = product.at("/music")
    assert (asked.method, asked.genuine, asked.params["CallSid"]) == ("GET", True, caller)
    assert simulator.heard(caller)[-1] == "please hold"
    assert simulator.show(agent)["hears"] == simulator.show(caller)["hears"] == []
    who.update(hold=False)
    simulator.advance(0)
    assert simulator.show(agent)["hears"] == [caller]
    assert product.values("/room", "StatusCallbackEvent")[-2:] == ["participant-hold", "participant-unhold"]


def test_mute_is_one_way(
    simulator: RunningSimulator, product: Product, caller: str, client: TwilioClient
) -> None:
    agent = talk(simulator, client, product)
    client.conferences(room(client).sid).participants("offer-1").update(muted=True)
    simulator.advance(0)
    assert simulator.show(caller)["hears"] == []
    assert simulator.show(agent)["hears"] == [caller]
    assert product.at("/room")[-1].params["Muted"] == "true"


def test_a_coach_is_heard_by_one_only(
    simulator: RunningSimulator, product: Product, caller: str, client: TwilioClient
) -> None:
    agent = talk(simulator, client, product)
    coach = talk(
        simulator, client, product, to="+15005550007", label="coach", coaching=True, call_sid_to_coach=agent
    )
    assert coach in simulator.show(agent)["hears"]
    assert coach not in simulator.show(caller)["hears"]
    assert sorted(simulator.show(coach)["hears"]) == sorted([agent, caller])


def test_a_listener_turns_coach_and_joins_in_and_is_silent_again(
    simulator: RunningSimulator, client: TwilioClient, product: Product, caller: str
) -> None:
    """Each turn is one request, and the caller hears her only once she has joined in."""
    agent = talk(simulator, client, product)
    listener = talk(simulator, client, product, to="+15005550007", label="listener", muted=True)
    part = client.conferences(room(client).sid).participants(listener)

    def heard_by() -> list[str]:
        return [sid for sid in (agent, caller) if listener in simulator.show(sid)["hears"]]

    assert heard_by() == []
    part.update(muted=False, coaching=True, call_sid_to_coach=agent)
    assert heard_by() == [agent]
    part.update(muted=False, coaching=False)
    assert heard_by() == [agent, caller]
    part.update(muted=True, coaching=False)
    assert heard_by() == []
    simulator.hang_up(listener)
    simulator.advance(0)
    assert simulator.show(caller)["hears"] == [agent]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"coaching": True}, 20001),
        ({"coaching": True, "call_sid_to_coach": "CA" + "0" * 32}, 16028),
        ({"call_sid_to_coach": "CA" + "0" * 32}, 16028),
    ],
)
def test_nobody_is_coached_who_is_not_there(
    simulator: RunningSimulator,
    client: TwilioClient,
    product: Product,
    caller: str,
    fields: dict[str, Any],
    code: int,
) -> None:
    agent = talk(simulator, client, product)
    with pytest.raises(TwilioRestException) as refused:
        client.conferences("r1").participants.create(to="+15005550007", from_=OWN, **fields)
    assert refused.value.code == code
    with pytest.raises(TwilioRestException) as refused:
        client.conferences(room(client).sid).participants(agent).update(**fields)
    assert refused.value.code == code


def test_the_agent_leaves_and_the_caller_stays(
    simulator: RunningSimulator, product: Product, caller: str, client: TwilioClient
) -> None:
    agent = talk(simulator, client, product)
    simulator.advance(30)
    simulator.hang_up(agent)
    simulator.advance(0)
    left = product.at("/room")[-1].params
    assert (left["StatusCallbackEvent"], left["ReasonParticipantLeft"]) == (
        "participant-leave",
        "participant_hung_up",
    )
    assert (product.values("/leg", "CallStatus")[-1], product.values("/leg", "CallDuration")[-1]) == (
        "completed",
        "30",
    )
    assert simulator.show(caller)["status"] == "in-progress"
    assert room(client).status == "in-progress"


def test_one_who_ends_the_room_sends_the_other_to_its_action(
    simulator: RunningSimulator, product: Product, caller: str, client: TwilioClient
) -> None:
    product.says("/after", "<Say>how was it</Say>")
    agent = talk(simulator, client, product, end_conference_on_exit=True)
    simulator.hang_up(agent)
    simulator.advance(0)
    (after,) = product.at("/after")
    assert after.params["DialCallStatus"] == "answered"
    assert "DialCallSid" not in after.params
    assert simulator.heard(caller)[-1] == "how was it"
    end = [a.params for a in product.at("/room") if a.params["StatusCallbackEvent"] == "conference-end"]
    assert end[0]["ReasonConferenceEnded"] == "participant-with-end-conference-on-exit-left"
    assert end[0]["CallSidEndingConference"] == agent
    assert end[0]["ParticipantLabelEndingConference"] == "offer-1"


def test_the_room_is_ended_over_rest(
    simulator: RunningSimulator, product: Product, caller: str, client: TwilioClient
) -> None:
    agent = talk(simulator, client, product)
    ended = client.conferences(room(client).sid).update(status="completed")
    simulator.advance(0)
    assert (ended.status, ended.reason_conference_ended) == ("completed", "conference-ended-via-api")
    assert simulator.show(agent)["status"] == "completed"
    assert product.values("/after", "DialCallStatus") == ["answered"]
    reasons = {a.params.get("ReasonParticipantLeft") for a in product.at("/room")}
    assert "conference_ended_via_api" in reasons


def test_a_kick_lets_the_leg_go(
    simulator: RunningSimulator, product: Product, caller: str, client: TwilioClient
) -> None:
    agent = talk(simulator, client, product)
    client.conferences(room(client).sid).participants("offer-1").delete()
    simulator.advance(0)
    assert simulator.show(agent)["status"] == "completed"
    assert simulator.show(caller)["status"] == "in-progress"


def test_a_redirected_participant_leaves_the_room(
    simulator: RunningSimulator, product: Product, caller: str, client: TwilioClient
) -> None:
    talk(simulator, client, product)
    client.calls(caller).update(twiml="<Response><Say>elsewhere</Say></Response>")
    simulator.advance(0)
    assert simulator.heard(caller)[-1] == "elsewhere"
    assert product.at("/room")[-1].params["ReasonParticipantLeft"] == "participant_updated_via_api"
    assert product.at("/after") == []


def test_a_label_is_taken_once(
    simulator: RunningSimulator, product: Product, caller: str, client: TwilioClient
) -> None:
    invite(simulator, client, product)
    with pytest.raises(TwilioRestException) as refusal:
        invite(simulator, client, product)
    assert refusal.value.code == 16025


def test_a_name_may_be_used_again_after_its_end(
    simulator: RunningSimulator, product: Product, caller: str, client: TwilioClient
) -> None:
    first = room(client).sid
    simulator.hang_up(caller)
    simulator.advance(0)
    assert product.at("/room")[-1].params["ReasonConferenceEnded"] == "last-participant-left"
    assert "conference-start" not in product.values("/room", "StatusCallbackEvent")
    again = client.conferences("r1").participants.create(to=AGENT, from_=OWN)
    assert again.conference_sid != first
    assert [c.status for c in client.conferences.list(friendly_name="r1")] == ["init", "completed"]


def test_a_participant_of_a_room_that_is_over_is_not_found(
    simulator: RunningSimulator, product: Product, caller: str, client: TwilioClient
) -> None:
    sid = room(client).sid
    client.conferences(sid).update(status="completed")
    with pytest.raises(TwilioRestException) as refusal:
        client.conferences(sid).participants(caller).update(muted=True)
    assert (refusal.value.status, refusal.value.code) == (404, 20404)
    assert client.conferences(sid).participants.list() == []


def test_who_ends_the_room_cannot_be_changed_during_a_hold(
    simulator: RunningSimulator, product: Product, caller: str, client: TwilioClient
) -> None:
    talk(simulator, client, product)
    who = client.conferences(room(client).sid).participants(caller)
    who.update(hold=True)
    assert who.update(end_conference_on_exit=True).end_conference_on_exit is False
    who.update(hold=False)
    assert who.update(end_conference_on_exit=True).end_conference_on_exit is True
    simulator.advance(0)
    assert product.values("/room", "StatusCallbackEvent")[-1] == "participant-modify"


def test_a_ringing_participant_cannot_be_changed_yet(
    simulator: RunningSimulator, product: Product, caller: str, client: TwilioClient
) -> None:
    invite(simulator, client, product)
    with pytest.raises(TwilioRestException) as refusal:
        client.conferences(room(client).sid).participants("offer-1").update(muted=True)
    assert refusal.value.code == 16099


def test_an_announcement_is_heard_and_told(
    simulator: RunningSimulator, product: Product, number: str, client: TwilioClient
) -> None:
    product.says("/news", "<Say>the line is recorded</Say>")
    product.says(
        "/voice",
        '<Dial><Conference statusCallback="/room" statusCallbackEvent="announcement">r1</Conference></Dial>',
    )
    sid = simulator.call(number)
    simulator.advance(0)
    client.conferences(room(client).sid).participants(sid).update(announce_url=product.url + "/news")
    simulator.advance(5)
    assert "the line is recorded" in simulator.heard(sid)
    assert product.values("/room", "StatusCallbackEvent") == ["announcement-end"]
