"""cc:135, read again: redactions 12.09.2022, 09.09.2024, 16.09.2025 and 08.03.2026.

Point 14 came on 09.09.2024. Read: a sale needs no purpose of exploitation, so none is asked. Read: the
«двух и более лиц» of point 5 are minors; other reading: any victims. Read: «несовершеннолетней» of
point 14 is a girl; other reading: the fact alone says it, as pregnancy does in point 11.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:135"
OWN_CHILD = dt.date(2024, 9, 9)
DAYS = (dt.date(2022, 9, 12), dt.date(2024, 9, 8), OWN_CHILD, dt.date(2026, 3, 8))


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    trafficked = case.act.value == "trafficking-in-minors"
    minors = [v for v in case.victims or () if trafficked and v.age < 18]
    first = bool(minors)
    second = {
        "1": case.conspiracy,
        "2": case.repeated,
        "3": case.dangerous_violence or case.dangerous_violence_threat,
        "4": case.weapon,
        "5": len(minors) >= 2,
        "6": case.organ_purpose,
        "7": case.deceit,
        "8": case.official_position,
        "9": case.involvement_purpose,
        "10": case.dependence_used,
        "11": any(v.pregnant and v.pregnant_known for v in minors),
        "12": any(
            (v.mental_disorder and v.mental_disorder_known) or (v.helpless and v.helpless_known)
            for v in minors
        ),
        "13": case.documents_taken or case.documents_hidden,
    }
    if day >= OWN_CHILD:
        second["14"] = any(v.with_own_child and v.sex.value == "female" for v in minors)
    fourth = {"1": case.criminal_group, "2": case.careless_death or case.grave_consequences}
    found = {"cc:135(1)": first, "cc:135(3)": first and bool(case.cross_border)}
    for part, points in (("2", second), ("4", fourth)):
        found[f"cc:135({part})"] = first and any(points.values())
        found |= {f"cc:135({part})({n})": first and bool(met) for n, met in points.items()}
    return found


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    confiscated = [penalty("confiscation", force="must")]
    return {
        "cc:135(1)": sanction(penalty("imprisonment", 5, 9, "year"), also=confiscated),
        "cc:135(2)": sanction(penalty("imprisonment", 9, 12, "year"), also=confiscated),
        "cc:135(3)": sanction(penalty("imprisonment", 10, 15, "year"), also=confiscated),
        "cc:135(4)": sanction(penalty("imprisonment", 12, 18, "year"), also=confiscated),
    }


def categories(day: dt.date) -> dict[str, tuple[str, str | None]]:
    """Return the kind and gravity of each part."""
    grave = dict.fromkeys(("cc:135(1)", "cc:135(2)"), ("crime", "grave"))
    return {**grave, **dict.fromkeys(("cc:135(3)", "cc:135(4)"), ("crime", "especially-grave"))}
