"""What the operator says a call was about, before the call is closed."""

from uuid import UUID

from django.db.models import F

from campaigns.records.models import CallRecord


def save_disposition(*, call_id: UUID, code: str, label: str) -> bool:
    """Keep the chosen disposition with its label as it reads now. Returns False once the call is closed."""
    rows = CallRecord.objects.filter(id=call_id).open()
    return bool(rows.update(disposition_code=code, disposition_label=label, version=F("version") + 1))
