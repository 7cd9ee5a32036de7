"""The weights with which we serve: the one place from which the router, what-if and the simulation take them. Pure.

What was measured before they were chosen: docs/decisions/0021-the-policy-that-is-proven-is-the-one-that-runs.md.
"""

from telephony.routing.types import Policy

PRODUCTION = Policy(rank_time=60.0, need_time=300.0, yield_time=200.0, debt_time=2.0)
"""Each place in an operator's own order is worth a minute of waiting. Whom nobody else who is ready could replace counts
as five minutes less idle. Who can no longer be answered within the contract's time yields to those who can, until her ceiling.
A point of service level behind the contract is worth two seconds."""
