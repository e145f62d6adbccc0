"""cc:16, read again: redactions 19.04.2024, 09.09.2024, 16.09.2025 and 08.03.2026; one text, never amended.

Part 1 only: measures under part 2 are for the court.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "cc:16"
DAYS = (dt.date(2022, 9, 12), dt.date(2026, 3, 8))


def liability(part: Subject, case: Any, day: dt.date) -> str | None:
    """Return "not-liable" for one who was not sane at the act."""
    return None if case.offender.sane else "not-liable"
