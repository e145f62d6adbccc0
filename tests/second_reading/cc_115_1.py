"""cc:115-1, read again: redactions 16.09.2025 and 08.03.2026; there is none before 16.09.2025.

Read: violence dangerous to life or health is violence, and takes the act out of the article; other
reading: only the fact of violence is asked.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:115-1"
DAYS = (dt.date(2025, 9, 16), dt.date(2026, 3, 8))


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    violent = case.violence or case.dangerous_violence
    return {"cc:115-1": bool(case.act.value == "stalking" and case.substantial_harm and not violent)}


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    return {
        "cc:115-1": sanction(
            penalty("fine", None, 200, "mci"),
            penalty("corrective-works", None, 200, "mci"),
            penalty("community-service", None, 200, "hour"),
            penalty("arrest", None, 50, "day"),
        )
    }


def categories(day: dt.date) -> dict[str, tuple[str | None, str | None]]:
    """Return the kind and gravity of each part."""
    return {"cc:115-1": ("misdemeanour", None)}
