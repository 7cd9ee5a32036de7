"""What has to be true before the product's processes start: the schemas are up to date, the demo is loaded once.

A process of its own (`python -m cc_saas.local.prepare`), so that the supervisor stays small. Prints its progress;
where something is wrong, one sentence on stderr and exit code 1.
"""

import io
import sys

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import OperationalError


def main() -> int:
    """Answers the exit code."""
    try:
        django.setup()
        _migrate()
        _load_demo()
    except ImproperlyConfigured as problem:
        return _fail(str(problem))
    except OperationalError as problem:
        reason = str(problem).strip().splitlines()[0]
        return _fail(f"PostgreSQL does not answer as it should ({reason}): check DATABASE_URL.")
    return 0


def _migrate() -> None:
    from cc_saas.lib.health import schemas_behind

    behind = schemas_behind()
    if behind:
        print(f"Migrating {len(behind)} schema{'s' if len(behind) > 1 else ''} ...", flush=True)
        call_command("migrate_schemas", verbosity=0)


def _load_demo() -> None:
    """Once, into an installation without companies; an interrupted load (it repeats nothing) is finished."""
    from django.conf import settings

    from tenants.directory.models import Tenant

    unfinished = settings.CC_DATA_DIR / "demo-unfinished"
    if not unfinished.exists() and Tenant.objects.exclude(schema_name="public").exists():
        return
    print("Loading the demo: three companies, their people, their answers, a week of calls ...", flush=True)
    unfinished.touch()
    call_command("load_demo", stdout=io.StringIO())
    unfinished.unlink()


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr, flush=True)
    return 1


if __name__ == "__main__":
    sys.exit(main())
