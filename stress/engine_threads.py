"""The durable engine in 8 threads, a million cases: none wrong, none lost, memory flat.

A case is one question to the engine: the elements of a case's parts, liability for a part, or what a
charge brings. What is expected of each was derived by the reference engine before the threads begin.
"""

from __future__ import annotations

import argparse
import random
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import kzpenal
from kzpenal.engines.durable import Durable
from kzpenal.engines.reference import Reference
from kzpenal.vocabulary import flatten
from stress._pool import DAYS, drawn, resident

#: How much the process may grow between the warm-up and the end, in megabytes.
GROWTH = 8.0
STRATA = ("act", "part", "charge")
Case = tuple[int, str, tuple[Any, ...], dict[str, Any]]


def pool(worlds: int) -> list[Case]:
    """Return law, stratum, question and right answer, for many different questions."""
    found: list[Case] = []
    for number, day in enumerate(DAYS):
        law = kzpenal.law(on=day)
        reference = Reference(law)
        for seed in range(worlds):
            facts = flatten(drawn(seed, day))
            elements = reference.act(facts)
            found.append((number, "act", (facts,), dict(elements)))
            for part in random.Random(seed).sample(law.parts, 3):
                about = (facts, elements, part.citation)
                found.append((number, "part", about, dict(reference.part(*about))))
                found.append((number, "charge", about, dict(reference.charge(*about))))
    return found


def main() -> None:
    """Run, print, and leave with an error where a case was wrong or lost or memory grew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--worlds", type=int, default=250)
    options = parser.parse_args()
    cases = pool(options.worlds)
    by_stratum = {name: [c for c in cases if c[1] == name] for name in STRATA}
    different = {name: len({repr(sorted(c[3].items())) for c in by_stratum[name]}) for name in STRATA}
    print(f"pool: {len(cases)} cases; different answers: {different}")
    done, wrong = [0] * options.threads, [0] * options.threads
    counts = [dict.fromkeys(STRATA, 0) for _ in done]
    each, rest = divmod(options.cases, options.threads)
    begin = threading.Barrier(options.threads)

    def work(thread: int) -> None:
        engines = [Durable(kzpenal.law(on=day)) for day in DAYS]
        order = random.Random(thread)
        begin.wait()
        for turn in range(each + (thread < rest)):
            stratum = STRATA[turn % len(STRATA)]
            law, _, question, expected = order.choice(by_stratum[stratum])
            derive: Callable[..., Any] = getattr(engines[law], stratum)
            wrong[thread] += dict(derive(*question)) != expected
            counts[thread][stratum] += 1
            done[thread] += 1

    with ThreadPoolExecutor(options.threads) as threads:
        running = [threads.submit(work, number) for number in range(options.threads)]
        grown = watched(done, options.cases, lambda: all(r.done() for r in running))
        for each_one in running:
            each_one.result()
    total = {name: sum(count[name] for count in counts) for name in STRATA}
    print(f"cases: {sum(done)} of {options.cases} {total}; wrong: {sum(wrong)}; growth: {grown:.1f} MB")
    if sum(wrong) or sum(done) != options.cases or grown > GROWTH:
        sys.exit(f"failed: no case may be wrong or lost, and memory may grow by {GROWTH} MB")


def watched(done: list[int], total: int, ended: Callable[[], bool]) -> float:
    """Print the memory held at every twentieth of the way; return how much it grew after the first two."""
    next_at, warm, most = total // 20, 0.0, 0.0
    while not ended():
        time.sleep(0.05)
        while next_at and sum(done) >= next_at:
            held = resident()
            print(f"{sum(done):>9} cases  {held:7.1f} MB", flush=True)
            if next_at <= total // 10:
                warm = held
            most = max(most, held)
            next_at += total // 20
    return max(most, resident()) - warm


if __name__ == "__main__":
    main()
