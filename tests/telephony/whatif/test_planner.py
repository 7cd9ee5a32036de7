"""The planner's promises: places, distinct companies, even work, no clumps, and the same plan again."""

import itertools
from collections import Counter

import pytest

from telephony.whatif.planner import places_of, plan
from tests.simulation.zipf import EACH, LOADS, OPERATORS


def test_every_operator_learns_different_companies_and_every_company_gets_its_places() -> None:
    proposal = plan(loads=LOADS, operators=OPERATORS, each=EACH, rounds=2_000)
    assert len(proposal) == OPERATORS
    assert all(len(set(companies)) == EACH for companies in proposal)
    places = places_of(loads=LOADS, operators=OPERATORS, total=OPERATORS * EACH)
    assert Counter(itertools.chain(*proposal)) == places
    assert sum(places.values()) == OPERATORS * EACH
    assert list(places.values()) == sorted(places.values(), reverse=True)


def test_work_is_even_and_pairs_of_companies_are_mixed() -> None:
    proposal = plan(loads=LOADS, operators=OPERATORS, each=EACH)
    places = Counter(itertools.chain(*proposal))
    work = [sum(LOADS[company] / places[company] for company in companies) for companies in proposal]
    assert max(work) < 1.25 * sum(work) / len(work)
    pairs = Counter(
        frozenset(pair) for companies in proposal for pair in itertools.combinations(companies, 2)
    )
    small = [count for pair, count in pairs.items() if min(pair) > 5]
    assert max(small) <= 4


def test_the_same_seed_proposes_the_same() -> None:
    few = dict(loads={1: 3.0, 2: 1.0, 3: 1.0}, operators=7, each=2, rounds=500)
    assert plan(**few) == plan(**few)  # type: ignore[arg-type]


def test_a_company_is_known_by_no_more_operators_than_there_are() -> None:
    assert places_of(loads={1: 50.0, 2: 0.1, 3: 0.1}, operators=5, total=10)[1] == 5
    assert all(1 in companies for companies in plan(loads={1: 50.0, 2: 0.1, 3: 0.1}, operators=5, each=2))


def test_nobody_can_learn_more_companies_than_there_are() -> None:
    with pytest.raises(ValueError):
        plan(loads={1: 1.0}, operators=2, each=2)
