"""koap:44, read again: redaction 20.06.2024 (part 2, as far as it is about natural persons).

Part 1 counts the index of the day on which the case was opened; that is money, not an operation.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "koap:44"
DAYS = (dt.date(2022, 9, 12), dt.date(2023, 7, 1), dt.date(2024, 6, 16), dt.date(2026, 3, 2))


def operations(charge: Subject, case: Any, day: dt.date) -> set[str]:
    """Return that a fine on a natural person who is no official is at most two hundred indexes."""
    if not charge.provision.startswith("koap:") or case.offender.official:
        return set()
    return {"cap fine 200 mci"}
