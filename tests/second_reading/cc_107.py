"""cc:107, read again: redactions 12.09.2022, 01.01.2023, 20.05.2023, 19.04.2024, 16.06.2024, 20.06.2024,
09.09.2024, 16.07.2025, 16.09.2025 and 08.03.2026.

The text changed on 20.05.2023 (dependence in point 3) and on 16.06.2024 (both sanctions). Point 4 names
no group without prior conspiracy.

Settled: light harm, battery, torment, misconduct in the family or bullying from which moderate harm came by
intent is this offence; where serious harm was meant, 106 takes its place. By intent is harm that is stated
and is not by carelessness. The other reading: the act's name decides.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:107"
DEPENDENCE = dt.date(2023, 5, 20)
REFORM = dt.date(2024, 6, 16)
DAYS = (
    dt.date(2022, 9, 12),
    dt.date(2023, 5, 19),
    DEPENDENCE,
    dt.date(2024, 6, 15),
    REFORM,
    dt.date(2025, 9, 16),
    dt.date(2026, 3, 8),
)


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    lesser = case.act.value in (
        "light-harm",
        "battery",
        "torment",
        "domestic-misconduct",
        "bullying",
        "cyberbullying",
    )
    serious = bool(case.serious_harm and not case.careless_serious_harm)
    moderate = bool(case.moderate_harm and not case.careless_moderate_harm)
    first = (case.act.value == "moderate-harm" or (lesser and moderate)) and not serious
    weak = any(
        (v.helpless and v.helpless_known) or (day >= DEPENDENCE and v.dependent and v.dependent_known)
        for v in case.victims
    )
    aggravating = {
        "1": len(case.victims) >= 2,
        "2": case.duty_motive,
        "3": case.special_cruelty or weak,
        "4": case.conspiracy or case.criminal_group,
        "5": case.hooligan_motive,
        "6": case.hatred_motive,
        "7": case.repeated,
        "8": any(v.age < 18 and v.age_known for v in case.victims),
    }
    found = {f"cc:107(2)({n})": first and bool(met) for n, met in aggravating.items()}
    found["cc:107(1)"] = first
    found["cc:107(2)"] = first and any(aggravating.values())
    return found


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    first = [
        penalty("fine", None, 1000, "mci"),
        penalty("corrective-works", None, 1000, "mci"),
        penalty("community-service", None, 600, "hour"),
    ]
    prison = penalty("imprisonment", None, 2, "year")
    if day >= REFORM:
        return {
            "cc:107(1)": sanction(*first, prison),
            "cc:107(2)": sanction(penalty("imprisonment", None, 3, "year")),
        }
    return {
        "cc:107(1)": sanction(*first, penalty("restriction-of-liberty", None, 2, "year"), prison),
        "cc:107(2)": sanction(
            penalty("fine", None, 2000, "mci"),
            penalty("corrective-works", None, 2000, "mci"),
            penalty("community-service", None, 800, "hour"),
            penalty("restriction-of-liberty", None, 3, "year"),
            penalty("imprisonment", None, 3, "year"),
        ),
    }


def categories(day: dt.date) -> dict[str, tuple[str, str | None]]:
    """Return the kind and gravity of each part."""
    return {"cc:107(1)": ("crime", "minor"), "cc:107(2)": ("crime", "medium")}
