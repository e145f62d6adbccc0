"""cc:132, read again: redactions 12.09.2022, 09.09.2024, 16.09.2025 and 08.03.2026.

From 16.09.2025 part 2 names «объекты информатизации» too, which no fact tells apart from networks. Read:
parts 3 to 5 rest on part 1, and so on an offender of 18, a minor, and nothing more.
Settled: a step-parent comes in only as one whom the law charges with upbringing (duty_of_care), and a ward is
one whom the guardian must raise by law; the other reading: the guardian, too, only where the case says so.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:132"
DAYS = (dt.date(2022, 9, 12), dt.date(2025, 9, 15), dt.date(2025, 9, 16), dt.date(2026, 3, 8))


def brought_up(victim: Any) -> bool:
    """Say whether the offender is the victim's parent, teacher or guardian, or must raise them by law."""
    relations = {r.value for r in victim.relations}
    return bool(relations & {"child", "pupil", "ward"}) or bool(victim.duty_of_care)


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    by_adult = case.act.value == "involve-minor-in-offence" and case.offender.age >= 18
    minors = [v for v in case.victims or () if by_adult and v.age < 18]
    first = bool(minors)
    return {
        "cc:132(1)": first,
        "cc:132(2)": first and bool(case.telecom or any(brought_up(v) for v in minors)),
        "cc:132(3)": first and bool(case.violence or case.violence_threat),
        "cc:132(4)": first and bool(case.grave_crime_involved),
        "cc:132(5)": first and bool(case.criminal_group_involved),
    }


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    for_life = [penalty("disqualification", term="life", force="must")]
    return {
        "cc:132(1)": sanction(penalty("imprisonment", 3, 6, "year")),
        "cc:132(2)": sanction(penalty("imprisonment", 4, 8, "year"), also=for_life),
        "cc:132(3)": sanction(penalty("imprisonment", 4, 10, "year"), also=for_life),
        "cc:132(4)": sanction(penalty("imprisonment", 5, 12, "year"), also=for_life),
        "cc:132(5)": sanction(penalty("imprisonment", 10, 15, "year"), also=for_life),
    }


def categories(day: dt.date) -> dict[str, tuple[str, str | None]]:
    """Return the kind and gravity of each part."""
    grave = dict.fromkeys((f"cc:132({n})" for n in range(1, 5)), ("crime", "grave"))
    return {**grave, "cc:132(5)": ("crime", "especially-grave")}
