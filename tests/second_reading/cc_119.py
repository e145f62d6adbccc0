"""cc:119, read again: redactions 12.09.2022, 16.07.2025 and 08.03.2026; one text.

Read: the person left must be helpless, whether by age, illness or otherwise, and the offender must know it
("knowingly"), which the facts of a victim say; other reading: both are in the act. Part 2 builds on part 1
as parts 3 and 4 do; the death of two is death too; other reading: only the fact of one death is asked.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:119"
DAYS = (dt.date(2022, 9, 12), dt.date(2026, 3, 8))


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    helpless = any(v.helpless and v.helpless_known for v in case.victims or ())
    base = bool(case.act.value == "leave-in-danger" and case.bound_to_help and helpless)
    harm = case.careless_serious_harm or case.careless_moderate_harm
    return {
        "cc:119(1)": base,
        "cc:119(2)": base and bool(harm),
        "cc:119(3)": base and bool(case.careless_death or case.careless_death_of_two),
        "cc:119(4)": base and bool(case.careless_death_of_two),
    }


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    return {
        "cc:119(1)": sanction(
            penalty("fine", None, 100, "mci"),
            penalty("corrective-works", None, 100, "mci"),
            penalty("community-service", None, 120, "hour"),
            penalty("arrest", None, 45, "day"),
        ),
        "cc:119(2)": sanction(
            penalty("fine", None, 2000, "mci"),
            penalty("corrective-works", None, 2000, "mci"),
            penalty("restriction-of-liberty", None, 2, "year"),
            penalty("imprisonment", None, 2, "year"),
        ),
        "cc:119(3)": sanction(
            penalty("restriction-of-liberty", None, 3, "year"),
            penalty("imprisonment", None, 3, "year"),
        ),
        "cc:119(4)": sanction(
            penalty("restriction-of-liberty", None, 5, "year"),
            penalty("imprisonment", None, 5, "year"),
        ),
    }


def categories(day: dt.date) -> dict[str, tuple[str | None, str | None]]:
    """Return the kind and gravity of each part."""
    return {
        "cc:119(1)": ("misdemeanour", None),
        "cc:119(2)": ("crime", "minor"),
        "cc:119(3)": ("crime", "medium"),
        "cc:119(4)": ("crime", "medium"),
    }
