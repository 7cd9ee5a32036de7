"""The product in a folder and on ports of its own, watched from outside; and `make run` as a test drives it."""

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
# What a test run has set for itself, and the product must not inherit.
_OURS = (
    "CC_",
    "TWILIO_",
    "DATABASE_URL",
    "REDIS_URL",
    "PUBLIC_BASE_URL",
    "SECRET_KEY",
    "DJANGO_SETTINGS_MODULE",
)


def inherited() -> dict[str, str]:
    """The environment as a person's shell has it."""
    return {name: text for name, text in os.environ.items() if not name.startswith(_OURS)}


class Installation:
    """A folder, three ports in a row, and whoever works on them."""

    def __init__(self, *, folder: Path, port: int = 0) -> None:
        self.folder = folder
        self.port = port or free_port(in_a_row=3)

    def pid_of(self, words: str) -> int:
        """The oldest living process whose command line holds `words`."""
        return min(pid for pid in self.alive() if words in command_line(pid))

    def alive(self) -> list[int]:
        """Every process that works on this folder: by its environment, its arguments or where it stands."""
        found = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
        return [pid for pid in found if pid != os.getpid() and self._works_here(pid)]

    def left_behind(self) -> list[str]:
        """What still lives, in words."""
        return [f"{pid} {command_line(pid)}" for pid in self.alive()]

    def wait_until_nothing_is_left(self, patience: float) -> None:
        """AssertionError after so many seconds."""
        deadline = time.monotonic() + patience
        while self.alive():
            assert time.monotonic() < deadline, self.left_behind()
            time.sleep(0.05)

    def _works_here(self, pid: int) -> bool:
        here = str(self.folder)
        try:
            process = Path(f"/proc/{pid}")
            texts = (process / "environ").read_bytes() + (process / "cmdline").read_bytes()
            return here.encode() in texts or str((process / "cwd").readlink()).startswith(here)
        except OSError:  # it ended meanwhile, or is a zombie
            return False


class MakeRun(Installation):
    """One start of everything; use it as a context manager, so that nothing is left whatever the test finds."""

    def __init__(
        self,
        *,
        folder: Path,
        port: int = 0,
        in_background: bool = False,
        variables: dict[str, str] | None = None,
    ) -> None:
        super().__init__(folder=folder, port=port)
        self._preparation = _deaf if in_background else None
        self.lines: list[str] = []
        own = {"CC_DATA_DIR": str(folder), "CC_PORT": str(self.port)}
        self._environment = inherited() | own | (variables or {})
        self._queue: queue.Queue[str | None] = queue.Queue()

    def __enter__(self) -> "MakeRun":
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "cc_saas.local"],
            cwd=ROOT,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=self._preparation,
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
        """Everything it has said; all of it once it has ended."""
        if self.process.returncode is not None:
            self._reader.join()
        return "\n".join(self.lines)

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout:
            for line in self.process.stdout:
                self.lines.append(line.rstrip())
                self._queue.put(line)
        self._queue.put(None)


def _deaf() -> None:
    """As a script's `&` starts it."""
    for number in (signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, signal.SIG_IGN)


def ignores(pid: int, number: signal.Signals) -> bool:
    """Whether the process was told not to hear this signal (proc(5): a mask, signal 1 in its lowest bit)."""
    status = Path(f"/proc/{pid}/status").read_text()
    mask = next(line.split()[1] for line in status.splitlines() if line.startswith("SigIgn:"))
    return bool(int(mask, 16) >> (number - 1) & 1)


def command_line(pid: int) -> str:
    """Its words; empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""
