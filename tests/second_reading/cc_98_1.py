"""cc:98-1, read again: redactions 12.09.2022, 16.06.2024, 16.07.2025, 16.09.2025 and 08.03.2026; one text.

Read: of anyone guilty of any criminal offence, with or without a victim; whether one is guilty other
articles say. Settled: where the fine printed tells neither a crime nor a misdemeanour (cc:313-1(1)),
nothing is said.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "cc:98-1"
DAYS = (dt.date(2022, 9, 12), dt.date(2024, 6, 16), dt.date(2026, 3, 8))


def classes(charge: Subject, case: Any, day: dt.date) -> set[str]:
    """Return the class of offences for which the compulsory payment is due."""
    return {"compulsory-payment-due"} if charge.kind in ("crime", "misdemeanour") else set()
