"""`manage.py create_operator`: take an operator on and print one JSON object."""

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

    help = "Take an operator on: person, clearances, skills, languages and key. Prints one JSON object."
    requires_system_checks: list[str] = []  # a release runs them; here they would import every page

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name what an operator needs."""
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument("--password", required=True)
        parser.add_argument("--companies", required=True, metavar="a,b", help="slugs, with commas")
        parser.add_argument("--skills", default="", metavar="name:level,...", help="levels 1 to 5")
        parser.add_argument("--languages", required=True, metavar="en,ru", help="BCP 47, with commas")
        parser.add_argument(
            "--leg-address", default="", help="her own number or SIP address; else the softphone"
        )
        parser.add_argument("--new-token", action="store_true", help="make another key")

    def handle(self, *args: Any, **options: Any) -> str:
        """Take the operator on."""
        return answer(
            lambda: services.create_operator(
                email=options["email"], name=options["name"], password=options["password"],
                companies=_words(options["companies"]), skills=_words(options["skills"]),
                languages=_words(options["languages"]), leg_address=options["leg_address"],
                new_token=options["new_token"],
            )
        )  # fmt: skip


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]
