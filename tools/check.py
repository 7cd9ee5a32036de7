"""`make check`: everything that needs no running product, side by side; prints what failed, exit code 1 if any did."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
# The types first: they take longest.
CHECKS: dict[str, list[str | Path]] = {
    "types": [BIN / "mypy"],
    "imports": [BIN / "lint-imports", "--no-cache"],
    "style": [BIN / "ruff", "check", "--quiet", "."],
    "format": [BIN / "ruff", "format", "--check", "--quiet", "."],
    "migrations": [sys.executable, "-W", "ignore", "manage.py", "makemigrations", "--check", "--dry-run"],
    "translations": [sys.executable, "-m", "tools.messages", "check"],
}


def main() -> int:
    """Answers the exit code."""
    # Two at a time: the machine has two cores, and each of these takes one.
    with ThreadPoolExecutor(max_workers=2) as pool:
        passed = list(pool.map(_passes, CHECKS))
    return 0 if all(passed) else 1


def _passes(name: str) -> bool:
    began = time.monotonic()
    done = subprocess.run(
        CHECKS[name],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "cc_saas.settings.dev", "CC_LOG_LEVEL": "ERROR"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    verdict = "ok" if done.returncode == 0 else "FAILED"
    text = f"{name:<13} {verdict} ({time.monotonic() - began:.0f} s)"
    print(text if done.returncode == 0 else f"{text}\n{done.stdout.strip()}", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
