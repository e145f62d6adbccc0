"""cc:125-1, read again: redactions 16.09.2025 and 08.03.2026; there is none before 16.09.2025.

Settled: the act is coercion by one of the means that part 1 names (threats, blackmail), so that none of them
is asked again, and violence applied or dependence used is "the same deed" of part 2; the other reading: one
of the facts that name a means must be stated too. Dangerous violence is violence.

Settled: "grave consequences" are those of cc:3(4), among them death, serious harm to health and a suicide,
read as that of the victim or a close one of theirs; the other reading: only the fact of grave consequences is
asked.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:125-1"
DAYS = (dt.date(2025, 9, 16), dt.date(2026, 3, 8))


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    victims = case.victims or ()
    base = case.act.value == "forced-marriage"
    points = {
        "1": case.violence or case.dangerous_violence,
        "2": any(v.age < 18 and v.age_known for v in victims),
        "3": case.dependence_used,
        "4": case.group or case.conspiracy,
        "5": case.official_position,
    }
    death = case.careless_death or case.careless_death_of_two
    harm = case.careless_serious_harm or case.suicide_completed
    grave = death or harm or case.grave_consequences
    found = {f"cc:125-1(2)({n})": base and bool(met) for n, met in points.items()}
    found["cc:125-1(1)"] = base
    found["cc:125-1(2)"] = base and any(points.values())
    found["cc:125-1(3)"] = base and bool(grave)
    return found


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    return {
        "cc:125-1(1)": sanction(
            penalty("fine", None, 2000, "mci"),
            penalty("corrective-works", None, 2000, "mci"),
            penalty("restriction-of-liberty", None, 2, "year"),
            penalty("imprisonment", None, 2, "year"),
        ),
        "cc:125-1(2)": sanction(
            penalty("fine", None, 5000, "mci"),
            penalty("corrective-works", None, 5000, "mci"),
            penalty("community-service", None, 1200, "hour"),
            penalty("restriction-of-liberty", 3, 7, "year"),
            penalty("imprisonment", 3, 7, "year"),
        ),
        "cc:125-1(3)": sanction(penalty("imprisonment", 5, 10, "year")),
    }


def categories(day: dt.date) -> dict[str, tuple[str | None, str | None]]:
    """Return the kind and gravity of each part."""
    return {
        "cc:125-1(1)": ("crime", "minor"),
        "cc:125-1(2)": ("crime", "grave"),
        "cc:125-1(3)": ("crime", "grave"),
    }
