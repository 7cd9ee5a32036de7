"""Answers that come late: the first request of a kind is held back until the test lets it go."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import APIResponse, Page, Request, Response, Route

from tests.browser.looking import PATIENCE

_STEP = 50  # ms
_TAKEN = "() => new Promise((taken) => setTimeout(taken, 50))"


@dataclass
class Late:
    """The first request of its kind, and the answers to all of them."""

    page: Page
    method: str
    over: list[Request] = field(default_factory=list)
    _held: list[Route] = field(default_factory=list)
    _asked: set[str] = field(default_factory=set)
    _answered: list[str] = field(default_factory=list)

    def take(self, route: Route) -> None:
        """Hold the first one."""
        if route.request.method != self.method:
            return route.continue_()
        self._asked.add(route.request.url)
        return route.continue_() if self._held else self._held.append(route)

    def note(self, response: Response) -> None:
        """One more was answered."""
        if response.request.method == self.method and response.url in self._asked:
            self._answered.append(response.url)

    def note_end(self, request: Request) -> None:
        """One was answered, or given up."""
        self.over.append(request)

    def first(self) -> Route:
        """Wait until it was asked."""
        for _ in range(PATIENCE // _STEP):
            if self._held:
                return self._held[0]
            self.page.wait_for_timeout(_STEP)
        raise AssertionError("it was not asked for in time")

    def answer(self) -> APIResponse:
        """What the server says to it now; the page is told later."""
        return self.first().fetch()

    def tell(self, answer: APIResponse) -> None:
        """Let the page have that answer at last, and take it."""
        self.first().fulfill(response=answer)
        self._until_over()

    def fail(self) -> None:
        """The network has lost it."""
        self.first().abort()
        self._until_over()

    def _until_over(self) -> None:
        """Also where the page lost its patience before, which is 8 seconds."""
        for _ in range(PATIENCE // _STEP):
            if self.first().request in self.over:
                self.page.evaluate(_TAKEN)
                return
            self.page.wait_for_timeout(_STEP)
        raise AssertionError("it did not end in time")

    def let_go(self, *, answers: int, status: int = 0) -> None:
        """Send it on, or answer it here with this status, and wait until so many in all are answered."""
        if status:
            self.first().fulfill(status=status)
        else:
            self.first().continue_()
        for _ in range(PATIENCE // _STEP):
            if len(self._answered) >= answers:
                self.page.evaluate(_TAKEN)
                return
            self.page.wait_for_timeout(_STEP)
        raise AssertionError(f"not answered in time, only {self._answered}")


@contextmanager
def first_is_late(page: Page, address: str, method: str = "GET") -> Iterator[Late]:
    """While it lasts, the first request to an address (a glob) waits."""
    late = Late(page=page, method=method)
    page.route(address, late.take)
    page.on("response", late.note)
    page.on("requestfinished", late.note_end)
    page.on("requestfailed", late.note_end)
    yield late
    page.remove_listener("response", late.note)
    page.remove_listener("requestfinished", late.note_end)
    page.remove_listener("requestfailed", late.note_end)
    page.unroute(address, late.take)
