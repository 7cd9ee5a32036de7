"""The exact library against tables of other programs, exact fractions, its own limits, and great numbers."""

import csv
import math
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cc_saas.lib.erlang import Bounded, Impatient, Patient, delay, loss

TABLES = Path(__file__).resolve().parents[2] / "fixtures" / "reference"


def near(value: float) -> object:
    return pytest.approx(value, rel=1e-9, abs=1e-9)


def rows(name: str) -> Iterator[dict[str, float]]:
    with (TABLES / name).open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield {column: float(value) for column, value in row.items()}


def exact_loss(load: Fraction, servers: int) -> Fraction:
    terms = [load**busy / math.factorial(busy) for busy in range(servers + 1)]
    return terms[-1] / sum(terms)


def chain(births: float, deaths: list[float]) -> list[float]:
    """The states of a birth-death chain from its greatest one outwards: slow, and stable for another reason."""
    logs = [0.0]
    for death in deaths:
        logs.append(logs[-1] + math.log(births / death))
    greatest = max(logs)
    weights = [math.exp(value - greatest) for value in logs]
    total = math.fsum(weights)
    return [weight / total for weight in weights]


def test_erlang_c_is_the_table() -> None:
    for row in rows("erlang_c_exact.csv"):
        found = Patient(
            rate=row["calls_per_hour"] / 3600, service_time=row["aht_s"], servers=int(row["agents"])
        )
        assert found.load == near(row["offered_erl"])
        assert found.occupancy == near(row["occupancy"])
        assert found.p_wait == near(row["p_wait"])
        assert found.mean_wait == near(row["asa_s"])
        assert found.answered_within(seconds=20) == near(row["sl_20s"])


def test_erlang_a_is_the_table() -> None:
    for row in rows("erlang_a_exact.csv"):
        found = Impatient(
            rate=row["calls_per_hour"] / 3600,
            service_time=row["aht_s"],
            servers=int(row["agents"]),
            patience=row["patience_s"],
        )
        assert found.p_wait == near(row["p_wait"])
        assert found.p_abandon == near(row["p_abandon"])
        assert found.mean_wait == near(row["mean_wait_all_s"])
        assert found.answered_within(seconds=20) == near(row["sl20_all"])
        assert found.served_within(seconds=20) == near(row["sl20_served"])
        assert found.still_waiting(seconds=20) == near(row["p_wait_gt20"])
        assert found.occupancy == near(row["occupancy"])


def test_the_classic_example_of_erlang_a() -> None:
    """48 calls a minute, a minute each, 50 operators, patience of two minutes: 3.1% hang up, 3.7 s of waiting."""
    found = Impatient(rate=48 / 60, service_time=60, servers=50, patience=120)
    assert round(found.p_abandon, 3) == 0.031
    assert round(found.mean_wait, 1) == 3.7


@given(st.integers(1, 60), st.fractions(Fraction(1, 10), 90, max_denominator=20))
def test_loss_and_delay_are_the_exact_fractions(servers: int, load: Fraction) -> None:
    lost = exact_loss(load, servers)
    assert loss(load=float(load), servers=servers) == pytest.approx(float(lost), rel=1e-12)
    if load < servers:
        waits = servers * lost / (servers - load * (1 - lost))
        assert delay(load=float(load), servers=servers) == pytest.approx(float(waits), rel=1e-9)


@given(st.integers(1, 300), st.floats(0.05, 1.5))
def test_the_models_meet_at_their_limits(servers: int, per_server: float) -> None:
    load = servers * per_server
    house = dict(rate=load / 240, service_time=240.0, servers=servers)
    hasty = Impatient(**house, patience=1e-9)  # type: ignore[arg-type]
    assert hasty.p_abandon == pytest.approx(loss(load=load, servers=servers), rel=1e-6, abs=1e-12)
    full = Bounded(**house, places=servers)  # type: ignore[arg-type]
    assert full.p_block == near(loss(load=load, servers=servers))
    assert full.p_wait == full.mean_wait == full.waits_longer(seconds=1) == 0


@given(st.integers(1, 200), st.floats(0.05, 0.9))
def test_patience_and_places_without_end_are_erlang_c(servers: int, per_server: float) -> None:
    load = servers * per_server
    house = dict(rate=load / 240, service_time=240.0, servers=servers)
    exact = Patient(**house)  # type: ignore[arg-type]
    patient = Impatient(**house, patience=1e12)  # type: ignore[arg-type]
    assert patient.mean_wait == pytest.approx(exact.mean_wait, rel=1e-6, abs=1e-9)
    assert patient.answered_within(seconds=20) == pytest.approx(exact.answered_within(seconds=20), rel=1e-6)
    wide = Bounded(**house, places=servers + 600)  # type: ignore[arg-type]
    assert wide.mean_wait == pytest.approx(exact.mean_wait, rel=1e-6, abs=1e-9)
    assert 1 - wide.waits_longer(seconds=20) == pytest.approx(exact.answered_within(seconds=20), rel=1e-6)


@pytest.mark.parametrize("per_server", [0.5, 0.97, 1.0, 1.03, 2.0])
@pytest.mark.parametrize("servers", [3, 1000, 10_000])
def test_a_floor_of_any_size_is_the_chain_summed_from_its_middle(servers: int, per_server: float) -> None:
    rate = servers * per_server / 300
    places = servers + 200
    states = chain(rate, [min(busy, servers) / 300 for busy in range(1, places + 1)])
    found = Bounded(rate=rate, service_time=300, servers=servers, places=places)
    assert found.p_block == near(states[-1])
    accepted = math.fsum(states[servers:-1]) / (1 - states[-1])
    assert found.p_wait == near(accepted)
    far = servers * 6 + 100
    deaths = [min(busy, servers) / 300 + max(0, busy - servers) / 60 for busy in range(1, far)]
    hurried = chain(rate, deaths)
    gone = Impatient(rate=rate, service_time=300, servers=servers, patience=60)
    assert gone.p_wait == near(math.fsum(hurried[servers:]))
    queued = math.fsum(k * chance for k, chance in enumerate(hurried[servers:]))
    assert gone.p_abandon == near(queued / 60 / rate)


@pytest.mark.parametrize("per_server", [0.01, 0.5, 0.999, 1.0, 1.001, 30.0])
def test_ten_thousand_operators_overflow_nowhere(per_server: float) -> None:
    rate = 10_000 * per_server / 300
    patient = Patient(rate=rate, service_time=300, servers=10_000)
    hurried = Impatient(rate=rate, service_time=300, servers=10_000, patience=600)
    bounded = Bounded(rate=rate, service_time=300, servers=10_000, places=20_000)
    shares = [
        patient.p_wait,
        patient.answered_within(seconds=20),
        hurried.p_wait,
        hurried.p_abandon,
        hurried.answered_within(seconds=20),
        hurried.served_within(seconds=20),
        hurried.still_waiting(seconds=20),
        bounded.p_block,
        bounded.p_wait,
        bounded.waits_longer(seconds=60),
    ]
    assert all(0 <= share <= 1 for share in shares), shares


def test_overload_waits_for_ever_and_what_cannot_be_is_refused() -> None:
    swamped = Patient(rate=1, service_time=60, servers=60)
    assert swamped.p_wait == 1
    assert swamped.mean_wait == math.inf
    assert swamped.answered_within(seconds=20) == 0
    with pytest.raises(ValueError):
        loss(load=-1, servers=3)
    with pytest.raises(ValueError):
        _ = Bounded(rate=1, service_time=1, servers=3, places=2).p_block
