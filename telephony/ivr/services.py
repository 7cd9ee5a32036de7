"""Writing menus, inside the company's schema. Who may is decided at the door; who did it is noted in the audit."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from cc_saas.lib import livemap, speech
from cc_saas.lib.tenancy import in_public
from telephony.ivr import document, prompts, validation
from telephony.ivr.models import Flow, FlowVersion
from telephony.ivr.nodes import Flow as Menu
from telephony.ivr.types import Fault, Known, Problem
from telephony.numbers import services as numbers
from telephony.numbers.models import Number
from telephony.numbers.types import LINES
from telephony.queues.models import Queue
from tenants.audit import services as audit
from tenants.directory import services as directory
from tenants.directory.models import Tenant


class NameTaken(ValueError):
    """The company has a menu of that name."""


class ChangedMeanwhile(Exception):
    """Somebody else has saved the draft since it was read."""


class NotPublishable(ValueError):
    """The menu has problems. `problems` says which."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class FlowInUse(Exception):
    """Numbers are answered with this menu."""


class NotCancellable(ValueError):
    """The version has begun, or was taken back before."""


@dataclass(frozen=True, kw_only=True)
class Author:
    """Who changes the menus of which company."""

    actor: audit.Actor
    company: Tenant


def create_flow(*, name: str, now: datetime, author: Author, draft: dict[str, Any] | None = None) -> Flow:
    """Begin a menu; without a draft it lets callers wait in the general queue. Raises NameTaken."""
    flow = Flow(
        name=name.strip(), draft=draft or document.empty(language=author.company.language), changed_at=now,
        changed_by=author.actor.label, created_at=now,
    )  # fmt: skip
    _save(flow)
    _note(author, "menu.created", now, flow)
    return flow


@transaction.atomic
def save_draft(
    *,
    flow: Flow,
    draft: dict[str, Any],
    revision: int,
    now: datetime,
    author: Author,
    name: str | None = None,
) -> Flow:
    """Keep a draft, whatever is wrong with it. Raises ChangedMeanwhile, NameTaken."""
    found = Flow.objects.select_for_update().get(pk=flow.pk)
    if found.revision != revision:
        raise ChangedMeanwhile
    found.draft, found.revision = draft, revision + 1
    found.name = name.strip() if name is not None else found.name
    found.changed_at, found.changed_by = now, author.actor.label
    _save(found)
    return found


@transaction.atomic
def delete_flow(*, flow: Flow, now: datetime, author: Author) -> None:
    """Delete a menu with its versions. Raises FlowInUse while a number is answered with it."""
    with in_public():
        used = Number.objects.filter(tenant_id=author.company.pk, flow_id=flow.pk).exists()
    if used:
        raise FlowInUse
    _note(author, "menu.deleted", now, flow)
    flow.delete()


def publish(
    *,
    flow: Flow,
    known: Known,
    now: datetime,
    author: Author,
    live_from: datetime | None = None,
    note: str = "",
) -> FlowVersion:
    """Let the draft answer calls from now on, or from a later instant. Raises NotPublishable, and then nothing changes."""
    return _publish(
        flow,
        flow.draft,
        known=known,
        now=now,
        author=author,
        live_from=live_from,
        note=note,
        restored_from=None,
    )


def restore(*, version: FlowVersion, known: Known, now: datetime, author: Author) -> FlowVersion:
    """Let an older version answer again: as a new version that says the same. The draft follows. Raises NotPublishable."""
    flow = version.flow
    made = _publish(
        flow, version.document, known=known, now=now, author=author, live_from=None, note="",
        restored_from=version.number,
    )  # fmt: skip
    save_draft(flow=flow, draft=version.document, revision=flow.revision, now=now, author=author)
    return made


@transaction.atomic
def cancel(*, version: FlowVersion, now: datetime, author: Author) -> None:
    """Take back a version that has not begun. Raises NotCancellable."""
    waiting = FlowVersion.objects.kept().filter(pk=version.pk, live_from__gt=now)
    if not waiting.update(cancelled_at=now):
        raise NotCancellable
    _note(author, "menu.cancelled", now, version.flow, version=version.number)


def answer_with(*, number: Number, flow: Flow | None, now: datetime, author: Author) -> None:
    """Say which menu answers a number of the company; None lets it ring at once."""
    if number.flow_id == (flow.pk if flow else None):
        return
    with in_public(), transaction.atomic():
        numbers.answer_with(number=number, flow_id=flow.pk if flow else None)
        audit.note(
            actor=author.actor, company=author.company, verb="number.answered_with", now=now, number=number.e164,
            id=flow.pk if flow else None, name=flow.name if flow else "",
        )  # fmt: skip


def lead_to(*, number: Number, queue: Queue | None, now: datetime, author: Author) -> None:
    """Say in which queue the callers of a number wait where its menu names none; None is the general one."""
    if number.queue_id == (queue.pk if queue else None):
        return
    with in_public(), transaction.atomic():
        numbers.lead_to(number=number, queue_id=queue.pk if queue else None)
        audit.note(
            actor=author.actor, company=author.company, verb="number.leads_to", now=now, number=number.e164,
            id=queue.pk if queue else None, name=queue.name if queue else "",
        )  # fmt: skip


def set_hours(*, hours: dict[str, Any], now: datetime, author: Author) -> None:
    """Say when the company is open. Raises HoursInvalid."""
    with in_public(), transaction.atomic():
        directory.set_hours(company=author.company, hours=hours)
        audit.note(actor=author.actor, company=author.company, verb="hours.changed", now=now, hours=hours)
        livemap.changed(LINES)


def check(*, draft: object, known: Known) -> list[Problem]:
    """Return everything that keeps a draft from being published."""
    return validation.problems(draft, known=known)


def _publish(
    flow: Flow, draft: dict[str, Any], *, known: Known, now: datetime, author: Author, live_from: datetime | None,
    note: str, restored_from: int | None,
) -> FlowVersion:  # fmt: skip
    found = check(draft=draft, known=known)
    if found:
        raise NotPublishable(found)
    menu = document.read(draft)[0]
    sounds = _sounds(menu)
    with transaction.atomic():
        Flow.objects.select_for_update().get(pk=flow.pk)
        last = FlowVersion.objects.filter(flow=flow).aggregate(last=Max("number"))["last"] or 0
        version = FlowVersion.objects.create(
            flow=flow, number=last + 1, document=document.plain(menu), sounds=sounds, made_at=now,
            live_from=max(live_from or now, now), made_by=author.actor.label, note=note.strip(),
            restored_from=restored_from,
        )  # fmt: skip
        verb = "menu.restored" if restored_from else "menu.published"
        _note(author, verb, now, flow, version=version.number, live_from=version.live_from.isoformat())
    return version


def _sounds(menu: Menu) -> prompts.Sounds:
    """Make every sound before anything is written: it takes a tenth of a second a sentence."""
    try:
        return prompts.sounds_of(menu)
    except speech.SpeechUnavailable as error:
        raise NotPublishable([Problem(Fault.NO_VOICE, "", "languages", str(error))]) from error


def _save(flow: Flow) -> None:
    try:
        with transaction.atomic():
            flow.save()
    except IntegrityError as error:
        raise NameTaken(flow.name) from error


def _note(author: Author, verb: str, now: datetime, flow: Flow, **details: Any) -> None:
    with in_public():
        audit.note(
            actor=author.actor,
            company=author.company,
            verb=verb,
            now=now,
            id=flow.pk,
            name=flow.name,
            **details,
        )
