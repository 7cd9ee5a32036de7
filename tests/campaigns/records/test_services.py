"""What is written about a call, once and in order."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.records import selectors
from campaigns.records import services as records
from campaigns.records.models import CallRecord, EventIsFinal, VoicemailRecording
from campaigns.records.types import Direction, Event, EventKind, Outcome, VoicemailState
from cc_saas.lib.tenancy import in_tenant
from tenants.directory.models import Tenant
from tests.campaigns.conftest import ARRIVAL, CALLER, open_call


@pytest.fixture
def inside(acme: Tenant) -> Iterator[Tenant]:
    with in_tenant(acme):
        yield acme


def test_arrival_is_two_inserts_and_nothing_else(inside: Tenant) -> None:
    call_id = uuid4()
    with CaptureQueriesContext(connection) as queries:
        records.open_record(
            call_id=call_id,
            direction=Direction.INBOUND,
            caller=CALLER,
            called="+442079460100",
            language="en",
            line="Repairs line",
            now=ARRIVAL,
        )
        records.add_events(
            Event(call_id=call_id, kind=kind, at=ARRIVAL) for kind in (EventKind.ARRIVED, EventKind.ANNOUNCED)
        )
    said = [query["sql"].split()[0] for query in queries if not query["sql"].startswith("SET search_path")]
    assert said == ["INSERT", "INSERT"]


def test_a_call_that_arrives_twice_is_one_record(inside: Tenant) -> None:
    call_id = uuid4()
    open_call(call_id, at=ARRIVAL)
    open_call(call_id, at=ARRIVAL + timedelta(seconds=9))
    assert CallRecord.objects.get(id=call_id).started_at == ARRIVAL


def test_events_of_one_instant_keep_the_order_in_which_they_were_told(inside: Tenant) -> None:
    call_id = uuid4()
    open_call(call_id, at=ARRIVAL)
    told = [EventKind.QUEUED, EventKind.OFFERED, EventKind.RINGING, EventKind.MISSED, EventKind.OFFERED]
    records.add_events(Event(call_id=call_id, kind=kind, at=ARRIVAL) for kind in told)
    assert [event.kind for event in selectors.timeline(call_id=call_id)] == [EventKind.ARRIVED, *told]


def test_history_cannot_be_changed(inside: Tenant) -> None:
    call_id = uuid4()
    open_call(call_id, at=ARRIVAL)
    event = selectors.timeline(call_id=call_id)[0]
    event.kind = EventKind.CLOSED
    with pytest.raises(EventIsFinal):
        event.save()
    with pytest.raises(EventIsFinal):
        CallRecord.objects.get(id=call_id).events.update(kind=EventKind.CLOSED)


def test_the_first_end_is_believed(inside: Tenant) -> None:
    call_id = uuid4()
    open_call(call_id, at=ARRIVAL)
    end = ARRIVAL + timedelta(seconds=30)
    assert records.finish(call_id=call_id, outcome=Outcome.ABANDONED, now=end, wait_time=25)
    assert not records.finish(call_id=call_id, outcome=Outcome.MISSED, now=end + timedelta(seconds=5))
    found = CallRecord.objects.get(id=call_id)
    assert (found.outcome, found.ended_at, found.wait_time) == (Outcome.ABANDONED, end, 25)


def test_a_second_operator_gives_the_name_and_keeps_the_first_instant(inside: Tenant) -> None:
    call_id = uuid4()
    open_call(call_id, at=ARRIVAL)
    for number, name in enumerate(("Olga", "Tamar"), start=1):
        records.answer(
            call_id=call_id,
            operator_id=uuid4(),
            operator_name=name,
            queue_name="Repairs",
            wait_time=10,
            ring_time=2,
            now=ARRIVAL + timedelta(seconds=20 * number),
        )
    found = CallRecord.objects.get(id=call_id)
    assert (found.operator_name, found.answered_at) == ("Tamar", ARRIVAL + timedelta(seconds=20))


def test_a_note_stays_when_closing_says_nothing_of_it(inside: Tenant) -> None:
    call_id = uuid4()
    open_call(call_id, at=ARRIVAL)
    records.save_note(call_id=call_id, note="Model Heat 24")
    records.close(call_id=call_id, now=ARRIVAL + timedelta(seconds=60), disposition=("other", "Other"))
    found = CallRecord.objects.get(id=call_id)
    assert (found.note, found.disposition_label) == ("Model Heat 24", "Other")
    assert not records.save_note(call_id=call_id, note="too late")
    assert not records.close(call_id=call_id, now=ARRIVAL + timedelta(seconds=90))


def test_every_change_grows_the_version(inside: Tenant, answered_call: Callable[..., UUID]) -> None:
    call_id = answered_call(inside)
    assert CallRecord.objects.get(id=call_id).version == 4


def test_what_an_operator_sees_of_a_caller_is_one_query(
    inside: Tenant, answered_call: Callable[..., UUID]
) -> None:
    for day in range(5):
        answered_call(inside, at=ARRIVAL - timedelta(days=day), note=f"day {day}")
    with CaptureQueriesContext(connection) as queries:
        history = selectors.caller_history(caller=CALLER, before=ARRIVAL)
    assert len(queries) == 1
    assert history.calls_before == 4
    assert [contact.note for contact in history.last_contacts] == ["day 1", "day 2", "day 3"]


def test_withheld_numbers_have_no_common_history(inside: Tenant) -> None:
    open_call(uuid4(), at=ARRIVAL - timedelta(days=1), caller="")
    assert selectors.caller_history(caller="", before=ARRIVAL).calls_before == 0
    assert selectors.calls_before(caller="", before=ARRIVAL) == 0


def test_a_message_is_kept_once_and_its_sound_stays_in_the_companys_folder(
    inside: Tenant, settings: object
) -> None:
    call_id = uuid4()
    open_call(call_id, at=ARRIVAL)
    for _again in range(2):
        records.keep_voicemail(call_id=call_id, recording_sid="RE1", duration=12, now=ARRIVAL)
    for sound in (b"first", b"second"):
        stored = records.store_voicemail(recording_sid="RE1", content=sound, now=ARRIVAL)
    assert VoicemailRecording.objects.count() == 1
    path = records.media_folder() / stored.file
    assert path.read_bytes() == b"first"
    assert path.parent.parent.name == inside.schema_name
    assert "RE1" not in stored.file


def test_a_lost_message_is_not_waited_for(inside: Tenant) -> None:
    call_id = uuid4()
    open_call(call_id, at=ARRIVAL)
    records.keep_voicemail(call_id=call_id, recording_sid="RE1", duration=12, now=ARRIVAL)
    later = ARRIVAL + timedelta(minutes=1)
    assert selectors.pending_voicemails(left_before=later) == ["RE1"]
    records.lose_voicemail(recording_sid="RE1")
    assert selectors.pending_voicemails(left_before=later) == []
    assert VoicemailRecording.objects.get().state == VoicemailState.LOST
    with pytest.raises(records.VoicemailUnknown):
        records.store_voicemail(recording_sid="RE2", content=b"", now=ARRIVAL)
