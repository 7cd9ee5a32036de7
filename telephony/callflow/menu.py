"""Stage 2, where a company has drawn a menu: the engine decides, here it is carried out and written down.

`turn` only reads: arrival knows the whole answer before anything is stored. `go_on` applies a turn to a call. Each step
has an address of its own, and an input counts once: whatever comes for a step that is over changes nothing.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid5

from campaigns.records import selectors as records_read
from campaigns.records import services as records
from campaigns.records.types import Event, EventKind
from cc_saas.lib.tenancy import in_tenant
from telephony.callflow import addresses, callback_place, lines, menu_words, serving, voicemail, waiting
from telephony.callflow.types import Line, Turn
from telephony.calls import selectors as calls_read
from telephony.calls import services as calls
from telephony.calls.models import Call
from telephony.calls.types import CallState
from telephony.dialing import services as dialing
from telephony.dialing.types import DialRefused, Purpose
from telephony.ivr import engine
from telephony.ivr import selectors as menus
from telephony.ivr.inputs import CameBack, Input, Refusal
from telephony.ivr.instructions import AskAddress, CallBack, Dial, End, Enqueue, Step, TakeMessage
from telephony.ivr.selectors import Running
from telephony.ivr.state import State, World
from telephony.provider.documents import Document, Forward, GoTo, HangUp
from telephony.queues import services as queues

Queue = tuple[int, str]


def begin(*, call_id: UUID, line: Line, now: datetime) -> Turn | None:
    """Return the first turn of a call in the line's menu; None where none is live. Inside the company; one query."""
    running = menus.running_now(flow_id=line.flow_id, now=now) if line.flow_id is not None else None
    if running is None:
        return None
    step = engine.begin(flow=running.menu, language=line.language, world=_world(line, now))
    began: tuple[EventKind, Mapping[str, object]] = (
        EventKind.MENU_BEGAN, {"menu": running.name, "version": running.number},
    )  # fmt: skip
    return _turn(call_id, line, running, step, now, events=[began])


def go_on(*, call_id: UUID, step: int, given: Input, now: datetime) -> Document:
    """Return what follows an input. One for another step than the call stands at, or after the menu, changes nothing."""
    call = calls_read.lock(call_id=call_id)
    if call is None:
        return [HangUp()]
    where = _standing(call, step)
    if where is None:
        return _elsewhere(call)
    line, state = where
    with in_tenant(call.tenant):
        running = menus.running(version_id=call.flow_version_id or 0)
        if running is None:
            return _elsewhere(call)
        found = engine.step(flow=running.menu, state=state, given=given, world=_world(line, now))
        turn = _turn(call_id, line, running, found, now, events=[])
        _apply(call, turn, now)
    return turn.document


def no_callback(*, call_id: UUID, now: datetime) -> Document:
    """Return what follows where she would rather not be called back: she waits on, or the menu goes on."""
    call = calls_read.live_call(call_id=call_id)
    if call is None or call.state != CallState.MENU:
        return waiting.rings_on(call_id=call_id)
    if callback_place.place_of(call=call, now=now) is None:
        return _elsewhere(call)
    step = State.of(call.flow_state).step
    return go_on(call_id=call_id, step=step, given=CameBack(Refusal.UNANSWERED), now=now)


def address_asked(*, call_id: UUID, step: int) -> tuple[Call, AskAddress] | None:
    """Return the question to the company's address for which the call waits, or None where it waits for something else."""
    call = calls_read.live_call(call_id=call_id)
    where = _standing(call, step) if call is not None else None
    if call is None or where is None:
        return None
    with in_tenant(call.tenant):
        running = menus.running(version_id=call.flow_version_id or 0)
    asked = engine.awaited_address(flow=running.menu, state=where[1]) if running else None
    return (call, asked) if asked is not None else None


def menu_part(call: Call) -> dict[str, list[dict[str, str]]] | None:
    """Return what the caller chose and keyed in, for her operator; None where she passed no menu."""
    if not call.flow_state:
        return None
    state = State.of(call.flow_state)
    return {
        "path": [{"key": key, "title": title} for key, title in state.path],
        "entered": [{"title": title, "digits": digits} for title, digits in state.entered],
    }


# --- one turn


def _turn(
    call_id: UUID, line: Line, running: Running, step: Step, now: datetime, *,
    events: list[tuple[EventKind, Mapping[str, object]]],
) -> Turn:  # fmt: skip
    """Follow the engine until the caller's line has something to do: a queue that is not there is no end.

    A forward is asked for and counted here; one that is refused is as good as one that nobody answers.
    """
    words, queue = list(step.instructions[:-1]), None
    happened = [(one.kind, one.details) for one in step.events]
    for _ in range(len(running.menu.nodes) + 1):
        queue, refusal = _place(step, line, now)
        if refused := _refused(call_id, line, step, now):
            refusal = Refusal.UNANSWERED
            happened.append((EventKind.DIAL_REFUSED, refused))
        if refusal is None:
            break
        step = engine.step(
            flow=running.menu, state=step.state, given=CameBack(refusal), world=_world(line, now)
        )
        words += step.instructions[:-1]
        happened += [(one.kind, one.details) for one in step.events]
    state, event = _state_of(step, queue)
    told = happened + ([event] if event else [])
    return Turn(
        version_id=running.version_id, menu=step.state.plain(), state=state, events=(*events, *told), queue=queue,
        urgent=isinstance(step.last, Enqueue) and step.last.urgent,
        language=next((str(details["language"]) for kind, details in happened if kind is EventKind.MENU_LANGUAGE), ""),
        document=_document(call_id, line, running, step, menu_words.spoken(tuple(words), running.sounds), state),
    )  # fmt: skip


def _place(step: Step, line: Line, now: datetime) -> tuple[Queue | None, Refusal | None]:
    """Return the queue in which the caller may wait, or why she may not and the menu says where to then."""
    if not isinstance(step.last, Enqueue):
        return None, None
    queue = line.queues.get(step.last.queue) if step.last.queue else (line.queue_id, line.queue_name)
    if queue is None and Refusal.GONE in step.last.named:
        return None, Refusal.GONE
    queue = queue or (line.queue_id, line.queue_name)
    on_duty = serving.may_wait(
        tenant_id=line.tenant_id, queue_id=queue[0], now=now, is_urgent=step.last.urgent
    )
    if not on_duty and Refusal.NOBODY in step.last.named:
        return None, Refusal.NOBODY
    return queue if on_duty else None, None


def _refused(call_id: UUID, line: Line, step: Step, now: datetime) -> dict[str, object] | None:
    """What the timeline says of a forward whose number is not to be dialled; None where it is, or none is asked for."""
    if not isinstance(step.last, Dial):
        return None
    try:
        dialing.permit(
            dial_id=uuid5(call_id, f"forward {step.state.step}"), tenant_id=line.tenant_id,
            number=step.last.number, caller_id=line.e164, purpose=Purpose.FORWARD, now=now,
        )  # fmt: skip
    except DialRefused as refused:
        return {"to": step.last.number, "reason": refused.reason.value}
    return None


def _state_of(
    step: Step, queue: Queue | None
) -> tuple[CallState, tuple[EventKind, Mapping[str, object]] | None]:
    if queue is not None:
        return CallState.WAITING, (EventKind.QUEUED, {"queue": queue[1]})
    if isinstance(step.last, TakeMessage | Enqueue):
        return CallState.VOICEMAIL, (EventKind.VOICEMAIL_OFFERED, {})
    return (CallState.TRANSFERRED if isinstance(step.last, Dial) else CallState.MENU), None


def _document(
    call_id: UUID, line: Line, running: Running, step: Step, said: Document, state: CallState
) -> Document:
    last, at, language = step.last, step.state.step, step.state.language
    if state is CallState.WAITING:
        return [*said, *waiting.wait_in_line(call_id=call_id)]
    if state is CallState.VOICEMAIL:
        invited = isinstance(last, TakeMessage) and last.invited
        return [*said, *voicemail.document(call_id=call_id, language=language, invited=invited)]
    if isinstance(last, Dial):
        left = addresses.menu_forwarded(call_id, at)
        return [*said, Forward(last.number, line.e164, left_url=left, ring_time=last.ring_time)]
    if isinstance(last, CallBack):
        return [*said, GoTo(addresses.callback_begun(call_id))]
    if isinstance(last, End):
        return [*said, HangUp()]
    if isinstance(last, AskAddress):
        return [*said, GoTo(addresses.menu_checked(call_id, at))]
    return [*said, menu_words.asked(last, running.sounds, addresses.menu(call_id, at))]


# --- applied to a call


def _apply(call: Call, turn: Turn, now: datetime) -> None:
    language = turn.language or call.language
    moved = calls.move(
        call_id=call.pk, to=CallState(turn.state), sources=[CallState.MENU, CallState.TRANSFERRED],
        flow_state=turn.menu, language=language, **_waiting_since(call, turn, now),
    )  # fmt: skip
    if moved is None:
        return
    if turn.queue is not None:
        queues.enqueue(
            call_id=call.pk, queue_id=turn.queue[0], tenant_id=call.tenant_id, language=language, now=now,
            urgent=turn.urgent, last_operator=records_read.last_operator(caller=call.caller),
        )  # fmt: skip
    if turn.language:
        records.change_language(call_id=call.pk, language=turn.language)
    records.add_events(
        Event(call_id=call.pk, kind=kind, at=now, details=details) for kind, details in turn.events
    )


def _waiting_since(call: Call, turn: Turn, now: datetime) -> dict[str, object]:
    return {"queued_at": now, "queue_id": turn.queue[0]} if turn.queue is not None else {}


def _standing(call: Call, step: int) -> tuple[Line, State] | None:
    """Where the call stands in its menu, if this is the step that it waits at."""
    line = lines.line_of(called=call.called)
    if call.state not in (CallState.MENU, CallState.TRANSFERRED) or not call.flow_state or line is None:
        return None
    state = State.of(call.flow_state)
    return (line, state) if state.step == step else None


def _elsewhere(call: Call) -> Document:
    """The call has left the menu, or this step of it: the line does what the call's state wants."""
    if call.state in (CallState.MENU, CallState.TRANSFERRED) and call.flow_state and call.operator_id is None:
        return [GoTo(addresses.menu(call.pk, State.of(call.flow_state).step))]
    return waiting.stands(call=call)


def _world(line: Line, now: datetime) -> World:
    return World(now=now, zone=line.zone, hours=line.hours)
