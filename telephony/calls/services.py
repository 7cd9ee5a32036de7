"""Writes of the live calls: state-guarded UPDATEs alone. What begins with `new_` is for `hot.write` to send."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from cc_saas.lib.hot import Insert, write
from cc_saas.lib.rows import NEXT_VERSION, Rows
from cc_saas.lib.rows import remove as remove_row
from telephony.calls.models import Call, Instruction, Leg
from telephony.calls.selectors import CALLS, LEGS
from telephony.calls.types import (
    NOT_DIALLED,
    CallState,
    Direction,
    LegKind,
    LegState,
    ListenMode,
    OperatorLeg,
    Verb,
)

_INSTRUCTIONS = Rows(Instruction)

ROUTER = "router"
"""The NOTIFY channel on which the router is woken."""

WAKE = f"pg_notify('{ROUTER}', '')"
"""What a statement says whose rows the router should look at once it has committed."""

PATIENCE_TIME = 60
"""Seconds after which an instruction that the carrier never took is given up."""


def new_call(
    *, call_id: UUID, carrier_sid: str, tenant_id: int, caller: str, called: str, language: str,
    state: CallState, now: datetime, queued_at: datetime | None = None, queue_id: int | None = None,
    flow_version_id: int | None = None, flow_state: dict[str, Any] | None = None,
    direction: Direction = Direction.INBOUND,
) -> Insert:  # fmt: skip
    """Return the row of a caller who has arrived. That she arrives once is the receipt's to see to."""
    return Insert(Call, [dict(
        queue_id=queue_id, flow_version_id=flow_version_id, flow_state=flow_state or {},
        id=call_id, carrier_sid=carrier_sid, tenant_id=tenant_id, direction=direction, caller=caller,
        called=called, language=language, state=state, arrived_at=now, queued_at=queued_at, heard_at=now,
    )])  # fmt: skip


def not_dialled() -> str:
    """Return what stands for the carrier's id of a line that has not been dialled yet."""
    return f"{NOT_DIALLED}{uuid4().hex}"


def move(*, call_id: UUID, to: CallState, sources: Iterable[CallState], **fields: Any) -> Call | None:
    """Change where the caller stands, if she still stands in one of `sources`; None when she does not."""
    return CALLS.changed(
        "this.id = %s AND this.state = ANY(%s)", [call_id, list(sources)],
        state=to, version=NEXT_VERSION, **fields,
    )  # fmt: skip


def note(*, call_id: UUID, **fields: Any) -> None:
    """Write down a fact about the call that does not change where the caller stands."""
    CALLS.change("this.id = %s", [call_id], version=NEXT_VERSION, **fields)


def hear(*, call_id: UUID, now: datetime) -> None:
    """The carrier has told that the caller is still on the line: the reconciler need not ask for a while."""
    CALLS.change("this.id = %s", [call_id], heard_at=now)


def remove(*, call_id: UUID) -> bool:
    """Purge a closed call; False when somebody else has done it."""
    return remove_row(Call, call_id)


def open_leg(
    *, leg_id: UUID, call_id: UUID, kind: LegKind, address: str, now: datetime, name: str = "",
    person_id: UUID | None = None, mode: str = "",
) -> Leg:  # fmt: skip
    """Write down a leg that is about to be dialled; a listener's with who she is and who is to hear her."""
    row: dict[str, Any] = dict(
        id=leg_id, call_id=call_id, kind=kind, address=address, name=name, created_at=now,
        person_id=person_id, mode=mode,
    )  # fmt: skip
    write(Insert(Leg, [row]))
    return Leg(**row)


def new_operator_leg(leg: OperatorLeg, *, now: datetime) -> Insert:
    """Return the row of an operator's leg that is about to be dialled."""
    row = dict(
        id=leg.id, call_id=leg.call_id, kind=LegKind.OPERATOR, address=leg.address, operator_id=leg.operator_id,
        name=leg.name, created_at=now,
    )  # fmt: skip
    return Insert(Leg, [row])


def name_leg(*, leg_id: UUID, carrier_sid: str) -> None:
    """Write down the carrier's id of a leg, whoever tells it first: the answer to our request, or a callback."""
    LEGS.change("this.id = %s AND this.carrier_sid IS NULL", [leg_id], carrier_sid=carrier_sid)


def turn_listener(*, leg_id: UUID, mode: ListenMode) -> bool:
    """Write down who is to hear a listener; False when it is so already, or she has left."""
    listening = Leg.objects.filter(pk=leg_id, kind=LegKind.LISTENER).exclude(state=LegState.ENDED)
    return bool(listening.exclude(mode=mode).update(mode=mode))


def move_leg(*, leg_id: UUID, to: LegState, now: datetime, reason: str = "") -> bool:
    """Move a leg forward; False when it was there or further already."""
    before = {
        LegState.RINGING: [LegState.DIALING],
        LegState.ANSWERED: [LegState.DIALING, LegState.RINGING],
        LegState.ENDED: [LegState.DIALING, LegState.RINGING, LegState.ANSWERED],
    }[to]
    stamps: dict[str, Any] = {}
    if to == LegState.ANSWERED:
        stamps = {"answered_at": now}
    elif to == LegState.ENDED:
        stamps = {"ended_at": now, "end_reason": reason}
    return bool(LEGS.change("this.id = %s AND this.state = ANY(%s)", [leg_id, before], state=to, **stamps))


def instruct(
    *, call_id: UUID, verb: Verb, now: datetime, lane: UUID | None = None, patience: float = PATIENCE_TIME,
    **args: Any,
) -> None:  # fmt: skip
    """Write down what the carrier is to be told, in the transaction that wants it, and wake the router.

    `lane` is the leg that it is about, where it need not wait for what else is said about the call.
    """
    row = instruction(call_id=call_id, verb=verb, now=now, lane=lane or call_id, patience=patience, args=args)
    write(Insert(Instruction, [row], then=WAKE))


def instruction(
    *, call_id: UUID, verb: Verb, now: datetime, lane: UUID, patience: float, args: dict[str, Any]
) -> dict[str, Any]:
    """Return the row of an instruction that is due at once, and given up after `patience` (s)."""
    give_up_at = now + timedelta(seconds=patience)
    return dict(call_id=call_id, lane=lane, verb=verb, args=args, due_at=now, give_up_at=give_up_at)


def carried_out(*, instruction_id: int) -> None:
    """The carrier has been told, or need not be told any more."""
    remove_row(Instruction, instruction_id)


def try_again(*, instruction_id: int, at: datetime) -> None:
    """Tell the carrier once more, at this instant."""
    _INSTRUCTIONS.change("this.id = %s", [instruction_id], due_at=at, holder=None)


def remember(*, instruction_id: int, **args: Any) -> None:
    """Keep something about an instruction for its next attempt."""
    instruction = Instruction.objects.get(pk=instruction_id)
    Instruction.objects.filter(pk=instruction_id).update(args={**instruction.args, **args})
