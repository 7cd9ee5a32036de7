"""Both routers, from the world's side: turned at the same time, served as a carrier serves, and killed in between."""

import multiprocessing
import time
from collections.abc import Callable
from datetime import datetime
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from django.db import connection

from telephony.provider.port import CarrierFailed
from tests.exact import router
from tests.exact.switch import Switch

PATIENCE = 60.0
"""Seconds (of the wall's clock) after which a turn that has not ended is a lock that nobody lets go of."""

_servers = multiprocessing.get_context("forkserver")


class Router:
    """One process and its pipe."""

    def __init__(self, *, database: str) -> None:
        _servers.set_forkserver_preload(["tests.exact.warm"])
        self.pipe: Connection[Any, Any]
        self.pipe, far = _servers.Pipe()
        self._process: BaseProcess = _servers.Process(target=router.run, args=(far, database), daemon=True)
        self._process.start()
        far.close()
        assert self.pipe.poll(PATIENCE), "a router does not start"
        self.pipe.recv()
        self.backend = 0
        self.is_busy = False

    def turn(self, *, now: datetime, ticked: bool, reconciles: bool) -> None:
        """Begin a turn; what it says is read by `Routers`."""
        self.is_busy = True
        self.pipe.send((now, ticked, reconciles))

    def kill(self) -> None:
        """kill -9."""
        self._process.kill()
        self._process.join()
        self.pipe.close()

    def cut(self) -> None:
        """Its connection is ended by the server: whatever transaction it has is rolled back."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [self.backend])


class Routers:
    """Two of them."""

    def __init__(self, *, switch: Switch, database: str) -> None:
        self._switch, self._database = switch, database
        self._routers = [Router(database=database) for _ in range(2)]
        self._blows: list[tuple[float, Callable[[], None]]] = []
        self.failures: list[str] = []
        self.kills = self.cuts = 0

    def begin(self, *, now: datetime, ticked: bool, reconciles: bool) -> None:
        """Both begin a turn; one of them does the reconciling."""
        for place, one in enumerate(self._routers):
            one.turn(now=now, ticked=ticked, reconciles=reconciles and place == 0)

    def strike(self, *, place: int, after: float, kills: bool) -> None:
        """Kill a router, or cut its connection, so many seconds from now."""
        blow = self._kill if kills else self._cut
        self._blows.append((time.monotonic() + after, lambda: blow(place)))

    def serve(self, *, finish: bool) -> None:
        """Answer what the routers ask of the carrier: what is there, or, to `finish`, until both have ended."""
        deadline = time.monotonic() + PATIENCE
        while True:
            self._strike_what_is_due()
            busy = [one for one in self._routers if one.is_busy]
            heard = wait([one.pipe for one in busy], timeout=0.002 if finish else 0) if busy else []
            for one in busy:
                if one.pipe in heard and one.is_busy:
                    self._hear(one)
            if not heard and (not busy or not finish):
                break
            assert time.monotonic() < deadline, "a router's turn does not end"
        if finish:
            self._blows.clear()

    def close(self) -> None:
        """End them."""
        for one in self._routers:
            one.kill()

    def _hear(self, one: Router) -> None:
        kind, *words = one.pipe.recv()
        if kind == "done":
            one.is_busy, one.backend = False, words[0]
            self.failures += words[1]
        else:
            one.pipe.send(self._answer(*words))

    def _answer(self, verb: str, words: dict[str, Any]) -> Any:
        try:
            return self._switch.asked(verb, words)
        except CarrierFailed as failure:
            return failure

    def _strike_what_is_due(self) -> None:
        now = time.monotonic()
        due = [blow for at, blow in self._blows if at <= now]
        self._blows = [(at, blow) for at, blow in self._blows if at > now]
        for blow in due:
            blow()

    def _kill(self, place: int) -> None:
        self._routers[place].kill()
        self._routers[place] = Router(database=self._database)
        self.kills += 1

    def _cut(self, place: int) -> None:
        if self._routers[place].backend:
            self._routers[place].cut()
            self.cuts += 1
