"""The cases that the stages share: many, different in what decides."""

from __future__ import annotations

import datetime as dt
import os
import random
from pathlib import Path
from typing import Any

from kzpenal.enums import Act
from kzpenal.facts import Case, Offender, Victim

#: Facts whose truths differ from case to case, so that one case's marks would be wrong for another.
TELLING = ("hooligan_motive", "special_cruelty", "repeated", "group", "on_duty", "domestic")
ACTS = ("murder", "rape", "battery", "bullying", "domestic-misconduct")


def drawn(number: int, day: dt.date = dt.date(2024, 7, 1)) -> Case:
    """Return one of many different cases."""
    chosen = random.Random(number)
    ages = [chosen.choice([9, 13, 14, 17, 18, 40]) for _ in range(chosen.randrange(3))]
    circumstances: dict[str, Any] = {name: chosen.choice([True, False, None]) for name in TELLING}
    return Case(
        act=Act(chosen.choice(ACTS)),
        committed=day,
        victims=tuple(Victim(age=age, age_known=chosen.choice([True, False, None])) for age in ages),
        offender=Offender(
            age=chosen.choice([10, 15, 16, 30, None]), sex=chosen.choice(["male", "female", None])
        ),
        **circumstances,
    )


#: A day of each text of the law that is encoded.
DAYS = (dt.date(2024, 7, 1), dt.date(2025, 9, 10), dt.date(2025, 10, 1))


def resident() -> float:
    """Return the memory that this process holds, in megabytes; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
