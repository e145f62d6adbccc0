"""cc:313-1, read again: redactions 16.06.2024 and 08.03.2026.

The article came on 16.06.2024. Settled: part 1 («в размере двухсот», exact) is of no kind that its sanction
tells, as 200 is the most for a misdemeanour and the least for a crime (cc:41(2), 42(3)); the other reading:
a misdemeanour, as nothing graver is offered.
Read: that cc:105 does not apply is in the name of the act.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:313-1"
DAYS = (dt.date(2024, 6, 16), dt.date(2026, 3, 8))


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    promoted = case.act.value == "promote-suicide"
    return {
        "cc:313-1(1)": promoted,
        "cc:313-1(2)": promoted and bool(case.suicide_attempted),
        "cc:313-1(3)": promoted and bool(case.suicide_completed),
    }


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    return {
        "cc:313-1(1)": sanction(
            penalty("fine", 200, 200, "mci"),
            penalty("corrective-works", 200, 200, "mci"),
        ),
        "cc:313-1(2)": sanction(
            penalty("restriction-of-liberty", 1, 1, "year"),
            penalty("imprisonment", 1, 1, "year"),
        ),
        "cc:313-1(3)": sanction(penalty("imprisonment", 3, 5, "year")),
    }


def categories(day: dt.date) -> dict[str, tuple[str | None, str | None]]:
    """Return the kind and gravity of each part."""
    return {
        "cc:313-1(1)": (None, None),
        "cc:313-1(2)": ("crime", "minor"),
        "cc:313-1(3)": ("crime", "medium"),
    }
