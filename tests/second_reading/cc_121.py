"""cc:121, read again: redactions 12.09.2022, 19.04.2024, 16.06.2024 and 08.03.2026.

Settled: the name of the act says that it was done by violence, its threat or using a helpless state, as
part 1 defines it; the other reading: they are asked, since facts say them. Settled: «отчимом» is a man, and
a ward is one whom the guardian must raise by law; the other reading: a guardian comes in only where the
case says that the law charges them with upbringing (duty_of_care).
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:121"
REFORM = dt.date(2024, 6, 16)
DAYS = (dt.date(2022, 9, 12), dt.date(2024, 6, 15), REFORM, dt.date(2026, 3, 8))


def brought_up(case: Any, victim: Any) -> bool:
    """Say if the offender is the victim's parent, stepfather, teacher or guardian, or must raise them."""
    relations = {r.value for r in victim.relations}
    return (
        bool(relations & {"child", "pupil", "ward"})
        or ("stepchild" in relations and case.offender.sex.value == "male")
        or bool(victim.duty_of_care)
    )


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    minors = [v for v in case.victims or () if v.age < 18]
    first = case.act.value == "violent-sexual-acts"
    second = {
        "1": case.group or case.conspiracy,
        "2": case.death_threat or case.special_cruelty,
        "3": case.venereal_infection,
        "4": case.repeated,
        "5": case.on_duty,
    }
    third = {
        "2": case.careless_serious_harm or case.hiv_infection or case.grave_consequences,
        "4": case.emergency or case.mass_riots,
    }
    third_one = {"1": bool(minors), "3": case.criminal_group}
    third_two = {"1": len(minors) >= 2, "3": any(brought_up(case, v) for v in minors)}
    found = {"cc:121(1)": first}
    for part, points in (("2", second), ("3", third), ("3-1", third_one), ("3-2", third_two)):
        found[f"cc:121({part})"] = first and any(points.values())
        found |= {f"cc:121({part})({n})": first and bool(met) for n, met in points.items()}
    found["cc:121(4)"] = first and bool(any(v.age < 14 for v in minors) or case.careless_death)
    return found


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    for_life = penalty("disqualification", term="life", force="must")
    for_ten = penalty("disqualification", 10, 10, "year", force="may")
    life = penalty("life-imprisonment")
    fourth = sanction(life)
    if day < REFORM:
        fourth = sanction(penalty("imprisonment", 20, 20, "year", with_=[for_life]), life)
    return {
        "cc:121(1)": sanction(penalty("imprisonment", 5, 8, "year")),
        "cc:121(2)": sanction(penalty("imprisonment", 9, 12, "year")),
        "cc:121(3)": sanction(penalty("imprisonment", 12, 15, "year"), also=[for_ten]),
        "cc:121(3-1)": sanction(penalty("imprisonment", 15, 17, "year"), also=[for_life]),
        "cc:121(3-2)": sanction(penalty("imprisonment", 17, 20, "year", with_=[for_life]), life),
        "cc:121(4)": fourth,
    }


def categories(day: dt.date) -> dict[str, tuple[str, str | None]]:
    """Return the kind and gravity of each part."""
    grave = dict.fromkeys(("cc:121(1)", "cc:121(2)"), ("crime", "grave"))
    rest = ("cc:121(3)", "cc:121(3-1)", "cc:121(3-2)", "cc:121(4)")
    return {**grave, **dict.fromkeys(rest, ("crime", "especially-grave"))}
