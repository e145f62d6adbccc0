"""cc:127, read again: redactions 12.09.2022, 16.07.2025 and 08.03.2026; one text.

Read: "other grave consequences" are those of cc:3(4), among them serious harm to health, and the death of
two is death. Settled: that somebody took their life is read as said of the victim or a close one of theirs;
the other reading: only the facts of grave consequences and of death are asked.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:127"
DAYS = (dt.date(2022, 9, 12), dt.date(2026, 3, 8))


def _careless_grave(case: Any) -> bool:
    """Return whether death or another consequence of cc:3(4) followed by carelessness."""
    death = case.careless_death or case.careless_death_of_two
    harm = case.careless_serious_harm or case.suicide_completed or case.grave_consequences
    return bool(death or harm)


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    base = case.act.value == "unlawful-psychiatric-placement"
    points = {
        "1": case.gain_motive or case.personal_interest,
        "2": case.official_position,
        "3": any(v.age < 18 and v.age_known for v in case.victims or ()),
        "4": _careless_grave(case),
    }
    found = {f"cc:127(2)({n})": base and bool(met) for n, met in points.items()}
    found["cc:127(1)"] = base
    found["cc:127(2)"] = base and any(points.values())
    return found


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    return {
        "cc:127(1)": sanction(
            penalty("fine", None, 3000, "mci"),
            penalty("corrective-works", None, 3000, "mci"),
            penalty("community-service", None, 800, "hour"),
            penalty("restriction-of-liberty", None, 3, "year"),
            penalty("imprisonment", None, 3, "year"),
        ),
        "cc:127(2)": sanction(
            penalty("imprisonment", 4, 8, "year"),
            also=[penalty("disqualification", None, 3, "year", force="must")],
        ),
    }


def categories(day: dt.date) -> dict[str, tuple[str | None, str | None]]:
    """Return the kind and gravity of each part."""
    return {"cc:127(1)": ("crime", "medium"), "cc:127(2)": ("crime", "grave")}
