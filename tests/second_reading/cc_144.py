"""cc:144, read again: redactions 12.09.2022, 16.07.2025, 16.09.2025 and 08.03.2026.

On 16.09.2025 the heading changed and part 1 was given its number; part 2 spoke of it as «частью первой»
before. Settled: a ward is one whom the guardian must raise by law; the other reading: only where the case
says that the law charges them with it (duty_of_care).
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:144"
DAYS = (dt.date(2022, 9, 12), dt.date(2025, 9, 15), dt.date(2025, 9, 16), dt.date(2026, 3, 8))


def brought_up(victim: Any) -> bool:
    """Say if the offender is the victim's parent, step-parent, teacher or guardian, or must raise them."""
    relations = {r.value for r in victim.relations}
    return bool(relations & {"child", "stepchild", "pupil", "ward"}) or bool(victim.duty_of_care)


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    involved = case.act.value == "involve-minor-in-erotica"
    minors = [v for v in case.victims or () if involved and v.age < 18]
    first = bool(minors)
    second = {
        "1": any(brought_up(v) for v in minors),
        "2": any(v.age < 14 and v.age_known for v in minors),
        "3": case.conspiracy or case.criminal_group,
        "4": case.repeated,
    }
    found = {f"cc:144(2)({n})": first and bool(met) for n, met in second.items()}
    return {"cc:144(1)": first, "cc:144(2)": first and any(second.values()), **found}


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    for_life = penalty("disqualification", term="life", force="must")
    return {
        "cc:144(1)": sanction(
            penalty("imprisonment", None, 5, "year"), also=[penalty("confiscation", force="may"), for_life]
        ),
        "cc:144(2)": sanction(
            penalty("imprisonment", 5, 7, "year"), also=[penalty("confiscation", force="must"), for_life]
        ),
    }


def categories(day: dt.date) -> dict[str, tuple[str, str | None]]:
    """Return the kind and gravity of each part."""
    return {"cc:144(1)": ("crime", "medium"), "cc:144(2)": ("crime", "grave")}
