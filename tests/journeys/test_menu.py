"""A caller goes through the menu that the company has drawn, and the operator knows where she has been."""

import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from campaigns.records.models import CallEvent
from cc_saas.lib.tenancy import in_tenant
from telephony.ivr.models import FlowVersion, VersionIsFinal
from telephony.queues.models import Queue, QueueEntry
from telephony.webhooks.models import Receipt
from tests.factories.signing import arrival, post
from tests.journeys.caller import Caller
from tests.journeys.menus import changed, drawn, menu_of, publish
from tests.journeys.stage import EMMA, Stage
from tests.telephony.ivr.menus import JSON


@pytest.fixture
def menu(stage: Stage) -> Iterator[None]:
    """Acme's number answers with the menu."""
    acme = stage.cast.acme
    with drawn(acme, menu_of(acme), now=stage.clock.now()):
        yield


def asked(stage: Stage) -> Caller:
    """Somebody has dialled acme and hears the main menu."""
    jack = stage.call_acme()
    stage.pass_time(2)
    assert jack.state == "MENU"
    return jack


def keyed(stage: Stage, caller: Caller, *digits: str) -> None:
    """Keys one after another, with time for what is said after each."""
    for one in digits:
        caller.press(one)
        stage.pass_time(4, step=1)


def test_the_operator_sees_what_the_caller_chose(stage: Stage, menu: None) -> None:
    ana = stage.ana.ready()
    jack = asked(stage)
    assert jack.heard("Good day (en)")
    keyed(stage, jack, "1", "79927398713#")
    assert jack.state in ("WAITING", "CONNECTING")
    assert ana.offer
    assert ana.offer["menu"] == {
        "path": [{"key": "1", "title": "Repairs"}],
        "entered": [{"title": "Order number", "digits": "79927398713"}],
    }
    ana.answer()
    assert ana.call["menu"]["path"] == [{"key": "1", "title": "Repairs"}]
    ana.do("hang-up")
    ana.do("dispose")
    record = jack.record
    assert (record["outcome"], record["queue"]) == ("ANSWERED", "Repairs")
    story = [event for event in record["events"] if event["kind"].startswith("MENU")]
    assert [event["kind"] for event in story] == ["MENU_BEGAN", "MENU_HOURS", "MENU_CHOSEN", "MENU_COLLECTED"]
    assert story[2]["details"] == {"menu": "Main menu", "key": "1", "choice": "Repairs"}
    assert jack.state == ""
    assert stage.live_rows()["calls"] == 0


def test_a_caller_whose_operator_was_lost_stands_in_the_queue_that_the_menu_chose(
    stage: Stage, menu: None
) -> None:
    ana = stage.ana.ready()
    jack = asked(stage)
    keyed(stage, jack, "1", "79927398713#")
    ana.answer()
    ana.drop_line()
    stage.settle()
    assert QueueEntry.objects.get().queue.code == "repairs"
    requeued = next(event for event in jack.record["events"] if event["kind"] == "REQUEUED")
    assert requeued["details"] == {"queue": "Repairs"}


def test_words_choose_as_keys_do(stage: Stage, menu: None) -> None:
    stage.ana.ready()
    jack = asked(stage)
    jack.speak("operator, please")
    stage.pass_time(3)
    assert jack.state in ("WAITING", "CONNECTING")
    assert jack.call.queue_id == Queue.objects.get(tenant=stage.cast.acme.tenant, code="general").pk


def test_whoever_presses_nothing_reaches_an_operator(stage: Stage, menu: None) -> None:
    stage.ana.ready()
    jack = asked(stage)
    stage.pass_time(40)
    assert jack.heard("I hear nothing (en)")
    assert jack.state in ("WAITING", "CONNECTING", "RECOVERING")
    assert jack.story.count("MENU_SILENT") == 3


def test_an_answer_is_read_and_the_call_ends_in_the_menu(stage: Stage, menu: None) -> None:
    jack = asked(stage)
    keyed(stage, jack, "2")
    stage.pass_time(10)
    assert jack.heard("At home.")
    assert jack.heard("Goodbye (en)")
    assert jack.is_over
    assert jack.record["outcome"] == "MENU"
    assert stage.live_rows()["calls"] == 0


def test_hanging_up_in_the_menu_is_no_abandoned_call(stage: Stage, menu: None) -> None:
    jack = asked(stage)
    jack.hang_up()
    assert jack.record["outcome"] == "MENU"
    assert stage.live_rows()["calls"] == 0


def test_the_language_that_she_chose_is_the_one_of_her_operator(stage: Stage, menu: None) -> None:
    ana, ben = stage.ana.ready(), stage.ben.ready()
    jack = asked(stage)
    keyed(stage, jack, "3", "2")
    assert jack.heard("Press (ru)")
    keyed(stage, jack, "0")
    assert jack.call.language == "ru"
    assert ana.offer  # she speaks Russian
    assert not ben.offer
    assert jack.record["language"] == "ru"


def test_nobody_on_duty_goes_where_the_menu_says(stage: Stage, menu: None) -> None:
    jack = asked(stage)
    keyed(stage, jack, "1", "79927398713#")
    stage.pass_time(5)
    assert jack.state == "VOICEMAIL"
    assert jack.stands == "Record"


def test_a_delivery_that_comes_again_gets_the_same_answer_and_changes_nothing(
    stage: Stage, menu: None
) -> None:
    stage.ana.ready()
    jack = asked(stage)
    keyed(stage, jack, "9", "0")
    stage.pass_time(3)
    told, state = jack.story, jack.call.flow_state
    answers = dict(Receipt.objects.filter(key__startswith="menu:").values_list("path", "answer"))
    assert len(answers) >= 2
    for entry in stage.deliveries():
        if "/menu/" in entry["path"]:
            request = entry["request"]
            other = request["params"] | {
                "Digits": "2"
            }  # even if it says something else now: it comes too late
            for form, token in ((request["params"], request["token"]), (request["params"], ""), (other, "")):
                assert post(entry["path"], form, token=token).content.decode() == answers[entry["path"]]
    assert (jack.story, jack.call.flow_state) == (told, state)
    assert QueueEntry.objects.count() == 1


def test_a_step_that_is_not_the_calls_changes_nothing(stage: Stage, menu: None) -> None:
    jack = asked(stage)
    before = jack.call.flow_state
    form = arrival(CallSid=jack.sid, Digits="0", CallStatus="in-progress")
    for step in (7, 999):
        answer = post(f"/hooks/calls/{jack.call.pk}/menu/{step}/", form).content.decode()
        assert f"/menu/{before['step']}/" in answer
    assert jack.call.flow_state == before


def test_a_call_keeps_the_version_that_it_began_with(stage: Stage) -> None:
    acme = stage.cast.acme
    with drawn(acme, menu_of(acme), now=stage.clock.now()) as flow:
        jack = asked(stage)
        new = changed(menu_of(acme), "main", say={"en": "New words", "ru": "Новое"})
        publish(acme, flow, menu=new, now=stage.clock.now())
        keyed(stage, jack, "9")
        assert not jack.heard("New words")
        assert jack.state == "MENU"
        emma = stage.call_acme("+442079460142")
        stage.pass_time(2)
        assert emma.heard("New words")


def test_a_version_begins_at_its_time_and_not_before(stage: Stage) -> None:
    acme, now = stage.cast.acme, stage.clock.now()
    stage.ana.ready()
    with drawn(acme, menu_of(acme), now=now, live_from=now + timedelta(minutes=10)):
        assert stage.call_acme().state == "WAITING"
        stage.ana.put("BREAK")
        stage.pass_time(600, step=100)
        assert asked(stage).state == "MENU"


def test_what_was_published_is_never_changed(stage: Stage, menu: None) -> None:
    with in_tenant(stage.cast.acme.tenant):
        version = FlowVersion.objects.get()
        version.note = "x"
        for change in (version.save, version.delete, lambda: FlowVersion.objects.update(note="x")):
            with pytest.raises(VersionIsFinal):
                change()


def test_a_queue_that_was_deleted_lets_the_caller_wait_in_the_general_one(stage: Stage, menu: None) -> None:
    stage.ana.ready()
    repairs = Queue.objects.get(code="repairs")
    code, repairs.code = repairs.code, "renamed"
    repairs.save()
    jack = asked(stage)
    keyed(stage, jack, "1", "79927398713#")
    assert jack.state in ("WAITING", "CONNECTING")
    assert jack.call.queue_id == Queue.objects.get(tenant=stage.cast.acme.tenant, code="general").pk
    repairs.code = code
    repairs.save()


def test_an_emergency_stands_before_everybody_else(stage: Stage) -> None:
    acme = stage.cast.acme
    urgent = {"id": "fire", "kind": "EMERGENCY", "title": "Gas", "queue": "repairs",
              "say": {"en": "Open the windows", "ru": "Откройте окна"}}  # fmt: skip
    menu = menu_of(acme)
    menu["nodes"].append(urgent)
    menu["nodes"][2]["choices"].append({"key": "9", "title": "Gas", "next": "fire"})
    with drawn(acme, menu, now=stage.clock.now()):
        stage.ana.put("BREAK")
        for caller, key in ((asked(stage), "0"), (asked(stage), "9")):
            keyed(stage, caller, key)
        stage.pass_time(3)
        assert [entry.is_urgent for entry in QueueEntry.objects.order_by("entered_at")] == [False, True]


def test_a_number_that_does_not_answer_leads_back_into_the_menu(stage: Stage) -> None:
    acme = stage.cast.acme
    menu = menu_of(acme)
    forward = {"id": "shop", "kind": "FORWARD", "title": "Shop", "number": "+442079460999", "ring_time": 10,
               "next": "general"}  # fmt: skip
    menu["nodes"].append(forward)
    changed(menu, "shops", next="shop")
    menu["nodes"] = [node for node in menu["nodes"] if node["id"] != "bye"]
    with drawn(acme, menu, now=stage.clock.now()):
        stage.ana.ready()
        jack = asked(stage)
        keyed(stage, jack, "2")
        stage.pass_time(2)
        assert jack.state == "TRANSFERRED"
        assert "MENU_FORWARDED" in jack.story
        stage.pass_time(30)
        assert jack.state in ("WAITING", "CONNECTING", "TALKING")


def with_callback(stage: Stage) -> JSON:
    menu = menu_of(stage.cast.acme)
    menu["nodes"].append({"id": "later", "kind": "CALLBACK", "queue": "repairs", "next": "message"})
    return changed(menu, "shops", next="later") | {
        "nodes": [node for node in menu["nodes"] if node["id"] != "bye"]
    }


def test_the_menu_promises_a_call_in_the_turn_of_its_queue(stage: Stage) -> None:
    stage.sleep_until_nine()
    acme = stage.cast.acme
    with drawn(acme, with_callback(stage), now=stage.clock.now()):
        stage.ana.put("BREAK")
        emma = stage.dial(acme, EMMA)
        stage.pass_time(2)
        keyed(stage, emma, "2")
        hears(stage, emma, "If it is right")
        asked_at = stage.clock.now()
        emma.press("1")
        hears(stage, emma, "We will call you today")
        entry = QueueEntry.objects.select_related("queue", "call").get()
        assert (entry.queue.code, entry.call.direction, entry.call.caller) == ("repairs", "OUTBOUND", EMMA)
        assert entry.entered_at >= asked_at
        row = next(row for row in stage.calls_of(acme) if row["direction"] == "INBOUND")
        assert row["outcome"] == "CALLBACK"


def test_who_wants_no_callback_goes_on_in_the_menu(stage: Stage) -> None:
    acme = stage.cast.acme
    with drawn(acme, with_callback(stage), now=stage.clock.now()):
        stage.ana.put("BREAK")
        emma = stage.dial(acme, EMMA)
        stage.pass_time(2)
        keyed(stage, emma, "2")
        hears(stage, emma, "If it is right")
        stage.pass_time(15, step=1)
        assert emma.state == "VOICEMAIL"
        assert QueueEntry.objects.count() == 0
        path = f"/hooks/calls/{emma.id}/callback/numbers/{EMMA[1:]}/"
        late = post(path, arrival(CallSid=emma.sid, Digits="1", CallStatus="in-progress"))
        assert late.status_code == 200
        assert QueueEntry.objects.count() == 0, "too late"


def hears(stage: Stage, caller: Caller, words: str) -> None:
    for _ in range(40):
        if caller.heard(words):
            return
        stage.pass_time(1)
    raise AssertionError(f"she does not hear: {words}")


# --- the company's own address


@contextmanager
def company_server(answer: dict[str, object], *, seen: list[dict[str, object]]) -> Iterator[str]:
    """The company's own server, on this machine: only a test may trust it."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            seen.append(body | {"key": self.headers["Idempotency-Key"]})
            content = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("trusted", [True, False])
def test_the_companys_address_says_where_to_and_a_private_one_is_never_asked(
    stage: Stage, *, trusted: bool
) -> None:
    acme = stage.cast.acme
    seen: list[dict[str, object]] = []
    with company_server({"valid": True, "route": "vip"}, seen=seen) as server:
        menu = changed(
            menu_of(acme),
            "order",
            check="URL",
            url="https://example.com/x",
            routes={"vip": "general"},
            failed="message",
        )
        with (
            drawn(acme, menu, now=stage.clock.now()),
            override_settings(CC_TRUSTED_ADDRESSES=frozenset({server} if trusted else ())),
        ):
            _point_at(stage, f"http://{server}/orders")
            stage.ana.ready()
            jack = asked(stage)
            keyed(stage, jack, "1", "1234#")
            stage.pass_time(3)
            assert jack.state == ("WAITING" if trusted else "VOICEMAIL") or trusted
            assert [(one["digits"], one["caller"]) for one in seen] == (
                [("1234", jack.number)] if trusted else []
            )
            checked = next(event for event in jack.record["events"] if event["kind"] == "MENU_CHECKED")
            assert checked["details"].get("route", "") == ("vip" if trusted else "")


def _point_at(stage: Stage, url: str) -> None:
    """Publishing would refuse such an address; a name that leads to one is the same to the one who asks."""
    from telephony.ivr import selectors

    with in_tenant(stage.cast.acme.tenant), connection.cursor() as cursor:
        version = FlowVersion.objects.get()
        cursor.execute(
            "UPDATE ivr_flowversion SET document = replace(document::text, 'https://example.com/x', %s)::jsonb",
            [url],
        )
        selectors._running.pop((stage.cast.acme.tenant.schema_name, version.pk), None)


# --- the hot path


def statements(number: str) -> list[str]:
    """What an arrival at this number asks of the database, with warm maps."""
    post("/hooks/voice/", arrival(To=number))
    with CaptureQueriesContext(connection) as asked_:
        assert post("/hooks/voice/", arrival(To=number)).status_code == 200
    found = [query["sql"] for query in asked_.captured_queries]
    return [sql for sql in found if not sql.startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))]


def test_golden_numbers_of_statements(stage: Stage) -> None:
    acme = stage.cast.acme
    stage.ana.ready()
    plain = statements(acme.number)
    with drawn(acme, menu_of(acme), now=stage.clock.now()):
        with_menu = statements(acme.number)
    assert len(plain) == PLAIN, "\n".join(plain)
    assert len(with_menu) <= PLAIN + 1, "\n".join(with_menu)


PLAIN = 3
"""As tests/telephony/webhooks/test_doors.py has it; the law says at most 8."""


def test_events_of_a_menu_stand_in_the_companys_schema_alone(stage: Stage, menu: None) -> None:
    asked(stage)
    with in_tenant(stage.cast.globex.tenant):
        assert CallEvent.objects.count() == 0
