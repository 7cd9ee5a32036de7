"""`manage.py run_router`: offers waiting callers, tells the carrier, keeps the time limits."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from telephony.callflow.clock import Router
from telephony.provider.twilio.client import carrier
from tenants.accounts.doors import declares
from tenants.accounts.types import Scope


@declares(scope=Scope.PLATFORM)
class Command(BaseCommand):
    """Runs until SIGTERM or SIGINT. Several may run at once."""

    help = "Offer waiting callers to operators and keep every time limit, until stopped."
    requires_system_checks: list[str] = []  # a release runs them; here they would import every page

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the loop."""
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        self.stdout.write("router: ready")
        Router(carrier=carrier(), stop=stop).run()
