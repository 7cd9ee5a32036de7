"""From a bare machine to an installed virtual environment: `python tools/bootstrap.py run|dev`.

Standard library only, and nothing newer than Python 3.6 in its syntax: an old one is told so in a sentence.
What was installed is remembered by the hash of its lock, so the second start does nothing here.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = {"run": "requirements.txt", "dev": "requirements-dev.txt"}


def main(kind: str) -> int:
    """Make .venv hold everything that the lock of `kind` names; answers the exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036  (whoever starts it may be older than what the project asks for)
        version = ".".join(str(part) for part in sys.version_info[:3])
        return _fail(f"Python 3.11 or newer is needed and this is {version}: set PYTHON to a newer one.")
    lock = ROOT / LOCKS[kind]
    if _is_installed(kind, lock):
        return 0
    problem = _make_venv() or _install(lock)
    if problem:
        return _fail(problem)
    _stamp(kind).write_text(_fingerprint(lock))
    return 0


def _make_venv() -> str:
    if PYTHON.exists() and _call(PYTHON, "-m", "pip", "--version", quiet=True):
        return ""
    print("Making a virtual environment in .venv ...", flush=True)
    if _call(sys.executable, "-m", "venv", "--clear", VENV):
        return ""
    return (
        "A virtual environment cannot be made in .venv (Debian: apt-get install python3-venv; or the disk is full): "
        "set PYTHON to another Python, or make room."
    )


def _install(lock: Path) -> str:
    print(f"Installing what {lock.name} names ...", flush=True)
    pip = (PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--require-hashes", "-r")
    if not _call(*pip, ROOT / "requirements-uv.txt"):
        return "The installer uv could not be installed: set PIP_INDEX_URL where packages come from a mirror."
    uv = (VENV / "bin" / "uv", "pip", "install", "-q", "--require-hashes", "--python", PYTHON, "-r", lock)
    # Its own certificates first (a bare machine has none), then the machine's (a company's proxy has its own).
    if not _call(*uv, quiet=True) and not _call(*uv, "--system-certs"):
        return (
            "Packages could not be installed: set UV_INDEX_URL where they come from a mirror, or make room."
        )
    return ""


def _is_installed(kind: str, lock: Path) -> bool:
    try:
        return _stamp(kind).read_text() == _fingerprint(lock) and PYTHON.exists()
    except OSError:
        return False


def _stamp(kind: str) -> Path:
    return VENV / f"installed-{kind}"


def _fingerprint(lock: Path) -> str:
    """The lock, the folder and the Python: a copied or upgraded environment is installed again."""
    digest = hashlib.sha256(lock.read_bytes())
    digest.update(f"{VENV} {sys.version}".encode())
    return digest.hexdigest()


def _call(*command: object, quiet: bool = False) -> bool:
    output = subprocess.DEVNULL if quiet else None
    words = [str(word) for word in command]
    return subprocess.call(words, stdin=subprocess.DEVNULL, stdout=output, stderr=output) == 0


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr, flush=True)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
