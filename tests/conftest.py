"""Real PostgreSQL and Valkey for every run, started here, so that `pytest some/path` needs nothing else."""

from collections.abc import Iterator

import pytest

from tests import services

services.start()  # before any other conftest: they may import models

import django  # noqa: E402

django.setup()

from cc_saas.lib.livemap import forget_all  # noqa: E402
from tests import database  # noqa: E402


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """A clone of the template database for this process, in place of Django's own test database."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        database.use_clone(services.worker())
    yield
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        database.leave_clone()


@pytest.fixture(autouse=True)
def _no_memory_between_tests() -> None:
    """Maps of the process (hosts, permissions) outlive the rows of a test that was rolled back."""
    forget_all()


def pytest_unconfigure() -> None:
    services.stop()
