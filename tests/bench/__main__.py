"""`make bench`: measure, print, and keep the report. `python -m tests.bench webhook offer` runs some of it."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench import claims, company, exact, match, memory, offer, push, ready, supervising, webhook
from tests.bench.report import Measure
from tests.bench.stage import Stage

ON_STAGE: dict[str, Callable[[Stage], list[Measure]]] = {
    "webhook": webhook.measure,
    "push": push.measure,
    "offer": offer.measure,
    "ready": ready.measure,
    "claims": claims.measure,
    "floor": supervising.measure,
    "company": company.measure,
}


def main(wanted: list[str]) -> int:
    """Run what is wanted; the exit code counts the targets that were missed."""
    found: list[Measure] = []
    with tempfile.TemporaryDirectory(prefix="cc-bench-") as folder:
        if not wanted or set(wanted) & set(ON_STAGE):
            found += _on_stage(Path(folder) / "stage", wanted or list(ON_STAGE))
        if not wanted or "match" in wanted:
            found += _told(match.measure())
        if not wanted or "memory" in wanted:
            found += _told(memory.measure(folder=Path(folder) / "memory"))
    if not wanted or "exact" in wanted:
        found += _told(exact.measure())
    missed = [measure for measure in found if measure.verdict == "MISSED"]
    print(f"\n{len(found)} measures, {len(missed)} missed their target.")
    return len(missed)


def _on_stage(folder: Path, wanted: list[str]) -> list[Measure]:
    folder.mkdir(parents=True)
    stage = Stage(folder=folder)
    found: list[Measure] = []
    try:
        stage.start()
        for name, measure in ON_STAGE.items():
            if name in wanted:
                found += _told(measure(stage))
    finally:
        stage.stop()
    return found


def _told(measures: list[Measure]) -> list[Measure]:
    for measure in measures:
        print(measure.line(), flush=True)
    return measures


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
