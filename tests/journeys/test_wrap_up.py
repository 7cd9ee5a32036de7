"""After the conversation: how it ended, how long she may take, and what she asked for meanwhile."""

from datetime import timedelta

import pytest

from agents.presence.models import OperatorState
from campaigns.dispositions import services as dispositions
from cc_saas.lib.tenancy import in_tenant
from tests.journeys.console import Refused
from tests.journeys.stage import EMMA, Stage


def test_the_timer_ends_it_after_thirty_seconds(stage: Stage) -> None:
    ana, jack = stage.conversation()
    ana.do("hang-up")
    stage.pass_time(29)
    assert ana.state == "WRAP_UP"
    stage.pass_time(2, step=1)
    assert ana.state == "READY"
    assert jack.record["wrap_up_time"] in (30, 31)


def test_more_time_on_request(stage: Stage) -> None:
    ana, _jack = stage.conversation()
    ana.do("hang-up")
    stage.pass_time(25)
    ana.do("more-time")
    stage.pass_time(30)
    assert ana.state == "WRAP_UP"
    stage.pass_time(6)
    assert ana.state == "READY"


def test_ready_ends_it(stage: Stage) -> None:
    ana, jack = stage.conversation()
    ana.do("hang-up")
    stage.pass_time(7)
    assert ana.put("READY")["state"] == "READY"
    assert jack.record["wrap_up_time"] == 7
    assert jack.state == ""


def test_a_required_disposition_is_insisted_on(stage: Stage) -> None:
    stage.require_disposition(stage.cast.acme)
    ana, jack = stage.conversation()
    assert ana.call["disposition_required"] is True
    ana.do("hang-up")
    for command, path, body in (
        ("PUT", "state/", {"state": "READY"}),
        ("POST", f"calls/{jack.id}/dispose/", {"note": "x"}),
    ):
        with pytest.raises(Refused) as refused:
            ana.command(command, path, body)
        assert refused.value.status == 409
        assert refused.value.problem["code"] == "disposition_required"
    assert ana.state == "WRAP_UP"
    stage.pass_time(40)
    assert ana.state == "WRAP_UP"
    ana.do("dispose", {"disposition": "CALLBACK"})
    assert ana.state == "READY"
    assert jack.record["disposition"] == {"code": "CALLBACK", "label": jack.record["disposition"]["label"]}


def test_a_refused_ready_keeps_the_note_and_the_call(stage: Stage) -> None:
    stage.require_disposition(stage.cast.acme)
    ana, _jack = stage.conversation()
    ana.do("note", {"note": "Half a sentence"})
    ana.do("hang-up")
    with pytest.raises(Refused):
        ana.put("READY")
    assert ana.call["note"] == "Half a sentence"


@pytest.mark.parametrize("asked", ["READY", "TALKING", "nonsense"])
def test_a_refused_state_is_a_sign_of_life_all_the_same(stage: Stage, asked: str) -> None:
    stage.require_disposition(stage.cast.acme)
    ana, _jack = stage.conversation()
    ana.do("hang-up")
    before = OperatorState.objects.get().lease_until
    stage.pass_time(5)
    with pytest.raises(Refused):
        ana.put(asked)
    assert OperatorState.objects.get().lease_until >= before + timedelta(seconds=5)


def test_a_disposition_chosen_during_the_call_is_kept(stage: Stage) -> None:
    ana, jack = stage.conversation()
    ana.do("dispose", {"disposition": "MESSAGE"})
    assert ana.state == "TALKING"
    assert ana.call["disposition"] == "MESSAGE"
    ana.do("hang-up")
    ana.put("READY")
    assert jack.record["disposition"]["code"] == "MESSAGE"


def test_a_disposition_that_the_company_does_not_have_is_refused(stage: Stage) -> None:
    with in_tenant(stage.cast.globex.tenant):
        dispositions.save_disposition(code="ONLY_GLOBEX", label="Only at Globex")
    ana, _jack = stage.conversation()
    ana.do("hang-up")
    with pytest.raises(Refused) as refused:
        ana.do("dispose", {"disposition": "ONLY_GLOBEX"})
    assert refused.value.status == 400
    assert ana.state == "WRAP_UP"


@pytest.mark.parametrize("asked", ["BREAK", "OFFLINE", "READY"])
def test_what_she_asks_for_in_a_call_applies_after_it(stage: Stage, asked: str) -> None:
    ana, _jack = stage.conversation()
    shown = ana.put(asked, reason="lunch" if asked == "BREAK" else "")
    assert (shown["state"], shown["next_state"]) == ("TALKING", asked)
    ana.do("hang-up")
    assert ana.state == "WRAP_UP"
    ana.do("dispose")
    shown = ana.look()
    assert (shown["state"], shown["next_state"]) == (asked, None)
    assert shown["reason"] == ("lunch" if asked == "BREAK" else "")


def test_ready_asked_in_a_call_after_a_break_was_asked_takes_the_break_back(stage: Stage) -> None:
    ana, _jack = stage.conversation()
    ana.put("BREAK")
    ana.put("READY")
    ana.do("hang-up")
    ana.do("dispose")
    assert ana.state == "READY"


def test_ready_again_the_next_caller_is_offered_at_once(stage: Stage) -> None:
    ana, _jack = stage.conversation()
    stage.call_acme(EMMA)
    ana.do("hang-up")
    assert not ana.offer
    ana.do("dispose")
    assert ana.offer


def test_more_time_without_wrap_up_changes_nothing(stage: Stage) -> None:
    ana, _jack = stage.conversation()
    assert ana.do("more-time")["call"]["wrap_up_ends_at"] is None
