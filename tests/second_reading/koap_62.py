"""koap:62, read again: redactions 06.02.2023, 10.09.2023, 20.06.2024 and 02.03.2026.

Part 1 has two months in each text for these offences; none of them is among the exceptions of parts 2 to
3. Read: two whole months have run out. Parts 5 to 7 by the fact `limitation_stopped`.

Settled: an offence that lasts (part 3) runs from its discovery, which is not among the facts; neglect of
duties, silence and failing to protect (koap:127, 127-1, 127-3) may last, and no end is told for them. The
other reading: the two months run from the act for these too. Settled: a minor of 16 or 17 has the half of
koap:71, and is told of there alone; the other reading: two months free a minor all the more.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

ARTICLE = "koap:62"
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
    """Return the release where the time has run out."""
    if not charge.provision.startswith("koap:") or charge.within("koap:127", "koap:127-1", "koap:127-3"):
        return set()
    if 16 <= case.offender.age < 18 or case.limitation_stopped or case.months_since_act < 2:
        return set()
    return {("release-through-limitation", "must", None, None, None, None)}
