"""Random events against two routers that are killed in the middle: nobody offered twice, nobody lost, nobody stuck.

`CC_EVENTS=20000` plays as many as CI does, `CC_SEED=7` others; `python -m tests.bench exact` plays a million.
"""

import os
from collections.abc import Iterator

import pytest

from tests import database
from tests.exact.house import IN_A_RUN, play

EVENTS = int(os.environ.get("CC_EVENTS", "2400"))
SEED = int(os.environ.get("CC_SEED", "1"))
RUNS = -(-EVENTS // IN_A_RUN)


@pytest.fixture
def _own_database(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    with django_db_blocker.unblock(), database.moved_to_spare_clone("exact"):  # type: ignore[attr-defined]
        yield


@pytest.mark.slow
@pytest.mark.usefixtures("_own_database")
@pytest.mark.parametrize("seed", range(SEED, SEED + RUNS))
def test_whatever_happens_in_whatever_order_every_call_ends_once(
    seed: int, capfd: pytest.CaptureFixture[str]
) -> None:
    """A failure names its seed, and tells the shortest story of a call that shows it."""
    wanted = EVENTS // RUNS
    found = play(events=wanted, seed=seed)
    assert sum(figures.events for figures in found) >= wanted
    assert all(figures.calls > 0 for figures in found)
