"""requirements*.in -> hashed locks of one resolution (`make lock`; words after it go to uv, e.g. `--upgrade`)."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
UV = Path(sys.executable).with_name("uv")
# No registry's address in the files; wheels for every Python from 3.11 on, Linux and macOS.
COMPILE = [
    "pip",
    "compile",
    "-q",
    "--universal",
    "--generate-hashes",
    "--no-header",
    "--no-emit-index-url",
    "--python-version",
    "3.11",
]


def main(extra: list[str]) -> None:
    """The lock to develop is resolved under the versions of the lock to run."""
    for source, constraints in (
        ("requirements-uv", []),
        ("requirements", []),
        ("requirements-dev", ["-c", "requirements.txt"]),
    ):
        command = [str(UV), *COMPILE, *extra, f"{source}.in", *constraints, "-o", f"{source}.txt"]
        subprocess.run(command, cwd=ROOT, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
