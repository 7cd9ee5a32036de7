"""What queues ask for, kept in the process: read without SQL, forgotten at a NOTIFY, never older than ten seconds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from agents.roster.models import Group
from cc_saas.lib.livemap import LiveMap
from telephony.queues.lending import applied
from telephony.queues.models import Queue
from telephony.queues.selectors import draft_of
from telephony.queues.types import QUEUES, OverflowAction, OverflowStep, QueueDraft, Relaxing
from telephony.routing.ability import speaks
from telephony.routing.rings import own_first
from telephony.routing.types import RING_TIME, URGENT_RING_TIME, Ring

Asking = tuple[frozenset[int], tuple[Ring, ...]]
"""Groups of which one must be an operator's, and the rings that relax it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A queue as routing and the clock use it. Groups and queues that are gone are left out; times are in seconds."""

    id: int
    tenant_id: int
    name: str
    draft: QueueDraft
    groups: frozenset[int]
    rings: tuple[Ring, ...]
    overflow: tuple[OverflowStep, ...]
    # The same, as long as the company's own agents are asked first; None: they never are.
    own: Asking | None = None
    is_deleted: bool = False

    @property
    def ring_time(self) -> int:
        """How long an operator is rung (RONA)."""
        return URGENT_RING_TIME if self.draft.is_urgent else RING_TIME

    @property
    def limits_waiting(self) -> bool:
        """Whether time alone moves its callers somewhere else."""
        return bool(self.is_deleted or self.overflow or self.draft.max_size or self.draft.max_wait_time)

    def asking(self, *, has_own: Callable[[int], bool]) -> Asking:
        """Return who is asked for its callers; `has_own` tells whether an own agent of a company may answer before long."""
        return self.own if self.own is not None and has_own(self.tenant_id) else (self.groups, self.rings)

    def language_of(self, language: str) -> str:
        """Return the language in which a caller of this language is served here."""
        spoken = self.draft.languages
        return language if not spoken or speaks(languages=spoken, language=language) else self.draft.language


def definition(*, queue_id: int) -> Definition | None:
    """Return a queue; one that was made an instant ago is looked for once more."""
    found = _queues.get(queue_id)
    if found is None:
        _queues.forget()
        found = _queues.get(queue_id)
    return found


def all_definitions() -> Mapping[int, Definition]:
    """Return every queue by its id."""
    return _queues.all()


def _load() -> Mapping[int, Definition]:
    queues = list(Queue.objects.prefetch_related("skills__skill", "changes"))
    groups = frozenset(Group.objects.values_list("pk", flat=True))
    alive = frozenset(queue.pk for queue in queues if queue.deleted_at is None)
    return {queue.pk: _definition(queue, groups, alive) for queue in queues}


def _definition(queue: Queue, groups: frozenset[int], alive: frozenset[int]) -> Definition:
    draft = applied(draft=draft_of(queue), changes=queue.changes.all())
    asked, rings = groups.intersection(draft.group_ids), tuple(_ring(ring, groups) for ring in draft.rings)
    own = None
    if draft.own_first_time is not None:
        own = own_first(tenant_id=queue.tenant_id, groups=asked, rings=rings, after_time=draft.own_first_time)
    return Definition(
        id=queue.pk,
        tenant_id=queue.tenant_id,
        name=queue.name,
        draft=draft,
        groups=asked,
        rings=rings,
        own=own,
        overflow=tuple(
            step for step in draft.overflow if step.action is not OverflowAction.QUEUE or step.queue_id in alive
        ),
        is_deleted=queue.deleted_at is not None,
    )  # fmt: skip


def _ring(ring: Relaxing, groups: frozenset[int]) -> Ring:
    return Ring(
        after_time=float(ring.after_time),
        lower_by=ring.lower_by,
        groups=groups.intersection(ring.group_ids),
        is_open_to_all=ring.is_open_to_all,
    )


_queues: LiveMap[int, Definition] = LiveMap(channel=QUEUES, load=_load)
