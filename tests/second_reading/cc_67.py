"""cc:67, read again: redactions 12.09.2022, 20.05.2023, 16.06.2024, 09.09.2024 and 08.03.2026; amended
once in the span, on 16.09.2025 (title and part 1).

Read: until then any procedural agreement may release, one on cooperation too; since then only one on
cooperation releases, and it must. The exception of part 2 needs minor victims, all of them from 14 to 18.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "cc:67"
REFORM = dt.date(2025, 9, 16)
DAYS = (dt.date(2022, 9, 12), dt.date(2025, 9, 15), REFORM, dt.date(2026, 3, 8))


def bars(charge: Subject, case: Any, day: dt.date) -> set[str]:
    """Return the bar to release through an agreement under part 2."""
    minors = [v.age for v in case.victims or () if v.age < 18]
    excused = case.offender.age < 18 and bool(minors) and min(minors) >= 14
    sexual = charge.provision.startswith("cc:") and "sexual-inviolability-of-minors" in charge.classes
    return {"procedural-agreement"} if sexual and not excused else set()


def orders(charge: Subject, case: Any, day: dt.date) -> set[tuple[Any, ...]]:
    """Return the release under part 1."""
    if not charge.provision.startswith("cc:") or bars(charge, case, day):
        return set()
    kind = "release-through-procedural-agreement"
    if day >= REFORM:
        return {(kind, "must", None, None, None, None)} if case.cooperation_agreement else set()
    agreed = case.plea_agreement or case.cooperation_agreement
    return {(kind, "may", None, None, None, None)} if agreed else set()
