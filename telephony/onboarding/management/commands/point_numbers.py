"""`manage.py point_numbers`: tell the carrier our public address anew and print one JSON object."""

from typing import Any

from django.core.management.base import BaseCommand

from telephony.onboarding import services
from telephony.onboarding.output import answer
from tenants.accounts.doors import declares
from tenants.accounts.types import Permission, Scope


@declares(scope=Scope.PLATFORM, permission=Permission.COMPANIES_MANAGE)
class Command(BaseCommand):
    """Run twice it changes nothing."""

    help = "Point every number's webhooks at PUBLIC_BASE_URL, after it has moved. Prints one JSON object."
    requires_system_checks: list[str] = []  # a release runs them; here they would import every page

    def handle(self, *args: Any, **options: Any) -> str:
        """Point them."""
        return answer(services.point_numbers)
