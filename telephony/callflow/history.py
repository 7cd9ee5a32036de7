"""What happened, written into the company's record of the call."""

from datetime import datetime

from campaigns.records import services as records
from campaigns.records.types import EventKind
from cc_saas.lib.tenancy import in_tenant
from telephony.calls.models import Call


def write(*, call: Call, kind: EventKind, at: datetime, actor: str = "", **details: object) -> None:
    """Add one event to the call's timeline, in its company's schema."""
    with in_tenant(call.tenant):
        records.add_event(call_id=call.pk, kind=kind, at=at, actor=actor, **details)


def seconds(since: datetime | None, until: datetime) -> float:
    """Return how long it took; nothing where it never began."""
    return max(0.0, (until - since).total_seconds()) if since else 0.0
