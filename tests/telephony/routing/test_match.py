"""The policy alone: nobody in two pairs, nobody who may not, and the order that callers believe in."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from cc_saas.lib.languages import primary
from telephony.routing.ability import can_answer, speaks
from telephony.routing.match import choose, match
from telephony.routing.types import ReadyOperator, WaitingCaller

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LANGUAGES = ["en", "en-GB", "ru", "ka-GE", "zh-Hans"]
SKILLS = ["boilers", "orders"]

moments = st.integers(0, 600).map(lambda seconds: NOW - timedelta(seconds=seconds))
later = st.none() | st.integers(-30, 30).map(lambda seconds: NOW + timedelta(seconds=seconds))
levels = st.dictionaries(st.sampled_from(SKILLS), st.integers(1, 5))
operator_ids = st.integers(100, 106).map(lambda number: UUID(int=number))

callers = st.lists(
    st.builds(
        WaitingCaller,
        call_id=st.integers(1, 12).map(lambda number: UUID(int=number)),
        tenant_id=st.integers(1, 3),
        language=st.sampled_from(LANGUAGES),
        entered_at=moments,
        priority=st.integers(0, 2),
        is_first=st.booleans(),
        skills=levels,
        preferred_operator_id=st.none() | operator_ids,
        preferred_until=later,
        passed_by=st.frozensets(operator_ids, max_size=3),
        rest_until=later,
    ),
    unique_by=lambda caller: caller.call_id,
    max_size=10,
)
operators = st.lists(
    st.builds(
        ReadyOperator,
        operator_id=operator_ids,
        idle_since=moments,
        languages=st.frozensets(st.sampled_from(LANGUAGES), max_size=3),
        clearances=st.frozensets(st.integers(1, 3)),
        skills=levels,
    ),
    unique_by=lambda operator: operator.operator_id,
    max_size=6,
)
awaited = st.frozensets(operator_ids, max_size=3)


def caller(**fields: object) -> WaitingCaller:
    known: dict[str, object] = {"call_id": UUID(int=1), "tenant_id": 1, "language": "en", "entered_at": NOW}
    return WaitingCaller(**(known | fields))  # type: ignore[arg-type]


def operator(number: int = 100, **fields: object) -> ReadyOperator:
    known: dict[str, object] = {
        "operator_id": UUID(int=number),
        "idle_since": NOW,
        "languages": frozenset({"en-US"}),
        "clearances": frozenset({1}),
    }
    return ReadyOperator(**(known | fields))  # type: ignore[arg-type]


@settings(deadline=None)
@given(callers, operators, awaited)
def test_nobody_stands_in_two_pairs_and_everybody_paired_may_and_can(
    waiting: list[WaitingCaller], ready: list[ReadyOperator], kept: frozenset[UUID]
) -> None:
    pairs = match(callers=waiting, operators=ready, now=NOW, awaited=kept)
    assert len({one.call_id for one, _ in pairs}) == len(pairs)
    assert len({two.operator_id for _, two in pairs}) == len(pairs)
    for one, two in pairs:
        assert can_answer(caller=one, operator=two)
        assert one.tenant_id in two.clearances
        assert speaks(languages=two.languages, language=one.language)
        assert all(two.skills.get(skill, 0) >= level for skill, level in one.skills.items())


@settings(deadline=None)
@given(callers, operators, awaited)
def test_pairs_are_made_in_the_order_of_urgency(
    waiting: list[WaitingCaller], ready: list[ReadyOperator], kept: frozenset[UUID]
) -> None:
    pairs = match(callers=waiting, operators=ready, now=NOW, awaited=kept)
    order = [(not one.is_first, -one.priority, one.entered_at) for one, _ in pairs]
    assert order == sorted(order)


@settings(deadline=None)
@given(callers, operators)
def test_nobody_waits_beside_an_operator_who_could_take_her(
    waiting: list[WaitingCaller], ready: list[ReadyOperator]
) -> None:
    """Whoever is left over has nobody among those who are left over, but for a rest or a preference."""
    pairs = match(callers=waiting, operators=ready, now=NOW)
    served, taken = {one.call_id for one, _ in pairs}, {two.operator_id for _, two in pairs}
    free = [one for one in ready if one.operator_id not in taken]
    for one in waiting:
        if one.call_id not in served:
            assert choose(caller=one, operators=free, now=NOW) is None


@settings(deadline=None)
@given(callers, operators, st.randoms())
def test_the_order_in_which_rows_are_read_does_not_matter(
    waiting: list[WaitingCaller], ready: list[ReadyOperator], random: object
) -> None:
    before = match(callers=waiting, operators=ready, now=NOW)
    random.shuffle(waiting)  # type: ignore[attr-defined]
    random.shuffle(ready)  # type: ignore[attr-defined]
    assert match(callers=waiting, operators=ready, now=NOW) == before


def test_a_later_caller_is_served_when_the_first_speaks_a_language_that_nobody_has() -> None:
    first = caller(language="ka", entered_at=NOW - timedelta(seconds=60))
    second = caller(call_id=UUID(int=2))
    assert match(callers=[first, second], operators=[operator()], now=NOW) == [(second, operator())]


def test_the_longest_idle_is_chosen() -> None:
    rested = operator(101, idle_since=NOW - timedelta(seconds=9))
    assert choose(caller=caller(), operators=[operator(), rested], now=NOW) == rested


def test_who_let_the_caller_go_is_asked_last_and_not_while_she_rests() -> None:
    passed = {"passed_by": frozenset({UUID(int=100)})}
    other = operator(101, idle_since=NOW + timedelta(seconds=1))
    assert choose(caller=caller(**passed), operators=[operator(), other], now=NOW) == other
    assert choose(caller=caller(**passed), operators=[operator()], now=NOW) == operator()
    resting = caller(**passed, rest_until=NOW + timedelta(seconds=1))
    assert choose(caller=resting, operators=[operator()], now=NOW) is None


def test_the_preferred_operator_is_waited_for_and_then_anybody_will_do() -> None:
    kept = {"preferred_operator_id": UUID(int=101), "preferred_until": NOW + timedelta(seconds=5)}
    hers, both = frozenset({UUID(int=101)}), [operator(), operator(101, idle_since=NOW)]
    assert choose(caller=caller(**kept), operators=both, now=NOW) == both[1]
    assert choose(caller=caller(**kept), operators=[operator()], now=NOW, awaited=hers) is None
    assert choose(caller=caller(**kept), operators=[operator()], now=NOW) == operator()
    after = NOW + timedelta(seconds=5)
    assert choose(caller=caller(**kept), operators=[operator()], now=after, awaited=hers) == operator()


@given(st.sampled_from(["en", "EN", "en-GB", "en_US", "En-us-x-private"]))
def test_the_primary_part_decides(language: str) -> None:
    assert primary(language) == "en"
    assert speaks(languages=["en-AU"], language=language)
    assert not speaks(languages=["ru", "eng"], language=language)
    assert not speaks(languages=[], language=language)
