"""One running product for all tests of this folder; each test leaves it with every process up and nobody on duty."""

from collections.abc import Callable, Iterator

import pytest

from tests.whole.desk import Caller, Operator
from tests.whole.product import Product, any_caller

COMPANY, NUMBER = "acme", "+442079460150"


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Everything that `make run` starts, with the demo loaded and a company of the tests' own."""
    running = Product(folder=tmp_path_factory.mktemp("whole"))
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
