"""The telephone exchange: every part of the simulated account, wired once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web

from .call import Call
from .calls import Calls
from .clock import Background, Clock, RealClock, VirtualClock
from .conferences import Conferences
from .config import Behaviour, Configuration
from .faults import Faults
from .ids import Sids
from .journal import Journal
from .media import Media
from .numbers import Numbers
from .queues import Queues
from .recordings import Recordings
from .registry import Registry
from .transport import Transport
from .types import JSON, Endpoint
from .webhooks import Webhooks


def nobody_arrives(from_: str, to: str, endpoint: Endpoint | None) -> Call:
    """Stands where the switchboard is not plugged in yet."""
    raise RuntimeError("the switchboard is not plugged in")


@dataclass(kw_only=True, eq=False)
class Exchange:
    """What doors and verbs work with. `phones` are the open phone pages (each takes frames); `next_leg_at` is when
    the calls-per-second queue lets the next leg out; `arrive` begins an inbound call."""

    configuration: Configuration
    behaviour: Behaviour
    clock: Clock
    sids: Sids
    journal: Journal
    faults: Faults
    background: Background
    webhooks: Webhooks
    numbers: Numbers
    calls: Calls
    media: Media
    conferences: Conferences
    queues: Queues
    recordings: Recordings
    registry: Registry
    phones: list[Callable[[JSON], None]] = field(default_factory=list)
    next_leg_at: datetime | None = None
    sockets: set[web.WebSocketResponse] = field(default_factory=set)
    arrive: Callable[[str, str, Endpoint | None], Call] = nobody_arrives

    def tell_phones(self, frame: JSON) -> None:
        """One frame for every open phone page."""
        for send in list(self.phones):
            send(frame)

    def live_calls(self) -> list[Call]:
        """Legs that are not over."""
        return [call for call in self.calls.all() if call.is_live]


def open_exchange(configuration: Configuration) -> Exchange:
    """A new exchange; numbers and recordings of an earlier run are read from disk."""
    behaviour = Behaviour()
    clock: Clock = VirtualClock() if configuration.virtual_clock else RealClock()
    sids, faults, background, media = Sids(configuration.seed), Faults(), Background(), Media()
    journal = Journal(clock)
    webhooks = Webhooks(
        transport=Transport(configuration=configuration, behaviour=behaviour),
        clock=clock,
        sids=sids,
        journal=journal,
        faults=faults,
        background=background,
    )
    account, folder = configuration.account_sid, configuration.data_dir / "simulator"
    return Exchange(
        configuration=configuration,
        behaviour=behaviour,
        clock=clock,
        sids=sids,
        journal=journal,
        faults=faults,
        background=background,
        webhooks=webhooks,
        numbers=Numbers(folder=folder, clock=clock, sids=sids),
        calls=Calls(account_sid=account, clock=clock, sids=sids, webhooks=webhooks),
        media=media,
        conferences=Conferences(
            account_sid=account, clock=clock, sids=sids, webhooks=webhooks, media=media, behaviour=behaviour
        ),
        queues=Queues(clock=clock, sids=sids),
        recordings=Recordings(
            folder=folder / "recordings",
            account_sid=account,
            public_url=configuration.public_url,
            clock=clock,
            sids=sids,
            webhooks=webhooks,
        ),
        registry=Registry(),
    )
