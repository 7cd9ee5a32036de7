"""Password sign-in, on the host where one belongs."""

import uuid
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from tenants.accounts import selectors
from tenants.accounts.models import User


class MembershipBackend(BaseBackend):
    """A right password signs in only where its owner has a role: a company's host, or the public one."""

    def authenticate(
        self, request: HttpRequest | None, email: str | None = None, password: str | None = None, **other: Any
    ) -> User | None:
        address = email or other.get("username")
        if request is None or not address or password is None:
            return None
        user = selectors.user_by_email(email=address)
        if user is None:
            # As long as a real check, so that the time does not tell who has an account.
            User().set_password(password)
            return None
        if not user.check_password(password):
            return None
        return user if selectors.may_sign_in(user=user, company_id=selectors.company_id_of(request)) else None

    def get_user(self, user_id: uuid.UUID) -> User | None:
        return User.objects.filter(pk=user_id, is_active=True).first()
