"""PSS of everything that `make run` starts, 60 s after it is ready, with one console open."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
from playwright.sync_api import sync_playwright

from cc_saas.local.processes import free_port
from cc_saas.local.roles import ROOT
from tests.bench.report import Measure
from tests.browser.stage import open_chromium

REST_TIME = 60.0
MEGABYTE = 1_000_000


def measure(*, folder: Path) -> list[Measure]:
    """Start it as a stranger would, open a console, wait, and add up."""
    port = free_port(in_a_row=3)
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("CC_", "DJANGO_", "TWILIO_"))
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "cc_saas.local"], cwd=ROOT, text=True, stdout=subprocess.PIPE,
        env=environment | {"CC_DATA_DIR": str(folder), "CC_PORT": str(port)},
    )  # fmt: skip
    try:
        _wait_until_ready(process)
        with sync_playwright() as playwright, open_chromium(playwright) as chromium:
            page = chromium.new_page()
            page.goto(f"http://localhost:{port}/console/")
            page.fill("input[name=login]", "olga@desk.example")
            page.fill("input[name=password]", "demo-olga-desk")
            page.keyboard.press("Enter")
            page.wait_for_selector("body[data-moment]")
            time.sleep(REST_TIME)
            found = _pss(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
    return [Measure(name="PSS of everything that make run starts", value=found, unit=" MB", at_most=900)]


def _wait_until_ready(process: "subprocess.Popen[str]") -> None:
    assert process.stdout
    for line in process.stdout:
        if line.startswith("Ready after"):
            return
    raise AssertionError("make run ended before it was ready")


def _pss(pid: int) -> float:
    root = psutil.Process(pid)
    everything = [root, *root.children(recursive=True)]
    return sum(process.memory_full_info().pss for process in everything) / MEGABYTE
