"""Whole answers in 8 threads, over every text of the law and the bill: each equals the one given alone."""

from __future__ import annotations

import argparse
import random
import sys
from concurrent.futures import ThreadPoolExecutor

import kzpenal
from stress._pool import DAYS, drawn, resident


def main() -> None:
    """Run, print, and leave with an error where an answer differs or is lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=6000)
    parser.add_argument("--threads", type=int, default=8)
    options = parser.parse_args()
    laws = [
        *(kzpenal.law(on=day) for day in DAYS),
        *(kzpenal.law(bill=b.id) for b in kzpenal.statute().bills),
    ]
    asked = []
    for number in range(300):
        case, law = drawn(number), laws[number % len(laws)]
        if law.on is not None:
            case = case.but({"committed": law.on})
        try:
            asked.append((case, law, kzpenal.assess(case, law=law)))
        except kzpenal.NotEncoded:
            continue  # the bill does not speak of every act
    before = resident()

    def work(seed: int) -> bool:
        case, law, alone = asked[random.Random(seed).randrange(len(asked))]
        answer = kzpenal.assess(case, law=law)
        return answer.engine.cross_checked and answer == alone

    with ThreadPoolExecutor(options.threads) as threads:
        right = list(threads.map(work, range(options.answers)))
    print(f"answers: {len(right)} over {len(asked)} cases; wrong: {right.count(False)}")
    print(f"memory: {before:.1f} MB before, {resident():.1f} MB after")
    if len(right) != options.answers or not all(right):
        sys.exit("failed: no answer may be wrong or lost")


if __name__ == "__main__":
    main()
