"""Whether a caller who comes now may wait for an operator, or takes the company's way for closed hours."""

from datetime import datetime

from agents.presence import selectors as presence
from telephony.routing.definitions import definition
from tenants.terms import selectors as terms


def may_wait(*, tenant_id: int, queue_id: int, now: datetime, is_urgent: bool = False) -> bool:
    """Tell whether somebody is on duty for the company, and its terms' hours are open.

    An emergency, and every caller of an urgent queue, may wait at any hour. The terms stand in memory.
    """
    if not presence.anyone_on_duty(tenant_id=tenant_id):
        return False
    agreed = terms.present(tenant_id=tenant_id, now=now)
    return agreed is None or is_urgent or _is_urgent(queue_id) or agreed.is_open(at=now)


def _is_urgent(queue_id: int) -> bool:
    queue = definition(queue_id=queue_id)
    return queue is not None and queue.draft.is_urgent
