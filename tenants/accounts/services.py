"""Making people, giving roles and keys, and taking them back."""

import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher
from django.db import transaction

from cc_saas.lib.push import UserAudience, tell_sockets_on_commit
from tenants.accounts import selectors
from tenants.accounts.models import ApiToken, Membership, Session, User
from tenants.accounts.types import Role, TokenKind

# A key's last use is written down at most this often.
TOUCH_TIME = timedelta(minutes=1)
KNOWN_TO_ALL_ROUNDS = 1000


@transaction.atomic
def create_user(
    *, email: str, name: str, password: str, language: str = "en", known_to_all: bool = False
) -> tuple[User, bool]:
    """The person with that address, and whether they are new; one who exists is not changed.

    A password that is `known_to_all` (the demo prints its own) is hashed in few rounds; Django does it again in all of
    them at the first sign-in.
    """
    address = email.strip().lower()
    found = User.objects.filter(email=address).first()
    if found is not None:
        return found, False
    user = User(email=address, name=name, language=language)
    if known_to_all:
        user.password = _lightly_hashed(password)
    else:
        user.set_password(password)
    user.save()
    return user, True


def _lightly_hashed(password: str) -> str:
    """In the form of the preferred hasher, so that every password is checked in the same way."""
    hasher = get_hasher()
    rounds = {"iterations": KNOWN_TO_ALL_ROUNDS} if isinstance(hasher, PBKDF2PasswordHasher) else {}
    return str(hasher.encode(password, hasher.salt(), **rounds))


def add_member(*, user: User, role: Role, tenant_id: int | None = None) -> bool:
    """Give a role with a company, or (no company) with the outsourcer; whether it is new."""
    company: Any = tenant_id  # the stubs do not know that the column may be null
    _, created = Membership.objects.get_or_create(user=user, tenant_id=company, role=role)
    return created


def issue_token(*, now: datetime, user: User | None = None, tenant_id: int | None = None) -> str:
    """Make a key for an operator or for a company, and return its secret: the only time that it is seen."""
    secret = f"cc_{secrets.token_urlsafe(32)}"
    kind = TokenKind.COMPANY if tenant_id is not None else TokenKind.OPERATOR
    ApiToken.objects.create(
        kind=kind, sha256=selectors.token_hash(secret), user=user, tenant_id=tenant_id, created_at=now
    )
    return secret


def touch_token(*, token: ApiToken, now: datetime) -> None:
    """Note that a key was used, at most once a minute."""
    if token.last_used_at is None or now - token.last_used_at >= TOUCH_TIME:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


def revoke_token(*, token: ApiToken, now: datetime) -> None:
    """The key works no more, and sockets opened with it close."""
    ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=now)
    if token.user_id is not None:
        _close_sockets(token.user_id, selectors.key_of_token(token))


@transaction.atomic
def disable_user(*, user: User) -> None:
    """The person can no longer sign in; every session, and every socket of it, ends now."""
    User.objects.filter(pk=user.pk).update(is_active=False)
    user.is_active = False
    end_sessions(user=user)


@transaction.atomic
def end_sessions(*, user: User, session_key: str = "") -> None:
    """End one session of a person, or all of them; the sockets opened with them close."""
    found = Session.objects.filter(user_id=user.pk)
    if session_key:
        found = found.filter(session_key=session_key)
    found.delete()
    _close_sockets(user.pk, session_key)


def _close_sockets(user_id: UUID, session_key: str) -> None:
    """To every consumer of a person: close if you are of this session; of any, where it is empty."""
    message = {"type": "session.revoked", "session_key": session_key}
    tell_sockets_on_commit(audience=UserAudience(user_id), message=message)


def sweep_sessions(*, now: datetime) -> int:
    """Delete the sessions that have expired; how many there were."""
    deleted, _ = Session.objects.filter(expire_date__lt=now).delete()
    return deleted
