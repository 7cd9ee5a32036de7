"""Rings: what a queue asks for, relaxed the longer a caller waits."""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from datetime import datetime

from telephony.routing.types import Ring, WaitingCaller

Asked = tuple[tuple[tuple[str, int], ...], frozenset[int]]
"""Skills with their levels in the order of their names, and the groups of which one must be the operator's."""

ANYBODY: Asked = ((), frozenset())


def asked(*, caller: WaitingCaller, now: datetime) -> Asked:
    """Return what is asked of an operator for this caller at this moment."""
    if not caller.rings:
        return (_levels(caller.skills, 0), caller.groups) if caller.skills or caller.groups else ANYBODY
    waited = (now - caller.entered_at).total_seconds()
    open_rings = [ring for ring in caller.rings if ring.after_time <= waited]
    groups = caller.groups
    if groups:
        groups = groups.union(*(ring.groups for ring in open_rings))
    if any(ring.is_open_to_all for ring in open_rings):
        groups = frozenset()
    return _levels(caller.skills, sum(ring.lower_by for ring in open_rings)), groups


def alike(*, caller: WaitingCaller, now: datetime) -> Hashable:
    """Return what callers have in common whom the same operators may answer: contract and rights included."""
    wanted = asked(caller=caller, now=now)
    return caller.tenant_id, caller.language, caller.is_first, caller.is_urgent, wanted


def own_agents(*, tenant_id: int) -> int:
    """Return the group to which a company's own agents belong by themselves; no group that somebody made has its number."""
    return -tenant_id


def own_first(
    *, tenant_id: int, groups: frozenset[int], rings: tuple[Ring, ...], after_time: float
) -> tuple[frozenset[int], tuple[Ring, ...]]:
    """Return groups and rings that ask the company's own agents alone for so many seconds, and then as they did before."""
    opens = Ring(after_time=after_time, groups=groups, is_open_to_all=not groups)
    later = [_not_before(ring, after_time) for ring in rings]
    levels = [Ring(ring.after_time, ring.lower_by) for ring in rings if ring.lower_by]
    found = sorted([opens, *levels, *later], key=lambda ring: ring.after_time)
    return frozenset({own_agents(tenant_id=tenant_id)}), tuple(found)


def _not_before(ring: Ring, after_time: float) -> Ring:
    """Return whom else a ring asks, but not before this time; its levels stand apart."""
    return replace(ring, after_time=max(ring.after_time, after_time), lower_by=0)


def next_change(*, caller: WaitingCaller, now: datetime) -> float | None:
    """Return the seconds until a ring opens for this caller: the router looks again then. None if no more will."""
    waited = (now - caller.entered_at).total_seconds()
    return min((ring.after_time - waited for ring in caller.rings if ring.after_time > waited), default=None)


def _levels(skills: Mapping[str, int], lower_by: int) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((skill, level - lower_by) for skill, level in skills.items() if level > lower_by))
