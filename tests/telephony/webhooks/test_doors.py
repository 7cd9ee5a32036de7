"""The carrier's doors: only the carrier comes in, nothing that it sends breaks them, and a repetition changes nothing."""

import uuid

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from twilio.request_validator import RequestValidator

from agents.presence import services as presence
from agents.presence.types import State
from campaigns.records.models import CallRecord
from cc_saas.lib import alerts, clock
from cc_saas.lib.tenancy import in_tenant
from telephony.calls.models import Call
from telephony.webhooks.models import Receipt
from tests.factories.cast import Cast
from tests.factories.signing import arrival, post, sid

A_CALL, A_LEG = uuid.UUID(int=7), uuid.UUID(int=8)
DOORS = [
    "/hooks/voice/", "/hooks/voice/status/", "/hooks/voice/fallback/", "/hooks/voice/fallback/voicemail/",
    "/hooks/voice/fallback/recording/",
    *[
        f"/hooks/calls/{A_CALL}/{door}/"
        for door in ("announced", "wait", "left-queue", "left-room", "menu/1", "menu/1/checked", "menu/1/forwarded", "hold", "room", "voicemail",
                     "voicemail/recording", f"legs/{A_LEG}")
    ],
]  # fmt: skip


def rows() -> tuple[int, ...]:
    """What is written down anywhere."""
    with in_tenant("acme"):
        records = CallRecord.objects.count()
    return Call.objects.count(), Receipt.objects.count(), records


def on_duty(cast: Cast) -> None:
    """Ana is there, so that callers wait."""
    presence.ask(operator_id=cast.ana.id, state=State.BREAK, now=clock.now(), lease_time=600)


# --- who comes in


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("signature", ["", "forged", "AAAAAAAAAAAAAAAAAAAAAAAAAAA="])
def test_a_missing_or_forged_signature_is_403_and_nothing_is_written(
    cast: Cast, door: str, signature: str
) -> None:
    assert post(door, arrival(), signature=signature).status_code == 403
    assert rows() == (0, 0, 0)


@pytest.mark.parametrize("door", DOORS)
def test_a_request_without_the_header_is_403(cast: Cast, door: str) -> None:
    assert Client(headers={"host": "localhost"}).post(door, arrival()).status_code == 403
    assert rows() == (0, 0, 0)


@pytest.mark.parametrize("door", DOORS)
def test_a_foreign_account_is_403_though_its_signature_is_right(cast: Cast, door: str) -> None:
    assert post(door, arrival(AccountSid=sid("AC"))).status_code == 403
    assert rows() == (0, 0, 0)


@pytest.mark.parametrize("change", [{"To": "+74950000100"}, {"Extra": "1"}, {"FromCity": "x"}])
def test_a_form_that_was_changed_on_the_way_is_403(cast: Cast, change: dict[str, str]) -> None:
    form = arrival()
    url = f"{settings.PUBLIC_BASE_URL}/hooks/voice/"
    signature = RequestValidator(settings.TWILIO_AUTH_TOKEN).compute_signature(url, form)
    assert post("/hooks/voice/", form | change, signature=signature).status_code == 403
    assert rows() == (0, 0, 0)


def test_parameters_that_we_do_not_know_belong_to_the_signature_and_do_no_harm(cast: Cast) -> None:
    on_duty(cast)
    form = arrival(StirVerstat="TN-Validation-Passed-A", CallToken="%7B%7D", AddOns='{"a": "ü"}', Blank="")
    assert post("/hooks/voice/", form).status_code == 200
    assert rows() == (1, 1, 1)


def test_the_host_that_a_proxy_names_is_not_believed(cast: Cast) -> None:
    form = arrival()
    signed_for = "https://evil.test/hooks/voice/"
    signature = RequestValidator(settings.TWILIO_AUTH_TOKEN).compute_signature(signed_for, form)
    headers = {
        "X-Twilio-Signature": signature, "X-Forwarded-Host": "evil.test", "X-Forwarded-Proto": "https",
        "host": "localhost",
    }  # fmt: skip
    assert Client().post("/hooks/voice/", form, headers=headers).status_code == 403
    assert rows() == (0, 0, 0)


@pytest.mark.parametrize("door", DOORS)
def test_only_post(cast: Cast, door: str) -> None:
    answer = Client(headers={"host": "localhost"}).get(door)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"


# --- whatever comes in

RUBBISH = [
    {"CallSid": ""}, {"CallSid": "CA"}, {"CallSid": "CA'; DROP TABLE x; --"}, {"CallSid": "x" * 200},
    {"CallSid": "CA\u0000\u0001"}, {"CallSid": "ＣＡ" + "１" * 32},
    {"From": "anonymous"}, {"From": ""}, {"From": "+266696687"}, {"From": "client:bob"}, {"From": "sip:a@b.test"},
    {"From": "Анна Петрова ☎"}, {"From": "+" * 500}, {"From": "\u0000"},
    {"To": ""}, {"To": "anonymous"}, {"To": "+1"}, {"To": "sip:x"}, {"To": "9" * 5000}, {"To": "\u0000"},
    {"CallStatus": "unheard-of"}, {"CallStatus": ""},
    {"CallerName": "Ω≈ç√∫ \U0001f600 \u202e"}, {"FromCity": "x" * 60_000},
    {"RecordingSid": "RE'\u0000" + "x" * 300, "RecordingDuration": "-1", "RecordingStatus": "completed"},
    {"RecordingSid": "RE" + "0" * 32, "RecordingDuration": "99999999999999999999", "RecordingStatus": "completed"},
    {"RecordingSid": "RE" + "1" * 32, "RecordingDuration": "٣", "RecordingStatus": "absent"},
    {"StatusCallbackEvent": "participant-join", "ParticipantLabel": "no-uuid", "ConferenceSid": "\u0000" * 99},
    {"StatusCallbackEvent": "participant-leave", "ParticipantLabel": str(A_LEG), "ParticipantCallStatus": "☎"},
    {"QueueResult": "\u0000hangup" * 50},
]  # fmt: skip


@pytest.mark.parametrize("form", RUBBISH, ids=lambda form: ascii(form)[:40])
def test_nothing_that_is_rightly_signed_makes_a_500(cast: Cast, form: dict[str, str]) -> None:
    on_duty(cast)
    for door in DOORS:
        assert post(door, arrival(**form)).status_code in (200, 204, 403, 413), door


def test_nothing_makes_a_500_during_a_call_either(cast: Cast) -> None:
    on_duty(cast)
    form = arrival()
    post("/hooks/voice/", form)
    call_id = Call.objects.get().pk
    for rubbish in RUBBISH:
        for door in DOORS:
            path = door.replace(str(A_CALL), str(call_id))
            answer = post(path, arrival(CallSid=form["CallSid"]) | rubbish)
            assert answer.status_code in (200, 204, 403, 413), path


def test_more_than_64_kb_is_refused_before_it_is_read(cast: Cast) -> None:
    assert post("/hooks/voice/", arrival(Rubbish="x" * 70_000)).status_code == 413
    assert rows() == (0, 0, 0)


def test_a_form_of_several_parts_is_no_500_either(cast: Cast) -> None:
    on_duty(cast)
    form = arrival()
    url = f"{settings.PUBLIC_BASE_URL}/hooks/voice/"
    signature = RequestValidator(settings.TWILIO_AUTH_TOKEN).compute_signature(url, form)
    headers = {"X-Twilio-Signature": signature, "host": "localhost"}
    assert Client().post("/hooks/voice/", form, headers=headers).status_code == 200


def test_a_withheld_number_is_answered_like_any_other(cast: Cast) -> None:
    on_duty(cast)
    answer = post("/hooks/voice/", arrival(From="anonymous", Caller="anonymous"))
    assert b"<Enqueue" in answer.content
    assert Call.objects.get().caller == ""


def test_a_number_of_no_company_gets_polite_words_and_an_alarm(cast: Cast) -> None:
    before = alerts.ALERTS.labels(kind="number-of-no-company")._value.get()
    answer = post("/hooks/voice/", arrival(To="+442079460999"))
    assert answer.status_code == 200
    assert "not in service" in answer.content.decode()
    assert b"<Hangup" in answer.content
    assert alerts.ALERTS.labels(kind="number-of-no-company")._value.get() == before + 1
    assert Call.objects.count() == 0


def test_a_call_that_never_was_is_hung_up_politely(cast: Cast) -> None:
    for door in ("announced", "wait", "left-queue", "left-room"):
        answer = post(f"/hooks/calls/{A_CALL}/{door}/", arrival(CallStatus="in-progress"))
        assert answer.status_code == 200
        assert b"<Hangup" in answer.content


# --- twice


@pytest.mark.parametrize("same_token", [True, False])
def test_an_arrival_delivered_twice_is_one_call_and_one_answer(cast: Cast, same_token: bool) -> None:
    on_duty(cast)
    form = arrival()
    first = post("/hooks/voice/", form, token="one")
    second = post("/hooks/voice/", form, token="one" if same_token else "two")
    assert first.content == second.content
    assert first.content.startswith(b"<?xml")
    assert rows() == (1, 1, 1)


def test_an_arrival_repeated_after_the_end_opens_no_second_call(cast: Cast) -> None:
    on_duty(cast)
    form = arrival()
    first = post("/hooks/voice/", form)
    post("/hooks/voice/status/", form | {"CallStatus": "completed"})
    assert Call.objects.count() == 0
    assert post("/hooks/voice/", form).content == first.content
    assert rows() == (0, 1, 1)


def test_an_unknown_number_repeated_gets_the_same_answer(cast: Cast) -> None:
    form = arrival(To="+442079460999")
    assert post("/hooks/voice/", form).content == post("/hooks/voice/", form).content


# --- the hot path


def test_golden_number_of_statements_of_an_arrival(cast: Cast) -> None:
    """Signature, receipt, call, place, record, events, NOTIFY: everything that an arrival writes, with warm maps."""
    on_duty(cast)
    post("/hooks/voice/", arrival())
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert b"<Enqueue" in post("/hooks/voice/", arrival()).content
    statements = [query["sql"] for query in asked.captured_queries]
    writing = [sql for sql in statements if not sql.startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))]
    assert len(writing) == GOLDEN, "\n".join(sql[:110] for sql in statements)


GOLDEN = 3
"""At most 8 by law; a lower number is a gift, a higher one a fault."""
