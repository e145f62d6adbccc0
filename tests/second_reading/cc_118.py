"""cc:118, read again: redactions 12.09.2022, 16.07.2025 and 08.03.2026; one text.

Read: to endanger "knowingly" is to know of one's own disease; other reading: the knowledge is in the act of
part 1, and only parts 2 and 3 ask for it. Infection is not read as endangering too: each act has its part.
The note speaks of parts 1 and 2, so that part 3 is not released.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject, penalty, sanction

ARTICLE = "cc:118"
DAYS = (dt.date(2022, 9, 12), dt.date(2026, 3, 8))


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    victims = case.victims or ()
    known = bool(case.offender.disease_known)
    infected = case.act.value == "hiv-infection" and known
    minor = any(v.age < 18 and v.age_known for v in victims)
    return {
        "cc:118(1)": case.act.value == "hiv-endangerment" and known,
        "cc:118(2)": infected,
        "cc:118(3)": infected and (len(victims) >= 2 or minor),
    }


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    return {
        "cc:118(1)": sanction(
            penalty("fine", None, 200, "mci"),
            penalty("corrective-works", None, 200, "mci"),
            penalty("community-service", None, 180, "hour"),
            penalty("arrest", None, 50, "day"),
        ),
        "cc:118(2)": sanction(penalty("imprisonment", None, 5, "year")),
        "cc:118(3)": sanction(penalty("imprisonment", 5, 10, "year")),
    }


def categories(day: dt.date) -> dict[str, tuple[str | None, str | None]]:
    """Return the kind and gravity of each part."""
    return {
        "cc:118(1)": ("misdemeanour", None),
        "cc:118(2)": ("crime", "medium"),
        "cc:118(3)": ("crime", "grave"),
    }


def liability(part: Subject, case: Any, day: dt.date) -> str | None:
    """Return "not-liable" where the note releases: the other was warned in time and agreed."""
    if part.within("cc:118(1)", "cc:118(2)") and case.warned:
        return "not-liable"
    return None
