"""cc:111, read again: redactions 12.09.2022, 01.01.2023, 20.05.2023, 19.04.2024, 16.06.2024, 20.06.2024,
09.09.2024, 16.07.2025, 16.09.2025 and 08.03.2026; one text throughout.

The form holds what the article says of affect and of what brought it about.
The title speaks of harm to health, the text of serious harm only.

Settled: serious harm that was meant is that of 106, whether the act is named from it or from a lesser harm,
battery or torment. The other reading: the act's name decides.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:111"
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
    met = serious and case.form.value == "affect"
    return {"cc:111": met}


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    return {
        "cc:111": sanction(
            penalty("fine", None, 120, "mci"),
            penalty("corrective-works", None, 120, "mci"),
            penalty("community-service", None, 120, "hour"),
            penalty("arrest", None, 30, "day"),
        )
    }


def categories(day: dt.date) -> dict[str, tuple[str, str | None]]:
    """Return the kind and gravity of each part."""
    return {"cc:111": ("misdemeanour", None)}
