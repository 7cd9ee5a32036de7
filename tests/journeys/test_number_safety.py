"""Every dial of ours is judged first: unfit numbers, foreign countries, caps; and the operator is told in words."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection

from cc_saas.lib import alerts
from telephony.dialing import services as dialing
from telephony.dialing.models import Dial
from telephony.dialing.types import NUMBER_CAPS, DialRefusal, DialRefused, Purpose
from tests.journeys.console import Refused
from tests.journeys.stage import EMMA, JACK, Stage

CAP = NUMBER_CAPS[Purpose.CALLBACK]
UNFIT = [
    ("+449098790000", "PREMIUM", "cost more"),
    ("+44999", "EMERGENCY", "Emergency"),
    (JACK, "COUNTRY", "country"),
]


@pytest.mark.parametrize(("number", "reason", "words"), UNFIT)
def test_an_unfit_number_is_refused_to_the_operator_in_words(
    stage: Stage, number: str, reason: str, words: str
) -> None:
    ana, jack = stage.conversation()
    heard = _alerts()
    with pytest.raises(Refused) as refused:
        ana.do("transfer", {"to": number})
    assert refused.value.status == 409
    assert words in refused.value.problem["detail"]
    assert stage.dialled(number) == 0
    assert jack.hears == [ana.leg]
    event = next(event for event in jack.record["events"] if event["kind"] == "DIAL_REFUSED")
    assert (event["actor"], event["details"]["reason"]) == ("Ana", reason)
    assert _alerts() == heard + 1


def test_a_country_that_was_agreed_is_dialled(stage: Stage) -> None:
    dialing.agree(tenant_id=stage.cast.acme.tenant.pk, countries=["US"])
    ana, _jack = stage.conversation()
    ana.do("transfer", {"to": "+14155550777"})
    assert stage.dialled("+14155550777") == 1


def test_an_operator_at_a_premium_number_is_never_rung(stage: Stage) -> None:
    ana, dear = stage.ana, "+449098790000"
    ana.agent.operator.leg_address = dear
    ana.agent.operator.save(update_fields=["leg_address"])
    try:
        ana.ready()
        jack = stage.call_acme()
        stage.pass_time(2)
        assert "DIAL_REFUSED" in jack.story
        assert stage.dialled(dear) == 0
        assert jack.state == "WAITING"
        assert ana.look()["misses"] == 0
    finally:
        ana.agent.operator.leg_address = ""
        ana.agent.operator.save(update_fields=["leg_address"])


def test_two_routers_never_dial_beyond_a_cap(stage: Stage) -> None:
    with ThreadPoolExecutor(6) as pool:
        verdicts = list(pool.map(lambda _: _verdict(stage), range(2 * CAP)))
    assert verdicts.count(None) == CAP
    assert verdicts.count(DialRefusal.NUMBER_CAP) == CAP
    stage.clock.push(3601)
    assert _verdict(stage) is None


def test_a_dial_that_is_tried_again_counts_once(stage: Stage) -> None:
    dial_id = uuid4()
    assert [_verdict(stage, dial_id=dial_id) for _ in range(2 * CAP)] == [None] * 2 * CAP
    assert Dial.objects.count() == 1
    assert not Dial.objects.filter(number_digest__contains=EMMA[-6:]).exists()


def test_a_company_dials_no_more_than_was_agreed_for_a_day(stage: Stage) -> None:
    dialing.agree(tenant_id=stage.cast.acme.tenant.pk, daily_cap=2)
    found = [_verdict(stage, number=f"+44207946014{digit}") for digit in range(3)]
    assert found == [None, None, DialRefusal.COMPANY_CAP]
    assert _verdict(stage, purpose=Purpose.OPERATOR) is None
    stage.clock.push(24 * 3600 + 1)
    assert _verdict(stage) is None


def _verdict(stage: Stage, *, number: str = EMMA, purpose: Purpose = Purpose.CALLBACK, dial_id=None):  # type: ignore[no-untyped-def]
    company = stage.cast.acme
    try:
        dialing.permit(
            dial_id=dial_id or uuid4(), tenant_id=company.tenant.pk, number=number, caller_id=company.number,
            purpose=purpose, now=stage.clock.now(),
        )  # fmt: skip
    except DialRefused as refused:
        return refused.reason
    finally:
        connection.close()
    return None


def _alerts() -> float:
    return float(alerts.ALERTS.labels(kind="dial-refused")._value.get())
