"""cc:114, read again: redactions 12.09.2022, 01.01.2023, 20.05.2023, 19.04.2024, 16.06.2024, 20.06.2024,
09.09.2024, 16.07.2025, 16.09.2025 and 08.03.2026; one text throughout.

Read: the acts say already which harm was caused by carelessness, the facts that repeat it are not asked
again; other reading: they are asked.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:114"
DAYS = (
    dt.date(2022, 9, 12),
    dt.date(2023, 5, 20),
    dt.date(2024, 6, 16),
    dt.date(2025, 9, 16),
    dt.date(2026, 3, 8),
)


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    several = len(case.victims) >= 2
    moderate = case.act.value == "careless-moderate-harm"
    serious = case.act.value == "careless-serious-harm"
    return {
        "cc:114(1)": moderate,
        "cc:114(2)": moderate and several,
        "cc:114(3)": serious,
        "cc:114(4)": serious and several,
    }


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    return {
        "cc:114(1)": sanction(
            penalty("fine", None, 80, "mci"),
            penalty("corrective-works", None, 80, "mci"),
            penalty("community-service", None, 80, "hour"),
            penalty("arrest", None, 20, "day"),
        ),
        "cc:114(2)": sanction(
            penalty("fine", None, 120, "mci"),
            penalty("corrective-works", None, 120, "mci"),
            penalty("community-service", None, 120, "hour"),
            penalty("arrest", None, 30, "day"),
        ),
        "cc:114(3)": sanction(
            penalty("fine", None, 1000, "mci"),
            penalty("corrective-works", None, 1000, "mci"),
            penalty("community-service", None, 400, "hour"),
            penalty("restriction-of-liberty", None, 1, "year"),
            penalty("imprisonment", None, 1, "year"),
        ),
        "cc:114(4)": sanction(
            penalty("fine", None, 2000, "mci"),
            penalty("corrective-works", None, 2000, "mci"),
            penalty("community-service", None, 600, "hour"),
            penalty("restriction-of-liberty", None, 2, "year"),
            penalty("imprisonment", None, 2, "year"),
        ),
    }


def categories(day: dt.date) -> dict[str, tuple[str, str | None]]:
    """Return the kind and gravity of each part."""
    return {
        "cc:114(1)": ("misdemeanour", None),
        "cc:114(2)": ("misdemeanour", None),
        "cc:114(3)": ("crime", "minor"),
        "cc:114(4)": ("crime", "minor"),
    }
