"""`make run`: up from nothing, down without a trace, whatever ends it."""

import json
import os
import signal
import socket
import sys
import urllib.request
from pathlib import Path

import pytest

from cc_saas.local.lock import FolderLock
from cc_saas.local.processes import free_port
from tests.product import Product

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc"),
    pytest.mark.xdist_group("run"),
]
# Promised for a machine that does nothing else; other tests beside this one take their share.
# Alone on an idle machine the promise is held to the second. Beside other tests, which take the other cores and start
# whole products of their own, a start takes as much longer as there are others.
OTHERS = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")) - 1
BUSY = 1.0 + max(2.0 * OTHERS, os.getloadavg()[0] / (os.cpu_count() or 1))
STOP_TIME = 10.0 * BUSY
START_TIME = 10.0 * BUSY


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that has seen its first start, which loads the demo."""
    path = tmp_path_factory.mktemp("product").resolve()
    with Product(folder=path) as product:
        product.wait_until_ready()
        assert "http://localhost:" in product.text
        assert "@" in product.text, "no sign-in is shown"
        code, seconds = product.stop(signal.SIGTERM)
        assert (code, seconds < STOP_TIME) == (0, True)
        assert product.left_behind() == []
    return path


def test_a_second_start_is_ready_soon_and_ctrl_c_ends_it(folder: Path) -> None:
    with Product(folder=folder) as product:
        assert product.wait_until_ready() < START_TIME
        with urllib.request.urlopen(f"http://localhost:{product.port}/readyz") as answer:
            assert json.load(answer)["status"] == "ready"
        # The kernel sends Ctrl-C to the whole group; the children are in groups of their own.
        code, seconds = product.stop(signal.SIGINT)
        assert (code, seconds < STOP_TIME) == (0, True)
        assert product.left_behind() == []
        assert json.loads((folder / "environment.json").read_text())["CC_PORT"] == str(product.port)


@pytest.mark.parametrize("words", ["run_router", "postgres -D", "celery -A cc_saas.celery worker"])
def test_one_that_dies_by_itself_ends_the_rest(folder: Path, words: str) -> None:
    with Product(folder=folder) as product:
        product.wait_until_ready()
        os.kill(product.pid_of(words), signal.SIGKILL)
        assert product.process.wait(timeout=STOP_TIME) == 1
        assert "was killed by SIGKILL; its last lines:" in product.text
        assert product.left_behind() == []


def test_a_killed_supervisor_leaves_nothing_behind(folder: Path) -> None:
    with Product(folder=folder) as product:
        product.wait_until_ready()
        product.process.kill()
        product.wait_until_nothing_is_left(STOP_TIME)


def test_a_folder_in_use_is_said_in_one_sentence(tmp_path: Path, folder: Path) -> None:
    lock = FolderLock(folder=folder)
    lock.take()
    with Product(folder=folder) as product:
        assert product.process.wait(timeout=30) == 1
        assert f"{folder} is in use by process" in product.lines[-2] + product.lines[-1]
        assert "set CC_DATA_DIR" in product.text
    lock.release()


def test_a_taken_port_is_said_in_one_sentence(tmp_path: Path) -> None:
    port = free_port(in_a_row=3)
    with (
        socket.create_server(("127.0.0.1", port + 1)),
        Product(folder=tmp_path, CC_PORT=str(port)) as product,
    ):
        assert product.process.wait(timeout=30) == 1
    assert product.text.strip() == (
        f"Port {port + 1} is taken by another program: set CC_PORT to a port that is free, with the 2 after it."
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CC_PORT", "eight thousand"),
        ("REDIS_URL", "redis://127.0.0.1:1/0"),
        ("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none"),
        ("DATABASE_URL", "mysql://127.0.0.1/cc"),
        ("CC_COMPANY_DOMAIN", "not a domain"),
        ("CC_DATA_DIR", "/dev/null/here"),
        ("CC_SOFTPHONE", "tin can"),
    ],
)
def test_a_wrong_value_is_said_in_one_sentence(tmp_path: Path, name: str, value: str) -> None:
    with Product(folder=tmp_path, **{name: value}) as product:
        assert product.process.wait(timeout=60) == 1
    said = [line for line in product.lines if line and not line.endswith(("...", "Stopped."))]
    assert len(said) == 1, product.text
    assert name in said[0]
