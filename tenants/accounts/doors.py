"""What a URL's view declares, and what is declared here for the views of libraries, which cannot say it themselves."""

from collections.abc import Callable
from typing import Any, TypeVar

from tenants.accounts.types import Permission, Scope

T = TypeVar("T")

# Module prefix -> scope. Sign-in pages are for anybody; they check their own sessions.
LIBRARIES: dict[str, tuple[Scope, Permission]] = {
    "allauth.account.": (Scope.PUBLIC, Permission.NONE),
    "allauth.mfa.": (Scope.PUBLIC, Permission.NONE),
    "django.views.i18n": (Scope.PUBLIC, Permission.NONE),
    "django.views.static": (Scope.PUBLIC, Permission.NONE),
    "django.contrib.staticfiles.": (Scope.PUBLIC, Permission.NONE),
    "drf_spectacular.": (Scope.PUBLIC, Permission.NONE),
}


def declares(*, scope: Scope, permission: Permission = Permission.NONE) -> Callable[[T], T]:
    """Say for whom a door is: any host (PUBLIC), a company's host (TENANT), the outsourcer's (OPERATOR)."""

    def mark(door: T) -> T:
        targets: tuple[Any, ...] = (door, getattr(door, "cls", None), getattr(door, "view_class", None))
        for target in filter(None, targets):
            target.cc_scope = scope
            target.cc_permission = permission
        return door

    return mark


def is_rest(view: Callable[..., Any]) -> bool:
    """Whether Django REST framework answers it, which runs the permission classes itself.

    Told by its attribute: this module is imported while the framework itself is.
    """
    found = getattr(view, "cls", None) or getattr(view, "view_class", None)
    return hasattr(found, "permission_classes")


def declaration(view: Callable[..., Any]) -> tuple[Scope | None, Permission]:
    """Scope and permission of a URL's view; (None, NONE) where nothing is declared."""
    for door in (view, getattr(view, "cls", None), getattr(view, "view_class", None)):
        scope = getattr(door, "cc_scope", None)
        if scope is not None:
            return scope, door.cc_permission  # type: ignore[union-attr]
    return _of_library(getattr(view, "view_class", None) or getattr(view, "cls", None) or view)


def _of_library(door: Any) -> tuple[Scope | None, Permission]:
    module = f"{getattr(door, '__module__', '')}."
    return next(
        (found for prefix, found in LIBRARIES.items() if module.startswith(prefix)), (None, Permission.NONE)
    )
