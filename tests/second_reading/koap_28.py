"""koap:28, read again: redactions 06.02.2023 and 02.03.2026.

One text: it has no footnote. Settled: it says who is liable, and grants; who is not sane or not yet 16 is
not granted it, and koap:29 denies. The other reading: the list is whole, and itself denies.

A part borne by parents (koap:127-2(3)) makes liable a person who is not the offender of the facts: of
that person's age and sanity nothing is stated, and the article says nothing. Other reading: the parents
are liable.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

ARTICLE = "koap:28"
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


def liability(part: Any, case: Any, day: dt.date) -> str | None:
    """Return "liable" where the article makes the offender liable for *part*."""
    if not part.provision.startswith("koap:") or part.within("koap:127-2(3)"):
        return None
    return "liable" if case.offender.sane and case.offender.age >= 16 else None
