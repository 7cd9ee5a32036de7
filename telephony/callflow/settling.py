"""The wait is over: what came of it is written where the floor counts, with the same commit."""

from datetime import datetime

from telephony.calls.models import Call
from telephony.calls.types import CallState
from telephony.waits import services as waits
from telephony.waits.types import WaitOutcome


def settle(*, call: Call, queue_id: int | None, outcome: WaitOutcome, now: datetime) -> None:
    """Keep what came of a caller's wait. One who never stood in a queue has not waited."""
    if call.queued_at is None:
        return
    waits.write_wait(
        call_id=call.pk, tenant_id=call.tenant_id, queue_id=queue_id or call.queue_id, language=call.language,
        outcome=outcome, entered_at=call.queued_at, now=now, operator_id=call.operator_id,
    )  # fmt: skip


def settle_unanswered(*, before: Call, now: datetime) -> None:
    """The line has ended: who was never answered hung up waiting, or was sent on to leave a message."""
    if before.answered_at is None:
        gave_up = before.state in (CallState.WAITING, CallState.CONNECTING)
        outcome = WaitOutcome.ABANDONED if gave_up else WaitOutcome.MESSAGE
        settle(call=before, queue_id=before.queue_id, outcome=outcome, now=now)
