"""A task runs in its company, or not at all."""

import pytest

from cc_saas.celery import app
from cc_saas.lib.tenancy import CompanyMissing, PublicTask, current_schema
from tenants.directory.models import Tenant
from tests.isolation.conftest import read_mark

Two = tuple[Tenant, Tenant]


@app.task(name="tests.mark")
def mark() -> str:
    return read_mark()


@app.task(name="tests.public", base=PublicTask)
def public() -> str:
    return current_schema()


def test_a_task_reads_its_own_company(two: Two) -> None:
    found = [mark.apply(kwargs={"tenant_id": company.pk}).get() for company in two]
    assert found == ["acme", "globex"]
    assert current_schema() == "public"


@pytest.mark.parametrize("kwargs", [{}, {"tenant_id": None}, {"tenant_id": 987_654_321}])
def test_a_task_without_a_company_is_an_error(two: Two, kwargs: dict[str, int | None]) -> None:
    """Never a task in whatever company the worker's connection stood."""
    with pytest.raises(CompanyMissing):
        mark.apply(kwargs=kwargs).get()


def test_a_public_task_leaves_the_company_of_its_caller(two: Two) -> None:
    assert public.apply().get() == "public"


def test_what_makes_a_lost_worker_harmless_is_set() -> None:
    """Traps 10 and 11."""
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.broker_transport_options["visibility_timeout"] <= 120
