"""cc:125, read again: redactions 12.09.2022, 16.06.2024, 16.07.2025, 16.09.2025 and 08.03.2026.

Read: "other grave consequences" are those of cc:3(4), among them serious harm to health, and the death of
two is death. Settled: that somebody took their life is read as said of the victim or a close one of theirs;
the other reading: only the facts of grave consequences and of death are asked.

Read: the note, struck out on 16.09.2025, releases from liability for the kidnapping, and another crime in the
same acts is answered for by itself; other reading: a further crime that a fact names (sexual violence,
robbery, extortion) takes the release away.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject, penalty, sanction

ARTICLE = "cc:125"
MINORS_MOVED = dt.date(2024, 6, 16)
NOTE_STRUCK_OUT = dt.date(2025, 9, 16)
DAYS = (
    dt.date(2022, 9, 12),
    dt.date(2024, 6, 15),
    MINORS_MOVED,
    dt.date(2025, 9, 15),
    NOTE_STRUCK_OUT,
    dt.date(2026, 3, 8),
)


def _careless_grave(case: Any) -> bool:
    """Return whether death or another consequence of cc:3(4) followed by carelessness."""
    death = case.careless_death or case.careless_death_of_two
    harm = case.careless_serious_harm or case.suicide_completed or case.grave_consequences
    return bool(death or harm)


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    victims = case.victims or ()
    base = case.act.value == "kidnapping"
    minor = any(v.age < 18 and v.age_known for v in victims)
    second = {
        "1": case.conspiracy,
        "2": case.repeated,
        "3": case.dangerous_violence,
        "4": case.weapon,
        "6": any(v.pregnant and v.pregnant_known for v in victims),
        "7": len(victims) >= 2,
        "8": case.gain_motive,
        "9": case.official_position,
        "10": case.documents_forged or case.documents_hidden,
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
    found = {f"cc:125(2)({n})": base and bool(met) for n, met in second.items()}
    found |= {f"cc:125(3)({n})": base and bool(met) for n, met in third.items()}
    found["cc:125(1)"] = base
    found["cc:125(2)"] = base and any(second.values())
    found["cc:125(3)"] = base and any(third.values())
    return found


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    confiscation = [penalty("confiscation", force="may")]
    return {
        "cc:125(1)": sanction(penalty("imprisonment", 4, 7, "year")),
        "cc:125(2)": sanction(penalty("imprisonment", 7, 12, "year"), also=confiscation),
        "cc:125(3)": sanction(penalty("imprisonment", 10, 15, "year"), also=confiscation),
    }


def categories(day: dt.date) -> dict[str, tuple[str | None, str | None]]:
    """Return the kind and gravity of each part."""
    return {
        "cc:125(1)": ("crime", "grave"),
        "cc:125(2)": ("crime", "grave"),
        "cc:125(3)": ("crime", "especially-grave"),
    }


def liability(part: Subject, case: Any, day: dt.date) -> str | None:
    """Return "not-liable" where the note releases one who let the kidnapped person go."""
    if day < NOTE_STRUCK_OUT and part.within("cc:125") and case.released_voluntarily:
        return "not-liable"
    return None
