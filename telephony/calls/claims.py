"""Which router tells the carrier what: an instruction is claimed before it is carried out, and dead routers hold nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cc_saas.lib.hot import Insert, columns, execute, execute_prepared, fetch_prepared, instance
from telephony.calls.models import Instruction
from telephony.calls.services import WAKE, instruction
from telephony.calls.types import OperatorLeg, Verb

CLAIM_TIME = 15
"""Seconds for which a claimed instruction is left alone: longer than one request to the carrier may take."""

HOLDING = 0xC1A1
"""The kind of advisory lock by which others see that the router which holds a claim lives (`wake.Sign`)."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A router takes on what it has just written; `holder` is the number of its sign of life, None without one."""

    holder: int | None


def new_dialing(leg: OperatorLeg, *, patience: float, now: datetime, claim: Claim | None = None) -> Insert:
    """Return the instruction to dial an operator's leg, in a lane of its own, for `hot.write_found`.

    `patience` (s) is how long the carrier may take until the offer is given up. It wakes the routers; or, with a
    `claim`, it is born as `claim_instructions` would leave it, and its id is found, for the writer to carry it out.
    """
    row = instruction(
        call_id=leg.call_id, verb=Verb.DIAL_OPERATOR, now=now, lane=leg.id, patience=patience,
        args={"leg_id": str(leg.id)},
    )  # fmt: skip
    if claim is None:
        return Insert(Instruction, [row], then=WAKE)
    claimed = dict(attempts=1, due_at=now + timedelta(seconds=CLAIM_TIME), holder=claim.holder)
    return Insert(Instruction, [row | claimed], then="id")


def claim_instructions(*, now: datetime, limit: int, holder: int | None = None) -> list[Instruction]:
    """Take the first due instruction of each lane, and keep it from other routers for CLAIM_TIME.

    `attempts` is raised by the same statement, before the carrier hears anything. `holder` is the number of the
    router's sign of life: when that is gone, so is the claim (`free_claims`).
    """
    until = now + timedelta(seconds=CLAIM_TIME)
    statement = _CLAIM + columns(Instruction, "claimed")
    rows = fetch_prepared(statement, {"now": now, "until": until, "limit": limit, "holder": holder})
    return [instance(Instruction, row) for row in rows]


_CLAIM = """
    UPDATE calls_instruction claimed SET attempts = attempts + 1, due_at = %(until)s, holder = %(holder)s
    WHERE id IN (
        SELECT first.id FROM calls_instruction first
        WHERE first.due_at <= %(now)s AND NOT EXISTS (
            SELECT FROM calls_instruction before
            WHERE before.lane = first.lane AND before.id < first.id
        )
        ORDER BY first.id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
    )
    RETURNING """


def wake_if_due(*, now: datetime) -> None:
    """Wake the routers if there is anything that the carrier is to be told at this instant."""
    execute_prepared(_WAKE_IF_DUE, [now])


_WAKE_IF_DUE = f"SELECT {WAKE} WHERE EXISTS (SELECT FROM calls_instruction WHERE due_at <= %s)"  # noqa: S608 (fixed text)


def free_claims(*, now: datetime) -> int:
    """Make due at once what is claimed by routers that have died; returns how many claims that were.

    A router lives as long as its sign of life is held: a slow one keeps its claims for CLAIM_TIME, a killed one loses
    them with its connection. Whoever takes them next sees by `attempts` that the carrier may have heard already.
    """
    return execute(_FREE_CLAIMS, {"now": now, "kind": HOLDING})


# A lock of two keys: PostgreSQL's pg_locks shows the first as classid, the second as objid, with objsubid 2.
_FREE_CLAIMS = """
    UPDATE calls_instruction SET due_at = %(now)s, holder = NULL
    WHERE holder IS NOT NULL AND due_at > %(now)s AND holder NOT IN (
        SELECT objid::bigint FROM pg_locks
        WHERE locktype = 'advisory' AND classid::bigint = %(kind)s AND objsubid = 2 AND granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    )
"""
