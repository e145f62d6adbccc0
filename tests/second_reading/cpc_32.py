"""cpc:32, read again: redactions 12.09.2022, 19.04.2024, 16.06.2024, 16.07.2025, 16.09.2025 and 08.03.2026.

Of the lists only the articles of chapters 1 and 2 of cc are named here. Law 72-VIII added cc:108-1(1),
cc:109-1(1) and cc:121-1, law 210-VIII cc:115-1 and cc:125-1(1); law 74-VIII (2024) and law 113-VIII (2024)
changed articles of other chapters only.

Read: the prosecutor starts without a complaint where some victim is helpless, dependent or under 18, as one
under 18 uses their rights through others; other readings: a minor is not such by age alone, or only one
under 14; one with a mental disorder is such. Interests of society or the state no fact speaks of. Read:
part 3 sends to cc:68 and ends nothing by itself, so that reconciliation ends the cases of part 2 alone;
other reading: it ends those of part 3 too, where cc:68 releases.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "cpc:32"
HARM = dt.date(2024, 6, 16)
STALKING = dt.date(2025, 9, 16)
DAYS = (
    dt.date(2022, 9, 12),
    dt.date(2024, 4, 18),
    dt.date(2024, 5, 15),
    dt.date(2024, 6, 15),
    HARM,
    dt.date(2024, 9, 10),
    dt.date(2025, 9, 15),
    STALKING,
    dt.date(2026, 3, 8),
)
PRIVATE = ("cc:114(1)", "cc:114(2)", "cc:123(1)", "cc:131")
HALF_PRIVATE = ("cc:110(1)", "cc:115", "cc:120(1)", "cc:121(1)", "cc:126(1)", "cc:138", "cc:139")


def half_private(day: dt.date) -> tuple[str, ...]:
    """Return the parts of private-public accusation."""
    found = list(HALF_PRIVATE)
    if day >= HARM:
        found += ["cc:108-1(1)", "cc:109-1(1)", "cc:121-1"]
    if day >= STALKING:
        found += ["cc:115-1", "cc:125-1(1)"]
    return tuple(found)


def bars(charge: Subject, case: Any, day: dt.date) -> set[str]:
    """Return that there is no prosecution where the victim has to complain and did not."""
    needed = charge.within(*PRIVATE, *half_private(day))
    for_another = any(v.helpless or v.dependent or v.age < 18 for v in case.victims)
    return {"prosecution-without-complaint"} if needed and not case.complaint and not for_another else set()


def orders(charge: Subject, case: Any, day: dt.date) -> set[tuple[Any, ...]]:
    """Return that a case of private accusation ends by reconciliation."""
    if charge.within(*PRIVATE) and case.reconciled:
        return {("termination-through-reconciliation", "must", None, None, None, None)}
    return set()
