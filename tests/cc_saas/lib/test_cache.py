"""Without Redis the cache is empty, quickly, and nothing else is wrong."""

import time
from pathlib import Path

import pytest

from cc_saas.lib import cache
from cc_saas.lib.circuit import Circuit
from cc_saas.local.valkey import Valkey

pytestmark = pytest.mark.django_db


def test_it_keeps_while_redis_runs_and_is_empty_when_it_is_gone(tmp_path: Path) -> None:
    server = Valkey(folder=tmp_path / "valkey", logs=tmp_path, durable=False)
    server.start()
    kept = cache.ForgivingRedisCache(
        server.url(), {"OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1}}
    )
    kept.set("a", 1)
    assert (kept.get("a"), kept.add("a", 2), kept.incr("a"), kept.get("b", 7)) == (1, False, 2, 7)
    server.stop()
    cache._circuit = Circuit()
    began = time.monotonic()
    kept.set("a", 1)
    assert [kept.get("a"), kept.get("a", 5), kept.add("a", 2), kept.delete("a")] == [None, 5, True, False]
    assert time.monotonic() - began < 2
    cache._circuit = Circuit()
