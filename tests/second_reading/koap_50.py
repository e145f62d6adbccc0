"""koap:50, read again: redactions 06.02.2023, 20.06.2024 and 02.03.2026.

Part 2 is one text in the whole span, what the footnote tells; in 2025 part 1 was changed for martial
law. Read: the age is that of the decision, when arrest would be applied; "over 58" and "over 63" begin a
year later than "58 and over" and "63 and over" in koap:49-1(7). Other readings: the age at the act; the
day after the birthday is already over that age. Thirty days are the most (part 1); forty-five, for breach
of a state of emergency or martial law, are for none of these offences.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

ARTICLE = "koap:50"
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


def spared_arrest(offender: Any) -> bool:
    """Say whether administrative arrest cannot be applied to the person."""
    female = offender.sex.value == "female"
    years = offender.age_at_decision
    return bool(
        (female and (offender.pregnant or offender.child_under_14))
        or years < 18
        or offender.disability_group in (1, 2)
        or years > (58 if female else 63)
        or (not female and offender.sole_carer and offender.child_under_14)
    )


def operations(charge: Any, case: Any, day: dt.date) -> set[str]:
    """Return how long arrest may last, and whether it cannot be applied."""
    if not charge.provision.startswith("koap:"):
        return set()
    return {"cap arrest 30 day"} | ({"exclude arrest"} if spared_arrest(case.offender) else set())
