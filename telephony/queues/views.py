"""The company's pages about its queues: forms that work without a script."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agents.roster import services as roster
from agents.roster.models import Group
from cc_saas.lib.clock import now
from telephony.queues import arranging, form, pages, selectors, services
from telephony.queues.asking import actor_of, company_of
from telephony.queues.models import Queue
from telephony.queues.types import QueueDraft, QueueInvalid, QueueNeeded, QueueUnknown
from tenants.accounts.api import allows, declares
from tenants.accounts.types import Permission, Scope
from tenants.audit.services import note
from tenants.directory.models import Tenant
from tenants.terms import services as terms

READ, EDIT = Permission.QUEUES_READ, Permission.QUEUES_EDIT


@declares(scope=Scope.TENANT, permission=READ)
@require_safe
def queues(request: HttpRequest) -> HttpResponse:
    """All queues and groups."""
    return _overview(request)


@declares(scope=Scope.TENANT, permission=EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Open a queue."""
    company = company_of(request)
    if request.method == "POST":
        return _save(request, None)
    return _editor(request, None, QueueDraft(name="", language=company.language))


@declares(scope=Scope.TENANT, permission=READ)
@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: HttpRequest, queue_id: int) -> HttpResponse:
    """One queue; saving it is for those who may."""
    found = _access(request, queue_id)
    if request.method != "POST":
        return _editor(request, found, selectors.draft_of(found))
    if not _may_edit(request):
        return HttpResponse(status=403)
    return _save(request, found)


@declares(scope=Scope.TENANT, permission=EDIT)
@require_POST
def delete(request: HttpRequest, queue_id: int) -> HttpResponse:
    """Delete a queue; the list offers to bring it back."""
    try:
        arranging.delete_queue(
            company=company_of(request), queue_id=queue_id, actor=actor_of(request), now=now()
        )
    except (QueueUnknown, QueueNeeded) as error:
        raise Http404 from error
    return redirect("queues:queues")


@declares(scope=Scope.TENANT, permission=EDIT)
@require_POST
def restore(request: HttpRequest, queue_id: int) -> HttpResponse:
    """Bring a deleted queue back."""
    try:
        arranging.restore_queue(
            company=company_of(request), queue_id=queue_id, actor=actor_of(request), now=now()
        )
    except QueueUnknown as error:
        raise Http404 from error
    return redirect("queues:queue", queue_id)


@declares(scope=Scope.TENANT, permission=EDIT)
@require_POST
def save_group(request: HttpRequest) -> HttpResponse:
    """Make a group, change it, or delete it."""
    company, sent = company_of(request), request.POST
    group_id = int(sent["id"][:18]) if sent.get("id", "").isdecimal() else None
    if group_id is not None and "delete" in sent:
        roster.delete_group(tenant_id=company.pk, group_id=group_id)
        note(actor=actor_of(request), company=company, verb="group.deleted", now=now(), group_id=group_id)
    elif not _save_group(request, company, group_id):
        return _overview(
            request, fault=_("A group has a name of its own, and members who are cleared for the company.")
        )
    services.changed()
    return redirect("queues:queues")


@declares(scope=Scope.TENANT, permission=EDIT)
@require_POST
def put_away(request: HttpRequest, notice_id: int) -> HttpResponse:
    """An owner has read a notice."""
    terms.put_away(tenant_id=company_of(request).pk, notice_id=notice_id, now=now())
    return redirect("queues:queues")


def _save(request: HttpRequest, found: Queue | None) -> HttpResponse:
    company = company_of(request)
    before = selectors.draft_of(found) if found else QueueDraft(name="", language=company.language)
    draft = before
    try:
        draft = form.read(request.POST)
        saved = arranging.save_queue(
            company=company, draft=draft, actor=actor_of(request), now=now(), queue_id=found.pk if found else None
        )  # fmt: skip
    except QueueInvalid as fault:
        return _editor(request, found, draft, fault=fault)
    return redirect("queues:queue", saved.pk)


def _save_group(request: HttpRequest, company: Tenant, group_id: int | None) -> bool:
    name, members = request.POST.get("name", "").strip()[:60], request.POST.getlist("members")
    try:
        ids = [UUID(one) for one in members]
        group = roster.save_group(tenant_id=company.pk, name=name, operator_ids=ids, group_id=group_id)
    except (ValueError, Group.DoesNotExist):
        return False
    note(
        actor=actor_of(request), company=company, verb="group.saved", now=now(), group_id=group.pk, name=name
    )
    return True


def _overview(request: HttpRequest, *, fault: str = "") -> HttpResponse:
    company = company_of(request)
    with timezone.override(ZoneInfo(company.timezone)):
        context = pages.overview(company, may_edit=_may_edit(request))
        return render(
            request, "queues/queues.html", context | _frame(request, at_list=True) | {"fault": fault},
            status=400 if fault else 200,
        )  # fmt: skip


def _editor(
    request: HttpRequest, found: Queue | None, draft: QueueDraft, *, fault: QueueInvalid | None = None
) -> HttpResponse:
    company = company_of(request)
    with timezone.override(ZoneInfo(company.timezone)):
        context = pages.editor(company, found, draft, fault=fault)
        return render(
            request, "queues/queue.html", context | _frame(request, at_list=False), status=400 if fault else 200
        )  # fmt: skip


def _frame(request: HttpRequest, *, at_list: bool) -> dict[str, Any]:
    return {"section": "queues", "at_list": at_list, "may_edit": _may_edit(request)}


def _may_edit(request: HttpRequest) -> bool:
    return allows(request=request, scope=Scope.TENANT, permission=EDIT)


def _access(request: HttpRequest, queue_id: int) -> Queue:
    try:
        return selectors.access_queue(tenant_id=company_of(request).pk, queue_id=queue_id)
    except QueueUnknown as error:
        raise Http404 from error
