"""`manage.py run_simulator`: the simulated carrier, beside the product."""

import os
from argparse import ArgumentParser
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from telephony.simulator.config import Configuration
from telephony.simulator.server import build
from tenants.accounts.doors import declares
from tenants.accounts.types import Scope


@declares(scope=Scope.PLATFORM)
class Command(BaseCommand):
    """Serves until it is stopped."""

    help = (
        "Runs the simulator of the telephone carrier: REST, webhooks, TwiML, and a telephone in the browser."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Port, address, and a clock for tests."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=settings.CC_PORT + 2)
        parser.add_argument("--virtual-clock", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve."""
        configuration = configure(port=options["port"], virtual_clock=options["virtual_clock"])
        # No access log: the device's token stands in its URL.
        web.run_app(
            build(configuration),
            host=options["host"],
            port=options["port"],
            print=None,
            access_log=None,
            shutdown_timeout=1,
        )


def configure(*, port: int, virtual_clock: bool) -> Configuration:
    """The configuration from settings. Raises CommandError where the account is not known."""
    if not settings.TWILIO_ACCOUNT_SID or not settings.TWILIO_AUTH_TOKEN:
        raise CommandError(
            "TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN are not set: the simulator plays this account."
        )
    return Configuration(
        account_sid=settings.TWILIO_ACCOUNT_SID,
        auth_token=settings.TWILIO_AUTH_TOKEN,
        api_key_sid=settings.TWILIO_API_KEY_SID,
        api_key_secret=settings.TWILIO_API_KEY_SECRET,
        data_dir=settings.CC_DATA_DIR,
        public_url=os.environ.get("CC_SIMULATOR_URL") or f"http://localhost:{port}",
        origins=console_origins(settings.PUBLIC_BASE_URL, settings.CC_PORT, settings.CC_COMPANY_DOMAIN),
        virtual_clock=virtual_clock,
    )


def console_origins(public_base_url: str, port: int, domain: str) -> frozenset[str]:
    """Where the console's and the companies' pages come from."""
    parts = urlsplit(public_base_url)
    suffix = f":{port}"
    hosts = ("localhost", "127.0.0.1", f"*.{domain}")
    return frozenset({f"{parts.scheme}://{parts.netloc}", *(f"http://{host}{suffix}" for host in hosts)})
