"""`make run` where something stands in its way: one sentence that names what to set, and nothing is started."""

import socket
import sys
from pathlib import Path

import pytest

from cc_saas.local.lock import FolderLock
from cc_saas.local.processes import free_port
from tests.product import MakeRun

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")


def test_a_folder_in_use_is_said_in_one_sentence(tmp_path: Path) -> None:
    lock = FolderLock(folder=tmp_path)
    lock.take()
    with MakeRun(folder=tmp_path) as product:
        assert product.process.wait(timeout=30) == 1
        assert f"{tmp_path} is in use by process" in product.lines[-2] + product.lines[-1]
        assert "set CC_DATA_DIR" in product.text
    lock.release()


def test_a_taken_port_is_said_in_one_sentence(tmp_path: Path) -> None:
    port = free_port(in_a_row=3)
    with (
        socket.create_server(("127.0.0.1", port + 1)),
        MakeRun(folder=tmp_path, port=port) as product,
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
    with MakeRun(folder=tmp_path, variables={name: value}) as product:
        assert product.process.wait(timeout=60) == 1
    said = [line for line in product.lines if line and not line.endswith(("...", "Stopped."))]
    assert len(said) == 1, product.text
    assert name in said[0]
