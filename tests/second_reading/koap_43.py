"""koap:43, read again: redaction 02.03.2026.

One text since 2018, what the footnote tells. Part 2: where no circumstance of koap:57 is there, the
warning that the article provides must be applied; each other penalty is excluded, offered or not. The
note to koap:366 is about another offence. A warning to parents (koap:127-2(3)) is read as one provided too.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

ARTICLE = "koap:43"
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
    """Return which penalties give way to the warning."""
    if not charge.provision.startswith("koap:") or "warning" not in charge.offered:
        return set()
    if "aggravating-circumstance" in charge.classes:
        return set()
    return {"exclude fine", "exclude community-service", "exclude arrest"}
