"""Which numbers are fit to be dialled, and which never are."""

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telephony.dialing.safety import of_number, refusal
from telephony.dialing.types import DialRefusal, Purpose, Rules

OURS = "+442079460100"
RULES = Rules(countries=frozenset({"GB", "FR"}), own_numbers=frozenset({OURS}))

ORDINARY = ["+442079460142", "+447700900123", "+33153456789", "+33612345678"]
UNFIT = [
    ("+44112", DialRefusal.EMERGENCY),
    ("+44999", DialRefusal.EMERGENCY),
    ("+112", DialRefusal.EMERGENCY),
    ("911", DialRefusal.EMERGENCY),
    ("+3315", DialRefusal.EMERGENCY),
    ("+449098790000", DialRefusal.PREMIUM),
    ("+448431234567", DialRefusal.PREMIUM),
    ("+447012345678", DialRefusal.PREMIUM),
    ("+33899123456", DialRefusal.PREMIUM),
    ("+19002345678", DialRefusal.PREMIUM),
    ("+18762345678", DialRefusal.COUNTRY),
    ("+14155550142", DialRefusal.COUNTRY),
    ("+88213123456789", DialRefusal.COUNTRY),
    ("+37212345678901234", DialRefusal.MALFORMED),
    ("02079460142", DialRefusal.MALFORMED),
    ("", DialRefusal.MALFORMED),
    ("anonymous", DialRefusal.MALFORMED),
    ("sip:me@example.test", DialRefusal.MALFORMED),
    ("client:somebody", DialRefusal.MALFORMED),
]


@pytest.mark.parametrize("number", ORDINARY)
def test_an_ordinary_number_of_an_allowed_country_is_dialled(number: str) -> None:
    assert refusal(number=number, caller_id=OURS, purpose=Purpose.CALLBACK, rules=RULES) is None


@pytest.mark.parametrize(("number", "reason"), UNFIT)
def test_an_unfit_number_is_refused_with_its_reason(number: str, reason: DialRefusal) -> None:
    assert refusal(number=number, caller_id=OURS, purpose=Purpose.TRANSFER, rules=RULES) == reason


def test_a_number_that_is_not_the_companys_is_never_shown() -> None:
    shown = "+442079460999"
    found = refusal(number=ORDINARY[0], caller_id=shown, purpose=Purpose.SPECIALIST, rules=RULES)
    assert found == DialRefusal.CALLER_ID


def test_an_operator_may_live_anywhere_but_not_at_a_premium_number() -> None:
    at_home, dear = "+995322123456", "+449098790000"
    assert refusal(number=at_home, caller_id=OURS, purpose=Purpose.OPERATOR, rules=RULES) is None
    assert refusal(number=dear, caller_id=OURS, purpose=Purpose.OPERATOR, rules=RULES) == DialRefusal.PREMIUM
    assert refusal(number="sip:olga@desk.test", caller_id="", purpose=Purpose.OPERATOR, rules=RULES) is None


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="+0123456789 ;x*#", max_size=18))
def test_whatever_is_let_through_is_a_full_number_of_an_allowed_country(number: str) -> None:
    if of_number(number=number, countries=RULES.countries) is not None:
        return
    parsed = phonenumbers.parse(number, None)
    assert number.startswith("+")
    assert parsed.country_code in (44, 33)
    assert phonenumbers.is_possible_number(parsed)
