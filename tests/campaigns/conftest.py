"""Two companies, their people and their keys."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from campaigns.records import services as records
from campaigns.records.types import Direction, Event, EventKind, Outcome
from cc_saas.lib.tenancy import in_tenant
from tenants.accounts.services import add_member, create_user, issue_token
from tenants.accounts.types import Role
from tenants.directory.models import Tenant
from tenants.directory.services import create_company

PASSWORD = "a long enough secret"
ARRIVAL = datetime(2026, 11, 9, 11, 2, 7, tzinfo=UTC)
CALLER = "+74950000142"


@pytest.fixture
def acme(db: None) -> Tenant:
    return create_company(slug="acme", name="Acme Repairs", language="en", timezone="Asia/Tbilisi")[0]


@pytest.fixture
def globex(db: None) -> Tenant:
    return create_company(slug="globex", name="Globex", language="ru", timezone="Europe/Moscow")[0]


@pytest.fixture
def signed_in() -> Callable[[Tenant, Role], Client]:
    """A browser of somebody with a role at a company, on the company's host."""

    def sign_in(company: Tenant, role: Role) -> Client:
        user, _new = create_user(
            email=f"{role}@{company.slug}.test".lower(), name="Nino Kay", password=PASSWORD
        )
        add_member(user=user, role=role, tenant_id=company.pk)
        client = Client(headers={"host": company.host})
        client.force_login(user)
        session = client.session
        session["company_id"] = company.pk
        session.save()
        return client

    return sign_in


@pytest.fixture
def with_key() -> Callable[[Tenant], Client]:
    """A program with a company's key."""

    def open_client(company: Tenant) -> Client:
        key = issue_token(now=ARRIVAL, tenant_id=company.pk)
        return Client(headers={"host": company.host, "authorization": f"Bearer {key}"})

    return open_client


@pytest.fixture
def answered_call() -> Callable[..., UUID]:
    """Write a whole answered call of a company: 41 s waiting, 3:16 talking with 0:38 on hold, 45 s wrap-up."""

    def write(company: Tenant, *, at: datetime = ARRIVAL, caller: str = CALLER, **more: Any) -> UUID:
        call_id = uuid4()
        with in_tenant(company):
            _write_answered(call_id, at=at, caller=caller, **more)
        return call_id

    return write


def _write_answered(call_id: UUID, *, at: datetime, caller: str, note: str = "Ring after six.") -> None:
    open_call(call_id, at=at, caller=caller)
    records.answer(
        call_id=call_id,
        operator_id=uuid4(),
        operator_name="Olga",
        queue_name="Repairs",
        wait_time=41,
        ring_time=6,
        now=at + timedelta(seconds=59),
    )
    records.add_events(
        Event(call_id=call_id, kind=kind, at=at + timedelta(seconds=second), actor=actor, details=details)
        for second, kind, actor, details in (
            (18, EventKind.QUEUED, "", {"queue": "Repairs", "position": 3}),
            (53, EventKind.RINGING, "Olga", {}),
            (59, EventKind.ANSWERED, "Olga", {}),
            (120, EventKind.QUESTION_READ, "Olga", {"question": "The boiler shows E4"}),
            (193, EventKind.HELD, "Olga", {}),
            (231, EventKind.RESUMED, "Olga", {}),
            (293, EventKind.HUNG_UP, "", {"by": "CALLER"}),
            (338, EventKind.CLOSED, "", {}),
        )
    )
    records.finish(
        call_id=call_id,
        outcome=Outcome.ANSWERED,
        now=at + timedelta(seconds=293),
        wait_time=41,
        ring_time=6,
        talk_time=196,
        hold_time=38,
    )
    records.close(
        call_id=call_id,
        now=at + timedelta(seconds=338),
        wrap_up_time=45,
        disposition=("repair", "Repair, urgent"),
        note=note,
    )


def open_call(call_id: UUID, *, at: datetime, caller: str = CALLER) -> None:
    """Arrival alone: the call lives."""
    records.open_record(
        call_id=call_id,
        direction=Direction.INBOUND,
        caller=caller,
        called="+442079460100",
        language="en",
        line="Repairs line",
        now=at,
    )
    records.add_event(call_id=call_id, kind=EventKind.ARRIVED, at=at, line="Repairs line")
