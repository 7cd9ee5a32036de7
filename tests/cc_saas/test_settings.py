"""Wrong or missing values stop the start with one sentence that names the variable."""

import os
import subprocess
import sys

import pytest

GOOD = {
    "DJANGO_SETTINGS_MODULE": "cc_saas.settings.production",
    "SECRET_KEY": "".join(chr(33 + n % 90) for n in range(64)),
    "DATABASE_URL": "postgresql://cc:secret@db.internal:5432/cc",
    "REDIS_URL": "rediss://redis.internal:6379/0",
    "PUBLIC_BASE_URL": "https://calls.example.com",
    "CC_WS_URL": "wss://calls.example.com",
    "CC_COMPANY_DOMAIN": "calls.example.com",
    "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
    "TWILIO_AUTH_TOKEN": "1" * 32,
}


def check(**changes: str | None) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    environment = kept | {name: value for name, value in (GOOD | changes).items() if value is not None}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_production_passes_the_deployment_checks() -> None:
    told = check()
    assert told.returncode == 0, told.stderr


@pytest.mark.parametrize("name", [name for name in GOOD if name != "DJANGO_SETTINGS_MODULE"])
def test_a_missing_value_is_named(name: str) -> None:
    told = check(**{name: None})
    assert told.returncode != 0
    assert name in told.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("DATABASE_URL", "mysql://x/y"),
        ("DATABASE_URL", "postgresql://host:port/x"),
        ("DATABASE_URL", "postgresql://host"),
        ("REDIS_URL", "http://redis"),
        ("PUBLIC_BASE_URL", "http://calls.example.com"),
        ("PUBLIC_BASE_URL", "calls.example.com"),
        ("CC_WS_URL", "ws://calls.example.com"),
        ("CC_COMPANY_DOMAIN", "https://calls.example.com"),
        ("CC_PORT", "99999"),
        ("CC_SOFTPHONE", "tin-can"),
        ("CC_ROLE", "king"),
        ("CC_DB_POOL_SIZE", "0"),
        ("TWILIO_ACCOUNT_SID", "AC123"),
        ("TWILIO_API_BASE_URL", "twilio"),
    ],
)
def test_a_wrong_value_is_named_and_secrets_are_not_shown(name: str, value: str) -> None:
    told = check(**{name: value})
    assert told.returncode != 0
    assert name in told.stderr.splitlines()[-1]
    assert "secret" not in told.stderr.splitlines()[-1]
