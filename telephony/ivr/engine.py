"""The engine of menus. Pure: a menu, a state and an input give the next state, and what the caller's line is to do.

Every step ends in one instruction that waits (for keys, for the end of a sentence, for the company's address) or
leaves the menu. Whatever a caller does, after MOST_ASKED questions she waits for an operator.
"""

from cc_saas.lib.languages import primary
from telephony.ivr import asking
from telephony.ivr.inputs import CameBack, Checked, Input
from telephony.ivr.instructions import AskAddress, Step
from telephony.ivr.nodes import (
    Collect,
    Flow,
    Question,
)
from telephony.ivr.state import State, World
from telephony.ivr.types import Stage
from telephony.ivr.walk import Walk


def begin(*, flow: Flow, language: str, world: World) -> Step:
    """Let a call enter a menu. A caller whose language the menu does not speak hears its first one."""
    state = State(language=spoken(flow=flow, language=language))
    return Walk(flow, state, world).enter(flow.start)


def step(*, flow: Flow, state: State, given: Input, world: World) -> Step:
    """Return what follows an input. One that does not fit what the call waits for counts as wrong, or changes nothing."""
    walk, node = Walk(flow, state, world), flow.nodes.get(state.node)
    if node is None:
        return walk.help()
    if state.stage is Stage.SAYING:
        return walk.stop(node)
    if state.stage is Stage.CHECKING:
        return walk.checked(node, given if isinstance(given, Checked) else Checked(failed=True))
    if isinstance(given, CameBack):
        return walk.come_back(node, given.why)
    if state.stage is Stage.ASKING and isinstance(node, Question):
        return walk.answered(node, given)
    return walk.help()


def awaited_address(*, flow: Flow, state: State) -> AskAddress | None:
    """Return the question to the company's address for which a call waits, or None."""
    node = flow.nodes.get(state.node)
    if state.stage is not Stage.CHECKING or not isinstance(node, Collect):
        return None
    return asking.address(node, state.held)


def spoken(*, flow: Flow, language: str) -> str:
    """Return the language of the menu that is nearest to a caller's."""
    if language in flow.languages:
        return language
    return next((one for one in flow.languages if primary(one) == primary(language)), flow.languages[0])
