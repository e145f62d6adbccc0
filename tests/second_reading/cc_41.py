"""cc:41, read again: redactions 12.09.2022, 19.04.2024 and 08.03.2026; one text, of 2018.

Settled: "a milder punishment than is provided" is that of cc:55(4), where part 8 does not close it; the other
reading: of cc:55(2) and 55(3), too, which share its title. Settled: where cc:81(3) sets a
minor's minimum, that of this article is not said.
Read: an attempt takes the minimum away whatever the charge; other reading: of crimes only, as a
misdemeanour cannot be attempted. Replacement of another penalty no fact speaks of.

Multiples of a sum (part 2) no charge here threatens.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "cc:41"
SECOND_REFORM = dt.date(2025, 9, 16)
DAYS = (dt.date(2022, 9, 12), SECOND_REFORM, dt.date(2026, 3, 8))
BOUNDS = {"misdemeanour": (20, 200), "crime": (200, 10000)}


def operations(charge: Subject, case: Any, day: dt.date) -> set[str]:
    """Return the bounds of a fine."""
    if charge.kind not in BOUNDS:
        return set()
    low, high = BOUNDS[charge.kind]
    found = {f"cap fine {high} mci"}
    if case.offender.age >= 18 and not undercut(charge, case):
        found.add(f"floor fine {low} mci")
    return found


def undercut(charge: Subject, case: Any) -> bool:
    """Say whether cc:55(4) (milder punishment) or cc:56 (unfinished crime) allows less than the minimum."""
    exceptional = case.exceptional_circumstances and "closed-to-milder-punishment" not in charge.classes
    return bool(case.stage.value != "completed" or exceptional)
