"""The policy against `sorted()`: 5000 waiting callers of 300 companies, 1000 operators of whom 50 are ready."""

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from telephony.routing.match import match
from telephony.routing.types import ReadyOperator, Standing, WaitingCaller
from telephony.routing.weights import PRODUCTION
from tests.bench.report import Measure, median

POLICY = PRODUCTION
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
COMPANIES, OPERATORS, READY, WAITING = 300, 1000, 50, 5000
LANGUAGES = ["en-GB", "ru", "ka"]
SKILLS = ["orders", "faults", "invoices"]
ROUNDS = 15

Order = tuple[bool, int, datetime, UUID]


def measure() -> list[Measure]:
    """One measure without contracts and one with all of them."""
    plain, sorting = compare(companies={})
    bound, _sorting = compare(companies=contracts())
    return [
        Measure(
            name="match() / sorted()",
            value=plain / sorting,
            unit="x",
            at_most=4.0,
            details=_ms(plain, sorting),
        ),
        Measure(
            name="match() with every company's contract / sorted()",
            value=bound / sorting,
            unit="x",
            at_most=4.0,
            details=_ms(bound, sorting),
        ),
    ]


def compare(*, companies: dict[int, Standing], rounds: int = ROUNDS) -> tuple[float, float]:
    """Return the median seconds of matching and of sorting, interleaved."""
    chance = random.Random(7)
    callers, operators = waiting(chance), ready(chance)
    matching: list[float] = []
    sorting: list[float] = []
    for _ in range(rounds):
        chance.shuffle(callers)
        sorting.append(_seconds(lambda: sorted(callers, key=order)))
        made = lambda: match(  # noqa: E731
            callers=callers, operators=operators, now=NOW, companies=companies, policy=POLICY
        )
        matching.append(_seconds(made))
    return median(matching), median(sorting)


def order(caller: WaitingCaller) -> Order:
    """The order of callers."""
    return not caller.is_first, -caller.priority, caller.entered_at, caller.call_id


def waiting(chance: random.Random) -> list[WaitingCaller]:
    """Callers of all companies, one in ten with something of her own."""
    return [_caller(chance, number) for number in range(WAITING)]


def ready(chance: random.Random) -> list[ReadyOperator]:
    """The ready ones among the thousand: each knows twenty companies and two languages."""
    numbers = chance.sample(range(OPERATORS), READY)
    return [
        ReadyOperator(
            operator_id=UUID(int=10_000 + number),
            idle_since=NOW - timedelta(seconds=chance.random() * 600),
            languages=frozenset(chance.sample(LANGUAGES, 2)),
            clearances=frozenset(chance.sample(range(COMPANIES), 20)),
            skills={skill: chance.randint(1, 5) for skill in SKILLS},
        )
        for number in numbers
    ]


def contracts() -> dict[int, Standing]:
    """Every company has one; every third uses more than it reserved."""
    return {
        number: Standing(reserved=3, used=number % 3 + 1, offered=100, in_time=75 + number % 20)
        for number in range(COMPANIES)
    }


def _caller(chance: random.Random, number: int) -> WaitingCaller:
    return WaitingCaller(
        call_id=UUID(int=number + 1),
        tenant_id=chance.randrange(COMPANIES),
        language=chance.choice(LANGUAGES),
        entered_at=NOW - timedelta(seconds=chance.random() * 900),
        priority=chance.choice([0, 0, 0, 1]),
        skills={chance.choice(SKILLS): chance.randint(1, 3)},
        passed_by=frozenset({UUID(int=10_001)}) if chance.random() < 0.1 else frozenset(),
    )


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _ms(matching: float, sorting: float) -> dict[str, float]:
    return {"match ms": 1000 * matching, "sorted ms": 1000 * sorting}
