"""Stage 1: a caller arrives. First decided, then written down: the answer is known before anything is stored."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from campaigns.records import selectors as records_read
from campaigns.records import services as records
from campaigns.records.types import Direction, Event, EventKind
from cc_saas.lib import alerts
from cc_saas.lib.hot import Insert, write
from telephony.callflow import (
    addresses,
    in_crisis,
    lines,
    menu,
    self_service,
    serving,
    speech,
    voicemail,
    waiting,
)
from telephony.callflow.prompts import Prompt
from telephony.callflow.types import Arrival, InboundCall, Line, Turn
from telephony.calls import services as calls
from telephony.calls.types import CallState
from telephony.provider.documents import Document, GoTo, HangUp
from telephony.queues import services as queues
from tenants.crisis.types import Standing


def line_dialled(*, arriving: InboundCall) -> Line | None:
    """Return the line that was dialled; of a number of no company somebody on duty must hear."""
    line = lines.line_of(called=arriving.called)
    if line is None:
        alerts.raise_alert("number-of-no-company", call_sid=arriving.carrier_sid)
    return line


def decide(*, line: Line, now: datetime) -> Arrival:
    """Return how a call on this line begins. Writes nothing.

    Ringing at once is the default; a menu or an announcement comes first; with nobody on duty, or outside the hours
    of the company's terms, the caller leaves a message. In a crisis the company's plan is greeting and menu.
    """
    call_id = uuid4()
    crisis = in_crisis.standing_of(tenant_id=line.tenant_id, now=now)
    turn = _crisis_menu(call_id, line, crisis, now)
    changed = in_crisis.changed(crisis=crisis, line=line, turn=turn, now=now) if crisis is not None else None
    turn = turn or menu.begin(call_id=call_id, line=line, now=now)
    said = in_crisis.greeting(plan=crisis.plan, line=line) if crisis is not None else []
    if turn is not None:
        return Arrival(call_id, line, turn.state, [*said, *turn.document], turn, changed)
    state, document = _without_menu(call_id, line, said, now)
    return Arrival(call_id, line, state, document, crisis=changed)


def _without_menu(call_id: UUID, line: Line, said: Document, now: datetime) -> tuple[CallState, Document]:
    announced = (
        [*said, GoTo(addresses.announced(call_id))]
        if said
        else self_service.announcement_document(call_id=call_id, line=line)
    )
    if announced is not None:
        return CallState.ARRIVED, announced
    if not serving.may_wait(tenant_id=line.tenant_id, queue_id=line.queue_id, now=now):
        return CallState.VOICEMAIL, voicemail.document(call_id=call_id, language=line.language)
    return CallState.WAITING, waiting.wait_in_line(call_id=call_id)


def has_menu(*, line: Line, now: datetime) -> bool:
    """Tell whether a menu may take the call: then `decide` may count a forward as dialled."""
    return line.flow_id is not None or in_crisis.plan_of(tenant_id=line.tenant_id, now=now) is not None


def _crisis_menu(call_id: UUID, line: Line, crisis: Standing | None, now: datetime) -> Turn | None:
    """The menu of the crisis; None where it names none, or none that is live: the number's own answers then."""
    flow_id = crisis.plan.flow_id if crisis is not None else None
    if flow_id is None:
        return None
    return menu.begin(call_id=call_id, line=replace(line, flow_id=flow_id), now=now)


def open_call(*, arrival: Arrival, arriving: InboundCall) -> None:
    """Write down the call, its place, and the beginning of its record; wake the router."""
    write(*rows(arrival=arrival, arriving=arriving))


def rows(*, arrival: Arrival, arriving: InboundCall) -> list[Insert]:
    """Return what is written when a call is opened, for `hot` to send.

    One statement, counted by a test: this is the hot path. It runs inside the company's schema, in whose search path
    the shared tables stand too: so the schema is switched once.
    """
    line, turn, now = arrival.line, arrival.turn, arriving.at
    waits = arrival.state == CallState.WAITING
    queue_id, queue_name = (turn.queue if turn else None) or (line.queue_id, line.queue_name)
    call = calls.new_call(
        call_id=arrival.call_id, carrier_sid=arriving.carrier_sid, tenant_id=line.tenant_id, caller=arriving.caller,
        called=line.e164, language=line.language, state=CallState(arrival.state), now=now,
        queued_at=now if waits else None, queue_id=queue_id if waits else None,
        flow_version_id=turn.version_id if turn else None, flow_state=turn.menu if turn else None,
    )  # fmt: skip
    place = queues.new_place(
        call_id=arrival.call_id, queue_id=queue_id, tenant_id=line.tenant_id, language=line.language, now=now,
        urgent=turn is not None and turn.urgent, last_operator=records_read.last_operator(caller=arriving.caller),
    )  # fmt: skip
    record = records.new_record(
        call_id=arrival.call_id, direction=Direction.INBOUND, caller=arriving.caller, called=line.e164,
        language=line.language, line=line.label or line.company, now=now, queue_name=queue_name,
    )  # fmt: skip
    events = records.new_events(_first_events(arrival, now))
    return [call, *([place] if waits else []), record, events]


def unknown_number(*, language: str = "en") -> Document:
    """Return what a caller hears who dialled a number of no company."""
    return [speech.prompt(Prompt.UNKNOWN_NUMBER, language), HangUp()]


def _first_events(arrival: Arrival, now: datetime) -> list[Event]:
    line: Line = arrival.line
    arrived = Event(
        call_id=arrival.call_id, kind=EventKind.ARRIVED, at=now, details={"line": line.label or line.company}
    )
    begun = [arrived]
    if arrival.crisis is not None:
        begun.append(Event(call_id=arrival.call_id, kind=EventKind.CRISIS, at=now, details=arrival.crisis))
    if arrival.turn is not None:
        return [
            *begun,
            *(Event(call_id=arrival.call_id, kind=k, at=now, details=d) for k, d in arrival.turn.events),
        ]
    next_kind = {
        CallState.ARRIVED: EventKind.ANNOUNCED,
        CallState.WAITING: EventKind.QUEUED,
        CallState.VOICEMAIL: EventKind.VOICEMAIL_OFFERED,
    }[CallState(arrival.state)]
    return [
        *begun,
        Event(call_id=arrival.call_id, kind=next_kind, at=now, details={"queue": line.queue_name}),
    ]
