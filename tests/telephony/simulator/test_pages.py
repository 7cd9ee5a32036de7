"""The telephone's page, and who may use the server from a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from telephony.simulator.management.commands.run_simulator import console_origins
from telephony.simulator.sockets import origin_allowed
from telephony.simulator.testing import RunningSimulator, configuration_for, running_simulator

CONSOLE = "http://localhost:8000"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[RunningSimulator]:
    """A simulator with its page."""
    configuration = configuration_for(tmp_path, origins=frozenset({CONSOLE}))
    with running_simulator(configuration, with_page=True) as running:
        yield running


def test_the_page_speaks_the_readers_language(served: RunningSimulator) -> None:
    page = requests.get(served.url + "/", headers={"Accept-Language": "ka,en;q=0.5"}, timeout=5)
    assert page.status_code == 200
    assert '<html lang="ka">' in page.text
    assert "'unsafe" not in page.headers["Content-Security-Policy"]
    assert requests.get(served.url + "/?lang=ru", timeout=5).cookies["cc_phone_language"] == "ru"


def test_its_files_are_served_and_nothing_else(served: RunningSimulator) -> None:
    assert requests.get(served.url + "/static/css/phone.css", timeout=5).status_code == 200
    assert "javascript" in requests.get(served.url + "/jsi18n/", timeout=5).headers["Content-Type"]
    outside = requests.Request("GET", served.url + "/static/x").prepare()
    outside.url = served.url + "/static/%2e%2e/manage.py"
    with requests.Session() as session:
        assert session.send(outside, timeout=5).status_code == 404


def test_the_console_may_ask_and_strangers_may_not_change(served: RunningSimulator) -> None:
    path = served.url + "/simulator/numbers"
    asked = requests.get(path, headers={"Origin": CONSOLE}, timeout=5)
    assert asked.headers["Access-Control-Allow-Origin"] == CONSOLE
    stranger = {"Origin": "https://evil.example"}
    assert "Access-Control-Allow-Origin" not in requests.get(path, headers=stranger, timeout=5).headers
    assert requests.post(served.url + "/simulator/reset", headers=stranger, timeout=5).status_code == 403


def test_companies_pages_are_known_by_their_domain() -> None:
    origins = console_origins("http://localhost:8000", 8000, "localhost")
    assert origin_allowed("http://philips.localhost:8000", origins)
    assert not origin_allowed("http://localhost:9000", origins)
    assert not origin_allowed("http://evil.example", origins)


def test_real_time_passes_by_itself(tmp_path: Path) -> None:
    with running_simulator(configuration_for(tmp_path)) as running:
        sid = running.call("+442079460000")
        running.wait(lambda: running.show(sid)["status"] == "failed")
        assert (
            requests.post(running.url + "/simulator/clock", json={"advance": 1}, timeout=5).status_code == 409
        )
