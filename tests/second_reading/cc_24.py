"""cc:24, read again: redactions 19.04.2024, 09.09.2024, 16.09.2025 and 08.03.2026; one text, never amended.

Read: parts 2 and 4 bound liability for what was not completed, so that they deny it for any other gravity and
add nothing where the gravity is listed; other reading: they also grant it there. Terrorist crimes are not
read: no part that is asked about is one.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "cc:24"
DAYS = (dt.date(2022, 9, 12), dt.date(2026, 3, 8))
PUNISHABLE = {
    "preparation": ("grave", "especially-grave"),
    "attempt": ("medium", "grave", "especially-grave"),
}


def liability(part: Subject, case: Any, day: dt.date) -> str | None:
    """Return "not-liable" for preparation or attempt of a part whose gravity is not listed."""
    listed = PUNISHABLE.get(case.stage.value)
    if listed is None or part.kind is None or part.gravity in listed:
        return None
    return "not-liable"
