"""A draft looked at: what is wrong with it, how it is drawn, and what it changes against what callers hear now."""

from datetime import datetime
from typing import Any

from telephony.ivr import document, layout, selectors, services, words
from telephony.ivr.diff import differences
from telephony.ivr.models import Flow, FlowVersion
from telephony.ivr.nodes import Flow as Menu
from telephony.ivr.types import Problem


def looked_at(*, flow: Flow, draft: object, tenant_id: int, now: datetime) -> dict[str, Any]:
    """Return problems, drawing and changes of a draft, as the editor wants them."""
    menu = document.read(draft)[0]
    found = services.check(draft=draft, known=selectors.known(tenant_id=tenant_id))
    live = selectors.live_version(flow_id=flow.pk, now=now)
    return {
        "problems": told(found, menu=menu),
        "drawing": layout.drawing(menu),
        "changes": changes(live, menu) if live else None,
    }


def told(found: list[Problem], *, menu: Menu) -> list[dict[str, str]]:
    """Return problems as JSON with their sentences."""
    return [words.problem(one, flow=menu) for one in found]


def changes(before: FlowVersion | None, after: Menu) -> list[dict[str, str]]:
    """Return in words what a menu changes against a version."""
    old = document.read(before.document)[0] if before else None
    titles = {node.id: node.title or node.id for menu in (old, after) if menu for node in menu.nodes.values()}
    return [words.difference(one, titles=titles) for one in differences(old, after)]
