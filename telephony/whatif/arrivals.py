"""Arrivals drawn from Poisson processes, with exponential talks. The same seed draws the same callers for every policy."""

import itertools
import random
from collections.abc import Iterator, Mapping

from telephony.whatif.types import Arrival


def poisson(
    *, rates: Mapping[int, float], service_time: float, calls: int, seed: int, patience: float | None = None
) -> Iterator[Arrival]:
    """Draw so many callers; `rates` are calls per second by company, times are means in seconds."""
    chance = random.Random(seed)
    total = sum(rates.values())
    tenants, shares = list(rates), list(itertools.accumulate(rates.values()))
    at = 0.0
    for _ in range(calls):
        at += chance.expovariate(total)
        tenant_id = chance.choices(tenants, cum_weights=shares)[0]
        talk = chance.expovariate(1 / service_time)
        if patience is None:
            yield Arrival(at, tenant_id, talk)
        else:
            yield Arrival(at, tenant_id, talk, chance.expovariate(1 / patience))


def burst(
    *, tenant_id: int, rate: float, service_time: float, starts_at: float, ends_at: float, seed: int
) -> Iterator[Arrival]:
    """Draw the callers of one company between two moments."""
    chance = random.Random(seed)
    at = starts_at + chance.expovariate(rate)
    while at < ends_at:
        yield Arrival(at, tenant_id, chance.expovariate(1 / service_time))
        at += chance.expovariate(rate)
