"""The formulas: what they give, what they never give, and that they are explained."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.reports.measures import FORMULAS, reckon
from campaigns.reports.types import Kind, Measure, Sums

GLOSSARY = (Path(__file__).resolve().parents[3] / "docs" / "glossary.md").read_text("utf-8")
COUNTS = st.integers(min_value=0, max_value=10_000)


@pytest.mark.parametrize("measure", Measure)
def test_every_measure_has_one_formula_which_says_itself(measure: Measure) -> None:
    formula, _kind = FORMULAS[measure]
    assert " = " in (formula.__doc__ or "")
    assert f"| `{measure}` | " in GLOSSARY


@pytest.mark.parametrize("measure", Measure)
def test_where_nothing_was_counted_there_is_no_share_and_no_mean(measure: Measure) -> None:
    expected = 0 if FORMULAS[measure][1] is Kind.COUNT else None
    assert reckon(measure=measure, sums=Sums()) == expected


def test_the_formulas_of_one_hour() -> None:
    hour = Sums(
        offered=10, answered=8, within=6, abandoned=1, short_abandoned=3, missed=1, answer_wait=120, longest_wait=91,
        handled=9, talk=900, hold=90, wrap_up=180, busy=3000, ready=600,
    )  # fmt: skip
    given = {measure: reckon(measure=measure, sums=hour) for measure in Measure}
    assert given[Measure.SERVICE_LEVEL] == 0.6
    assert given[Measure.ABANDON_RATE] == 0.1
    assert given[Measure.SPEED_OF_ANSWER] == 15
    assert given[Measure.LONGEST_WAIT] == 91
    assert given[Measure.HANDLE_TIME] == 130
    assert given[Measure.OCCUPANCY] == pytest.approx(3000 / 3600)
    assert given[Measure.SHORT_ABANDONED] == 3


@given(answered=COUNTS, late=COUNTS, abandoned=COUNTS, short=COUNTS, missed=COUNTS)
def test_shares_are_shares_and_short_abandons_change_none(
    answered: int, late: int, abandoned: int, short: int, missed: int
) -> None:
    sums = Sums(
        offered=answered + late + abandoned + missed, answered=answered + late, within=answered,
        abandoned=abandoned, short_abandoned=short, missed=missed,
    )  # fmt: skip
    level = reckon(measure=Measure.SERVICE_LEVEL, sums=sums)
    lost = reckon(measure=Measure.ABANDON_RATE, sums=sums)
    if not sums.offered:
        assert (level, lost) == (None, None)
    else:
        assert level is not None
        assert lost is not None
        assert 0 <= level <= 1
        assert 0 <= level + lost <= 1
