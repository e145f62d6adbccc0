"""cc:115, read again: redactions 12.09.2022, 16.07.2025 and 08.03.2026; one text.

Read: the act is a threat of any of the kinds listed, so that only the reason to fear is asked; other
reading: one of the facts that name a threat must be stated too.

Settled: misconduct in the family and bullying with a threat of murder are such a threat. The other reading:
the act's name decides.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:115"
DAYS = (dt.date(2022, 9, 12), dt.date(2026, 3, 8))


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    others = case.act.value in ("domestic-misconduct", "bullying", "cyberbullying")
    threat = case.act.value == "threat" or (others and case.death_threat)
    return {"cc:115": bool(threat and case.threat_feared)}


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    return {
        "cc:115": sanction(
            penalty("fine", None, 120, "mci"),
            penalty("corrective-works", None, 120, "mci"),
            penalty("community-service", None, 120, "hour"),
            penalty("arrest", None, 30, "day"),
        )
    }


def categories(day: dt.date) -> dict[str, tuple[str | None, str | None]]:
    """Return the kind and gravity of each part."""
    return {"cc:115": ("misdemeanour", None)}
