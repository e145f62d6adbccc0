"""cc:90, read again: redactions 12.09.2022, 16.07.2025 and 08.03.2026, and the Kazakh text of 16.09.2025.
One text, never amended.

Read: "who committed a crime" leaves misdemeanours out. That the case be exceptional is for the court.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "cc:90"
DAYS = (dt.date(2022, 9, 12), dt.date(2024, 6, 16), dt.date(2026, 3, 8))


def orders(charge: Subject, case: Any, day: dt.date) -> set[tuple[Any, ...]]:
    """Return that the rules for minors may be applied to one of 18 to 20 at the crime."""
    if charge.kind == "crime" and 18 <= case.offender.age < 21:
        return {("rules-for-minors", "may", None, None, None, None)}
    return set()
