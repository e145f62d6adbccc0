"""cc:11, read again: redactions 12.09.2022, 01.01.2023 and 08.03.2026; one text, of 2021.

Read: what counts is the longest imprisonment threatened, so that a crime without imprisonment is minor
however long the restriction of liberty; other reading: restriction counts as imprisonment does (cc:44(3)
replaces day by day). Misdemeanours (arrest, or nothing above 200 units of a fine, works or hours) have no
category.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

ARTICLE = "cc:11"
DAYS = (dt.date(2022, 9, 12), dt.date(2026, 3, 8))
MONTHS = {"year": 12, "month": 1}
INTENT = ((24, "minor"), (60, "medium"), (144, "grave"))
CARELESS = ((60, "minor"),)


def gravity_of(sanction: Any, fault: str) -> str | None:
    """Return the category of a crime with this sanction, None for a misdemeanour or where nothing tells."""
    printed = sanction["one_of"] or []
    kinds = {p["kind"] for p in printed}
    if not is_crime(printed, kinds):
        return None
    steps, top = (CARELESS, "medium") if fault == "careless" else (INTENT, "especially-grave")
    if "life-imprisonment" in kinds:
        return top
    terms = [p for p in printed if p["kind"] == "imprisonment"]
    if any(p.get("max") is None or p.get("unit") not in MONTHS for p in terms):
        return None
    longest = max((p["max"] * MONTHS[p["unit"]] for p in terms), default=0)
    return next((name for most, name in steps if longest <= most), top)


def is_crime(printed: Any, kinds: set[str]) -> bool:
    """Say whether the sanction is that of a crime (cc:10)."""
    if "arrest" in kinds or "warning" in kinds:
        return False
    if kinds & {"restriction-of-liberty", "imprisonment", "life-imprisonment"}:
        return True
    bounds = [p.get(side) for p in printed for side in ("min", "max")]
    return any(b is not None and b > 200 for b in bounds)
