"""Reports by mail: who wants which, what is due, and each of them once."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from campaigns.reports import exports, reporting
from campaigns.reports.models import Delivery, ReportSchedule
from campaigns.reports.periods import Span
from campaigns.reports.reporting import Asked
from campaigns.reports.rhythms import days_of, next_due
from campaigns.reports.types import DeliveryState, Dimension, Format, Rhythm
from campaigns.reports.words import DIMENSIONS
from cc_saas.lib.tasks import send_on_commit
from cc_saas.lib.tenancy import CompanyHost, current_schema, in_public
from tenants.accounts import selectors as accounts
from tenants.accounts.models import User
from tenants.accounts.types import Permission
from tenants.directory.models import Tenant
from tenants.directory.selectors import access_company

MOST_SCHEDULES = 20
"""So many reports one person may have at one company."""

MOST_ATTEMPTS = 5
RETRY_TIME = 300
"""Seconds before a mail that failed is tried again; doubled each time."""

TASK = "campaigns.reports.send_report"


class TooManySchedules(ValueError):
    """The person has as many as she may."""


def schedule(
    *, user_id: UUID, dimension: Dimension, rhythm: Rhythm, hour: int, kind: Format, language: str,
    zone: ZoneInfo, now: datetime,
) -> ReportSchedule:  # fmt: skip
    """Let a person have a report by mail, from its next due instant on. Raises TooManySchedules."""
    if schedules_of(user_id=user_id).count() >= MOST_SCHEDULES:
        raise TooManySchedules
    return ReportSchedule.objects.create(
        user_id=user_id, dimension=dimension, rhythm=rhythm, hour=hour, format=kind, language=language, created_at=now,
        due_at=next_due(rhythm=rhythm, hour=hour, after=now, zone=zone),
    )  # fmt: skip


def stop(*, schedule_id: int, user_id: UUID, now: datetime) -> bool:
    """Send no more of it; only its own person may say so. Returns False where there is none."""
    return bool(schedules_of(user_id=user_id).filter(pk=schedule_id).update(stopped_at=now))


def schedules_of(*, user_id: UUID) -> QuerySet[ReportSchedule]:
    """A person's schedules at the current company."""
    return ReportSchedule.objects.filter(user_id=user_id, stopped_at=None).order_by("pk")


@transaction.atomic
def claim_due(*, company: CompanyHost, now: datetime) -> int:
    """Find what is due at the current company, put each due instant on its way once, and move on to the next one.

    Of instants that passed while nobody looked only the last is sent. Returns how many were put on their way.
    """
    zone = ZoneInfo(company.timezone)
    due = ReportSchedule.objects.filter(stopped_at=None, due_at__lte=now).select_for_update(skip_locked=True)
    for one in due:
        rhythm = Rhythm(one.rhythm)
        due_at, following = one.due_at, next_due(rhythm=rhythm, hour=one.hour, after=one.due_at, zone=zone)
        while following <= now:
            due_at, following = following, next_due(rhythm=rhythm, hour=one.hour, after=following, zone=zone)
        Delivery.objects.bulk_create(
            [Delivery(schedule=one, due_at=due_at, try_at=now)], ignore_conflicts=True
        )
        ReportSchedule.objects.filter(pk=one.pk).update(due_at=following)
    waiting = Delivery.objects.filter(state=DeliveryState.CLAIMED, try_at__lte=now)
    ids = list(waiting.values_list("pk", flat=True))
    for delivery_id in ids:
        send_on_commit(TASK, tenant_id=company.id, delivery_id=delivery_id)
    return len(ids)


def send(*, delivery_id: int, now: datetime) -> DeliveryState | None:
    """Send one report; None where another does, or did. A mail that fails is tried again, ever later.

    The claim is taken before the mail server is asked: a worker that dies in between tries again after the pause, and
    that is the one case in which a mail may come twice.
    """
    delivery = _claim(delivery_id, now)
    if delivery is None:
        return None
    slug = current_schema()
    with in_public():
        company = access_company(slug=slug)
        reader = User.objects.filter(pk=delivery.schedule.user_id).first()
        may_read = reader is not None and accounts.permits(
            user=reader, company_id=company.pk, permission=Permission.CALLS_READ
        )
    if delivery.schedule.stopped_at is not None or reader is None or not may_read:
        return _drop(delivery, now)
    try:
        _message(delivery, reader.email, company, now).send()
    except Exception as error:  # noqa: BLE001 - mail backends fail in ways of their own
        return _failed(delivery, error)
    return _settle(delivery, DeliveryState.SENT, sent_at=now, error="")


def _claim(delivery_id: int, now: datetime) -> Delivery | None:
    """Take the next try: whoever moves `try_at` has it."""
    found = Delivery.objects.select_related("schedule").filter(
        pk=delivery_id, state=DeliveryState.CLAIMED, try_at__lte=now
    )
    delivery = found.first()
    if delivery is None:
        return None
    pause = timedelta(seconds=RETRY_TIME * 2**delivery.attempts)
    mine = found.filter(attempts=delivery.attempts)
    if not mine.update(attempts=delivery.attempts + 1, try_at=now + pause):
        return None
    delivery.attempts += 1
    return delivery


def _message(delivery: Delivery, address: str, company: Tenant, now: datetime) -> EmailMessage:
    wish, zone = delivery.schedule, ZoneInfo(company.timezone)
    asked, kind = _asked(delivery, zone), Format(wish.format)
    with translation.override(wish.language), timezone.override(zone):
        words = {"company": company.name, "first": asked.period.first, "last": asked.period.last,
                 "by": DIMENSIONS[asked.by]}  # fmt: skip
        message = EmailMessage(
            subject=_("%(company)s: report of %(first)s to %(last)s") % words,
            body=_("How the callers of %(company)s were served, from %(first)s to %(last)s, by: %(by)s. The file is attached.") % words
            + "\n\n" + _("You can stop these mails on the page of reports."),
            to=[address],
        )  # fmt: skip
        rows = exports.table(asked, now=now)
        content = (
            "".join(exports.csv_lines(rows)).encode()
            if kind is Format.CSV
            else exports.workbook(rows, title=str(DIMENSIONS[asked.by])).read()
        )
    message.attach(exports.file_name(asked, kind), content, exports.CONTENT_TYPES[kind].partition(";")[0])
    return message


def _asked(delivery: Delivery, zone: ZoneInfo) -> Asked:
    first, last = days_of(rhythm=Rhythm(delivery.schedule.rhythm), due_at=delivery.due_at, zone=zone)
    dates = {
        "by": delivery.schedule.dimension,
        "period": Span.DATES,
        "from": first.isoformat(),
        "to": last.isoformat(),
    }
    return reporting.read(dates, now=delivery.due_at, zone=zone)


def _drop(delivery: Delivery, now: datetime) -> DeliveryState:
    """Her membership is gone, or the wish: this mail and all that would follow."""
    ReportSchedule.objects.filter(pk=delivery.schedule_id, stopped_at=None).update(stopped_at=now)
    return _settle(delivery, DeliveryState.DROPPED)


def _failed(delivery: Delivery, error: Exception) -> DeliveryState:
    state = DeliveryState.FAILED if delivery.attempts >= MOST_ATTEMPTS else DeliveryState.CLAIMED
    return _settle(delivery, state, error=f"{type(error).__name__}: {error}"[:200])


def _settle(delivery: Delivery, state: DeliveryState, **more: object) -> DeliveryState:
    Delivery.objects.filter(pk=delivery.pk).update(state=state, **more)
    return state
