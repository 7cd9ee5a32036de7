"""PostgreSQL: one database, a pool per process, time limits by the process's role.

Never behind PgBouncer in transaction mode: the search_path of one company would serve another.
"""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from cc_saas.settings import env

ROLES = ("web", "sockets", "worker", "router", "command")

# Seconds to wait for a connection. The voice URL must answer 503 within 3 s when the database is gone.
POOL_TIME = 1.5

# Milliseconds a statement may run and a lock may be waited for, and connections per process.
LIMITS: dict[str, tuple[int, int, int]] = {
    "web": (8_000, 2_000, 8),
    "sockets": (8_000, 2_000, 4),
    "worker": (60_000, 5_000, 2),
    "router": (8_000, 2_000, 4),
    "command": (0, 0, 4),
}

ONE_PLAN = "plan_cache_mode=force_generic_plan"


def databases(role: str, *, url: str | None = None) -> dict[str, Any]:
    """Django's DATABASES for one role, from DATABASE_URL or the URL given."""
    statement_ms, lock_ms, connections = LIMITS[role]
    size = env.whole_number("CC_DB_POOL_SIZE", connections, least=1, most=100)
    default = _parse(url or env.read("DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/cc"))
    default["OPTIONS"] |= {
        "connect_timeout": 2,
        "application_name": f"cc-{role}",
        # Only what asks for a prepared cursor is prepared, after that many runs in a session.
        "prepare_threshold": 3,
        # What is prepared finds rows by their keys: one plan serves all, and making a new one took longer than the rest.
        "options": f"-c statement_timeout={statement_ms} -c lock_timeout={lock_ms} -c {ONE_PLAN}",
        "pool": {
            "min_size": 0,
            "max_size": size,
            "timeout": POOL_TIME,
            "max_lifetime": 600.0,
            "max_idle": 120.0,
            # How long an attempt goes on by itself: in a longer one the pauses grow, and with them the recovery.
            "reconnect_timeout": 1.0,
        },
    }
    return {"default": default}


def _parse(url: str) -> dict[str, Any]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ImproperlyConfigured("DATABASE_URL's port must be a number.") from None
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in ("postgres", "postgresql") or not name:
        raise ImproperlyConfigured("DATABASE_URL must look like postgresql://user:password@host:port/name.")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "cc_saas.lib.database",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        # A socket's folder cannot stand in a URL's host, so libpq's `?host=/folder` is understood too.
        "HOST": options.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": str(options.pop("port", None) or port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }
