"""koap:71, read again: redactions 06.02.2023, 10.09.2023 and 02.03.2026.

One text: it has no footnote. Half of the two months of koap:62 is one month, for those of 16 and 17 at
the offence (koap:65).

Settled: of offences that may last (koap:127, 127-1, 127-3) no end is told, as under koap:62; the other
reading: the month runs from the act for these too.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

ARTICLE = "koap:71"
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


def orders(charge: Any, case: Any, day: dt.date) -> set[tuple[Any, ...]]:
    """Return the release of a minor where half of the time has run out."""
    if not charge.provision.startswith("koap:") or not 16 <= case.offender.age < 18:
        return set()
    if charge.within("koap:127", "koap:127-1", "koap:127-3"):
        return set()
    if case.limitation_stopped or case.months_since_act < 1:
        return set()
    return {("release-through-limitation", "must", None, None, None, None)}
