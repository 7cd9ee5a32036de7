"""How allauth behaves here: nobody signs up by themselves, a session is bound to its host, signing out closes sockets."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from cc_saas.lib.clock import now
from tenants.accounts import selectors, services
from tenants.accounts.models import User
from tenants.accounts.sessions import COMPANY_KEY
from tenants.audit.services import Actor, note


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("This e-mail and password do not open this address."),
        "too_many_login_attempts": _("Too many attempts. Try again in five minutes."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: Any, **other: Any) -> HttpResponse | None:
        """Every way in passes here, also the one by a mailed link: is this the person's host?"""
        if not selectors.may_sign_in(user=user, company_id=selectors.company_id_of(request)):
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **other)

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        request.session[COMPANY_KEY] = selectors.company_id_of(request)
        _note(request, user, "signed-in")

    def logout(self, request: HttpRequest) -> None:
        user, key = request.user, request.session.session_key or ""
        super().logout(request)
        if isinstance(user, User):
            services.end_sessions(user=user, session_key=key)
            _note(request, user, "signed-out")

    def set_password(self, user: Any, password: str) -> None:
        """A new password ends every session that the old one opened."""
        super().set_password(user, password)
        services.end_sessions(user=user)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The first page of the host: it leads the outsourcer's staff on to where the work of each is."""
        try:
            return reverse("home", urlconf=getattr(request, "urlconf", None))
        except NoReverseMatch:
            return "/"

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Signing in and out speak for themselves; only what went wrong is said."""
        if level >= messages.WARNING:
            super().add_message(request, level, *args, **kwargs)


def _note(request: HttpRequest, user: User, verb: str) -> None:
    company = getattr(request, "tenant", None)
    note(actor=Actor(id=str(user.pk), label=user.email), company=company, verb=verb, now=now())
