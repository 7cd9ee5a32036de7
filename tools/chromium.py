"""Find a Chromium for the browser tests, or install one; there is no silent skip.

In this order: CC_CHROMIUM, a headless shell on PATH, the one installed here before, any Chromium on PATH, Debian's
package (as root), npm's @sparticuz/chromium, which brings its libraries along and needs no rights.

A headless shell has no window to draw: it takes 22 s of CPU where a whole Chromium takes 39 (the pages of queues, menus
and reports). So `python -m tools.chromium`, which says where it is, first tries to bring npm's, which is one.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKED = ROOT / "tools" / "headless"
OURS = ROOT / ".venv" / "chromium"
SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--accept-lang=en-US",  # a headless shell would take LANG's, and C.UTF-8 makes no language of the web
)
_TIMEOUT = 300  # s; a network that swallows everything must not stop the tests for ever
_MISSING = "No Chromium for the browser tests could be found or installed: set CC_CHROMIUM to one."
_WRAPPER = """#!/bin/sh
# The packed Chromium finds its libraries and fonts only where it is told to look.
export LD_LIBRARY_PATH="{folder}/al2023/lib${{LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}}"
export FONTCONFIG_PATH="{folder}/fonts"
exec "{folder}/chromium" "$@"
"""
_NPM = ("npm", "ci", "--no-progress", "--no-audit", "--fetch-retries=1", "--fetch-timeout=30000")
_UNPACK = 'import("@sparticuz/chromium").then((module) => module.default.executablePath())'


class NoChromiumError(RuntimeError):
    """Neither found nor installable; the message says what to set."""


def find() -> Path | None:
    """The Chromium to use, without installing anything."""
    given = os.environ.get("CC_CHROMIUM", "").strip()
    if given:
        if not os.access(given, os.X_OK):
            raise NoChromiumError(f"CC_CHROMIUM names {given}, which is no program.")
        return Path(given)
    return _shell() or _on_path(NAMES)


def _shell() -> Path | None:
    return _on_path(SHELLS) or (_wrapper() if _wrapper().exists() else None)


def _on_path(names: Sequence[str]) -> Path | None:
    return next((Path(path) for name in names if (path := shutil.which(name))), None)


def ensure() -> Path:
    """The same, installed where there is none; raises NoChromiumError."""
    found = find() or _from_debian() or _from_npm()
    if found is None:
        raise NoChromiumError(_MISSING)
    return found


def prefer_shell() -> None:
    """Bring a headless shell, unless one is there or somebody has chosen; without a network nothing changes."""
    if not os.environ.get("CC_CHROMIUM", "").strip() and not _shell():
        _from_npm()


def _from_debian() -> Path | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    print("Installing Chromium with apt-get ...", flush=True)
    quietly = {"DEBIAN_FRONTEND": "noninteractive"}
    _run(["apt-get", "update", "-qq"], quietly)
    _run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], quietly)
    return find()


def _from_npm() -> Path | None:
    if not shutil.which("npm"):
        return None
    print("Installing a headless Chromium with npm ...", flush=True)
    shutil.rmtree(OURS, ignore_errors=True)
    shutil.copytree(PACKED, OURS, ignore=shutil.ignore_patterns("node_modules"))
    # Its libraries are unpacked only where it believes to be where it was made for; TMPDIR is where.
    surroundings = {"TMPDIR": str(OURS), "AWS_EXECUTION_ENV": "AWS_Lambda_nodejs20.x"}
    if not _run(_NPM, {}, OURS) or not _run(["node", "-e", _UNPACK], surroundings, OURS):
        return None
    fonts = OURS / "fonts" / "fonts.conf"
    fonts.write_text(fonts.read_text().replace("/tmp/", f"{OURS}/"))
    _wrapper().write_text(_WRAPPER.format(folder=OURS))
    _wrapper().chmod(0o755)
    if not _run([str(_wrapper()), *FLAGS, "--version"], {}):
        _wrapper().unlink()  # made for another kind of machine
    return find()


def _wrapper() -> Path:
    return OURS / "run"


def _run(command: Sequence[str], environment: Mapping[str, str], folder: Path = ROOT) -> bool:
    try:
        done = subprocess.run(
            command,
            env=os.environ | dict(environment),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            timeout=_TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def main() -> int:
    """Answers the exit code."""
    try:
        prefer_shell()
        path = ensure()
        told = subprocess.run([path, *FLAGS, "--version"], capture_output=True, text=True, check=False)
    except NoChromiumError as problem:
        print(problem, file=sys.stderr)
        return 1
    if told.returncode != 0:
        print(f"{path} does not run ({told.stderr.strip()[:300]}): set CC_CHROMIUM.", file=sys.stderr)
        return 1
    print(f"{told.stdout.strip()} at {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
