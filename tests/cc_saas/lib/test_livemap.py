"""The map in the process: fresh at a NOTIFY, at most ten seconds old without one."""

import threading
import time

import pytest
from django.db import connection, transaction

from cc_saas.lib import livemap, wake
from cc_saas.lib.livemap import LiveMap


def test_it_reads_once_and_again_when_told() -> None:
    reads: list[int] = []

    def load() -> dict[str, int]:
        reads.append(1)
        return {"a": len(reads)}

    kept: LiveMap[str, int] = LiveMap(channel="test_kept", load=load)
    assert [kept.get("a"), kept.get("a"), kept.get("b")] == [1, 1, None]
    kept.forget()
    assert kept.get("a") == 2


def test_it_is_never_older_than_ten_seconds() -> None:
    reads: list[int] = []

    def load() -> dict[str, int]:
        reads.append(1)
        return {"a": len(reads)}

    kept: LiveMap[str, int] = LiveMap(channel="test_age", load=load)
    assert kept.get("a") == 1
    kept._fresh_until -= livemap.MAX_AGE
    assert kept.get("a") == 2


def test_it_is_read_before_it_is_too_old_and_nobody_waits_for_that() -> None:
    may_read, reads = threading.Event(), []
    may_read.set()

    def load() -> dict[str, int]:
        reads.append(1)
        assert may_read.wait(15)
        return {"a": len(reads)}

    kept: LiveMap[str, int] = LiveMap(channel="test_refresh", load=load)
    assert kept.get("a") == 1
    kept.refresh()
    assert kept.get("a") == 1, "what is fresh is left alone"
    kept._fresh_until -= livemap.MAX_AGE * 0.6
    may_read.clear()
    reading = threading.Thread(target=kept.refresh, daemon=True)
    reading.start()
    assert kept.get("a") == 1, "who asks meanwhile gets what is there"
    may_read.set()
    reading.join(15)
    assert (kept.get("a"), len(reads)) == (2, 2)


def test_what_nobody_asks_for_is_not_read() -> None:
    reads: list[int] = []

    def load() -> dict[str, int]:
        reads.append(1)
        return {"a": 1}

    kept: LiveMap[str, int] = LiveMap(channel="test_unasked", load=load)
    kept.all()
    for _ in range(3):
        kept._fresh_until = 0.0
        kept.refresh()
    assert len(reads) == 2


def test_what_cannot_be_read_is_raised_and_tried_again() -> None:
    failures = [ZeroDivisionError()]

    def load() -> dict[str, int]:
        if failures:
            raise failures.pop()
        return {"a": 1}

    kept: LiveMap[str, int] = LiveMap(channel="test_error", load=load)
    with pytest.raises(ZeroDivisionError):
        kept.get("a")
    assert kept.get("a") == 1


@pytest.mark.django_db(transaction=True)
def test_listeners_hear_commits_and_no_rollbacks() -> None:
    stop = threading.Event()
    heard: list[str] = []
    ready = threading.Event()

    def listen() -> None:
        for found in wake.listen("test_wake", tick_time=0.1, stop=stop):
            ready.set()
            if found is not None:
                heard.append(found.payload)
                if found.payload == "last":
                    return

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    assert ready.wait(5)
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012 - the block is the test
        wake.notify("test_wake", "rolled back")
        1 / 0  # noqa: B018
    with transaction.atomic():
        wake.notify("test_wake", "committed")
    _wait_for(heard)
    _kill_listeners()
    for _ in range(50):
        wake.notify("test_wake", "last")
        thread.join(0.2)
        if not thread.is_alive():
            break
    stop.set()
    assert heard[0] == "committed"
    assert heard[-1] == "last", "the listener must come back after its connection was lost"


def _wait_for(heard: list[str]) -> None:
    """Give what was committed the time to arrive, before the connection that brings it is cut."""
    deadline = time.monotonic() + 10
    while not heard and time.monotonic() < deadline:
        time.sleep(0.05)


def _kill_listeners() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'cc-listen' AND datname = current_database()"
        )
