"""`manage.py create_company`: take a company on and print one JSON object."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from telephony.onboarding import services
from telephony.onboarding.output import answer
from tenants.accounts.doors import declares
from tenants.accounts.types import Permission, Scope


@declares(scope=Scope.PLATFORM, permission=Permission.COMPANIES_MANAGE)
class Command(BaseCommand):
    """Run twice it changes nothing."""

    help = "Take a company on: schema, host, greeting, queue, owner, key and number. Prints one JSON object."
    requires_system_checks: list[str] = []  # a release runs them; here they would import every page

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name what a company needs."""
        parser.add_argument("--slug", required=True, help="a-z, 0-9 and _, 2 to 41 characters")
        parser.add_argument("--name", required=True)
        parser.add_argument("--language", required=True, help="BCP 47, as ru or en-GB")
        parser.add_argument("--timezone", required=True, help="IANA, as Europe/Moscow")
        parser.add_argument("--greeting", required=True, help="the phrase that the operator says")
        parser.add_argument("--announcement", default="", help="spoken to the caller before anything else")
        parser.add_argument("--admin", required=True, metavar="EMAIL")
        parser.add_argument("--password", required=True)
        parser.add_argument("--number", metavar="E164")
        parser.add_argument("--buy", action="store_true", help="buy the number where it is not ours")
        parser.add_argument("--colour", help="#rrggbb")
        parser.add_argument("--new-token", action="store_true", help="make another key")

    def handle(self, *args: Any, **options: Any) -> str:
        """Take the company on."""
        return answer(
            lambda: services.create_company(
                slug=options["slug"], name=options["name"], language=options["language"],
                timezone=options["timezone"], greeting=options["greeting"], announcement=options["announcement"],
                admin_email=options["admin"], admin_password=options["password"], number=options["number"],
                buy=options["buy"], colour=options["colour"], new_token=options["new_token"],
            )
        )  # fmt: skip
