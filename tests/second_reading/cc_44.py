"""cc:44, read again: redactions 12.09.2022, 01.01.2023, 20.05.2023, 19.04.2024, 16.06.2024, 20.06.2024,
09.09.2024, 16.07.2025, 16.09.2025 and 08.03.2026.

On 16.09.2025 duties were added to part 2, and part 1 changed in whom forced labour spares: the bounds
stayed. Part 1 spares persons the labour, not the penalty.

Settled: "a milder punishment than is provided" is that of cc:55(4), where part 8 does not close it; the other
reading: of cc:55(2) and 55(3), too, which share its title.
Read: an attempt takes the minimum away whatever the charge; other reading: of crimes only, as a
misdemeanour cannot be attempted. Replacement of another penalty no fact speaks of.

Read: part 1 bounds the penalty whatever the charge; other reading: for crimes only, which alone have it.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "cc:44"
SECOND_REFORM = dt.date(2025, 9, 16)
DAYS = (dt.date(2022, 9, 12), dt.date(2025, 9, 15), SECOND_REFORM, dt.date(2026, 3, 8))


def operations(charge: Subject, case: Any, day: dt.date) -> set[str]:
    """Return the bounds of restriction of liberty."""
    if not charge.provision.startswith("cc:"):
        return set()
    found = {"cap restriction-of-liberty 7 year"}
    if not undercut(charge, case):
        found.add("floor restriction-of-liberty 6 month")
    return found


def undercut(charge: Subject, case: Any) -> bool:
    """Say whether cc:55(4) (milder punishment) or cc:56 (unfinished crime) allows less than the minimum."""
    exceptional = case.exceptional_circumstances and "closed-to-milder-punishment" not in charge.classes
    return bool(case.stage.value != "completed" or exceptional)
