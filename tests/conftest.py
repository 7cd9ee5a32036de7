"""Real PostgreSQL and Valkey for every run (`tests/servers_first.py`), so that `pytest some/path` needs nothing else."""

import gc
from collections.abc import Iterator

import django
import pytest
from hypothesis import settings as hypothesis_settings

django.setup()  # before any other conftest: they may import models

from cc_saas.lib.livemap import forget_all  # noqa: E402
from tests import database, services  # noqa: E402

YOUNG_OBJECTS = 20_000  # before the collector looks at them; 700 by default

# No example fails for having taken long: on a busy machine any of them may.
hypothesis_settings.register_profile("unhurried", deadline=None)
hypothesis_settings.load_profile("unhurried")


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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest test, which is one worker's alone, begins first: the others' are shared out beside it."""
    items.sort(key=lambda item: not item.nodeid.startswith("tests/exact/"))


def pytest_collection_finish() -> None:
    """What was collected stays to the end of the run: Python's collector need not walk over it, nor come so often."""
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS)


def pytest_unconfigure() -> None:
    services.stop()
