"""What has to be true of the database before the product's processes start: `python -m cc_saas.local.prepare_database`.

It brings the schemas up to date and loads the demo once. A process of its own, so that the supervisor stays small.
Prints its progress; where something is wrong, one sentence on stderr and exit code 1.
"""

import io
import socket
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import django
import psycopg
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import OperationalError

from cc_saas.lib.schemas import schemas_behind, schemas_behind_at_start

_CARRIER_PATIENCE = 30.0  # seconds


def main() -> int:
    """Answers the exit code."""
    try:
        if not _is_up_to_date():
            django.setup()
            _migrate()
            _load_demo()
    except ImproperlyConfigured as problem:
        return _fail(str(problem))
    except (OperationalError, psycopg.OperationalError) as problem:
        reason = str(problem).strip().splitlines()[0]
        return _fail(f"PostgreSQL does not answer as it should ({reason}): check DATABASE_URL.")
    return 0


def _is_up_to_date() -> bool:
    """Told without importing the product's models, which is nearly all that a second start would spend here."""
    return not schemas_behind_at_start() and _demo_loaded_at() == settings.PUBLIC_BASE_URL


def _migrate() -> None:
    behind = schemas_behind()
    if behind:
        print(f"Migrating {len(behind)} schema{'s' if len(behind) > 1 else ''} ...", flush=True)
        call_command("migrate_schemas", verbosity=0)


def _load_demo() -> None:
    """Once, into an installation without companies; again (it repeats nothing) when it was interrupted, or when the
    public address moved, which the numbers at the simulated carrier and the list of sign-ins name."""
    from tenants.directory.models import Tenant

    mark, loaded_at = _demo_mark(), _demo_loaded_at()
    strangers = loaded_at is None and Tenant.objects.exclude(schema_name="public").exists()
    if strangers or loaded_at == settings.PUBLIC_BASE_URL:
        return
    print("Loading the demo: three companies, their people, their answers, a week of calls ...", flush=True)
    mark.write_text("")
    _wait_for_carrier()
    call_command("load_demo", stdout=io.StringIO())
    call_command("point_numbers", stdout=io.StringIO())
    mark.write_text(settings.PUBLIC_BASE_URL)


def _demo_mark() -> Path:
    return Path(settings.CC_DATA_DIR) / "demo-loaded-at"


def _demo_loaded_at() -> str | None:
    """PUBLIC_BASE_URL as it was then; empty where loading was interrupted, None where nobody has loaded it."""
    return _demo_mark().read_text() if _demo_mark().exists() else None


def _wait_for_carrier() -> None:
    """The demo's numbers are bought from the simulated carrier, which starts beside this."""
    parts = urlsplit(settings.TWILIO_API_BASE_URL)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    deadline = time.monotonic() + _CARRIER_PATIENCE
    while parts.hostname and time.monotonic() < deadline:
        try:
            socket.create_connection((parts.hostname, port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr, flush=True)
    return 1


if __name__ == "__main__":
    sys.exit(main())
