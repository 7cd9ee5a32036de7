"""The wait is over: what came of it is written where the floor counts, with the same commit."""

from datetime import datetime

from telephony.calls.models import Call
from telephony.calls.types import CallState
from telephony.waits import services as waits
from telephony.waits.types import WaitOutcome

ENDED_AS: dict[str, WaitOutcome] = {
    CallState.WAITING: WaitOutcome.ABANDONED,
    CallState.CONNECTING: WaitOutcome.ABANDONED,
    CallState.TRANSFERRED: WaitOutcome.FORWARDED,
}
"""What came of the wait of a caller whose line ended in this state; in any other she left a message, or might have."""


def settle(*, call: Call, queue_id: int | None, outcome: WaitOutcome, now: datetime) -> None:
    """Keep what came of a caller's wait. One who never stood in a queue has not waited."""
    if call.queued_at is None:
        return
    waits.write_wait(
        call_id=call.pk, tenant_id=call.tenant_id, queue_id=queue_id or call.queue_id, language=call.language,
        outcome=outcome, entered_at=call.queued_at, now=now, operator_id=call.operator_id,
    )  # fmt: skip


def settle_unanswered(*, before: Call, now: datetime) -> None:
    """The line has ended: who was never answered hung up waiting, or was sent on to leave a message or to a number."""
    if before.answered_at is None:
        outcome = ENDED_AS.get(before.state, WaitOutcome.MESSAGE)
        settle(call=before, queue_id=before.queue_id, outcome=outcome, now=now)
