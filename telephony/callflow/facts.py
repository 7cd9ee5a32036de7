"""Telling an operator's console what happened to her, after the commit."""

from typing import Any
from uuid import UUID

from agents.presence import services as presence
from agents.presence.models import OperatorState
from cc_saas.lib.push import OperatorAudience, push_on_commit
from telephony.callflow import screen
from telephony.callflow.types import Fact
from telephony.calls.models import Call


def tell(*, state: OperatorState | None, fact: type[Fact], **parts: Any) -> None:
    """Push one fact with the operator's state and the parts of her snapshot that are new.

    `state` is the row as the same transaction left it: its `seq` numbers the fact. None (nothing changed) tells nothing.
    """
    if state is None:
        return
    event = fact(seq=state.seq, as_={**screen.state_part(state), **parts})
    push_on_commit(audience=OperatorAudience(state.operator_id), event=event)


def tell_call(*, state: OperatorState | None, fact: type[Fact], call: Call, **parts: Any) -> None:
    """The same with the call as it is now."""
    if state is not None:
        tell(state=state, fact=fact, call=screen.call_part(call, state), **parts)


def step(*, operator_id: UUID) -> OperatorState:
    """Take the next number for a fact that leaves her state as it is."""
    return presence.touch(operator_id=operator_id)
