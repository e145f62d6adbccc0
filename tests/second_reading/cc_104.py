"""cc:104, read again: redactions 12.09.2022, 01.01.2023, 20.05.2023, 19.04.2024, 16.06.2024, 20.06.2024,
09.09.2024, 16.07.2025, 16.09.2025 and 08.03.2026; one text throughout.

Read: the act says already that death was caused by carelessness, the fact `careless_death` is not asked
again; other reading: it is asked.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:104"
DAYS = (
    dt.date(2022, 9, 12),
    dt.date(2023, 5, 20),
    dt.date(2024, 6, 16),
    dt.date(2025, 9, 16),
    dt.date(2026, 3, 8),
)


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    met = case.act.value == "careless-death"
    return {"cc:104(1)": met, "cc:104(2)": met and len(case.victims) >= 2}


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    return {
        f"cc:104({part})": sanction(
            penalty("restriction-of-liberty", None, years, "year"),
            penalty("imprisonment", None, years, "year"),
        )
        for part, years in ((1, 3), (2, 5))
    }


def categories(day: dt.date) -> dict[str, tuple[str, str | None]]:
    """Return the kind and gravity of each part."""
    # By carelessness, and not over five years.
    return dict.fromkeys(("cc:104(1)", "cc:104(2)"), ("crime", "minor"))
