"""cc:80, read again: redactions 12.09.2022, 16.07.2025 and 08.03.2026, and the Kazakh text of 16.09.2025.
One text, never amended.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "cc:80"
DAYS = (dt.date(2022, 9, 12), dt.date(2024, 6, 16), dt.date(2026, 3, 8))


def classes(charge: Subject, case: Any, day: dt.date) -> set[str]:
    """Return the class of criminal offences by those of 14 to 17 at the act."""
    criminal = charge.provision.startswith("cc:")
    return {"offence-of-minor"} if criminal and 14 <= case.offender.age < 18 else set()
