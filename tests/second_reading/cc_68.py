"""cc:68, read again: redactions 12.09.2022, 20.05.2023, 16.06.2024, 09.09.2024 and 08.03.2026; amended in
the span on 16.06.2024 (part 4, points 2-1 and 9), 09.09.2024 (point 10) and 16.09.2025 (part 2). Crimes
connected with trafficking by cc:3(1-1) of 09.09.2024 and 08.03.2026.

Settled: connected with causing death are cc:99-104 if completed, and what the facts say led to death by
carelessness; a suicide is not death caused by the offender. Other readings: attempts too; cc:105 too.
Settled: connected with serious harm (part 2) are cc:106 if completed and what the facts say; the other
reading: attempts too.
Settled: minors are so at the act (cc:80, cc:83(3)), and so are the ages of 58 and 63 ("having committed");
the other reading: those are the ages at the decision. For the
first time means never convicted before; recidivism is a conviction.
Read: a careless crime (part 4, point 3) is one whose fault is carelessness alone; an intentional crime
with a careless consequence is not (cc:22).
Read: point 8 needs an earlier release for a crime and a charge of an intentional crime; point 9 any
earlier release. The exception of point 2 needs minor victims, all of them from 14 to 18, and leaves the
other points.
Part 3 (harm to the state) no fact speaks of.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "cc:68"
INHUMAN = dt.date(2023, 5, 20)
REFORM = dt.date(2024, 6, 16)
TRAFFICKING = dt.date(2024, 9, 9)
DAYS = (
    dt.date(2022, 9, 12),
    dt.date(2023, 5, 20),
    dt.date(2024, 6, 15),
    REFORM,
    dt.date(2024, 9, 8),
    TRAFFICKING,
    dt.date(2025, 9, 15),
    dt.date(2025, 9, 16),
    dt.date(2026, 3, 8),
)
KILLING = ("cc:99", "cc:100", "cc:101", "cc:102", "cc:103", "cc:104")
SERIOUS = ("cc:106", "cc:111", "cc:112", "cc:113", "cc:114(3)", "cc:114(4)")
TRADE = (*("cc:116", "cc:125(3)(2)", "cc:126(3)(2)", "cc:128", "cc:134", "cc:135", "cc:308", "cc:309"),)


def torture(charge: Subject, case: Any, day: dt.date) -> bool:
    """Say whether the charge is torture."""
    if day < INHUMAN:
        return charge.within("cc:146")
    deed = case.act.value == "torture" or (case.act.value == "torment" and case.torture)
    tortured = deed and charge.within("cc:146(3)", "cc:146(4)")
    return charge.within("cc:146(2)") or tortured


def deadly(charge: Subject, case: Any) -> bool:
    """Say whether the charge is connected with causing death."""
    killed = charge.within(*KILLING) and case.stage.value == "completed"
    return killed or bool(case.careless_death or case.careless_death_of_two)


def bars(charge: Subject, case: Any, day: dt.date) -> set[str]:
    """Return the bar to reconciliation under part 4."""
    if not charge.provision.startswith("cc:"):
        return set()
    crime, minor = charge.kind == "crime", case.offender.age < 18
    minors = [v.age for v in case.victims or () if v.age < 18]
    excused = minor and bool(minors) and min(minors) >= 14
    again = case.prior_reconciliation and case.prior_reconciliation_for_crime
    points = (
        torture(charge, case, day),
        "sexual-inviolability-of-minors" in charge.classes and not excused,
        day >= REFORM and "violence-against-minors" in charge.classes and not minor,
        crime and charge.fault == "careless" and deadly(charge, case),
        crime and case.criminal_group,
        crime and charge.fault == "intent" and again,
        day >= REFORM and charge.within("cc:108-1", "cc:109-1") and case.prior_reconciliation,
        day >= TRAFFICKING and charge.within(*TRADE),
    )
    return {"reconciliation"} if any(points) else set()


def of_part_2(case: Any) -> bool:
    """Say whether the person is one of those to whom part 2 is open for a grave crime."""
    person = case.offender
    child = person.child_under_14 or person.child_under_3
    if person.age < 18:
        return True
    if person.sex.value == "female":
        return bool(person.pregnant or child or person.age >= 58)
    return bool((child and person.sole_carer) or person.age >= 63)


def orders(charge: Subject, case: Any, day: dt.date) -> set[tuple[Any, ...]]:
    """Return the release under parts 1 and 2."""
    if not charge.provision.startswith("cc:") or bars(charge, case, day):
        return set()
    if not (case.reconciled and case.compensated):
        return set()
    kind = "release-through-reconciliation"
    light = charge.kind == "crime" and charge.gravity in ("minor", "medium") and not deadly(charge, case)
    if charge.kind == "misdemeanour" or light:
        return {(kind, "must", None, None, None, None)}
    done = charge.within(*SERIOUS) and case.stage.value == "completed"
    harmful = done or case.serious_harm or case.careless_serious_harm
    first = not (case.convicted_before or case.recidivism)
    open_to = charge.kind == "crime" and charge.gravity == "grave" and first and of_part_2(case)
    if open_to and not deadly(charge, case) and not harmful:
        return {(kind, "may", None, None, None, None)}
    return set()
