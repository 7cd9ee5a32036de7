"""Reports by mail: due by the company's clock, each once, to members alone, and again after a failure."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from campaigns.reports import mailing
from campaigns.reports.models import Delivery, ReportSchedule
from campaigns.reports.rhythms import days_of, next_due
from campaigns.reports.types import DeliveryState, Dimension, Format, Rhythm
from cc_saas.celery import app
from cc_saas.lib.tenancy import company_of, in_tenant
from tenants.accounts.models import Membership
from tenants.accounts.services import add_member, create_user
from tenants.accounts.types import Role
from tenants.directory.models import Tenant
from tests.campaigns.reports.conftest import AT, Closed

TBILISI, BERLIN = ZoneInfo("Asia/Tbilisi"), ZoneInfo("Europe/Berlin")
DAY = timedelta(days=1)
DUE = datetime(2026, 11, 10, 4, tzinfo=UTC)  # 08:00 in Tbilisi, the day after AT


@pytest.fixture
def nino(acme: Tenant) -> UUID:
    user, _new = create_user(email="nino@acme.test", name="Nino", password="a long enough secret")
    add_member(user=user, role=Role.VIEWER, tenant_id=acme.pk)
    return user.pk


def wish(company: Tenant, user_id: UUID, kind: Format = Format.CSV) -> ReportSchedule:
    with in_tenant(company):
        return mailing.schedule(
            user_id=user_id, dimension=Dimension.QUEUE, rhythm=Rhythm.DAILY, hour=8, kind=kind, language="ru",
            zone=TBILISI, now=AT,
        )  # fmt: skip


def look(company: Tenant, at: datetime) -> list[int]:
    """What beat's task does at one company; the ids of what is on its way."""
    host = company_of(company.pk)
    assert host is not None
    with in_tenant(company):
        mailing.claim_due(company=host, now=at)
        return list(Delivery.objects.filter(state="CLAIMED", try_at__lte=at).values_list("pk", flat=True))


def send(company: Tenant, delivery_id: int, at: datetime) -> DeliveryState | None:
    with in_tenant(company):
        return mailing.send(delivery_id=delivery_id, now=at)


@pytest.mark.parametrize(
    ("rhythm", "hour", "zone", "after", "due"),
    [
        (Rhythm.DAILY, 8, TBILISI, "2026-11-09T11:02+00:00", "2026-11-10T08:00+04:00"),
        (Rhythm.DAILY, 8, TBILISI, "2026-11-10T04:00+00:00", "2026-11-11T08:00+04:00"),
        (Rhythm.WEEKLY, 8, BERLIN, "2026-10-20T00:00+00:00", "2026-10-26T08:00+01:00"),
        (Rhythm.MONTHLY, 0, BERLIN, "2026-02-28T23:30+00:00", "2026-04-01T00:00+02:00"),
        (Rhythm.DAILY, 8, BERLIN, "2026-03-28T12:00+00:00", "2026-03-29T08:00+02:00"),
        (Rhythm.DAILY, 2, BERLIN, "2026-10-24T12:00+00:00", "2026-10-25T02:00+02:00"),
    ],
)
def test_a_report_is_due_by_the_clock_on_the_wall(
    rhythm: Rhythm, hour: int, zone: ZoneInfo, after: str, due: str
) -> None:
    found = next_due(rhythm=rhythm, hour=hour, after=datetime.fromisoformat(after), zone=zone)
    assert found.timestamp() == datetime.fromisoformat(due).timestamp()


def test_it_is_about_the_days_that_have_just_ended() -> None:
    at = datetime(2026, 3, 1, 8, tzinfo=BERLIN)
    found = [days_of(rhythm=rhythm, due_at=at, zone=BERLIN) for rhythm in Rhythm]
    assert [(str(first), str(last)) for first, last in found] == [
        ("2026-02-28", "2026-02-28"), ("2026-02-22", "2026-02-28"), ("2026-02-01", "2026-02-28"),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", Format)
def test_the_mail_brings_the_file_of_the_day_before(
    acme: Tenant, nino: UUID, closed: Closed, kind: Format
) -> None:
    closed(acme, at=AT)
    wish(acme, nino, kind)
    assert look(acme, DUE - timedelta(seconds=1)) == []
    (delivery_id,) = look(acme, DUE)
    assert send(acme, delivery_id, DUE) is DeliveryState.SENT
    (message,) = mail.outbox
    assert message.to == ["nino@acme.test"]
    assert "Acme Repairs: отчёт" in message.subject
    name, content, _type = message.attachments[0]
    assert name == f"report-queue-2026-11-09-2026-11-09.{kind}"
    if kind is Format.CSV:
        assert "Repairs,1,1" in str(content)


def test_it_is_sent_once_however_many_look_and_send(acme: Tenant, nino: UUID) -> None:
    wish(acme, nino)
    (delivery_id,) = look(acme, DUE)
    assert look(acme, DUE) == [delivery_id]
    assert [send(acme, delivery_id, DUE) for _ in range(3)] == [DeliveryState.SENT, None, None]
    assert look(acme, DUE + timedelta(minutes=5)) == []
    assert len(mail.outbox) == 1
    assert len(look(acme, DUE + DAY)) == 1


def test_after_an_outage_only_the_last_one_is_sent(acme: Tenant, nino: UUID) -> None:
    wish(acme, nino)
    look(acme, DUE + 3 * DAY)
    with in_tenant(acme):
        assert Delivery.objects.get().due_at == DUE + 3 * DAY
        assert ReportSchedule.objects.get().due_at == DUE + 4 * DAY


def test_who_is_no_member_any_more_gets_nothing(acme: Tenant, nino: UUID) -> None:
    wish(acme, nino)
    (delivery_id,) = look(acme, DUE)
    Membership.objects.filter(user_id=nino).delete()
    assert send(acme, delivery_id, DUE) is DeliveryState.DROPPED
    assert mail.outbox == []
    assert look(acme, DUE + DAY) == [], "and none of those that would have followed"


def test_a_failed_mail_is_tried_again_later_and_given_up_in_the_end(
    acme: Tenant, nino: UUID, settings: Any
) -> None:
    wish(acme, nino)
    (delivery_id,) = look(acme, DUE)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    assert send(acme, delivery_id, DUE) is DeliveryState.CLAIMED
    assert send(acme, delivery_id, DUE) is None, "not before its pause is over"
    at = DUE
    for attempt in range(1, mailing.MOST_ATTEMPTS):
        at += timedelta(seconds=mailing.RETRY_TIME * 2**attempt)
        state = send(acme, delivery_id, at)
    assert state is DeliveryState.FAILED
    with in_tenant(acme):
        assert "ConnectionRefused" in Delivery.objects.get().error


def test_the_tasks_find_and_send_in_the_right_company(acme: Tenant, globex: Tenant, nino: UUID) -> None:
    wish(acme, nino)
    with in_tenant(acme):
        ReportSchedule.objects.update(due_at=AT - 300 * DAY)
    app.loader.import_default_modules()  # as a worker does
    app.tasks["campaigns.reports.find_due"].apply().get()
    with in_tenant(acme):
        delivery = Delivery.objects.get()
    app.tasks["campaigns.reports.send_report"].apply(
        kwargs={"tenant_id": acme.pk, "delivery_id": delivery.pk}
    ).get()
    assert [message.to for message in mail.outbox] == [["nino@acme.test"]]
    with in_tenant(globex):
        assert not Delivery.objects.exists()


def test_a_person_wishes_and_stops_and_nobody_else_does(acme: Tenant, signed_in: Any) -> None:
    owner, viewer = signed_in(acme, Role.OWNER), signed_in(acme, Role.VIEWER)
    sent = {"dimension": "queue", "rhythm": "weekly", "hour": "7", "kind": "xlsx"}
    assert owner.post("/reports/mails/", sent).status_code == 302
    assert "every Monday, 7:00, XLSX" in owner.get("/reports/").content.decode()
    assert "every Monday, 7:00" not in viewer.get("/reports/").content.decode()
    with in_tenant(acme):
        wanted = ReportSchedule.objects.get()
    assert viewer.post(f"/reports/mails/{wanted.pk}/stop/").status_code == 404
    assert owner.post(f"/reports/mails/{wanted.pk}/stop/").status_code == 302
    assert "every Monday, 7:00" not in owner.get("/reports/").content.decode()
    for wrong in ({"hour": "24"}, {"rhythm": "hourly"}, {"dimension": "company"}, {"kind": "pdf"}):
        assert owner.post("/reports/mails/", sent | wrong).status_code == 400
