"""A claim lasts as long as its router: a killed one's is anybody's at once, a slow one's is its own."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from cc_saas.lib import wake
from telephony.calls import services as calls
from telephony.calls.claims import CLAIM_TIME, HOLDING, claim_instructions, free_claims
from telephony.calls.models import Instruction
from telephony.calls.types import Verb

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def living() -> Iterator[int]:
    """The number of a router that lives."""
    number = uuid4().int % 2**31
    listening = wake.listen("test_claims", sign=wake.Sign(kind=HOLDING, number=number))
    next(listening)
    yield number
    listening.close()  # type: ignore[attr-defined]


def instruction() -> None:
    """Something that the carrier is to be told."""
    calls.instruct(call_id=uuid4(), verb=Verb.HANG_UP, now=NOW, sid="CA1")


def claims(*, at: datetime, holder: int | None = None) -> int:
    """How much a router may claim at this instant."""
    return len(claim_instructions(now=at, limit=5, holder=holder))


def test_a_living_router_keeps_what_it_claims_for_a_while(living: int) -> None:
    instruction()
    assert claims(at=NOW, holder=living) == 1
    assert free_claims(now=NOW + SECOND) == 0
    assert claims(at=NOW + SECOND) == 0
    assert claims(at=NOW + CLAIM_TIME * SECOND) == 1


def test_a_dead_routers_claim_is_free_and_its_attempt_counts(living: int) -> None:
    instruction()
    nobody = living ^ 1
    assert claims(at=NOW, holder=nobody) == 1
    assert free_claims(now=NOW + SECOND) == 1
    assert claims(at=NOW + SECOND, holder=living) == 1
    assert Instruction.objects.get().attempts == 2
    assert free_claims(now=NOW + 2 * SECOND) == 0


def test_the_claim_of_whoever_goes_away_is_free_as_soon_as_the_server_knows() -> None:
    number = uuid4().int % 2**31
    listening = wake.listen("test_claims", sign=wake.Sign(kind=HOLDING, number=number))
    next(listening)
    instruction()
    assert claims(at=NOW, holder=number) == 1
    assert free_claims(now=NOW + SECOND) == 0
    listening.close()  # type: ignore[attr-defined]
    deadline = time.monotonic() + 15
    while not free_claims(now=NOW + SECOND):
        assert time.monotonic() < deadline


def test_what_waits_for_another_try_is_nobodys(living: int) -> None:
    """A retry is due at its own time, whoever made the first attempt and whatever became of it."""
    instruction()
    (claimed,) = claim_instructions(now=NOW, limit=5, holder=living ^ 1)
    calls.try_again(instruction_id=claimed.pk, at=NOW + 5 * SECOND)
    assert free_claims(now=NOW + SECOND) == 0
    assert claims(at=NOW + 5 * SECOND) == 1
