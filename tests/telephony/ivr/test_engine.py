"""The engine of menus: where each key leads, and that every caller gets out, whatever she does."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from telephony.ivr import document, engine
from telephony.ivr.inputs import CameBack, Checked, Heard, Input, Pressed, Refusal, Silent, Spoke
from telephony.ivr.instructions import LAST, Ask, AskAddress, CallBack, Dial, Enqueue, GoOn, Step
from telephony.ivr.state import State, World
from telephony.ivr.validation import problems
from telephony.ivr.walk import MOST_ASKED
from tenants.directory import hours
from tests.telephony.ivr.menus import KNOWN, menus, node, repairs_menu, say

NOON = World(now=datetime(2026, 11, 23, 12, tzinfo=UTC), zone=ZoneInfo("UTC"))


def walk(menu: dict[str, Any], *inputs: Input, language: str = "en", world: World = NOON) -> Step:
    """Begin a call and give it these inputs, one after another."""
    flow, wrong = document.read(menu)
    assert wrong == []
    found = engine.begin(flow=flow, language=language, world=world)
    for one in inputs:
        state = State.of(found.state.plain())  # as it is kept between two webhooks
        found = engine.step(flow=flow, state=state, given=one, world=world)
    return found


def said(step: Step) -> str:
    """All the words of a step."""
    words = [*step.instructions[:-1], *(step.last.words if isinstance(step.last, Ask) else ())]
    return " ".join(getattr(one, "text", "[answer]") for one in words)


def test_the_menu_is_asked_after_the_greeting() -> None:
    step = walk(repairs_menu())
    assert said(step) == "Good day (en) Press (en)"
    assert isinstance(step.last, Ask)
    assert (step.last.most, step.last.speech) == (1, True)


def test_a_key_leads_where_it_says_and_the_way_is_kept_for_the_operator() -> None:
    step = walk(repairs_menu(), Pressed("1"), Pressed("79927398713"))
    assert step.last == Enqueue("repairs", urgent=False, named=frozenset({Refusal.NOBODY}))
    assert step.state.path == (("1", "Repairs"),)
    assert step.state.entered == (("Order number", "79927398713"),)


def test_words_lead_as_keys_do() -> None:
    assert walk(repairs_menu(), Spoke("У меня сломался, пожалуйста!"), language="ru").state.node == "order"
    assert walk(repairs_menu(), Spoke("Где? Два."), language="ru").state.node == "bye"
    assert walk(repairs_menu(), Spoke("operator please"), language="en").state.node == "general"


def test_silence_and_rubbish_are_told_apart_and_end_at_the_operator() -> None:
    assert said(walk(repairs_menu(), Silent())) == "I hear nothing (en) Press (en)"
    assert said(walk(repairs_menu(), Pressed("9"))) == "No such key (en) Press (en)"
    assert said(walk(repairs_menu(), Spoke("bonjour"))) == "No such key (en) Press (en)"
    step = walk(repairs_menu(), Silent(), Pressed("9"), Silent(), Heard())
    assert step.last == Enqueue("general")


def test_the_place_in_line_is_taken_when_what_was_said_has_been_heard() -> None:
    step = walk(repairs_menu(), Silent(), Silent(), Silent())
    assert step.last == GoOn()


def test_a_check_digit_that_is_wrong_is_asked_for_again() -> None:
    step = walk(repairs_menu(), Pressed("1"), Pressed("79927398710"))
    assert (step.state.node, step.state.tries) == ("order", 1)


def test_another_language_is_spoken_from_then_on_and_all_are_spoken_before() -> None:
    asked = walk(repairs_menu(), Pressed("3"))
    assert said(asked) == "For this language (en) For this language (ru)"
    step = walk(repairs_menu(), Pressed("3"), Pressed("2"))
    assert (step.state.language, said(step)) == ("ru", "Press (ru)")


def test_a_caller_of_a_language_that_is_not_spoken_hears_the_first() -> None:
    assert walk(repairs_menu(), language="zh").state.language == "en"
    assert walk(repairs_menu(), language="ru-KZ").state.language == "ru"


def test_a_closed_company_goes_its_own_way() -> None:
    shut = World(now=NOON.now, zone=NOON.zone, hours=hours.read({"week": {"sun": ["09:00-18:00"]}}))
    assert walk(repairs_menu(), world=shut).state.node == "message"


def test_nobody_on_duty_and_a_queue_that_is_gone_have_their_exits() -> None:
    there = walk(repairs_menu(), Pressed("1"), Pressed("79927398713"), CameBack(Refusal.NOBODY))
    assert there.state.node == "message"
    general = walk(repairs_menu(), Pressed("0"), CameBack(Refusal.GONE))
    assert general.last == Enqueue()


def test_who_would_rather_not_be_called_back_goes_on_in_the_menu() -> None:
    menu = repairs_menu()
    menu["nodes"].append({"id": "later", "kind": "CALLBACK", "queue": "repairs", "next": "message"})
    node(menu, "order")["next"] = "later"
    there = walk(menu, Pressed("1"), Pressed("79927398713"))
    assert there.last == CallBack("repairs")
    declined = walk(menu, Pressed("1"), Pressed("79927398713"), CameBack(Refusal.UNANSWERED))
    assert declined.state.node == "message"


def test_the_companys_address_may_say_where_to() -> None:
    menu = repairs_menu()
    node(menu, "order").update(
        check="URL", url="https://example.com/x", routes={"vip": "general"}, failed="message", secret=True
    )
    asked = walk(menu, Pressed("1"), Pressed("1234"))
    assert asked.last == AskAddress("https://example.com/x", "order", "1234")
    ways = {
        Checked(): "repairs", Checked(route="vip"): "general", Checked(route="unheard-of"): "repairs",
        Checked(valid=False): "order", Checked(failed=True): "message",
    }  # fmt: skip
    for answer, expected in ways.items():
        step = walk(menu, Pressed("1"), Pressed("1234"), answer)
        assert step.state.node == expected
        assert (step.state.held, step.state.entered) == ("", ())


def test_secret_digits_are_written_down_nowhere() -> None:
    menu = repairs_menu()
    node(menu, "order")["secret"] = True
    step = walk(menu, Pressed("1"), Pressed("79927398713"))
    assert "79927398713" not in str(step)


def test_whoever_goes_round_and_round_is_helped_in_the_end() -> None:
    menu = repairs_menu()
    assert isinstance(walk(menu, *[Pressed("3"), Pressed("1")] * 19).last, Ask)
    assert walk(menu, *[Pressed("3"), Pressed("1")] * (MOST_ASKED // 2)).last == Enqueue()


@given(menu=menus())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_menus_of_the_next_test_are_valid(menu: dict[str, Any]) -> None:
    assert problems(menu, known=KNOWN) == []


INPUTS = st.one_of(
    st.just(Silent()), st.sampled_from("0123456789*#").map(Pressed), st.text(max_size=12).map(Pressed),
    st.text(max_size=12).map(Spoke), st.just(Heard()), st.booleans().map(lambda ok: Checked(valid=ok, route="vip")),
    st.just(Checked(failed=True)), st.sampled_from(list(Refusal)).map(CameBack),
)  # fmt: skip


@given(menu=menus(), inputs=st.lists(INPUTS, min_size=1, max_size=8), data=st.data())
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_state_waits_or_has_left_and_every_caller_gets_out(
    menu: dict[str, Any], inputs: list[Input], data: st.DataObject
) -> None:
    """Nothing, everything or rubbish: each step ends in one last instruction, and the call leaves within the limit."""
    flow, _wrong = document.read(menu)
    step = engine.begin(flow=flow, language=data.draw(st.sampled_from(["en", "ru", "ka", ""])), world=NOON)
    for turn in range(3 * MOST_ASKED + 10):
        lasts = [one for one in step.instructions if isinstance(one, LAST)]
        assert lasts == [step.last]
        assert State.of(step.state.plain()) == step.state
        if not isinstance(step.last, Ask | GoOn | AskAddress):
            assert _is_out(flow, step)
            return
        step = engine.step(flow=flow, state=step.state, given=inputs[turn % len(inputs)], world=NOON)
    raise AssertionError("the caller is still in the menu")


def _is_out(flow: Any, step: Step) -> bool:
    """Also where nobody takes her in the end."""
    for _ in range(len(flow.nodes) + 1):
        if not isinstance(step.last, Enqueue | Dial | CallBack):
            return True
        why = Refusal.NOBODY if isinstance(step.last, Enqueue) else Refusal.UNANSWERED
        if isinstance(step.last, Enqueue) and why not in step.last.named:
            return True
        step = engine.step(flow=flow, state=step.state, given=CameBack(why), world=NOON)
        while isinstance(step.last, GoOn):
            step = engine.step(flow=flow, state=step.state, given=Heard(), world=NOON)
        if isinstance(step.last, Ask):
            return True
    return False


def test_sentences_of_the_menus_language_only() -> None:
    menu = repairs_menu()
    node(menu, "hello")["say"] = say("Hello")
    assert "(ru)" not in said(walk(menu))
