"""cc:112, read again: redactions 12.09.2022, 01.01.2023, 20.05.2023, 19.04.2024, 16.06.2024, 20.06.2024,
09.09.2024, 16.07.2025, 16.09.2025 and 08.03.2026; one text throughout.

Settled: serious harm that was meant is that of 106, whether the act is named from it or from a lesser harm,
battery or torment. The other reading: the act's name decides.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:112"
DAYS = (
    dt.date(2022, 9, 12),
    dt.date(2023, 5, 20),
    dt.date(2024, 6, 16),
    dt.date(2025, 9, 16),
    dt.date(2026, 3, 8),
)


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    lesser = case.act.value in (
        "moderate-harm",
        "light-harm",
        "battery",
        "torment",
        "domestic-misconduct",
        "bullying",
        "cyberbullying",
    )
    meant = bool(case.serious_harm and not case.careless_serious_harm)
    serious = case.act.value == "serious-harm" or (lesser and meant)
    met = serious and case.form.value == "excess-of-defence"
    return {"cc:112(1)": met, "cc:112(2)": met and case.careless_death}


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    return {
        "cc:112(1)": sanction(
            penalty("fine", None, 1000, "mci"),
            penalty("corrective-works", None, 1000, "mci"),
            penalty("community-service", None, 400, "hour"),
            penalty("restriction-of-liberty", None, 1, "year"),
            penalty("imprisonment", None, 1, "year"),
        ),
        "cc:112(2)": sanction(
            penalty("restriction-of-liberty", None, 2, "year"), penalty("imprisonment", None, 2, "year")
        ),
    }


def categories(day: dt.date) -> dict[str, tuple[str, str | None]]:
    """Return the kind and gravity of each part."""
    return dict.fromkeys(("cc:112(1)", "cc:112(2)"), ("crime", "minor"))
