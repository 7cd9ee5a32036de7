"""Who may and can answer whom: clearance, language, skills, groups. Pure."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from cc_saas.lib.languages import primary
from telephony.routing.liking import is_asked_yet
from telephony.routing.rings import Asked, asked
from telephony.routing.types import ReadyOperator, WaitingCaller


def can_answer(*, caller: WaitingCaller, operator: ReadyOperator, now: datetime | None = None) -> bool:
    """Tell whether this operator may and can answer this caller; with `now`, as the rings ask for it by then."""
    at = now or caller.entered_at
    is_asked = is_asked_yet(caller=caller, operator=operator, now=at)
    return is_asked and fits(caller, asked(caller=caller, now=at), operator)


def speaks(*, languages: Iterable[str], language: str) -> bool:
    """Compare languages by their primary part: en-GB is spoken by whoever speaks en-US (BCP 47, RFC 5646 2.2.1)."""
    return primary(language) in _primaries(frozenset(languages))


def fits(caller: WaitingCaller, wanted: Asked, operator: ReadyOperator) -> bool:
    """Tell whether this operator has what is asked for this caller; positional, being called a thousand times a tick."""
    skills, groups = wanted
    return (
        caller.tenant_id in operator.clearances
        and primary(caller.language) in _primaries(operator.languages)
        and (not skills or all(operator.skills.get(skill, 0) >= level for skill, level in skills))
        and (not groups or not groups.isdisjoint(operator.groups))
    )


@lru_cache(maxsize=10_000)
def _primaries(languages: frozenset[str]) -> frozenset[str]:
    return frozenset(primary(spoken) for spoken in languages)
