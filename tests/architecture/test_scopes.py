"""Every door says for whom it is: an undeclared route, consumer, task or command fails here."""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest
from django.core.management import get_commands, load_command_class
from rest_framework.permissions import AllowAny

from cc_saas.celery import app
from cc_saas.urls.sockets import urlpatterns as sockets
from tenants.accounts import doors
from tenants.accounts.api import DeclaredPermission
from tenants.accounts.types import Permission, Scope
from tests.routes import COMPANY, DESK, Route, routes

ROOMS = ("cc_saas.", "tenants.", "agents.", "campaigns.", "telephony.")


def _of(view: Callable[..., Any]) -> type | None:
    return getattr(view, "cls", None) or getattr(view, "view_class", None)


@pytest.mark.parametrize("route", routes(DESK) + routes(COMPANY), ids=str)
def test_every_route_declares_scope_and_permission(route: Route) -> None:
    scope, permission = doors.declaration(route.view)
    if scope is None:
        scope, permission = _of_every_action(route.view)
    assert isinstance(scope, Scope)
    assert isinstance(permission, Permission)


def _of_every_action(view: Callable[..., Any]) -> tuple[Scope | None, Permission]:
    """A view set may declare each action instead of itself."""
    found = [getattr(_of(view), action, None) for action in getattr(view, "actions", {}).values()]
    scopes = {(getattr(action, "cc_scope", None), getattr(action, "cc_permission", None)) for action in found}
    assert scopes, "declares nothing"
    assert (None, None) not in scopes, "an action declares nothing"
    return next(iter(scopes))  # type: ignore[return-value]


@pytest.mark.parametrize("route", routes(DESK) + routes(COMPANY), ids=str)
def test_every_rest_view_obeys_what_it_declares(route: Route) -> None:
    if not doors.is_rest(route.view):
        return
    checks = getattr(_of(route.view), "permission_classes", [])
    public = doors.declaration(route.view)[0] is Scope.PUBLIC
    assert DeclaredPermission in checks or (public and checks == [AllowAny])


@pytest.mark.parametrize("route", routes(DESK), ids=str)
def test_the_public_host_opens_nothing_of_a_company(route: Route) -> None:
    assert doors.declaration(route.view)[0] is not Scope.TENANT


@pytest.mark.parametrize("route", routes(COMPANY), ids=str)
def test_a_company_host_opens_nothing_of_the_outsourcer(route: Route) -> None:
    assert doors.declaration(route.view)[0] is not Scope.OPERATOR


@pytest.mark.parametrize(
    "consumer", [route.callback.consumer_class for route in sockets], ids=lambda c: c.__name__
)
def test_every_consumer_declares(consumer: type) -> None:
    assert consumer.cc_scope in (Scope.OPERATOR, Scope.TENANT)  # type: ignore[attr-defined]
    assert consumer.cc_permission is not Permission.NONE  # type: ignore[attr-defined]


def _tasks() -> Iterator[str]:
    app.loader.import_default_modules()
    yield from (name for name in app.tasks if name.startswith(ROOMS))


@pytest.mark.parametrize("name", sorted(_tasks()))
def test_every_task_declares(name: str) -> None:
    assert isinstance(getattr(app.tasks[name], "cc_scope", None), Scope)


@pytest.mark.parametrize(
    "entry", [name for name, app in get_commands().items() if str(app).startswith(ROOMS)]
)
def test_every_command_declares(entry: str) -> None:
    command = load_command_class(get_commands()[entry], entry)
    assert Scope(command.cc_scope)  # type: ignore[attr-defined]


def test_every_task_of_the_beat_table_exists() -> None:
    table = import_module("cc_saas.settings.celery").BEAT
    assert {entry["task"] for entry in table.values()} <= set(_tasks())
