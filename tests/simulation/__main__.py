"""`make simulate`: run, print, write docs/simulation.md, exit 1 on a miss. `--short` takes 2 minutes and writes nothing."""

import argparse
import sys
import time
from collections import Counter

from tests.simulation import page, storm, waits, wallace_whitt, zipf
from tests.simulation.runner import run_all

EXPERIMENTS = {"skills": wallace_whitt, "companies": zipf, "storm": storm, "waits": waits}


def main(words: list[str]) -> int:
    """Answers the exit code."""
    parser = argparse.ArgumentParser(prog="make simulate")
    parser.add_argument("--short", action="store_true", help="fewer and shorter runs; docs stay as they are")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("only", nargs="*", choices=[*EXPERIMENTS, []], help="these experiments alone")
    wanted = parser.parse_args(words)
    names = wanted.only or list(EXPERIMENTS)
    began = time.monotonic()
    chapters = run_all([EXPERIMENTS[name] for name in names], short=wanted.short, processes=wanted.processes)
    verdicts = Counter(
        figure.verdict(short=wanted.short) for chapter in chapters for figure in chapter.figures
    )
    missed = verdicts["MISS"]
    open_too = f", {verdicts['open']} within the interval of so short a run" if wanted.short else ""
    print(f"\n{missed} missed{open_too}; {time.monotonic() - began:.0f} s")
    if not wanted.short:
        page.write(chapters)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
