"""cc:10, read again: redactions 12.09.2022, 01.01.2023, 20.05.2023 and 08.03.2026; one text, of 2021.

The two lists of penalties share fines, corrective works and community service: where nothing else is
threatened cc:41(2), 42(3) and 43(2) tell them apart, as each sets up to 200 for misdemeanours and from 200
for crimes. Read: "up to 200" is a misdemeanour, of which 20 to 200 is left to choose, and not a crime, of
which 200 alone would be; other reading: nothing tells. Exactly 200 fits both: nothing tells.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

ARTICLE = "cc:10"
DAYS = (dt.date(2022, 9, 12), dt.date(2026, 3, 8))
OF_CRIMES = {"restriction-of-liberty", "imprisonment", "life-imprisonment"}
OF_MISDEMEANOURS = {"arrest"}
OF_BOTH = {"fine", "corrective-works", "community-service"}
BORDER = 200


def kind_of(sanction: Any) -> str | None:
    """Return whether a part with this sanction is a crime or a misdemeanour, None where nothing tells."""
    printed = sanction["one_of"] or []
    kinds = {p["kind"] for p in printed}
    if not kinds <= OF_CRIMES | OF_MISDEMEANOURS | OF_BOTH:
        return None
    told: set[str | None] = set()
    if kinds & OF_CRIMES:
        told.add("crime")
    if kinds & OF_MISDEMEANOURS:
        told.add("misdemeanour")
    if not told:
        told = {by_size(p) for p in printed}
    return told.pop() if len(told) == 1 else None


def by_size(penalty: Any) -> str | None:
    """Return of which kind a fine or works of this size are, None where they fit both."""
    low, high = penalty.get("min"), penalty.get("max")
    if any(bound is not None and bound > BORDER for bound in (low, high)):
        return "crime"
    if high is None or low == BORDER:
        return None
    return "misdemeanour"
