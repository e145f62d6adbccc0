"""cc:40, read again: redactions 12.09.2022, 19.04.2024 and 08.03.2026; one text, never amended in between.

Read: what the lists of main penalties do not name is not imposed; "loss of liberty" names both its forms
(cc:46), so that a misdemeanour excludes imprisonment for life too; other reading: nothing need be said of
imprisonment for life, which no misdemeanour threatens. Expulsion has no word among the penalties, and a
warning is no penalty of this code.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "cc:40"
DAYS = (dt.date(2022, 9, 12), dt.date(2026, 3, 8))


def operations(charge: Subject, case: Any, day: dt.date) -> set[str]:
    """Return the kinds that are not among the main penalties for a crime or a misdemeanour."""
    if charge.kind == "crime":
        return {"exclude arrest"}
    if charge.kind == "misdemeanour":
        return {"exclude restriction-of-liberty", "exclude imprisonment", "exclude life-imprisonment"}
    return set()
