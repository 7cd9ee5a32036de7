"""One running product for all tests of this folder; each test leaves it with every process up and nobody on duty."""

import shutil
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.product import MakeRun
from tests.whole.desk import Caller, Operator
from tests.whole.product import Product, any_caller

COMPANY, NUMBER = "acme", "+442079460150"


@dataclass(frozen=True, kw_only=True)
class First:
    """A data folder that has seen its first start, and how that went."""

    folder: Path
    port: int
    text: str
    code: int
    stop_time: float
    left_behind: list[str]


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> First:
    """`make run` on an empty folder, which loads the demo; ended by SIGTERM."""
    folder = tmp_path_factory.mktemp("first").resolve()
    with MakeRun(folder=folder) as product:
        product.wait_until_ready()
        code, stop_time = product.stop(signal.SIGTERM)
        left = product.left_behind()
    return First(
        folder=folder, port=product.port, text=product.text, code=code, stop_time=stop_time, left_behind=left
    )


@pytest.fixture(scope="session")
def product(first: First, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Everything that `make run` starts, with the demo loaded and a company of the tests' own."""
    folder = tmp_path_factory.mktemp("whole") / "copy"
    shutil.copytree(first.folder, folder)
    running = Product(folder=folder)
    try:
        running.start()
        running.command(
            "create_company", "--slug", COMPANY, "--name", "Acme Tools", "--language", "en-GB",
            "--timezone", "Europe/London", "--greeting", "Acme Tools, good afternoon",
            "--admin", "owner@acme.example", "--password", "acme-owner-pass", "--number", NUMBER, "--buy",
        )  # fmt: skip
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def ana(product: Product) -> Operator:
    """Ana answers for Acme."""
    return Operator(product, name="Ana", companies=COMPANY)


@pytest.fixture
def on_duty(ana: Operator) -> Iterator[Operator]:
    """Ana, ready; off duty and without a call afterwards."""
    ana.be("READY")
    yield ana
    if ana.snapshot()["call"]:
        ana.do("hang-up")
        ana.do("dispose")
    ana.be("OFFLINE")


@pytest.fixture
def rings(product: Product) -> Callable[[], Caller]:
    """rings(): somebody new calls Acme."""
    return lambda: Caller(product, number=any_caller(), to=NUMBER)
