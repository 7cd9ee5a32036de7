"""Writing down what came of a wait."""

from datetime import datetime
from uuid import UUID

from cc_saas.lib.hot import Insert, write
from telephony.waits.models import Wait
from telephony.waits.types import WaitOutcome


def write_wait(
    *, call_id: UUID, tenant_id: int, queue_id: int | None, language: str, outcome: WaitOutcome,
    entered_at: datetime, now: datetime, operator_id: UUID | None = None,
) -> None:  # fmt: skip
    """Keep the fact. A caller who lost her operator and was answered again keeps the first one. One INSERT."""
    row = dict(
        call_id=call_id, tenant_id=tenant_id, queue_id=queue_id, language=language, operator_id=operator_id,
        outcome=outcome, entered_at=entered_at, settled_at=now,
        wait_time=max(0.0, (now - entered_at).total_seconds()),
    )  # fmt: skip
    write(Insert(Wait, [row], unless_there=True))
