"""cc:103, read again: redactions 12.09.2022, 01.01.2023, 20.05.2023, 19.04.2024, 16.06.2024, 20.06.2024,
09.09.2024, 16.07.2025, 16.09.2025 and 08.03.2026; one text throughout.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:103"
DAYS = (
    dt.date(2022, 9, 12),
    dt.date(2023, 5, 20),
    dt.date(2024, 6, 16),
    dt.date(2025, 9, 16),
    dt.date(2026, 3, 8),
)


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    met = case.act.value == "murder" and case.form.value == "excess-of-detention"
    return {"cc:103": met}


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    restriction = penalty("restriction-of-liberty", None, 3, "year")
    return {"cc:103": sanction(restriction, penalty("imprisonment", None, 3, "year"))}


def categories(day: dt.date) -> dict[str, tuple[str, str | None]]:
    """Return the kind and gravity of each part."""
    return {"cc:103": ("crime", "medium")}
