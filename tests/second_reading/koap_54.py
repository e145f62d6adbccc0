"""koap:54, read again: redactions 06.02.2023, 10.09.2023, 20.06.2024 and 02.03.2026.

12.09.2022 has the text of 06.02.2023 (Law of 11.07.2022 No. 137-VII, 60 days after its publication).
From 16.06.2024 koap:73-1 and 73-2 are no longer named, eviction asks for no other dwelling, and part 2-1
is new.

Read: each ban has the term of the requirements that hold it, three months to a year; one to four talks a
month are a frequency and no length. The ban on places is for minors, read: under 18 at the decision,
when it is laid; other reading: at the act. An offence is "in the sphere of family and household
relations" where the fact `domestic` says so, not only under koap:73. Other reading: koap:73 (and
73-1(1-1), 73-2(1-1)) alone.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

ARTICLE = "koap:54"
REFORM = dt.date(2024, 6, 16)
DAYS = (
    dt.date(2022, 9, 12),
    dt.date(2023, 6, 30),
    dt.date(2023, 7, 1),
    dt.date(2024, 6, 15),
    dt.date(2024, 6, 16),
    dt.date(2025, 8, 31),
    dt.date(2025, 9, 1),
    dt.date(2026, 3, 2),
    dt.date(2026, 3, 8),
)
#: Spouses and former ones, those who live or lived together, close relatives, parents of a common child.
HOUSEHOLD = {"spouse", "former-spouse", "cohabitant", "close-relative", "child", "stepchild", "co-parent"}


def domestic(case: Any) -> bool:
    """Say whether offender and victim are in family and household relations (note to koap:73)."""
    return case.domestic is True or any(
        r.value in HOUSEHOLD for v in case.victims or () for r in v.relations or ()
    )


def orders(charge: Any, case: Any, day: dt.date) -> set[tuple[Any, ...]]:
    """Return what a court may order."""
    if not charge.within("koap:73", "koap:127", *(("koap:73-1", "koap:73-2") if day < REFORM else ())):
        return set()
    kinds = ["special-requirements", "contact-ban", "weapons-ban", "alcohol-ban"]
    if case.offender.age_at_decision < 18:
        kinds.append("places-ban")
    found: set[tuple[Any, ...]] = {(kind, "may", 3, 12, "month", None) for kind in kinds}
    found.add(("preventive-talks", "may", None, None, None, None))
    if domestic(case):
        if day >= REFORM or case.offender.other_dwelling:
            found.add(("eviction", "may", None, 30, "day", None))
        if day >= REFORM:
            found.add(("psychological-assistance", "may", None, None, None, None))
    return found
