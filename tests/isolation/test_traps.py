"""The traps that were measured: each was a leak in stock django-tenants, each fails here without its guard."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable

import pytest
from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, connection, connections, transaction

from cc_saas.lib.switch import guard
from cc_saas.lib.tenancy import (
    NotACompany,
    SwitchedInEventLoop,
    WrongCompany,
    current_schema,
    for_each_tenant,
    in_public,
    in_tenant,
)
from tenants.directory.models import Tenant
from tests.isolation.conftest import read_mark

Two = tuple[Tenant, Tenant]
ROUNDS = 50


async def _count(read: Callable[[Tenant], Awaitable[str]], companies: Two) -> Counter[str]:
    """Four consumers of two companies read side by side, in one pool of threads."""
    found: Counter[str] = Counter()

    async def consumer(company: Tenant) -> None:
        for _ in range(ROUNDS):
            try:
                found["right" if await read(company) == company.slug else "WRONG"] += 1
            except (WrongCompany, ProgrammingError) as refusal:
                found[type(refusal).__name__] += 1

    await asyncio.gather(*(consumer(company) for company in companies * 2))
    return found


def test_one_closure_always_reads_its_own_company(two: Two) -> None:
    """Trap 1, done right: switch and query in one function."""

    def read(company: Tenant) -> str:
        with in_tenant(company):
            return read_mark()

    found = async_to_sync(_count)(database_sync_to_async(read, thread_sensitive=False), two)
    assert found == {"right": 4 * ROUNDS}


def test_a_switch_split_from_its_query_is_refused(two: Two) -> None:
    """Trap 1: the switch in one closure, the query in the next. Unguarded, half of the reads were wrong."""

    async def read(company: Tenant) -> str:
        await database_sync_to_async(_bare_switch)(company)
        return str(await database_sync_to_async(read_mark)())

    found = async_to_sync(_count)(read, two)
    assert found == {"WrongCompany": 4 * ROUNDS}


def test_the_guard_is_what_refuses_it(two: Two) -> None:
    """Without the guard the same code reads, and reads the wrong company: this is what the test above is worth."""

    def read_unguarded() -> str:
        connection.execute_wrappers.remove(guard)
        try:
            return read_mark()
        finally:
            connection.execute_wrappers.append(guard)

    async def read(company: Tenant) -> str:
        await database_sync_to_async(_bare_switch)(company)
        return str(await database_sync_to_async(read_unguarded)())

    found = async_to_sync(_count)(read, two)
    assert found["WRONG"] > 0


def test_a_company_cannot_be_entered_in_a_coroutine(two: Two) -> None:
    """Trap 2's root: the event loop's connection is not the one that queries run on."""

    async def enter() -> None:
        with in_tenant(two[0]):
            pass

    with pytest.raises(SwitchedInEventLoop):
        async_to_sync(enter)()


def test_native_async_queries_are_refused_inside_a_company(two: Two) -> None:
    """Trap 2: `aget` and its kin run in another thread than the one that switched."""

    async def read() -> None:
        await Tenant.objects.afirst()

    with in_tenant(two[0]):
        asyncio_run = asyncio.new_event_loop()
        try:
            with pytest.raises(WrongCompany):
                asyncio_run.run_until_complete(read())
        finally:
            asyncio_run.close()


@pytest.mark.parametrize(
    "slug", ["a'; drop table x; --", 'a"', "A", "a", "x" * 42, "public", "*", "pg_catalog;", ""]
)
def test_no_name_reaches_sql_that_is_not_a_slug(slug: str) -> None:
    """Trap 5."""
    with pytest.raises(NotACompany), in_tenant(slug):
        pass


@pytest.mark.django_db
def test_the_model_refuses_such_a_name_too() -> None:
    company = Tenant(slug="a'; x", schema_name="a'; x", name="X", language="en", timezone="UTC")
    with pytest.raises(ValidationError):
        company.full_clean()


def test_a_bare_switch_poisons_no_later_job(two: Two) -> None:
    """Trap 6: the next job in the same thread ran in the wrong company. Now it is refused, and then healed."""

    async def jobs() -> str:
        await database_sync_to_async(_bare_switch)(two[0])
        with pytest.raises(WrongCompany):
            await database_sync_to_async(read_mark)()
        return str(await database_sync_to_async(_read_in)(two[1]))

    assert async_to_sync(jobs)() == "globex"
    with in_public():
        assert connection.schema_name == "public"  # type: ignore[attr-defined]


def _bare_switch(company: Tenant) -> None:
    """What django-tenants offers; it must run in the worker's thread, whose connection it is."""
    connection.set_tenant(company)  # type: ignore[attr-defined]


def _read_in(company: Tenant) -> str:
    with in_tenant(company):
        return read_mark()


def test_companies_nest_and_come_back(two: Two) -> None:
    acme, globex = two
    with in_tenant(acme):
        with in_tenant(globex):
            assert (current_schema(), read_mark()) == ("globex", "globex")
        assert (current_schema(), read_mark()) == ("acme", "acme")
        with in_public():
            assert Tenant.objects.count() == 2
        assert read_mark() == "acme"
    assert current_schema() == "public"


def test_a_rollback_does_not_lose_the_company(two: Two) -> None:
    """SET search_path is undone by a rollback; the next statement must set it again."""
    acme, globex = two
    with in_tenant(acme):
        with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012 - the block is the test
            with in_tenant(globex):
                assert read_mark() == "globex"
            assert read_mark() == "acme"
            raise ZeroDivisionError
        assert read_mark() == "acme"


def test_a_switch_that_the_database_refuses_reads_nothing(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stock django-tenants goes on, and answers from the company before."""
    acme, globex = two
    refused = ["globex", "public"], b"SET search_path = globex public"
    with in_tenant(acme):
        assert read_mark() == "acme"
        monkeypatch.setitem(vars(connections["default"])["_switches"], ("globex", True), refused)
        with in_tenant(globex), pytest.raises(ProgrammingError, match="syntax error"):
            read_mark()
        assert read_mark() == "acme"


def test_a_savepoint_does_not_lose_the_company(two: Two) -> None:
    acme, globex = two
    with in_tenant(acme), transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic(), in_tenant(globex):  # noqa: PT012
            assert read_mark() == "globex"
            raise ZeroDivisionError
        assert read_mark() == "acme"


def test_an_error_inside_a_company_leaves_it(two: Two) -> None:
    with pytest.raises(ZeroDivisionError), in_tenant(two[0]):
        raise ZeroDivisionError
    assert current_schema() == "public"
    assert Tenant.objects.count() == 2


def test_one_company_that_fails_does_not_stop_the_others(two: Two) -> None:
    seen = []

    def act(company: object) -> None:
        seen.append(read_mark())
        if read_mark() == "acme":
            raise ZeroDivisionError

    failed = for_each_tenant(act)
    assert seen == ["acme", "globex"]
    assert [company.schema_name for company in failed] == ["acme"]
