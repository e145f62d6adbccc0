"""cc:98-2, read again: redactions 12.09.2022, 16.06.2024, 16.07.2025, 16.09.2025 and 08.03.2026; one text."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "cc:98-2"
DAYS = (dt.date(2022, 9, 12), dt.date(2024, 6, 16), dt.date(2026, 3, 8))
AMOUNTS = {"minor": 10, "medium": 15, "grave": 20, "especially-grave": 30}


def orders(charge: Subject, case: Any, day: dt.date) -> set[tuple[Any, ...]]:
    """Return the compulsory payment and its amount."""
    amount = 5 if charge.kind == "misdemeanour" else AMOUNTS.get(charge.gravity or "")
    if amount is None or "compulsory-payment-due" not in charge.classes:
        return set()
    return {("compulsory-payment", "must", amount, amount, "mci", None)}
