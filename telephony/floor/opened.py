"""What a supervisor reads of a call that she has opened: under her lease, and each time with a line in the audit."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from agents.presence import selectors as presence
from campaigns.records import selectors as records
from campaigns.records.models import CallRecord
from campaigns.records.pages.story import tell
from campaigns.records.pages.words import outcome_sign
from cc_saas.lib import phone
from cc_saas.lib.tenancy import in_tenant
from telephony.callflow import screen
from telephony.calls import selectors as calls_read
from tenants.audit.services import Actor
from tenants.leases import selectors as leases_read
from tenants.leases import services as leases
from tenants.leases.types import Subject


@transaction.atomic
def call(*, actor: Actor, call_id: UUID, now: datetime) -> dict[str, Any]:
    """Return the call: what its company keeps of it, and what its operator sees now. Raises LeaseMissing."""
    lease = leases_read.access_lease(
        person_id=UUID(actor.id), subject=Subject.CALL, subject_id=call_id, now=now
    )
    leases.note_read(actor=actor, lease=lease, what="call", now=now)
    with in_tenant(lease.tenant):
        kept = _record_part(records.access_call(call_id=call_id), now)
    return {
        "id": call_id,
        "company": screen.company_part(lease.tenant),
        "lease": {"reason": lease.reason, "expires_at": lease.expires_at},
        "record": kept,
        "screen": _screen(call_id),
    }


def _screen(call_id: UUID) -> dict[str, Any] | None:
    """What its operator sees, as long as she has it on her screen."""
    live = calls_read.live_call(call_id=call_id)
    if live is None or live.operator_id is None:
        return None
    state = presence.state_of(operator_id=live.operator_id)
    return screen.call_part(live, state) if state.busy_with == call_id else None


def _record_part(record: CallRecord, now: datetime) -> dict[str, Any]:
    return {
        "caller": {
            "number": record.caller or None,
            "display": phone.international(record.caller) if record.caller else "",
        },
        "line": record.line,
        "language": record.language,
        "operator": record.operator_name or None,
        "queue": record.queue_name,
        "outcome": record.outcome,
        "outcome_word": str(outcome_sign(record.outcome).word),
        "started_at": record.started_at,
        "answered_at": record.answered_at,
        "ended_at": record.ended_at,
        "note": record.note,
        "disposition": record.disposition_label or None,
        "timeline": [
            {"at": row.at, "title": row.title, "detail": row.detail}
            for row in tell(list(record.events.all()), [], until=now)
        ],
    }
