"""Nobody is on duty: the message, its recording, and the company that finds both in its list."""

import pytest

from campaigns.records.models import VoicemailRecording
from cc_saas.lib.tenancy import in_tenant
from tests.journeys.caller import Caller
from tests.journeys.stage import Stage


def leave_message(stage: Stage, caller: Caller) -> None:
    """She hears the invitation and the tone, speaks for a while, and hangs up."""
    stage.pass_time(6, step=3)
    assert caller.stands == "Record"
    caller.speak("Ring me back, please.")
    stage.pass_time(4)
    caller.hang_up()
    stage.pass_time(3)


def voicemails(stage: Stage, caller: Caller) -> list[dict[str, object]]:
    """What the company's API says of her messages."""
    return list(caller.record["voicemails"])


def test_nobody_on_duty_means_voicemail_with_its_recording(stage: Stage) -> None:
    jack = stage.call_acme()
    assert jack.state == "VOICEMAIL"
    leave_message(stage, jack)
    assert jack.heard("Leave a message after the tone")
    assert jack.record["outcome"] == "VOICEMAIL"
    (message,) = voicemails(stage, jack)
    assert message["state"] == "STORED"
    assert int(str(message["duration"])) >= 5
    assert jack.story == ["ARRIVED", "VOICEMAIL_OFFERED", "HUNG_UP", "CLOSED", "VOICEMAIL_LEFT"] or (
        "VOICEMAIL_LEFT" in jack.story and "CLOSED" in jack.story
    )
    assert stage.live_rows()["calls"] == 0


def test_the_message_is_played_with_the_companys_key_and_no_other(stage: Stage) -> None:
    jack = stage.call_acme()
    leave_message(stage, jack)
    url = str(voicemails(stage, jack)[0]["url"])
    assert stage.fetch(stage.cast.acme, url).content[:4] == b"RIFF"
    assert stage.fetch(stage.cast.globex, url).status_code == 404


@pytest.mark.parametrize("late", ["status:completed", "recording", "action"])
def test_both_orders_of_callbacks_also_after_closing(stage: Stage, late: str) -> None:
    """Twilio promises no order: the action, the recording's callback and the end of the line come as they like."""
    stage.simulator.fault(kind="callback", action="delay", match=late, seconds=20.0, count=None)
    jack = stage.call_acme()
    leave_message(stage, jack)
    stage.pass_time(30)
    assert jack.record["outcome"] == "VOICEMAIL"
    assert [message["state"] for message in voicemails(stage, jack)] == ["STORED"]
    assert jack.story.count("VOICEMAIL_LEFT") == 1


def test_a_caller_who_leaves_no_message_was_missed(stage: Stage) -> None:
    jack = stage.call_acme()
    stage.pass_time(2)
    jack.hang_up()
    stage.pass_time(2)
    assert jack.record["outcome"] == "MISSED"
    with in_tenant(stage.cast.acme.tenant):
        assert not VoicemailRecording.objects.exists()


def test_the_last_one_goes_off_duty_while_callers_wait(stage: Stage) -> None:
    ana = stage.ana
    ana.put("BREAK")
    jack = stage.call_acme()
    stage.pass_time(10)
    ana.put("OFFLINE")
    stage.pass_time(2)
    assert jack.state == "VOICEMAIL"
    leave_message(stage, jack)
    assert jack.record["outcome"] == "VOICEMAIL"


def test_nobody_left_after_the_announcement_means_voicemail_too(stage: Stage) -> None:
    ana = stage.ana.ready()
    jack = stage.call_globex()
    ana.put("OFFLINE")
    stage.pass_time(5)
    assert jack.heard("Оставьте сообщение")
    assert jack.state == "VOICEMAIL"


def test_an_operator_of_another_company_does_not_count(stage: Stage) -> None:
    stage.ben.ready()
    jack = stage.call_globex()
    stage.pass_time(10)
    assert jack.state == "VOICEMAIL"


def test_a_break_is_on_duty_but_offline_is_not(stage: Stage) -> None:
    stage.ana.put("BREAK")
    assert stage.call_acme().state == "WAITING"


def test_a_recording_that_is_not_ready_is_fetched_later(stage: Stage) -> None:
    stage.simulator.fault(kind="rest", action="fail_before", match=".wav", status=404, code=20404, count=2)
    jack = stage.call_acme()
    leave_message(stage, jack)
    stage.pass_time(20)
    assert [message["state"] for message in voicemails(stage, jack)] == ["STORED"]


def test_she_goes_on_duty_while_the_invitation_is_spoken(stage: Stage) -> None:
    """Who was asked for a message is not rung through any more; nothing breaks."""
    jack = stage.call_acme()
    stage.pass_time(2)
    ana = stage.ana.ready()
    assert not ana.offer
    leave_message(stage, jack)
    assert ana.state == "READY"
    assert jack.record["outcome"] == "VOICEMAIL"
