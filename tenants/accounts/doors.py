"""What a URL's view declares, and what is declared here for the views of libraries, which cannot say it themselves."""

from collections.abc import Callable
from typing import Any

from rest_framework.views import APIView

from tenants.accounts.types import Permission, Scope

# Module prefix -> scope. Sign-in pages are for anybody; they check their own sessions.
LIBRARIES: dict[str, tuple[Scope, Permission]] = {
    "allauth.account.": (Scope.PUBLIC, Permission.NONE),
    "allauth.mfa.": (Scope.PUBLIC, Permission.NONE),
    "django.views.i18n": (Scope.PUBLIC, Permission.NONE),
    "django.views.static": (Scope.PUBLIC, Permission.NONE),
    "django.contrib.staticfiles.": (Scope.PUBLIC, Permission.NONE),
    "drf_spectacular.": (Scope.PUBLIC, Permission.NONE),
}


def is_rest(view: Callable[..., Any]) -> bool:
    """Whether Django REST framework answers it."""
    found = getattr(view, "cls", None) or getattr(view, "view_class", None)
    return isinstance(found, type) and issubclass(found, APIView)


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
