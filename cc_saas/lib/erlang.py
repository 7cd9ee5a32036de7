"""Queues whose answers are known exactly: Erlang B, C and A, and M/M/c/K.

Rates are calls per second, times are seconds, loads are Erlang (rate x service time). Only positive terms are added
and multiplied, so the relative error stays near the number of operators times 1e-16, and nothing overflows: what would
grow beyond a double is kept as a logarithm or as its share of the greatest term. Good for 10,000 operators and more.

Sources: A. K. Erlang 1917, in Brockmeyer, Halstrom, Jensen, "The Life and Works of A. K. Erlang" (1948); R. B. Cooper,
"Introduction to Queueing Theory" (1981), ch. 3; A. Mandelbaum, S. Zeltyn, "Service engineering in action: the
Palm/Erlang-A queue" (2007).
"""

import math
from dataclasses import dataclass
from functools import cached_property


def loss(*, load: float, servers: int) -> float:
    """Return Erlang B: the share of calls lost when nobody can wait. Cooper 1981, eq. 3.3: B' = aB / (n + aB)."""
    _check(load=load, servers=servers)
    blocked = 1.0
    for busy in range(1, servers + 1):
        offered = load * blocked
        blocked = offered / (busy + offered)
    return blocked


def delay(*, load: float, servers: int) -> float:
    """Return Erlang C: the share of calls that wait when all are patient; 1 if the load is more than can be served."""
    if load >= servers:
        return 1.0
    blocked = loss(load=load, servers=servers)
    return servers * blocked / (servers - load + load * blocked)


@dataclass(frozen=True, kw_only=True)
class Patient:
    """M/M/n: all wait until they are answered (Erlang C)."""

    rate: float
    service_time: float
    servers: int

    @property
    def load(self) -> float:
        """Offered load in Erlang."""
        return self.rate * self.service_time

    @property
    def occupancy(self) -> float:
        """The share of the operators' time that is spent with callers."""
        return min(1.0, self.load / self.servers)

    @cached_property
    def p_wait(self) -> float:
        """The share of calls that wait."""
        return delay(load=self.load, servers=self.servers)

    @property
    def mean_wait(self) -> float:
        """Mean wait of all calls in seconds (ASA); infinite under overload. Cooper 1981, eq. 3.15."""
        spare = self.servers - self.load
        return self.p_wait * self.service_time / spare if spare > 0 else math.inf

    def answered_within(self, *, seconds: float) -> float:
        """Return the share of calls answered in this time. Cooper 1981, eq. 3.14."""
        spare = self.servers - self.load
        return 1 - self.p_wait * math.exp(-spare * seconds / self.service_time) if spare > 0 else 0.0


@dataclass(frozen=True, kw_only=True)
class Impatient:
    """M/M/n+M: a caller hangs up after an exponential patience (Erlang A). `patience` is its mean in seconds.

    With x = n mu / theta, y = lambda / theta and A(x, y) = sum over j of y^j / ((x+1)...(x+j)), the chance to find j
    callers in the queue falls as the terms of A, and the offered wait V has the density
    lambda p(n-1) exp(y (1 - e^(-theta t)) - n mu t) (Mandelbaum & Zeltyn 2007, sections 4 and 5).
    """

    rate: float
    service_time: float
    servers: int
    patience: float

    @property
    def _x(self) -> float:
        return self.servers * self.patience / self.service_time

    @property
    def _y(self) -> float:
        return self.rate * self.patience

    @cached_property
    def _queue(self) -> tuple[float, float]:
        return _tail(self._x, self._y)

    @cached_property
    def p_wait(self) -> float:
        """The share of calls that wait: A B / (1 + (A - 1) B)."""
        blocked = loss(load=self.rate * self.service_time, servers=self.servers)
        log_a, _ahead = self._queue
        return 1 / (1 + (1 / blocked - 1) * math.exp(-log_a)) if blocked else 0.0

    @property
    def mean_wait(self) -> float:
        """Mean time in the queue of all calls, those that hung up too (Little's law), in seconds."""
        return self.p_wait * self._queue[1] / self.rate

    @property
    def p_abandon(self) -> float:
        """The share of calls that hang up: each who waits does so at the rate 1 / patience."""
        return self.mean_wait / self.patience

    @property
    def occupancy(self) -> float:
        """The share of the operators' time that is spent with callers."""
        return self.rate * (1 - self.p_abandon) * self.service_time / self.servers

    def still_waiting(self, *, seconds: float) -> float:
        """Return the share of calls that are in the queue after this time, neither answered nor gone."""
        log_v, (log_a, _ahead) = self._fallen(seconds), self._later(seconds)
        return self.p_wait * math.exp(log_v + log_a - self._queue[0] - seconds / self.patience)

    def answered_within(self, *, seconds: float) -> float:
        """Return the share of all calls that is answered in this time; who hung up counts against it."""
        return max(0.0, 1 - self.p_abandon - self._answered_later(seconds))

    def served_within(self, *, seconds: float) -> float:
        """Return the share of the answered calls that is answered in this time."""
        return max(0.0, 1 - self._answered_later(seconds) / (1 - self.p_abandon))

    def _answered_later(self, seconds: float) -> float:
        """v(t) (A - 1) / lambda, A taken at y e^(-theta t): integrate e^(-theta t) v(t) by parts."""
        log_v, (log_a, _ahead) = self._fallen(seconds), self._later(seconds)
        busy_rate = self.servers / self.service_time
        waits = self.p_wait * math.exp(log_v + log_a - self._queue[0]) * -math.expm1(-log_a)
        return waits * busy_rate / self.rate

    def _later(self, seconds: float) -> tuple[float, float]:
        return _tail(self._x, self._y * math.exp(-seconds / self.patience))

    def _fallen(self, seconds: float) -> float:
        """The logarithm of v(t) / v(0)."""
        return -self._y * math.expm1(-seconds / self.patience) - self.servers * seconds / self.service_time


@dataclass(frozen=True, kw_only=True)
class Bounded:
    """M/M/c/K: who finds `places` callers in the house, the served ones included, is turned away (Cooper 1981, 3.5)."""

    rate: float
    service_time: float
    servers: int
    places: int

    @cached_property
    def _waiting(self) -> list[float]:
        """The chances of 0, 1, ... callers in the queue while everybody is busy, and the rest before them."""
        load, rooms = self.rate * self.service_time, self.places - self.servers
        if rooms < 0:
            raise ValueError("more operators than places")
        growth = load / self.servers
        # Taken as shares of the greatest: the first if the queue shrinks, the last if it grows.
        weights = [growth ** (k if growth <= 1 else k - rooms) for k in range(rooms + 1)]
        blocked = loss(load=load, servers=self.servers)
        if not blocked:
            return [0.0] * (rooms + 1)
        total = math.fsum(weights) + (1 / blocked - 1) * weights[0]
        return [weight / total for weight in weights]

    @property
    def p_block(self) -> float:
        """The share of calls turned away."""
        return self._waiting[-1]

    @property
    def p_wait(self) -> float:
        """The share of the accepted calls that wait."""
        return math.fsum(self._waiting[:-1]) / (1 - self.p_block)

    @property
    def mean_wait(self) -> float:
        """Mean wait of the accepted calls in seconds (Little's law)."""
        queued = math.fsum(k * chance for k, chance in enumerate(self._waiting))
        return queued / (self.rate * (1 - self.p_block))

    def waits_longer(self, *, seconds: float) -> float:
        """Return the share of the accepted calls that waits longer: k calls must end before the k-th behind is served."""
        fewer, longer = 0.0, 0.0
        for k, chance in enumerate(self._waiting[:-1]):
            fewer += _poisson(self.servers * seconds / self.service_time, k)
            longer += chance * min(1.0, fewer)
        return longer / (1 - self.p_block)


def _poisson(mean: float, k: int) -> float:
    """The chance of k events where `mean` are expected, through logarithms: e^-mean alone would vanish."""
    return math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) if mean else float(k == 0)


def _tail(x: float, y: float) -> tuple[float, float]:
    """Return log A(x, y) and the mean j under its terms."""
    term, total, moment, scale, j = 1.0, 1.0, 0.0, 0.0, 0
    while y > x + j or term > total * 1e-18:
        j += 1
        term *= y / (x + j)
        total += term
        moment += j * term
        if total > 1e250:
            term, total, moment, scale = term / total, 1.0, moment / total, scale + math.log(total)
    return scale + math.log(total), moment / total


def _check(*, load: float, servers: int) -> None:
    if load < 0 or servers < 0:
        raise ValueError("a load and a number of operators are not negative")
