"""A database with the cast, made once for all doors; each test begins without calls."""

from collections.abc import Iterator

import pytest

from tests import database
from tests.factories.cast import Cast, make_cast
from tests.factories.clean import forget_calls


@pytest.fixture(scope="package")
def house(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Cast]:
    """The companies and their operators."""
    with django_db_blocker.unblock(), database.moved_to_spare_clone("doors"):  # type: ignore[attr-defined]
        yield make_cast()


@pytest.fixture
def cast(house: Cast) -> Cast:
    """Nobody calls yet."""
    forget_calls(companies=[house.acme, house.globex])
    return house
