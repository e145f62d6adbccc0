"""koap:57, read again: redactions 06.02.2023, 10.09.2023, 20.06.2024 and 02.03.2026.

In 2025 only martial law and a state of emergency were added to point 9. Read: nothing is left out
because an element holds it already, since the article, unlike cc:54, does not say so: a repeated offence
and a victim under 14 are aggravating also where the part asks for them. Point 5: blood feud is no
revenge for what was lawful. Point 7: only pregnancy must have been known. Point 9: mass riots are not
named. Point 10: intoxication is aggravating, though the court need not take it so; other reading: only
where the court does.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

ARTICLE = "koap:57"
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


def classes(charge: Any, case: Any, day: dt.date) -> set[str]:
    """Return whether the facts show an aggravating circumstance."""
    if not charge.provision.startswith("koap:"):
        return set()
    weak = any(
        (v.pregnant and v.pregnant_known) or v.age < 14 or v.helpless or v.dependent
        for v in case.victims or ()
    )
    shown = (
        case.persisted
        or case.repeat_within_year
        or case.minor_involved
        or case.hatred_motive
        or case.conceal_motive
        or case.duty_motive
        or weak
        or case.group
        or case.conspiracy
        or case.criminal_group
        or case.emergency
        or case.intoxicated
    )
    return {"aggravating-circumstance"} if shown else set()
