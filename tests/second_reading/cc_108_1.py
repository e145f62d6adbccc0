"""cc:108-1, read again: redactions 16.06.2024, 20.06.2024, 09.09.2024, 16.07.2025, 16.09.2025 and
08.03.2026, one text; before 16.06.2024 the code had no such article.

Settled: harm that is graver than light, and meant, excludes the offence; harm by carelessness does not, and
is charged beside it (104, 114). By intent is harm that is stated and is not by carelessness. The other
reading: no harm that is graver leaves the offence standing.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:108-1"
DAYS = (dt.date(2024, 6, 16), dt.date(2024, 9, 9), dt.date(2025, 9, 16), dt.date(2026, 3, 8))


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    graver = (case.serious_harm and not case.careless_serious_harm) or (
        case.moderate_harm and not case.careless_moderate_harm
    )
    first = case.act.value == "light-harm" and not graver
    weak = any((v.helpless and v.helpless_known) or (v.dependent and v.dependent_known) for v in case.victims)
    aggravating = {
        "1": len(case.victims) >= 2,
        "2": case.duty_motive,
        "3": case.special_cruelty or weak,
        "4": case.group or case.conspiracy,
        "5": case.hooligan_motive,
        "6": case.hatred_motive,
        "7": case.repeated,
        "8": any(v.age < 18 and v.age_known for v in case.victims),
    }
    found = {f"cc:108-1(2)({n})": first and bool(met) for n, met in aggravating.items()}
    found["cc:108-1(1)"] = first
    found["cc:108-1(2)"] = first and any(aggravating.values())
    return found


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    return {
        "cc:108-1(1)": sanction(
            penalty("fine", None, 200, "mci"),
            penalty("corrective-works", None, 200, "mci"),
            penalty("community-service", None, 200, "hour"),
            penalty("arrest", None, 50, "day"),
        ),
        "cc:108-1(2)": sanction(
            penalty("fine", None, 1000, "mci"),
            penalty("corrective-works", None, 1000, "mci"),
            penalty("community-service", None, 600, "hour"),
            penalty("restriction-of-liberty", None, 2, "year"),
            penalty("imprisonment", None, 2, "year"),
        ),
    }


def categories(day: dt.date) -> dict[str, tuple[str, str | None]]:
    """Return the kind and gravity of each part."""
    return {"cc:108-1(1)": ("misdemeanour", None), "cc:108-1(2)": ("crime", "minor")}
