"""`make run`: up from nothing, down without a trace, whatever ends it."""

import json
import os
import signal
import sys
import urllib.request

import pytest

from tests.product import MakeRun, ignores
from tests.whole.conftest import First

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc"),
    pytest.mark.xdist_group("whole"),
]
STOP_TIME = START_TIME = 10.0
TRIES = 3
"""A start is promised for a machine that does nothing else; other tests beside this one slow it down now and then."""


def crowd() -> float:
    """How many want each core in this minute; 1.0 where there is one for everybody."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def test_a_first_start_says_where_everything_is_and_sigterm_ends_it(first: First) -> None:
    assert "http://localhost:" in first.text
    assert "@" in first.text, "no sign-in is shown"
    assert first.code == 0
    assert first.stop_time < STOP_TIME
    assert first.left_behind == []


def test_a_second_start_is_ready_soon_and_ctrl_c_ends_it(first: First) -> None:
    assert any(_up_and_down(first) < START_TIME * crowd() for _ in range(TRIES))


def _up_and_down(first: First) -> float:
    """The seconds until it was ready; started in a script's background, where SIGQUIT would end nobody."""
    with MakeRun(folder=first.folder, port=first.port, in_background=True) as product:
        start_time = product.wait_until_ready()
        assert not ignores(product.pid_of("cc_saas.beat beat"), signal.SIGQUIT)
        with urllib.request.urlopen(f"http://localhost:{product.port}/readyz") as answer:
            assert json.load(answer)["status"] == "ready"
        told = json.loads((first.folder / "environment.json").read_text())
        assert told["CC_PORT"] == str(product.port)
        # The kernel sends Ctrl-C to the whole group; the children are in groups of their own.
        code, stop_time = product.stop(signal.SIGINT)
        assert product.left_behind() == []
        assert (code, stop_time < STOP_TIME) == (0, True)
    return start_time


def test_a_server_that_dies_by_itself_ends_the_rest(first: First) -> None:
    """The rule for each of the processes stands in tests/cc_saas/local/test_supervisor.py."""
    with MakeRun(folder=first.folder, port=first.port) as product:
        product.wait_until_ready()
        os.kill(product.pid_of("postgres -D"), signal.SIGKILL)
        assert product.process.wait(timeout=STOP_TIME) == 1
        assert product.left_behind() == []
        assert "was killed by SIGKILL; its last lines:" in product.text


def test_a_killed_supervisor_leaves_nothing_behind(first: First) -> None:
    with MakeRun(folder=first.folder, port=first.port) as product:
        product.wait_until_ready()
        product.process.kill()
        product.wait_until_nothing_is_left(STOP_TIME)
