"""The policy: which ready operator answers which waiting caller. Pure, and the only place that decides it.

Order of callers: who lost an operator, then priority, then who waits longest. Order of operators for one caller:
the preferred one, then whoever has not let this caller go before, then the longest idle. A caller is eligible for an
operator who is cleared for the company, masters each skill at its level, and speaks the language (primary part).
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from telephony.routing.types import ReadyOperator, WaitingCaller

Pair = tuple[WaitingCaller, ReadyOperator]


def match(
    *,
    callers: Iterable[WaitingCaller],
    operators: Iterable[ReadyOperator],
    now: datetime,
    awaited: frozenset[UUID] = frozenset(),
) -> list[Pair]:
    """Return the pairs to offer, the most urgent caller first; nobody stands in two of them.

    `awaited` are operators who are ready and yet may not stand in `operators`, since another router looks at them or
    this caller rests from them: one who is kept for such an operator is offered to nobody else until `preferred_until`.
    """
    free = {operator.operator_id: operator for operator in operators}
    pairs: list[Pair] = []
    for caller in sorted(callers, key=_urgency):
        chosen = choose(caller=caller, operators=free.values(), now=now, awaited=awaited)
        if chosen is not None:
            pairs.append((caller, chosen))
            del free[chosen.operator_id]
    return pairs


def choose(
    *,
    caller: WaitingCaller,
    operators: Iterable[ReadyOperator],
    now: datetime,
    awaited: frozenset[UUID] = frozenset(),
) -> ReadyOperator | None:
    """Return who should answer this caller, or None."""
    resting = caller.passed_by if caller.rest_until is not None and caller.rest_until > now else frozenset()
    fit = [
        operator
        for operator in operators
        if operator.operator_id not in resting and can_answer(caller=caller, operator=operator)
    ]
    preferred = _preferred(caller, now)
    if preferred is not None:
        own = [operator for operator in fit if operator.operator_id == preferred]
        if own or preferred in awaited:
            fit = own
    return min(fit, key=lambda operator: _suitability(caller, operator), default=None)


def can_answer(*, caller: WaitingCaller, operator: ReadyOperator) -> bool:
    """Tell whether this operator may and can answer this caller."""
    return (
        caller.tenant_id in operator.clearances
        and speaks(languages=operator.languages, language=caller.language)
        and all(operator.skills.get(skill, 0) >= level for skill, level in caller.skills.items())
    )


def speaks(*, languages: Iterable[str], language: str) -> bool:
    """Compare languages by their primary part: en-GB is spoken by whoever speaks en-US (BCP 47, RFC 5646 2.2.1)."""
    return primary(language) in {primary(spoken) for spoken in languages}


def primary(language: str) -> str:
    """Return the primary part of a BCP 47 tag, in lower case."""
    return language.replace("_", "-").split("-", 1)[0].lower()


def _preferred(caller: WaitingCaller, now: datetime) -> UUID | None:
    if caller.preferred_until is None or caller.preferred_until <= now:
        return None
    return caller.preferred_operator_id


def _urgency(caller: WaitingCaller) -> tuple[bool, int, datetime, str]:
    return (not caller.is_first, -caller.priority, caller.entered_at, str(caller.call_id))


def _suitability(caller: WaitingCaller, operator: ReadyOperator) -> tuple[bool, datetime, str]:
    return (operator.operator_id in caller.passed_by, operator.idle_since, str(operator.operator_id))
