"""The cast of the random events, and the playing of many of them: run after run, each with a seed of its own."""

from uuid import UUID

from tests.exact.run import Figures, Run
from tests.factories.cast import Cast, make_agent, make_cast

IN_A_RUN = 5_000
MORE = {
    "Cara": ["acme", "globex"], "Dora": ["globex"], "Elsa": ["acme", "globex"], "Fay": ["acme"],
    "Gia": ["acme", "globex"], "Hana": ["globex"], "Ines": ["acme", "globex"], "Jana": ["acme"],
    "Kira": ["acme", "globex"], "Lena": ["globex"],
}  # fmt: skip


def make_house() -> tuple[Cast, list[UUID]]:
    """Two companies and twelve operators."""
    cast = make_cast()
    others = [
        make_agent(name=name, companies=companies, languages=["en", "ru"]) for name, companies in MORE.items()
    ]
    return cast, [cast.ana.id, cast.ben.id, *(one.id for one in others)]


def play(*, events: int, seed: int) -> list[Figures]:
    """Play so many events and tell how far it is. A run that broke is played again alone by its seed. Raises Broken."""
    cast, operators = make_house()
    found = []
    for number in range(-(-events // IN_A_RUN)):
        wanted = min(IN_A_RUN, events - number * IN_A_RUN)
        figures = Run(seed=seed + number, events=wanted, cast=cast, operators=operators).play()
        found.append(figures)
        print(
            f"seed {figures.seed}: {figures.events} events, {figures.calls} calls, {figures.kills} kills,"
            f" {figures.cuts} cuts in {figures.seconds:.1f} s; {sum(one.events for one in found)} of {events}",
            flush=True,
        )
    return found
