"""cc:126, read again: redactions 12.09.2022, 16.06.2024, 16.07.2025, 16.09.2025 and 08.03.2026.

Read: "other grave consequences" are those of cc:3(4), among them serious harm to health, and the death of
two is death. Settled: that somebody took their life is read as said of the victim or a close one of theirs;
the other reading: only the facts of grave consequences and of death are asked.

Read: confinement "not connected with kidnapping" is none where the fact says it is connected with it; other
reading: the act says so already.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:126"
MINORS_MOVED = dt.date(2024, 6, 16)
DAYS = (dt.date(2022, 9, 12), dt.date(2024, 6, 15), MINORS_MOVED, dt.date(2026, 3, 8))


def _careless_grave(case: Any) -> bool:
    """Return whether death or another consequence of cc:3(4) followed by carelessness."""
    death = case.careless_death or case.careless_death_of_two
    harm = case.careless_serious_harm or case.suicide_completed or case.grave_consequences
    return bool(death or harm)


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    victims = case.victims or ()
    base = case.act.value == "unlawful-confinement" and not case.with_kidnapping
    minor = any(v.age < 18 and v.age_known for v in victims)
    second = {
        "1": case.conspiracy,
        "2": case.repeated,
        "3": case.dangerous_violence,
        "4": case.weapon,
        "6": any(v.pregnant and v.pregnant_known for v in victims),
        "7": len(victims) >= 2,
        "8": case.gain_motive,
        "9": case.dependence_used,
        "10": case.official_position,
        "11": case.documents_forged or case.documents_hidden,
    }
    third = {
        "1": case.criminal_group,
        "2": case.exploitation_purpose,
        "3": _careless_grave(case),
    }
    if day < MINORS_MOVED:
        second["5"] = minor
    else:
        third["2-1"] = minor
    found = {f"cc:126(2)({n})": base and bool(met) for n, met in second.items()}
    found |= {f"cc:126(3)({n})": base and bool(met) for n, met in third.items()}
    found["cc:126(1)"] = base
    found["cc:126(2)"] = base and any(second.values())
    found["cc:126(3)"] = base and any(third.values())
    return found


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    confiscation = [penalty("confiscation", force="may")]
    return {
        "cc:126(1)": sanction(
            penalty("restriction-of-liberty", None, 3, "year"),
            penalty("imprisonment", None, 3, "year"),
        ),
        "cc:126(2)": sanction(penalty("imprisonment", None, 5, "year"), also=confiscation),
        "cc:126(3)": sanction(penalty("imprisonment", 5, 10, "year"), also=confiscation),
    }


def categories(day: dt.date) -> dict[str, tuple[str | None, str | None]]:
    """Return the kind and gravity of each part."""
    return {
        "cc:126(1)": ("crime", "medium"),
        "cc:126(2)": ("crime", "medium"),
        "cc:126(3)": ("crime", "grave"),
    }
