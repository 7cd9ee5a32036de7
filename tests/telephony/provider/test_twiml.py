"""Our words in the carrier's: every step of a document, and what it answers to a language without a voice."""

from xml.etree import ElementTree

import pytest

from telephony.provider.documents import (
    Ask,
    Forward,
    GoTo,
    HangUp,
    Play,
    Record,
    Say,
    Step,
    StopWaiting,
    Talk,
    Wait,
)
from telephony.provider.twilio.twiml import render
from telephony.simulator.twiml.document import parse

STEPS: list[Step] = [
    Say("Guten Tag <& Co>", "en-GB"),
    Play("https://x.test/a.wav", loop=3),
    GoTo("https://x.test/next/"),
    Wait(queue="q", wait_url="https://x.test/wait/", left_url="https://x.test/left/"),
    StopWaiting(),
    Talk(room="r", label="caller", left_url="https://x.test/left/", events_url="https://x.test/room/"),
    Record(taken_url="https://x.test/taken/", ready_url="https://x.test/ready/"),
    Forward(number="+442079460100", caller_id="+442079460101"),
    HangUp(),
]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: type(step).__name__)
def test_every_step_is_understood_by_a_strict_carrier(step: Step) -> None:
    document = parse(render([step]))
    assert len(document.verbs) == 1
    assert document.warnings == []


ASK = Ask(
    spoken=(Say("Press one", "en-GB"), Play("https://x.test/a.wav")), answer_url="https://x.test/menu/1/", wait=5, most=1,
    speech_language="ru-RU", hints=("repairs", "a, b"),
)  # fmt: skip


def test_a_question_waits_for_keys_and_words_and_tells_of_silence_too() -> None:
    document = parse(render([ASK]))
    assert document.warnings == []
    gather, redirect = ElementTree.fromstring(render([ASK]))
    assert [one.tag for one in gather] == ["Say", "Play"]
    assert (gather.attrib["input"], gather.attrib["language"], gather.attrib["hints"]) == (
        "dtmf speech", "ru-RU", "repairs,a  b",
    )  # fmt: skip
    assert gather.attrib["actionOnEmptyResult"] == "true"
    assert gather.attrib["action"] == redirect.text == "https://x.test/menu/1/"


def test_a_number_that_is_rung_for_a_caller_says_what_became_of_it() -> None:
    step = Forward(
        number="+442079460100", caller_id="+442079460101", left_url="https://x.test/left/", ring_time=10
    )
    assert parse(render([step])).warnings == []
    (dial,) = ElementTree.fromstring(render([step]))
    assert (dial.attrib["action"], dial.attrib["timeout"]) == ("https://x.test/left/", "10")


def test_the_steps_keep_their_order() -> None:
    verbs = [verb.tag for verb in ElementTree.fromstring(render(STEPS))]
    assert verbs == ["Say", "Play", "Redirect", "Enqueue", "Leave", "Dial", "Record", "Dial", "Hangup"]


def test_the_room_ends_with_the_caller_and_tells_us_who_comes_and_goes() -> None:
    (dial,) = ElementTree.fromstring(render([STEPS[5]]))
    (room,) = dial
    assert room.attrib["endConferenceOnExit"] == "true"
    assert room.attrib["participantLabel"] == "caller"
    assert set(room.attrib["statusCallbackEvent"].split()) >= {"start", "end", "join", "leave"}
    assert room.attrib["waitUrl"] == ""


def test_a_name_in_any_alphabet_stays_as_it_is() -> None:
    (say,) = ElementTree.fromstring(render([Say("Здравствуйте, Ω≈ç 🙂 <b>&amp;", "ru-RU")]))
    assert say.text == "Здравствуйте, Ω≈ç 🙂 <b>&amp;"
