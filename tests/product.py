"""`make run` as a test drives it: started on free ports and a folder of its own, watched from outside."""

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from cc_saas.local.processes import free_port

ROOT = Path(__file__).resolve().parents[1]
_OURS = (
    "CC_",
    "TWILIO_",
    "DATABASE_URL",
    "REDIS_URL",
    "PUBLIC_BASE_URL",
    "SECRET_KEY",
    "DJANGO_SETTINGS_MODULE",
)


class Product:
    """One start of the product; use it as a context manager, so that nothing is left whatever the test finds."""

    def __init__(self, *, folder: Path, **variables: str) -> None:
        self.folder = folder
        self.port = free_port(in_a_row=3)
        self.lines: list[str] = []
        inherited = {name: text for name, text in os.environ.items() if not name.startswith(_OURS)}
        self._environment = inherited | {"CC_DATA_DIR": str(folder), "CC_PORT": str(self.port)} | variables
        self._queue: queue.Queue[str | None] = queue.Queue()

    def __enter__(self) -> "Product":
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "cc_saas.local"],
            cwd=ROOT,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        self._reader.join()
        self.wait_until_nothing_is_left(30)

    def wait_until_ready(self, patience: float = 120) -> float:
        """Seconds from the start to the line that says so."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            line = self._queue.get(timeout=patience)
            if line is None:
                raise AssertionError("it ended:\n" + self.text)
            if line.startswith("Ready after"):
                return time.monotonic() - self.began
        raise AssertionError("it did not become ready:\n" + self.text)

    def stop(self, number: signal.Signals) -> tuple[int, float]:
        """Send a signal; answers the exit code and the seconds it took."""
        began = time.monotonic()
        self.process.send_signal(number)
        return self.process.wait(timeout=30), time.monotonic() - began

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def pid_of(self, words: str) -> int:
        """The oldest living process of this start whose command line holds `words`."""
        return min(pid for pid in self.alive() if words in _command_line(pid))

    def left_behind(self, *, within: float = 5.0) -> list[int]:
        """The processes that are still there after so many seconds: the last of them may be just ending."""
        deadline = time.monotonic() + within
        while self.alive() and time.monotonic() < deadline:
            time.sleep(0.05)
        return self.alive()

    def alive(self) -> list[int]:
        """Every process that works on this folder: by its environment, its arguments or where it stands."""
        found = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
        return [pid for pid in found if pid != os.getpid() and self._works_here(pid)]

    def wait_until_nothing_is_left(self, patience: float) -> None:
        deadline = time.monotonic() + patience
        while self.alive():
            if time.monotonic() > deadline:
                raise AssertionError([_command_line(pid) for pid in self.alive()])
            time.sleep(0.05)

    def _works_here(self, pid: int) -> bool:
        here = str(self.folder)
        try:
            process = Path(f"/proc/{pid}")
            texts = (process / "environ").read_bytes() + (process / "cmdline").read_bytes()
            return here.encode() in texts or str((process / "cwd").readlink()).startswith(here)
        except OSError:  # it ended meanwhile, or is a zombie
            return False

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout:
            for line in self.process.stdout:
                self.lines.append(line.rstrip())
                self._queue.put(line)
        self._queue.put(None)


def _command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""
