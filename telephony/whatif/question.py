"""What if: yesterday's callers with other operators, or with another client's callers among them. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from telephony.routing.types import Policy
from telephony.routing.weights import PRODUCTION
from telephony.whatif.experience import experience
from telephony.whatif.floor import run
from telephony.whatif.types import Arrival, Setting


@dataclass(frozen=True, slots=True)
class Answer:
    """What one company's callers would have met with. `level` is None if nobody called."""

    callers: int
    level: float | None


def ask(
    *,
    arrivals: Sequence[Arrival],
    setting: Setting,
    within_time: float,
    more: Iterable[Arrival] = (),
    policy: Policy = PRODUCTION,
) -> Mapping[int, Answer]:
    """Return every company's service level if these callers, and `more` of them, met this floor.

    `arrivals` come from closed records: arrival in seconds since the day began, company, handle time (of an abandoned call
    the company's usual one), and patience: what an abandoned caller waited; answered callers showed none, so theirs is
    infinite or drawn. Who hung up, or was not answered within `within_time` seconds, counts against the level.
    """
    callers = sorted([*arrivals, *more], key=lambda arrival: arrival.at)
    outcomes = run(setting=setting, arrivals=callers, policy=policy)
    seen = experience(outcomes=outcomes, since=0.0, within_time=within_time)
    companies = {arrival.tenant_id for arrival in callers} | set(setting.terms)
    return {company: _answer(seen.callers[company], seen.late[company]) for company in companies}


def _answer(callers: int, late: int) -> Answer:
    return Answer(callers, 1 - late / callers if callers else None)
