"""cc:46, read again: redactions 12.09.2022, 01.01.2023, 20.05.2023, 19.04.2024, 16.06.2024, 20.06.2024,
09.09.2024, 16.07.2025, 16.09.2025 and 08.03.2026.

On 20.05.2023 only parts 5 and 6, on the place of serving, changed. On 16.09.2025 part 4 gained the disabled
of the first and second group, and part 4-1 came. Part 3 allows less than six months only on replacement,
and more than twenty years only for several offences or sentences.

Settled: the ten years of careless crimes are said beside the fifteen, which then change nothing. Settled:
where life is offered the twenty years are not said of the terms that stand in its place, which go to
twenty-five; the other reading: they are said of every especially grave crime. Read:
that imprisonment for life "may be set" for especially grave crimes speaks to the law, and excludes nothing.
Read: in part 4-1 a girl who was under 18 at the crime is one of the first group only (15 to 20 years), as
the second is set against it; other reading: as a woman she is in both. Sixty-three years are those at the
decision, when the penalty is imposed; eighteen are, by its words, those at the crime.

Read: the six months are said of every charge, as nothing turns on it for misdemeanours; whom
part 4 spares is spared whatever the charge, as nothing turns on it where no imprisonment for life is
threatened.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "cc:46"
SECOND_REFORM = dt.date(2025, 9, 16)
DAYS = (
    dt.date(2022, 9, 12),
    dt.date(2023, 5, 19),
    dt.date(2023, 5, 20),
    dt.date(2025, 9, 15),
    SECOND_REFORM,
    dt.date(2026, 3, 8),
)


def operations(charge: Subject, case: Any, day: dt.date) -> set[str]:
    """Return the bounds of imprisonment, and what is imposed instead of imprisonment for life."""
    if not charge.provision.startswith("cc:"):
        return set()
    found = {"floor imprisonment 6 month"}
    if charge.gravity in ("minor", "medium", "grave"):
        found.add("cap imprisonment 15 year")
    if charge.gravity == "especially-grave" and "life-imprisonment" not in charge.offered:
        found.add("cap imprisonment 20 year")
    if charge.fault == "careless":
        found.add("cap imprisonment 10 year")
    offender = case.offender
    minor = offender.age < 18
    others = offender.sex.value == "female" or offender.age_at_decision >= 63
    if day >= SECOND_REFORM:
        others = others or offender.disability_group in (1, 2)
    if minor or others:
        found.add("exclude life-imprisonment")
        if day >= SECOND_REFORM and charge.offered == {"life-imprisonment"}:
            years = "15..20" if minor else "20..25"
            found.add(f"substitute imprisonment {years} year")
    return found
