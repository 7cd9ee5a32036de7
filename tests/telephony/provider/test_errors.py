"""Twilio's failures in our words: what may have happened, what never will, what may be tried again."""

import pytest
import requests
from twilio.base.exceptions import TwilioException, TwilioRestException

from telephony.provider.port import CarrierBusy, CarrierFailed, LegGone, Refused
from telephony.provider.twilio.errors import translated


@pytest.mark.parametrize(
    ("status", "code", "meaning", "may_have_happened"),
    [
        (429, 20429, CarrierBusy, False),
        (500, 20500, CarrierFailed, True),
        (503, None, CarrierFailed, True),
        (404, 20404, LegGone, False),
        (400, 21220, LegGone, False),
        (400, 16099, LegGone, False),
        (400, 21211, Refused, False),
        (401, 20003, Refused, False),
    ],
)
def test_an_answer(
    status: int, code: int | None, meaning: type[CarrierFailed], may_have_happened: bool
) -> None:
    with pytest.raises(meaning) as failed, translated():
        raise TwilioRestException(status, "/x", "no", code or 0)
    assert type(failed.value) is meaning
    assert failed.value.may_have_happened is may_have_happened


@pytest.mark.parametrize("error", [requests.Timeout("slow"), requests.ConnectionError("cut")])
def test_no_answer_may_have_had_its_effect(error: Exception) -> None:
    with pytest.raises(CarrierFailed) as failed, translated():
        raise error
    assert failed.value.may_have_happened


def test_an_error_of_which_nothing_is_known_may_have_had_its_effect() -> None:
    with pytest.raises(CarrierFailed) as failed, translated():
        raise TwilioException("?")
    assert failed.value.may_have_happened
