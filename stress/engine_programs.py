"""A server that never ends: hundreds of laws and days, more than the engine holds; memory bounded.

Statutes of other people's rules are loaded again and again, from the same text and from others, and
asked; then the library's own law of hundreds of days. None is wrong, and nothing grows.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import json
import random
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

import kzpenal
from kzpenal.engines import durable
from stress._pool import DAYS, drawn, resident

#: How much the process may grow after the first round, in megabytes.
GROWTH = 16.0
FACTS = ("hooligan_motive", "special_cruelty", "repeated", "group", "on_duty", "domestic")


def rules(number: int) -> dict[str, Any]:
    """Return one of many different statutes, as its file holds it."""
    chosen = random.Random(number)
    points = {str(i + 1): {"all": chosen.sample(FACTS, 3)} for i in range(40)}
    part = {"when": "act is murder", "sanction": {"one_of": [f"imprisonment up to {number % 9 + 1} years"]}}
    period = {"in_force": {"from": "2020-01-01"}, "read": [{"redaction": "2021-01-01", "url": "drawn"}]}
    parts = {"1": part, "2": {**part, "of": ["1"], "any": points}}
    return {"article": "t:1", "acts": ["murder"], "versions": [{**period, "parts": parts}]}


def main() -> None:
    """Run, print, and leave with an error where an answer was wrong, or memory or threads grew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statutes", type=int, default=150)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    alone = set(threading.enumerate())
    warm = grown = 0.0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for turn in range(options.rounds):
            for number in range(options.statutes):
                file = folder / f"{number}.yaml"
                file.write_text(json.dumps(rules(number)), encoding="utf-8")
                law = kzpenal.load(file).law(on=DAYS[0])
                case = drawn(number, DAYS[0]).but({"act": "murder"})
                answer = kzpenal.assess(case, law=law)
                if not answer.engine.cross_checked:
                    sys.exit(f"failed: statute {number} was not answered by durable")
            for day in range(200):
                answer = kzpenal.assess(drawn(day, DAYS[0] + dt.timedelta(days=day)))
                if not answer.engine.cross_checked:
                    sys.exit(f"failed: day {day} was not answered by durable")
            gc.collect()
            held = resident()
            warm = warm or held
            grown = max(grown, held - warm)
            print(f"round {turn + 1}: {len(durable._compiled)} programs held, {held:.1f} MB", flush=True)
    if len(durable._compiled) > durable.MAX_PROGRAMS or grown > GROWTH:
        sys.exit(f"failed: at most {durable.MAX_PROGRAMS} programs, and growth of at most {GROWTH} MB")
    if set(threading.enumerate()) != alone:
        sys.exit("failed: a thread was left behind")


if __name__ == "__main__":
    main()
