"""cc:124, read again: redactions 12.09.2022, 19.04.2024, 16.06.2024, 09.09.2024, 16.09.2025 and 08.03.2026.

Read: «без применения насилия» is asked, since a fact says it; other reading: the name of the act says it.
Settled: part 2 repeats the age without «заведомо» and asks no knowledge; the other reading: «то же деяние»
is done knowingly too. Settled: a ward is one whom the guardian must raise by law; the other reading: only
where the case says that the law charges them with it (duty_of_care).
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:124"
REFORM = dt.date(2024, 6, 16)
DAYS = (dt.date(2022, 9, 12), dt.date(2024, 6, 15), REFORM, dt.date(2026, 3, 8))


def brought_up(victim: Any) -> bool:
    """Say if the offender is the victim's parent, step-parent, teacher or guardian, or must raise them."""
    relations = {r.value for r in victim.relations}
    return bool(relations & {"child", "stepchild", "pupil", "ward"}) or bool(victim.duty_of_care)


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    limit = 14 if day < REFORM else 16
    depraved = case.act.value == "depraved-acts" and not case.violence
    young = [v for v in case.victims or () if depraved and v.age < limit]
    known, raised = any(v.age_known for v in young), any(brought_up(v) for v in young)
    return {
        "cc:124(1)": known,
        "cc:124(2)": raised,
        "cc:124(3)": (known or raised) and bool(case.repeated),
    }


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    for_life = [penalty("disqualification", term="life", force="must")]
    return {
        "cc:124(1)": sanction(penalty("imprisonment", 7, 12, "year"), also=for_life),
        "cc:124(2)": sanction(penalty("imprisonment", 10, 15, "year"), also=for_life),
        "cc:124(3)": sanction(penalty("imprisonment", 12, 17, "year"), also=for_life),
    }


def categories(day: dt.date) -> dict[str, tuple[str, str | None]]:
    """Return the kind and gravity of each part."""
    worst = ("crime", "especially-grave")
    return {"cc:124(1)": ("crime", "grave"), "cc:124(2)": worst, "cc:124(3)": worst}
