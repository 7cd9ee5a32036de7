"""<Hangup>, <Reject>, <Redirect>, <Leave>: the verbs that end a document or send it elsewhere."""

from telephony.simulator.types import CallStatus, Source

from .document import Element
from .runner import HangUp, Jump, LeaveQueue, Runner


async def hangup(runner: Runner, element: Element) -> None:
    """End the leg; as the first verb it answers all the same."""
    raise HangUp


async def reject(runner: Runner, element: Element) -> None:
    """Do not answer: the only way not to."""
    if runner.call.status is not CallStatus.RINGING:
        raise HangUp
    raise HangUp(CallStatus.BUSY if element.get("reason") == "busy" else CallStatus.NO_ANSWER)


async def redirect(runner: Runner, element: Element) -> None:
    """Another document; a blank URL means this one again."""
    url = runner.resolve(element.text or runner.source.url)
    raise Jump(Source(url=url, method=(element.get("method") or "POST").upper()))


async def leave(runner: Runner, element: Element) -> None:
    """Leave the queue, and go on after <Enqueue>."""
    raise LeaveQueue
