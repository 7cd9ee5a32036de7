"""A simulator and a tiny product, both real servers; time is the virtual clock's."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from twilio.rest import Client

from telephony.simulator.testing import (
    ACCOUNT_SID,
    AUTH_TOKEN,
    RunningSimulator,
    configuration_for,
    running_simulator,
    serving,
)

from .product import Product

# The library types every field as optional; the tests would be full of asserts.
TwilioClient: TypeAlias = Any
NUMBER = "+442079460000"
OWN = "+442079460099"  # what telephones are shown when the product dials


@pytest.fixture
def product() -> Iterator[Product]:
    """The product, with nothing to say yet."""
    made = Product()
    with serving(made.app()) as url:
        made.url = url
        yield made


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[RunningSimulator]:
    """A simulator whose clock the test pushes."""
    with running_simulator(configuration_for(tmp_path, virtual_clock=True, seed=1)) as running:
        yield running


@pytest.fixture
def client(simulator: RunningSimulator, monkeypatch: pytest.MonkeyPatch) -> TwilioClient:
    """The official client, pointed at the simulator."""
    for name in ("TWILIO_REGION", "TWILIO_EDGE"):
        monkeypatch.delenv(name, raising=False)
    made: TwilioClient = Client(ACCOUNT_SID, AUTH_TOKEN)
    made.api.base_url = simulator.url
    made.incoming_phone_numbers.create(phone_number=OWN)
    return made


@pytest.fixture
def number(simulator: RunningSimulator, product: Product) -> str:
    """A number whose calls ask /voice, and whose end is told to /ended."""
    simulator.buy(NUMBER, product.url + "/voice", StatusCallback=product.url + "/ended")
    return NUMBER
