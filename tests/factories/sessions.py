"""Browsers of people who have signed in."""

from django.test import Client

from tenants.accounts.models import User


def signed_in(user: User) -> Client:
    """Somebody's browser on the public host."""
    client = Client(headers={"host": "localhost"})
    client.force_login(user, backend="tenants.accounts.backends.MembershipBackend")
    session = client.session
    session["company_id"] = 0
    session.save()
    return client
