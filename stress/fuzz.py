"""Very many hostile inputs, every way in: rules, cases, calls, the command.

`python -m stress.fuzz --inputs 1000000` feeds them from as many processes as there are cores, and
prints how they ended. It fails on the first batch in which an input ends in anything but an answer
or a refusal, takes more than a minute, or more memory than 2 GB. Inputs are made from the seed and
their number: `--first N` goes on from where a run stopped, `--only WAY:NUMBER` makes one again.
"""

from __future__ import annotations

import argparse
import faulthandler
import logging
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any, NoReturn

from attrs import field, frozen

from tests.feeding import FEEDS

BATCH = 1_000
#: No input should take a second; on a busy machine one may take several.
SECONDS = 60
MEMORY = 2 * 1024**3


class HungError(Exception):
    """An input that took too long."""


@frozen
class Report:
    """How the inputs of one batch ended."""

    number: int
    outcomes: Counter[tuple[str, str]]
    #: The slowest input of the batch: seconds, and its name.
    slowest: tuple[float, str] = (0.0, "")
    failures: tuple[str, ...] = field(default=())
    megabytes: int = 0


def feed(seed: int, way: str, number: int, folder: Path) -> str:
    """Feed input *number* of a *way* in, and return how it ended."""
    return FEEDS[way][0](Random(f"{seed}:{way}:{number}"), folder)


def batch(task: tuple[int, int]) -> Report:
    """Feed the inputs of one batch."""
    seed, number = task
    outcomes: Counter[tuple[str, str]] = Counter()
    slowest, failures = (0.0, ""), []
    with tempfile.TemporaryDirectory() as folder:
        for way, (_, share) in FEEDS.items():
            for each in range(number * share, (number + 1) * share):
                began = time.perf_counter()
                signal.setitimer(signal.ITIMER_REAL, SECONDS)
                try:
                    outcomes[way, feed(seed, way, each, Path(folder))] += 1
                except BaseException:
                    failures.append(f"--seed {seed} --only {way!r}:{each}\n{traceback.format_exc(-4)}")
                finally:
                    signal.setitimer(signal.ITIMER_REAL, 0)
                slowest = max(slowest, (time.perf_counter() - began, f"{way}:{each}"))
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Report(number, outcomes, slowest, tuple(failures), used)


def _begin() -> None:
    logging.disable()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, _hung)
    # Where Python itself does not come back, the alarm is not heard.
    faulthandler.enable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _hung(*_: Any) -> NoReturn:
    raise HungError(f"no end after {SECONDS} seconds")


def main() -> int:
    """Run, print what came of it, and return 1 where something failed."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--inputs", type=int, default=1_000_000)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--first", type=int, default=0, help="the input to go on from")
    words.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    words.add_argument("--only", help="one input, as WAY:NUMBER")
    asked = words.parse_args()
    if asked.only:
        way, _, number = asked.only.rpartition(":")
        with tempfile.TemporaryDirectory() as folder:
            print(feed(asked.seed, way, int(number), Path(folder)))
        return 0
    tasks = [(asked.seed, n) for n in range(asked.first // BATCH, -(-asked.inputs // BATCH))]
    outcomes: Counter[tuple[str, str]] = Counter()
    slowest, failures, most = (0.0, ""), 0, 0
    began = time.monotonic()
    with get_context("spawn").Pool(asked.jobs, _begin) as pool:
        reports = pool.imap(batch, tasks)
        for done, _ in enumerate(tasks, 1):
            report = reports.next(timeout=SECONDS * 20)
            outcomes += report.outcomes
            slowest, most = max(slowest, report.slowest), max(most, report.megabytes)
            failures += len(report.failures)
            for failure in report.failures:
                print(f"FAILED {failure}", flush=True)
            if done % 50 == 0 or done == len(tasks):
                upto = (report.number + 1) * BATCH
                print(
                    f"{time.monotonic() - began:6.0f} s: up to input {upto:,}, {failures} failures",
                    flush=True,
                )
            if failures > 20:
                break
    _told(outcomes)
    print(f"slowest: {slowest[0]:.2f} s, --only {slowest[1]!r}; most memory of one process: {most} MB")
    print(f"{outcomes.total():,} inputs with the seed {asked.seed}, {failures} failures")
    return 1 if failures else 0


def _told(outcomes: Counter[tuple[str, str]]) -> None:
    for way in FEEDS:
        ended = Counter({end: n for (each, end), n in outcomes.items() if each == way})
        answered = ended["answered"] + ended["exit 0"]
        codes = sorted(
            {code for end in ended for code in end.replace("loaded,", "").split() if "KZP" in code}
        )
        print(f"{way}: {ended.total():,}; {answered:,} answered, {ended.total() - answered:,} refused")
        print(f"    {len(ended)} ways to end; codes: {' '.join(codes) or '-'}")


if __name__ == "__main__":
    sys.exit(main())
