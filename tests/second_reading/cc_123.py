"""cc:123, read again: redactions 12.09.2022, 19.04.2024, 16.06.2024, 09.09.2024, 16.09.2025 and 08.03.2026.

One text in all of them. Read: one of the ways named in part 1 is asked, since facts say them; other
reading: the name of the act says it.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:123"
DAYS = (dt.date(2022, 9, 12), dt.date(2026, 3, 8))


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    ways = case.blackmail or case.property_threat or case.dependence_used
    coerced = case.act.value == "sexual-coercion" and bool(ways)
    return {"cc:123(1)": coerced, "cc:123(2)": coerced and any(v.age < 18 for v in case.victims or ())}


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    return {
        "cc:123(1)": sanction(
            penalty("fine", None, 3000, "mci"),
            penalty("corrective-works", None, 3000, "mci"),
            penalty("restriction-of-liberty", None, 3, "year"),
            penalty("imprisonment", None, 3, "year"),
        ),
        "cc:123(2)": sanction(
            penalty("imprisonment", None, 5, "year"),
            also=[penalty("disqualification", term="life", force="must")],
        ),
    }


def categories(day: dt.date) -> dict[str, tuple[str, str | None]]:
    """Return the kind and gravity of each part."""
    return dict.fromkeys(("cc:123(1)", "cc:123(2)"), ("crime", "medium"))
