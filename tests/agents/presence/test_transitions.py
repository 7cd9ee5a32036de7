"""One operator's state: what may follow what, and that every step has its number and its line in the log."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from agents.presence import selectors, services
from agents.presence.models import OperatorState, OperatorStateChange
from agents.presence.types import ASKED, BUSY, State
from agents.roster import services as roster
from tenants.accounts.services import create_user
from tenants.directory.services import create_company

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CALL = UUID(int=1)


def hire(name: str = "Ana") -> UUID:
    """An operator who has never been on duty."""
    user, _ = create_user(email=f"{name}@desk.test", name=name, password="a long enough secret")
    operator, _ = roster.hire(user_id=user.pk, name=name, languages=["en"], now=NOW)
    services.open_state(operator_id=operator.pk, now=NOW)
    return operator.pk


@pytest.fixture
def ana(db: None) -> UUID:
    """Ana, offline."""
    return hire()


def take_step(operator_id: UUID, verb: str) -> OperatorState | None:
    """Ask for one step of an operator who is busy with CALL, or is to be."""
    if verb == "reserve":
        return next(iter(services.reserve(pairs={operator_id: CALL}, now=NOW)), None)
    more = {"until": NOW} if verb == "wrap_up" else {}
    after: OperatorState | None = getattr(services, verb)(
        operator_id=operator_id, call_id=CALL, now=NOW, **more
    )
    return after


def bring(operator_id: UUID, state: State) -> None:
    """Lead her from the beginning to a state, by the ways that there are."""
    services.ask(operator_id=operator_id, state=State.READY, now=NOW)
    if state in ASKED:
        services.ask(operator_id=operator_id, state=state, now=NOW)
        return
    services.reserve(pairs={operator_id: CALL}, now=NOW)
    if state != State.RESERVED:
        services.occupy(operator_id=operator_id, call_id=CALL, now=NOW)
    if state == State.HOLD:
        services.hold(operator_id=operator_id, call_id=CALL, now=NOW)
    if state == State.WRAP_UP:
        services.wrap_up(operator_id=operator_id, call_id=CALL, until=NOW + timedelta(seconds=30), now=NOW)


def now_in(operator_id: UUID) -> State:
    return State(selectors.state_of(operator_id=operator_id).state)


LAWFUL = {
    "reserve": {State.READY},
    "occupy": {State.RESERVED},
    "hold": {State.TALKING},
    "resume": {State.HOLD},
    "wrap_up": {State.TALKING, State.HOLD},
    "release": BUSY,
    "miss": {State.RESERVED},
}


@pytest.mark.parametrize("verb", LAWFUL)
@pytest.mark.parametrize("state", list(State))
def test_a_step_is_taken_from_its_states_and_refused_from_all_others(
    ana: UUID, verb: str, state: State
) -> None:
    bring(ana, state)
    before = OperatorState.objects.get(pk=ana)
    lines = OperatorStateChange.objects.count()
    after = take_step(ana, verb)
    if state in LAWFUL[verb]:
        assert after is not None
        assert after.seq == before.seq + 1
        assert OperatorStateChange.objects.count() == lines + 1
    else:
        assert after is None
        assert OperatorState.objects.values().get(pk=ana) == OperatorState.objects.values().get(pk=before.pk)
        assert selectors.state_of(operator_id=ana).seq == before.seq
        assert OperatorStateChange.objects.count() == lines


@pytest.mark.parametrize("verb", ["occupy", "hold", "resume", "wrap_up", "release", "miss"])
@pytest.mark.parametrize("state", sorted(BUSY))
def test_another_call_cannot_move_her(ana: UUID, verb: str, state: State) -> None:
    bring(ana, state)
    more = {"until": NOW} if verb == "wrap_up" else {}
    assert getattr(services, verb)(operator_id=ana, call_id=uuid4(), now=NOW, **more) is None
    assert now_in(ana) == state


@pytest.mark.parametrize("state", sorted(ASKED))
@pytest.mark.parametrize("asked", sorted(ASKED))
def test_between_calls_she_gets_what_she_asks_for(ana: UUID, state: State, asked: State) -> None:
    bring(ana, state)
    assert services.ask(operator_id=ana, state=asked, now=NOW).state == asked


@pytest.mark.parametrize("state", sorted(BUSY))
@pytest.mark.parametrize("asked", sorted(ASKED))
def test_in_a_call_it_waits_until_the_call_lets_go(ana: UUID, state: State, asked: State) -> None:
    bring(ana, state)
    changed = services.ask(operator_id=ana, state=asked, now=NOW)
    assert (changed.state, changed.next_state) == (state, asked)
    free = services.release(operator_id=ana, call_id=CALL, now=NOW)
    assert free is not None
    assert (free.state, free.next_state, free.busy_with) == (asked, "", None)


@pytest.mark.parametrize("state", sorted(BUSY))
def test_what_a_call_brings_cannot_be_asked_for(ana: UUID, state: State) -> None:
    with pytest.raises(services.StateNotAsked):
        services.ask(operator_id=ana, state=state, now=NOW)
    assert now_in(ana) == State.OFFLINE


def test_an_offer_that_came_to_nothing_leaves_her_place_in_the_line_of_the_idle(ana: UUID) -> None:
    bring(ana, State.RESERVED)
    free = services.release(operator_id=ana, call_id=CALL, now=NOW + timedelta(seconds=12))
    assert free is not None
    assert free.idle_since == NOW


def test_after_a_call_she_stands_at_the_end_of_the_line(ana: UUID) -> None:
    bring(ana, State.WRAP_UP)
    later = NOW + timedelta(seconds=99)
    free = services.release(operator_id=ana, call_id=CALL, now=later)
    assert free is not None
    assert free.idle_since == later


@pytest.mark.parametrize(
    ("silence", "expected"), [(29, "READY"), (31, "BREAK"), (299, "BREAK"), (301, "OFFLINE")]
)
def test_silence(ana: UUID, silence: int, expected: str) -> None:
    bring(ana, State.READY)
    services.expire(now=NOW + timedelta(seconds=min(silence, 31)))
    services.expire(now=NOW + timedelta(seconds=silence))
    assert now_in(ana) == expected


@pytest.mark.parametrize("state", sorted(BUSY))
def test_silence_does_not_take_her_out_of_a_call(ana: UUID, state: State) -> None:
    bring(ana, state)
    assert services.expire(now=NOW + timedelta(hours=1)) == []
    assert now_in(ana) == state


def test_a_renewed_lease_lasts_as_long_as_the_last_one_asked_for(ana: UUID) -> None:
    services.ask(operator_id=ana, state=State.READY, now=NOW, lease_time=600)
    services.renew(operator_id=ana, now=NOW + timedelta(seconds=500))
    services.expire(now=NOW + timedelta(seconds=1000))
    assert now_in(ana) == State.READY


def test_three_misses_take_her_off_unless_she_is_the_last(ana: UUID) -> None:
    acme, _ = create_company(slug="acme", name="Acme", language="en", timezone="UTC")
    from agents.roster.models import Operator

    ben = hire("Ben")
    for operator_id in (ana, ben):
        roster.clear(operator=Operator.objects.get(pk=operator_id), tenant_ids=[acme.pk], now=NOW)
    for _miss in range(3):
        services.ask(operator_id=ana, state=State.READY, now=NOW) if _miss == 0 else None
        services.reserve(pairs={ana: CALL}, now=NOW)
        services.miss(operator_id=ana, call_id=CALL, now=NOW)
    assert now_in(ana) == State.READY
    services.ask(operator_id=ben, state=State.READY, now=NOW)
    services.reserve(pairs={ana: CALL}, now=NOW)
    services.miss(operator_id=ana, call_id=CALL, now=NOW)
    state = selectors.state_of(operator_id=ana)
    assert (state.state, state.reason) == ("BREAK", "missed-offers")
