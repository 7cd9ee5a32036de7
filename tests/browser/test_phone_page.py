"""The simulator's telephone in a real browser: it dials, listens, presses keys, talks, and shows what went over the wire."""

import io
import json
import wave
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from telephony.simulator.testing import RunningSimulator

from .looking import WIDE, check_looks, shoot
from .stage import (
    LINE,
    OPERATOR,
    SPECIALIST,
    Product,
    borrowed,
    falls_silent,
    is_heard,
    open_chromium,
    open_stage,
    unbroken,
    until,
    watched,
    well,
)
from .tabs import Tabs

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("operator-browser")]

GREETING = "Здравствуйте, вы позвонили в Borealis."
MENU = (
    f'<Say language="ru-RU">{GREETING}</Say>'
    '<Gather numDigits="1" action="/hooks/menu" timeout="30"><Say language="ru-RU">Нажмите 2.</Say></Gather>'
)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningSimulator, Product]]:
    with open_stage(tmp_path_factory.mktemp("simulator")) as both:
        yield both


@pytest.fixture
def simulator(stage: tuple[RunningSimulator, Product]) -> Iterator[RunningSimulator]:
    simulator = stage[0]
    simulator.post("behaviour", {"speech_rate": 200.0})
    yield simulator
    simulator.post("reset")


@pytest.fixture
def product(stage: tuple[RunningSimulator, Product]) -> Product:
    product = stage[1]
    product.answer_time = 0.0
    product.documents = {
        "voice": MENU,
        "menu": f"<Dial><Client><Identity>{OPERATOR}</Identity></Client></Dial>",
    }
    return product


def open_phone(tabs: Tabs, simulator: RunningSimulator, query: str = "") -> Page:
    return dialled(borrowed(tabs), simulator, query)


def dialled(page: Page, simulator: RunningSimulator, query: str = "") -> Page:
    page.goto(f"{simulator.url}/{query}")
    expect(page.get_by_role("button", name="Call", exact=True)).to_be_enabled()
    return page


def open_device(tabs: Tabs, product: Product) -> Page:
    page = borrowed(tabs)
    page.goto(f"{product.url}/device")
    told(page, "registered")
    return page


def told(page: Page, event: str) -> dict[str, object]:
    """The last event of this name that the softphone told its page."""
    answer = until(page, f'(window.told ?? []).findLast((each) => each.event === "{event}")')
    assert isinstance(answer, dict)
    return answer


def call(page: Page) -> None:
    page.get_by_role("button", name="Call", exact=True).click()
    expect(page.get_by_text("The line waits for keys")).to_be_visible()


def talk(page: Page, device: Page) -> None:
    """The caller chooses 2, the operator accepts."""
    call(page)
    page.keyboard.press("2")
    told(device, "incoming")
    device.evaluate("softphone.accept()")
    expect(page.locator("#state")).to_contain_text("talking with")
    until(page, 'phone.connections[0]?.state === "connected"')


def test_the_caller_reads_what_the_line_says(
    tabs: Tabs, simulator: RunningSimulator, product: Product
) -> None:
    page = open_phone(tabs, simulator, f"?to=%2B{LINE[1:]}&from=anonymous")
    call(page)
    said = page.locator("#said p", has_text=GREETING)
    expect(said).to_have_attribute("lang", "ru-RU")
    expect(page.locator("#whom")).to_have_text("Borealis, Repairs")
    call_of = simulator.get("calls", live=1)["calls"][0]
    assert (call_of["to"], call_of["from"]) == (LINE, "anonymous")


def test_a_key_of_the_keyboard_reaches_the_product(
    tabs: Tabs, simulator: RunningSimulator, product: Product
) -> None:
    product.documents["menu"] = '<Say language="en-GB">You chose two.</Say><Pause length="20"/>'
    page = open_phone(tabs, simulator)
    call(page)
    page.keyboard.press("2")
    expect(page.get_by_text("You pressed 2")).to_be_visible()
    expect(page.get_by_text("You chose two.")).to_be_visible()


def test_enter_dials_and_escape_does_not_hang_up(
    tabs: Tabs, simulator: RunningSimulator, product: Product
) -> None:
    page = open_phone(tabs, simulator)
    page.keyboard.press("Enter")
    expect(page.get_by_text("The line waits for keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    expect(page.locator("#state")).to_have_text("connected")
    page.get_by_role("button", name="Hang up").click()
    expect(page.locator("#state")).to_have_text("Call ended")
    simulator.wait(lambda: not simulator.get("calls", live=1)["calls"])


def test_digits_typed_into_a_field_are_no_keys(
    tabs: Tabs, simulator: RunningSimulator, product: Product
) -> None:
    page = open_phone(tabs, simulator)
    call(page)
    page.get_by_label("Say something").press_sequentially("22")
    page.wait_for_timeout(200)
    expect(page.get_by_text("You pressed")).to_have_count(0)


def test_it_rings_until_the_line_answers(tabs: Tabs, simulator: RunningSimulator, product: Product) -> None:
    product.answer_time = 1.0
    page = open_phone(tabs, simulator)
    page.get_by_role("button", name="Call", exact=True).click()
    expect(page.locator("#state")).to_have_text("Ringing")
    assert page.evaluate("phone.ringing")
    expect(page.locator("#state")).to_have_text("connected")
    assert not page.evaluate("phone.ringing")


def test_a_file_is_heard_until_the_line_stops_it(
    tabs: Tabs, simulator: RunningSimulator, product: Product
) -> None:
    product.documents["voice"] = (
        '<Gather numDigits="1" action="/hooks/menu"><Play loop="0">/static/prompts/hold.wav</Play></Gather>'
    )
    product.documents["menu"] = '<Pause length="20"/>'
    page = open_phone(tabs, simulator)
    call(page)
    assert str(until(page, "phone.playing")).endswith("/static/prompts/hold.wav")
    page.keyboard.press("5")
    until(page, 'phone.playing === ""')
    expect(page.get_by_text("Plays hold.wav")).to_be_visible()
    well(page)


def test_the_journal_opens_to_request_and_answer(
    tabs: Tabs, simulator: RunningSimulator, product: Product
) -> None:
    page = open_phone(tabs, simulator)
    call(page)
    step = page.locator("#seq > li").first
    expect(step).to_contain_text("/hooks/voice")
    step.locator("summary").press("Enter")
    expect(step.get_by_role("row", name=f"To {LINE}", exact=True)).to_be_visible()
    expect(step.locator("pre")).to_contain_text('<Say language="ru-RU">')
    well(page)


def test_the_journal_gathers_the_operators_leg_and_can_be_kept(
    tabs: Tabs, simulator: RunningSimulator, product: Product
) -> None:
    device = open_device(tabs, product)
    page = open_phone(tabs, simulator)
    other = simulator.call(LINE, "+14155550199")
    talk(page, device)
    with page.expect_download() as kept:
        page.get_by_role("button", name="Download the journal").click()
    steps = json.loads(Path(kept.value.path()).read_text())
    assert [step["path"] for step in steps][:2] == ["/hooks/voice", "/hooks/menu"]
    assert not any(other in step["calls"] for step in steps)


def test_caller_and_operator_hear_each_other(
    tabs: Tabs, simulator: RunningSimulator, product: Product
) -> None:
    device = open_device(tabs, product)
    page = open_phone(tabs, simulator)
    talk(page, device)
    assert is_heard(page)
    assert is_heard(device)
    page.get_by_role("button", name="Mute").click()
    assert falls_silent(device)
    device.evaluate("softphone.hangUp()")
    expect(page.locator("#state")).to_have_text("Call ended")
    assert told(device, "ended")["reason"] == "HANG_UP"
    assert page.locator("#said .event p").all_inner_texts()[-2:] == [
        f"talking with {OPERATOR}",
        "The call is over",
    ]


def test_an_expired_token_is_replaced_without_a_word(
    tabs: Tabs, simulator: RunningSimulator, product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = product.token
    given: list[str] = []

    def token() -> dict[str, str]:
        given.append("")
        expired = {**good(), "token": simulator.token(OPERATOR, seconds=-5)}
        return expired if len(given) == 1 else good()

    monkeypatch.setattr(product, "token", token)
    device = open_device(tabs, product)
    assert told(device, "error")["code"] == 20104
    assert told(device, "registered")["identity"] == OPERATOR


def test_a_console_that_is_loaded_again_rings_again(
    tabs: Tabs, simulator: RunningSimulator, product: Product
) -> None:
    device = open_device(tabs, product)
    page = open_phone(tabs, simulator)
    call(page)
    page.keyboard.press("2")
    told(device, "incoming")
    device.reload()
    told(device, "incoming")
    device.evaluate("softphone.accept()")
    until(page, 'phone.connections[0]?.state === "connected"')
    page.get_by_role("button", name="Hang up").click()
    assert told(device, "ended")["reason"] == "HANG_UP"


def test_words_arrive_on_both_sides(tabs: Tabs, simulator: RunningSimulator, product: Product) -> None:
    device = open_device(tabs, product)
    page = open_phone(tabs, simulator)
    talk(page, device)
    page.get_by_label("Say something").fill("Котёл показывает E4.")
    page.keyboard.press("Enter")
    assert told(device, "text")["text"] == "Котёл показывает E4."
    device.evaluate('softphone.say("ერთი წუთი.")')
    expect(page.locator("#said p", has_text="ერთი წუთი.")).to_have_attribute("lang", "ka")


def test_without_a_microphone_the_call_goes_on_in_writing(
    playwright: Playwright, simulator: RunningSimulator, product: Product
) -> None:
    with open_chromium(playwright, microphone=False) as bare:
        page = dialled(watched(bare.new_context(viewport=WIDE)), simulator)
        call(page)
        expect(page.locator("#voice")).to_contain_text("write below instead")
        page.get_by_label("Say something").fill("Hello")
        page.get_by_role("button", name="Say", exact=True).click()
        sid = simulator.get("calls", live=1)["calls"][0]["sid"]
        simulator.wait(lambda: {"kind": "said", "text": "Hello"} in simulator.show(sid)["heard"])
        well(page)


def test_a_message_is_recorded_with_the_microphone(
    tabs: Tabs, simulator: RunningSimulator, product: Product
) -> None:
    product.documents["menu"] = '<Record action="/hooks/after" finishOnKey="#" maxLength="30"/>'
    page = open_phone(tabs, simulator)
    call(page)
    page.keyboard.press("2")
    expect(page.get_by_text("The line records")).to_be_visible()
    page.wait_for_timeout(1500)
    with page.expect_response(lambda answer: "/simulator/recordings/" in answer.url) as brought:
        page.keyboard.press("#")
    assert brought.value.ok
    sid = brought.value.url.rsplit("/", 1)[1]
    with wave.open(io.BytesIO(simulator.rest(f"Recordings/{sid}.wav").content)) as sound:
        samples = array("h", sound.readframes(sound.getnframes()))
        assert 1.0 < len(samples) / sound.getframerate() < 4.0
    assert max(samples) > 1000
    well(page)


def test_a_specialist_answers_at_the_telephone(
    tabs: Tabs, simulator: RunningSimulator, product: Product
) -> None:
    product.documents["menu"] = f"<Dial><Number>{SPECIALIST}</Number></Dial>"
    caller, specialist, bystander = (open_phone(tabs, simulator) for _ in range(3))
    call(caller)
    caller.keyboard.press("2")
    expect(specialist.get_by_role("alert")).to_contain_text(SPECIALIST)
    well(specialist)
    shoot(specialist, "phone-incoming")
    expect(bystander.get_by_role("alert")).to_be_visible()
    specialist.get_by_role("button", name="Answer").click()
    expect(bystander.get_by_role("alert")).to_be_hidden()
    expect(caller.locator("#state")).to_contain_text("talking with")
    expect(specialist.locator("#state")).to_contain_text("talking with")
    until(specialist, 'phone.connections[0]?.state === "connected"')
    specialist.get_by_role("button", name="Hang up").click()
    expect(caller.locator("#state")).to_have_text("Call ended")


def test_a_call_to_nobodys_number_says_so(tabs: Tabs, simulator: RunningSimulator, product: Product) -> None:
    page = open_phone(tabs, simulator)
    page.get_by_label("Call", exact=True).select_option("other")
    page.get_by_label("Number to call").fill("+44 20 7946 0999")
    page.keyboard.press("Enter")
    expect(page.locator("#state")).to_have_text("The call failed")
    expect(page.locator("#seq")).to_contain_text("has no voice URL")
    well(page)


def test_the_page_says_when_the_simulator_is_gone(tabs: Tabs, tmp_path: Path) -> None:
    page = borrowed(tabs)
    with open_stage(tmp_path) as (simulator, _):
        page.goto(simulator.url)
        expect(page.get_by_role("button", name="Call", exact=True)).to_be_enabled()
    expect(page.locator("#strip")).to_contain_text("does not answer")
    expect(page.get_by_role("button", name="Call", exact=True)).to_be_disabled()


def test_every_face_of_the_page_is_accessible(
    tabs: Tabs, simulator: RunningSimulator, product: Product
) -> None:
    page = open_phone(tabs, simulator)
    looks_well(page, "phone-idle")
    device = open_device(tabs, product)
    talk(page, device)
    page.locator("#seq summary").first.click()
    looks_well(page, "phone-talking")
    page.get_by_role("button", name="Hang up").click()
    expect(page.locator("#state")).to_have_text("Call ended")
    looks_well(page, "phone-ended")


def looks_well(page: Page, name: str) -> None:
    """Wide by day and narrow by night."""
    check_looks(page, name)
    unbroken(page)


def test_the_reader_may_choose_the_other_light(tabs: Tabs, simulator: RunningSimulator) -> None:
    page = open_phone(tabs, simulator)
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Switch between light and dark").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


def test_the_page_speaks_the_readers_language(
    tabs: Tabs, simulator: RunningSimulator, product: Product
) -> None:
    page = borrowed(tabs, locale="ru-RU")
    page.goto(simulator.url)
    expect(page.locator("html")).to_have_attribute("lang", "ru")
