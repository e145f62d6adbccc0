"""cc:121-1, read again: redactions 16.06.2024, 09.09.2024, 16.09.2025 and 08.03.2026.

The article came on 16.06.2024. Read: disqualification stands after «арестом» and no comma, so it goes with
arrest only; other reading: with each alternative.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:121-1"
DAYS = (dt.date(2024, 6, 16), dt.date(2026, 3, 8))


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    harassed = case.act.value == "sexual-harassment" and (case.proposals or case.touching)
    return {"cc:121-1": bool(harassed) and any(v.age < 16 and v.age_known for v in case.victims or ())}


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    disqualified = penalty("disqualification", None, 3, "year", force="may")
    return {
        "cc:121-1": sanction(
            penalty("corrective-works", None, 200, "mci"),
            penalty("community-service", None, 200, "hour"),
            penalty("arrest", None, 50, "day", with_=[disqualified]),
        )
    }


def categories(day: dt.date) -> dict[str, tuple[str, str | None]]:
    """Return the kind and gravity of each part."""
    return {"cc:121-1": ("misdemeanour", None)}
