"""A keyholder switches her company's crisis on by telephone, at night and alone: and nobody else finds the door."""

import logging
from typing import Any

import pytest

from cc_saas.lib import alerts
from telephony.calls.models import Call
from telephony.webhooks.models import Receipt
from tenants.audit.models import AuditEntry
from tenants.crisis import codes, selectors
from tenants.crisis.models import Crisis
from tests.factories.cast import Company
from tests.factories.signing import post
from tests.journeys.caller import Caller
from tests.journeys.crisis import PIA, QUINN, prepare
from tests.journeys.stage import EMMA, JACK, Stage

KEYHOLDER = "+442079460199"
GREETING = {"en": "All our boilers are out of order."}


def code_of(stage: Stage, company: Company) -> str:
    """A plan, and a code of Pia's to which Quinn has agreed."""
    prepare(stage, company, greeting=GREETING, minutes=120)
    at = stage.clock.now()
    code = codes.make(company=company.tenant, phones=[KEYHOLDER], actor=PIA, now=at)
    codes.agree(company=company.tenant, actor=QUINN, now=at)
    return code


def other(code: str) -> str:
    return f"{(int(code) + 1) % 10**8:08d}"


def at_the_code(stage: Stage) -> Caller:
    """She rings acme and presses the star."""
    maria = stage.call_acme(KEYHOLDER)
    assert hears(stage, maria, "press the star key")
    maria.press("*")
    assert hears(stage, maria, "Key in the code")
    return maria


def hears(stage: Stage, caller: Caller, words: str) -> bool:
    """Whether she does, within the time that the sentences before it take."""
    for _ in range(40):
        if caller.heard(words):
            return True
        stage.pass_time(1)
    return False


def is_on(stage: Stage, company: Company) -> bool:
    return selectors.present(tenant_id=company.tenant.pk, now=stage.clock.now()) is not None


def keyed(caller: Caller) -> list[Receipt]:
    return list(Receipt.objects.filter(call_sid=caller.sid, path__contains="/keyholder/code/"))


def test_she_switches_it_on_and_the_next_caller_hears_it(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    acme = stage.cast.acme
    code = code_of(stage, acme)
    maria = at_the_code(stage)
    maria.press(other(code))
    assert hears(stage, maria, "This code is not right")
    maria.press(code)
    for words in ("New callers will hear this first", "All our boilers", "within two hours", "press 1"):
        assert hears(stage, maria, words), words
    assert not is_on(stage, acme), "she has not confirmed"
    maria.press("1")
    assert hears(stage, maria, "The crisis is on")
    stage.pass_time(10)
    assert maria.is_over
    assert is_on(stage, acme)
    emma = stage.call_acme(EMMA)
    stage.pass_time(2)
    assert emma.heard("All our boilers are out of order")
    _nothing_is_written_of(caplog, maria, code, other(code))
    before = Crisis.objects.count(), AuditEntry.objects.count()
    stage.repeat_deliveries(same_token=True)
    stage.repeat_deliveries(same_token=False)
    assert (Crisis.objects.count(), AuditEntry.objects.count()) == before


def _nothing_is_written_of(caplog: pytest.LogCaptureFixture, maria: Caller, *secrets: str) -> None:
    receipts = keyed(maria)
    assert len(receipts) == 2
    written: list[Any] = [bytes(one.body) + one.key.encode() + one.answer.encode() for one in receipts]
    assert all(b"Digits=&" in one or b"Digits=" in one for one in written)
    noted = [str(row) for row in AuditEntry.objects.values()]
    logged = [
        f"{one.getMessage()} {vars(one)}"
        for one in caplog.records
        if not one.name.startswith("telephony.simulator")
    ]
    for secret in secrets:
        assert not any(secret.encode() in one for one in written)
        assert not any(secret in one for one in (*noted, *logged))


def test_she_does_not_press_the_star_and_arrives_like_everybody(stage: Stage) -> None:
    code_of(stage, stage.cast.acme)
    stage.ana.put("BREAK")
    maria = stage.call_acme(KEYHOLDER)
    assert Call.objects.count() == 0
    stage.pass_time(10)
    assert maria.state == "WAITING"
    stage.repeat_deliveries(same_token=False)
    assert Call.objects.count() == 1


def test_nobody_else_hears_of_it(stage: Stage) -> None:
    code_of(stage, stage.cast.acme)
    stage.ana.ready()
    jack = stage.call_acme(JACK)
    assert not jack.heard("star")
    on_globex = stage.call_globex(KEYHOLDER)
    assert not on_globex.heard("star"), "the rival's line knows no such telephone"


def test_three_wrong_codes_end_the_call_and_five_shut_the_code(stage: Stage) -> None:
    acme = stage.cast.acme
    code = code_of(stage, acme)
    before = _alarms()
    maria = at_the_code(stage)
    for _ in range(3):
        maria.press(other(code))
    assert hears(stage, maria, "Nothing was changed")
    stage.pass_time(10)
    assert maria.is_over
    again = at_the_code(stage)
    again.press(other(code))
    again.press(other(code))
    again.press(code)
    assert hears(stage, again, "No code is taken by telephone now")
    assert not is_on(stage, acme)
    assert _alarms() == before + 1


def test_a_rivals_code_is_a_wrong_one(stage: Stage) -> None:
    code_of(stage, stage.cast.acme)
    theirs = code_of(stage, stage.cast.globex)
    maria = at_the_code(stage)
    maria.press(theirs)
    assert hears(stage, maria, "This code is not right")
    assert Crisis.objects.count() == 0


def test_a_delivery_that_comes_twice_is_one_try(stage: Stage) -> None:
    code = code_of(stage, stage.cast.acme)
    maria = at_the_code(stage)
    maria.press(other(code))
    first = next(one for one in stage.deliveries() if "/keyholder/code/" in one["path"])
    for _ in range(9):
        answer = post(first["path"], first["request"]["params"])
        assert answer.content.decode() == first["response"]["body"]
    maria.press(code)
    maria.press("1")
    assert is_on(stage, stage.cast.acme)


def test_whoever_hangs_up_changes_nothing(stage: Stage) -> None:
    code = code_of(stage, stage.cast.acme)
    maria = at_the_code(stage)
    maria.press(code)
    maria.hang_up()
    stage.pass_time(30)
    assert Crisis.objects.count() == 0
    assert Call.objects.count() == 0


def _alarms() -> float:
    return float(alerts.ALERTS.labels(kind="crisis-code-locked")._value.get())
