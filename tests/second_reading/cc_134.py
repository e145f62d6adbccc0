"""cc:134, read again: redactions 12.09.2022, 09.09.2024, 16.09.2025 and 08.03.2026.

From 09.09.2024 other sexual services and their promotion or advertising are named too; from 16.09.2025
«объекты информатизации», which no fact tells apart from networks.
Settled: a step-parent comes in only as one whom the law charges with upbringing (duty_of_care), and a ward is
one whom the guardian must raise by law; the other reading: the guardian, too, only where the case says so.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:134"
SERVICES = dt.date(2024, 9, 9)
OBJECTS = dt.date(2025, 9, 16)
DAYS = (
    dt.date(2022, 9, 12),
    dt.date(2024, 9, 8),
    SERVICES,
    dt.date(2025, 9, 15),
    OBJECTS,
    dt.date(2026, 3, 8),
)


def brought_up(victim: Any) -> bool:
    """Say whether the offender is the victim's parent, teacher or guardian, or must raise them by law."""
    relations = {r.value for r in victim.relations}
    return bool(relations & {"child", "pupil", "ward"}) or bool(victim.duty_of_care)


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    acts = {"involve-minor-in-prostitution"}
    ways = case.violence or case.violence_threat or case.dependence_used or case.blackmail
    ways = ways or case.property_damaged or case.deceit
    if day >= SERVICES:
        acts.add("involve-minor-in-sexual-services")
        ways = ways or case.service_advertised
    minors = [v for v in case.victims or () if case.act.value in acts and v.age < 18]
    first = bool(minors)
    third = {"1": case.conspiracy, "1-1": case.telecom, "2": case.repeated}
    fourth = {"1": case.criminal_group, "2": any(brought_up(v) for v in minors)}
    found = {"cc:134(1)": first, "cc:134(2)": first and bool(ways)}
    for part, points in (("3", third), ("4", fourth)):
        found[f"cc:134({part})"] = first and any(points.values())
        found |= {f"cc:134({part})({n})": first and bool(met) for n, met in points.items()}
    return found


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    also = [penalty("confiscation", force="must"), penalty("disqualification", term="life", force="must")]
    return {
        "cc:134(1)": sanction(penalty("imprisonment", 3, 6, "year"), also=also),
        "cc:134(2)": sanction(penalty("imprisonment", 5, 8, "year"), also=also),
        "cc:134(3)": sanction(penalty("imprisonment", 6, 10, "year"), also=also),
        "cc:134(4)": sanction(penalty("imprisonment", 7, 12, "year"), also=also),
    }


def categories(day: dt.date) -> dict[str, tuple[str, str | None]]:
    """Return the kind and gravity of each part."""
    return dict.fromkeys((f"cc:134({n})" for n in range(1, 5)), ("crime", "grave"))
