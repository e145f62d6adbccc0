"""What an answer costs, as ratios measured in one run: absolute times say more of the machine.

Prints, for a few cases, how long each engine takes as a multiple of the reference engine's marks,
and the share of one whole answer that each step takes.
"""

from __future__ import annotations

import datetime as dt
import statistics
import time
from collections.abc import Callable
from functools import partial

import kzpenal
from kzpenal.engines.durable import Durable
from kzpenal.engines.reference import Reference
from kzpenal.lowering import lower
from kzpenal.vocabulary import flatten

DAY = dt.date(2024, 7, 1)
CASES = {
    "child murder": {"act": "murder", "victims": [{"age": 9}], "offender": {"age": 34, "sex": "male"}},
    "murder, little known": {"act": "murder"},
    "battery of a child": {"act": "battery", "victims": [{"age": 9}], "offender": {"age": 34}},
    "bullying": {"act": "bullying", "victims": [{"age": 12}], "offender": {"age": 14}},
}


def median(work: Callable[[], object], rounds: int = 30) -> float:
    """Return the median time of *work* in seconds, over several rounds after one warm-up."""
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Measure and print."""
    start = time.perf_counter()
    kzpenal.statute()
    loading = time.perf_counter() - start
    law = kzpenal.law(on=DAY)
    start = time.perf_counter()
    lower(law)
    lowering = time.perf_counter() - start
    engines = {"reference": Reference(law), "durable": Durable(law)}
    print(f"{'case':24}{'durable/reference':>20}{'answer/marks':>16}{'unchecked/checked':>20}")
    whole = 0.0
    for name, facts in CASES.items():
        case = kzpenal.Case.from_dict({"committed": DAY.isoformat(), **facts})
        marks = {n: median(partial(e.act, flatten(case))) for n, e in engines.items()}
        checked = median(partial(kzpenal.assess, case))
        alone = median(partial(kzpenal.assess, case, engine="reference"))
        whole = max(whole, checked)
        ratio = marks["durable"] / marks["reference"]
        print(f"{name:24}{ratio:>20.2f}{checked / marks['reference']:>16.1f}{alone / checked:>20.2f}")
    print(f"loading the rules costs {loading / whole:.0f} answers, lowering a law {lowering / whole:.1f}")


if __name__ == "__main__":
    main()
