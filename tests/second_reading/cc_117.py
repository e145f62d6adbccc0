"""cc:117, read again: redactions 12.09.2022, 16.07.2025 and 08.03.2026; one text.

Settled: "grave consequences" are those of cc:3(4), among them death, serious harm to health, here by intent
or carelessness, and a suicide, read as that of the victim or a close one of theirs; the other reading: only
the fact of grave consequences is asked, or only what was careless.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:117"
DAYS = (dt.date(2022, 9, 12), dt.date(2026, 3, 8))


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    victims = case.victims or ()
    base = bool(case.act.value == "venereal-disease-infection" and case.offender.disease_known)
    death = case.careless_death or case.careless_death_of_two
    harm = case.serious_harm or case.careless_serious_harm
    grave = death or harm or case.suicide_completed or case.grave_consequences
    minor = any(v.age < 18 and v.age_known for v in victims)
    return {"cc:117(1)": base, "cc:117(2)": base and bool(grave or len(victims) >= 2 or minor)}


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    return {
        "cc:117(1)": sanction(
            penalty("fine", None, 100, "mci"),
            penalty("corrective-works", None, 100, "mci"),
            penalty("community-service", None, 120, "hour"),
            penalty("arrest", None, 45, "day"),
        ),
        "cc:117(2)": sanction(
            penalty("fine", None, 2000, "mci"),
            penalty("corrective-works", None, 2000, "mci"),
            penalty("community-service", None, 600, "hour"),
            penalty("restriction-of-liberty", None, 2, "year"),
            penalty("imprisonment", None, 2, "year"),
        ),
    }


def categories(day: dt.date) -> dict[str, tuple[str | None, str | None]]:
    """Return the kind and gravity of each part."""
    return {"cc:117(1)": ("misdemeanour", None), "cc:117(2)": ("crime", "minor")}
