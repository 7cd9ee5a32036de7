"""One supervisor per data folder: two servers on the same files corrupt them."""

import fcntl
import os
from pathlib import Path
from typing import TextIO

from cc_saas.local.errors import LocalProblem


class FolderLock:
    """An advisory lock on a data folder; the kernel releases it when this process ends, however it ends."""

    def __init__(self, *, folder: Path) -> None:
        self._path = folder / "lock"
        self._file: TextIO | None = None

    def take(self) -> None:
        """Hold the folder; raises LocalProblem when another process holds it."""
        file = open(self._path, "a+", encoding="utf-8")  # noqa: SIM115  (held open as long as the lock)
        self._path.chmod(0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            file.close()
            raise LocalProblem(
                f"{self._path.parent} is in use by process {holder}: stop it, or set CC_DATA_DIR to another folder."
            ) from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        self._file = file

    def release(self) -> None:
        """Let the folder go; harmless when it is not held."""
        if self._file is not None:
            self._file.close()
            self._file = None
