"""koap:66, read again: redactions 06.02.2023, 10.09.2023, 20.06.2024 and 02.03.2026.

From 01.09.2025 part 3 excepts community works beside arrest. Minors are those of 16 and 17 at the
offence (koap:65). Read: what is excepted from the general rules is not applied. Other reading: for
arrest and works it only sends to koap:50 and 49-1. Where the minor has no property enough to pay, told by
the fact `has_income`, the parents pay.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

ARTICLE = "koap:66"
WORKS = dt.date(2025, 9, 1)
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


def operations(charge: Any, case: Any, day: dt.date) -> set[str]:
    """Return how the penalties of a minor differ."""
    if not charge.provision.startswith("koap:") or not 16 <= case.offender.age < 18:
        return set()
    found = {"cap fine 10 mci", "exclude arrest"}
    if not case.offender.has_income:
        found.add("shift fine to parents")
    if day >= WORKS:
        found.add("exclude community-service")
    return found
