"""koap:64, read again: redactions 06.02.2023, 10.09.2023, 20.06.2024 and 02.03.2026.

12.09.2022 has the text of 06.02.2023. Part 1, proceedings only on the victim's application and their end
through reconciliation: koap:73, 73-1 and 73-2; from 01.07.2023 koap:73-1(1) and 73-2(1); from 16.06.2024
koap:127-2. Part 1-1, the court may: the same three; then koap:73, 73-1(1-1) and 73-2(1-1); then koap:73.

Read: "for the first time" is not again within a year of a penalty; an earlier reconciliation does not
count, since the second paragraph of part 1-1 has its own year for it. That paragraph (from 01.07.2023)
takes away the release of part 1-1 alone, and is told as a bar too. That a case is opened only on an
application bars a prosecution without one. The written agreement (part 2) has no word here.

Settled: until 01.07.2023 the release of part 1-1 is not told, since part 1 obliges to it in the same
cases without asking more. The other reading: both are told.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

ARTICLE = "koap:64"
FEWER = dt.date(2023, 7, 1)
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


def on_application(charge: Any, day: dt.date) -> bool:
    """Say whether part 1 names the offence."""
    if day < FEWER:
        return bool(charge.within("koap:73", "koap:73-1", "koap:73-2"))
    if day < REFORM:
        return bool(charge.within("koap:73-1(1)", "koap:73-2(1)"))
    return bool(charge.within("koap:127-2"))


def for_the_first_time(charge: Any, day: dt.date) -> bool:
    """Say whether part 1-1 names the offence, and part 1 does not."""
    if day < FEWER:
        return False
    if day < REFORM:
        return bool(charge.within("koap:73", "koap:73-1(1-1)", "koap:73-2(1-1)"))
    return bool(charge.within("koap:73"))


def orders(charge: Any, case: Any, day: dt.date) -> set[tuple[Any, ...]]:
    """Return the release that must, and the one that may, follow a reconciliation."""
    found: set[tuple[Any, ...]] = set()
    if case.reconciled and on_application(charge, day):
        found.add(("release-through-reconciliation", "must", None, None, None, None))
    if (
        case.reconciled
        and case.compensated
        and not case.repeat_within_year
        and not case.reconciled_within_year
        and for_the_first_time(charge, day)
    ):
        found.add(("release-through-reconciliation", "may", None, None, None, None))
    return found


def bars(charge: Any, case: Any, day: dt.date) -> set[str]:
    """Return what a missing application bars, and a reconciliation within the last year."""
    found: set[str] = set()
    if on_application(charge, day) and not case.complaint:
        found.add("prosecution-without-complaint")
    if for_the_first_time(charge, day) and case.reconciled_within_year:
        found.add("reconciliation")
    return found
