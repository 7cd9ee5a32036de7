"""What a person on duty must hear of: one structured log line and one counter. `kind` is a fixed word, never data."""

import logging
from typing import Any

from prometheus_client import Counter

logger = logging.getLogger("cc.alerts")

ALERTS = Counter("cc_alerts", "Alerts raised, by kind.", ["kind"])


def raise_alert(kind: str, **details: Any) -> None:
    """Count it and log it as an error; never raises. `details` hold ids, no phone numbers and no secrets."""
    ALERTS.labels(kind=kind).inc()
    logger.error(
        "alert %s", kind, extra={"alert": kind, **{f"alert_{name}": value for name, value in details.items()}}
    )
