"""`manage.py load_demo`: three companies, their people, their answers and a week of calls."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from cc_saas.lib.clock import now
from telephony.demo import services
from tenants.accounts.doors import declares
from tenants.accounts.types import Permission, Scope


@declares(scope=Scope.PLATFORM, permission=Permission.COMPANIES_MANAGE)
class Command(BaseCommand):
    """Loads the demo; run twice, it changes nothing."""

    help = "Load three demo companies with their people, answers and past calls."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and leave the list of sign-ins for whoever starts the product."""
        services.load(now=now())
        lines = services.sign_ins(
            public_url=settings.PUBLIC_BASE_URL, company_domain=settings.CC_COMPANY_DOMAIN
        )
        services.write_sign_ins(file=Path(settings.CC_DATA_DIR) / "sign-ins.json", lines=lines)
        for line in lines:
            self.stdout.write(f"{line['label']:12} {line['url']}  {line['email']}  {line['password']}")
