"""cc:116, read again: redactions 12.09.2022, 16.07.2025 and 08.03.2026; one text.

Read: "other grave consequences" are those of cc:3(4), among them serious harm to health, and the death of
two is death. Settled: that somebody took their life is read as said of the victim or a close one of theirs;
the other reading: only the facts of grave consequences and of death are asked.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:116"
DAYS = (dt.date(2022, 9, 12), dt.date(2026, 3, 8))


def _careless_grave(case: Any) -> bool:
    """Return whether death or another consequence of cc:3(4) followed by carelessness."""
    death = case.careless_death or case.careless_death_of_two
    harm = case.careless_serious_harm or case.suicide_completed or case.grave_consequences
    return bool(death or harm)


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    victims = case.victims or ()
    base = case.act.value == "unlawful-organ-removal"
    points = {
        "1": any(v.helpless and v.helpless_known for v in victims),
        "2": any(v.age < 18 and v.age_known for v in victims),
        "3": len(victims) >= 2,
        "4": case.group or case.conspiracy,
        "5": case.repeated,
        "6": case.weapon,
        "7": any(v.pregnant and v.pregnant_known for v in victims),
        "8": case.deceit,
        "9": case.official_position,
        "10": case.dependence_used,
    }
    found = {f"cc:116(2)({n})": base and bool(met) for n, met in points.items()}
    found["cc:116(1)"] = base
    found["cc:116(2)"] = base and any(points.values())
    found["cc:116(3)"] = base and bool(_careless_grave(case) or case.criminal_group)
    return found


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    confiscation = penalty("confiscation", force="must")
    return {
        "cc:116(1)": sanction(
            penalty("imprisonment", None, 5, "year"),
            also=[penalty("disqualification", None, 3, "year", force="may")],
        ),
        "cc:116(2)": sanction(
            penalty("imprisonment", 6, 10, "year"),
            also=[confiscation, penalty("disqualification", None, 6, "year", force="may")],
        ),
        "cc:116(3)": sanction(
            penalty("imprisonment", 8, 12, "year"),
            also=[confiscation, penalty("disqualification", None, 10, "year", force="may")],
        ),
    }


def categories(day: dt.date) -> dict[str, tuple[str | None, str | None]]:
    """Return the kind and gravity of each part."""
    return {
        "cc:116(1)": ("crime", "medium"),
        "cc:116(2)": ("crime", "grave"),
        "cc:116(3)": ("crime", "grave"),
    }
