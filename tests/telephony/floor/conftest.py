"""The cast, with Cleo at the floor; each test begins without calls."""

from collections.abc import Iterator

import pytest
from django.test import Client

from telephony.numbers import services as numbers
from tests import database
from tests.factories.cast import Cast, make_cast
from tests.factories.clean import forget_calls
from tests.factories.sessions import signed_in


@pytest.fixture(scope="package")
def house(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Cast]:
    """The companies and their operators."""
    with django_db_blocker.unblock(), database.moved_to_spare_clone("floor"):  # type: ignore[attr-defined]
        yield make_cast()


@pytest.fixture
def cast(house: Cast) -> Cast:
    """Nobody calls yet, and the centre works."""
    numbers.bring_centre_back()
    forget_calls(companies=[house.acme, house.globex])
    return house


@pytest.fixture
def cleo(cast: Cast) -> Client:
    """The supervisor's browser on the public host."""
    return signed_in(cast.cleo)
