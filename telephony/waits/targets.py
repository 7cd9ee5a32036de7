"""What each company was promised. The one place where the floor and reports ask."""

from collections.abc import Mapping
from datetime import datetime

from telephony.waits.types import Target
from tenants.terms import selectors as terms

DEFAULT = Target()


def targets(*, now: datetime) -> Mapping[int, Target]:
    """Return the targets by company, for those with terms that hold now; for all others it is DEFAULT. No statement."""
    return {
        tenant_id: Target(share=agreed.promise.target_percent / 100, within=float(agreed.promise.target_time))
        for tenant_id, agreed in terms.all_present(now=now).items()
    }
