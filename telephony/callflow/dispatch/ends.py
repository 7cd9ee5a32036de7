"""Ending a leg, whether it rings or talks."""

from uuid import UUID

from telephony.callflow.dispatch.answers import LOOKUPS, NotYet, quietly
from telephony.calls import selectors as calls_read
from telephony.calls.models import Instruction
from telephony.provider.port import Carrier


def end_leg(instruction: Instruction, carrier: Carrier) -> None:
    """End a leg by its id, or, where only the carrier knows the id, by our label."""
    leg_id, room = instruction.args["leg_id"], instruction.args["room"]
    leg = calls_read.leg(leg_id=UUID(leg_id)) if leg_id else None
    sid = instruction.args["sid"] or (leg.carrier_sid if leg else "")
    if not sid:
        found = carrier.find_leg(room=room, label=leg_id)
        if found is None and instruction.attempts <= LOOKUPS:
            raise NotYet
        sid = found.sid if found else ""
    if sid:
        quietly(lambda: carrier.end(sid=sid))


def hang_up(instruction: Instruction, carrier: Carrier) -> None:
    """End the caller's line."""
    quietly(lambda: carrier.end(sid=instruction.args["sid"]))
