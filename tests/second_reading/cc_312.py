"""cc:312, read again: redactions 12.09.2022, 16.06.2024 and 08.03.2026.

One text in all of them. Read: part 1 is about images, so no victim is asked there; other reading: a minor
shown is a victim under 18. Read: only part 2 asks an offender of 18.
Settled: a step-parent comes in only as one whom the law charges with upbringing (duty_of_care), and a ward is
one whom the guardian must raise by law; the other reading: the guardian, too, only where the case says so.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:312"
DAYS = (dt.date(2022, 9, 12), dt.date(2026, 3, 8))


def brought_up(victim: Any) -> bool:
    """Say whether the offender is the victim's parent, teacher or guardian, or must raise them by law."""
    relations = {r.value for r in victim.relations}
    return bool(relations & {"child", "pupil", "ward"}) or bool(victim.duty_of_care)


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    minors = [v for v in case.victims or () if v.age < 18]
    first = case.act.value == "pornography-of-minors"
    involved = case.act.value == "involve-minor-in-pornography"
    second = involved and bool(minors) and case.offender.age >= 18
    third = {
        "1": any(brought_up(v) for v in minors),
        "2": any(v.age < 14 and v.age_known for v in minors),
        "3": case.conspiracy or case.criminal_group,
        "4": case.repeated,
    }
    either = first or second
    found = {f"cc:312(3)({n})": either and bool(met) for n, met in third.items()}
    return {"cc:312(1)": first, "cc:312(2)": second, "cc:312(3)": either and any(third.values()), **found}


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    confiscated = penalty("confiscation", force="must")
    for_life = penalty("disqualification", term="life", force="must")
    return {
        "cc:312(1)": sanction(penalty("imprisonment", 3, 6, "year"), also=[confiscated]),
        "cc:312(2)": sanction(penalty("imprisonment", 5, 10, "year"), also=[confiscated, for_life]),
        "cc:312(3)": sanction(penalty("imprisonment", 10, 15, "year"), also=[confiscated, for_life]),
    }


def categories(day: dt.date) -> dict[str, tuple[str, str | None]]:
    """Return the kind and gravity of each part."""
    grave = dict.fromkeys(("cc:312(1)", "cc:312(2)"), ("crime", "grave"))
    return {**grave, "cc:312(3)": ("crime", "especially-grave")}
