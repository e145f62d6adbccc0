"""koap:65, read again: redactions 06.02.2023, 10.09.2023, 20.06.2024 and 02.03.2026.

One text: it has no footnote. It tells whom the chapter is about, those of 16 and 17 at the offence, and
allows educational measures beside a penalty; it changes no penalty.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

ARTICLE = "koap:65"
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
    """Return nothing: the article changes no penalty."""
    return set()
