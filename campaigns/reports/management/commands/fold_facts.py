"""`manage.py fold_facts`: make every company's interval facts again from its calls."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from campaigns.reports import services
from cc_saas.lib.tenancy import CompanyHost, all_companies, for_each_tenant
from tenants.accounts.doors import declares
from tenants.accounts.types import Permission, Scope


@declares(scope=Scope.PLATFORM, permission=Permission.COMPANIES_MANAGE)
class Command(BaseCommand):
    """Run twice it changes nothing; calls may go on meanwhile."""

    help = "Make the interval facts that reports count again, from every company's closed calls."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name one company, or none for all."""
        parser.add_argument("--company", default="", help="The slug of one company; all without it.")

    def handle(self, *args: Any, company: str = "", **options: Any) -> None:
        """Fold, and say how many calls each company has."""

        def fold(one: CompanyHost) -> None:
            if company in ("", one.schema_name):
                self.stdout.write(f"{one.schema_name} {services.fold_all()}")

        if company and company not in {one.schema_name for one in all_companies()}:
            raise CommandError(f"There is no company {company}.")
        if failed := for_each_tenant(fold):
            raise CommandError(f"Failed for {', '.join(one.schema_name for one in failed)}.")
