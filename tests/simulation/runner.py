"""Runs in processes of their own, and what they found told in lines."""

import multiprocessing
import time
from types import ModuleType
from typing import Any

from tests.simulation.figures import Chapter, Job


def run_all(experiments: list[ModuleType], *, short: bool, processes: int) -> list[Chapter]:
    """Run every experiment's jobs on so many cores, and let each judge its own."""
    chapters = []
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        started = [(one, pool.map_async(_work, one.jobs(short=short), chunksize=1)) for one in experiments]
        for experiment, results in started:
            found, seconds = zip(*results.get(), strict=True)
            chapter = experiment.chapter(list(found))
            print(f"\n{chapter.title} ({sum(seconds):.0f} s of a processor)", flush=True)
            for figure in chapter.figures:
                name, ours, theirs, bound, verdict = figure.cells(short=short)
                print(f"{verdict:5} {name:70} {ours:22} {theirs:22} {bound}", flush=True)
            chapters.append(chapter)
    return chapters


def _work(job: Job) -> tuple[Any, float]:
    """What a run found, and the seconds of a processor that it took."""
    function, arguments = job
    began = time.process_time()
    return function(**arguments), time.process_time() - began
