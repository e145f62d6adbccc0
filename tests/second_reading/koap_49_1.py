"""koap:49-1, read again: redaction 02.03.2026.

One text since 01.09.2025. Part 7 read at the decision; "58 and over" begins with the birthday. Part 8
frees one of whom the same comes true later.

Foreigners are spared who do not live in Kazakhstan permanently: no fact tells where one lives, and to be
a foreigner is not enough. Other reading: every foreigner is spared. Consent (part 2) is not among the
facts. Part 4, ten to a hundred hours, is kept by every sanction printed and changes none.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

ARTICLE = "koap:49-1"
DAYS = (dt.date(2025, 9, 1), dt.date(2026, 3, 2), dt.date(2026, 3, 8))


def operations(charge: Any, case: Any, day: dt.date) -> set[str]:
    """Return whether community works cannot be imposed."""
    if not charge.provision.startswith("koap:"):
        return set()
    person = case.offender
    female = person.sex.value == "female"
    years = person.age_at_decision
    spared = (
        (female and (person.pregnant or person.child_under_3))
        or (not female and person.sole_carer and person.child_under_3)
        or years < 18
        or person.disability_group in (1, 2)
        or years >= (58 if female else 63)
    )
    return {"exclude community-service"} if spared else set()
