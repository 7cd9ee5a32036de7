"""Digits that a caller keyed in are shown to the company's own address, which says whether they are right and where to."""

import logging
from uuid import UUID

from cc_saas.lib import outward
from telephony.callflow import menu
from telephony.ivr.inputs import Checked

logger = logging.getLogger(__name__)


def ask(*, call_id: UUID, step: int) -> Checked:
    """Ask the address for which the call waits; at most three seconds. Whatever goes wrong is a failure, never an error."""
    waiting = menu.address_asked(call_id=call_id, step=step)
    if waiting is None:
        return Checked(failed=True)
    call, asked = waiting
    body = {
        "call": str(call.pk), "step": asked.node, "digits": asked.digits, "caller": call.caller,
        "called": call.called, "language": call.language,
    }  # fmt: skip
    try:
        answer = outward.ask(url=asked.url, body=body, key=f"{call.pk}:{step}")
    except (outward.NotAsked, outward.NoAnswer) as failure:
        logger.warning(
            "the company's address failed", extra={"error": str(failure), "kind": type(failure).__name__}
        )
        return Checked(failed=True)
    valid, route = answer.get("valid", True), answer.get("route", "")
    if not isinstance(valid, bool) or not isinstance(route, str):
        return Checked(failed=True)
    return Checked(valid=valid, route=route)
