"""cc:60, read again: redactions 12.09.2022 and 08.03.2026; one text, last amended by law 89-VII of 2021.

The grades are those of the charges of both sentences. Read: what is not yet served is always added, in part
or in full (parts 1 and 4). Part 2 takes the limits of other penalties from the general part (cc:41 to 45):
those of a misdemeanour where nothing graver is among the charges, and those of a crime otherwise. Read: a
fined misdemeanour changes nothing here.

Settled: life imprisonment for one of the crimes (part 3) is the final sentence. Settled: what is joined to
is the punishment "imposed by the last sentence" (part 1), so that cc:58 comes first where that sentence is
for several offences.
"""

from __future__ import annotations

import datetime as dt

ARTICLE = "cc:60"
OVER = "sentences"
DAYS = (dt.date(2022, 9, 12), dt.date(2026, 3, 8))


def rule(
    grades: list[str], longest: int, fined: bool, life: bool
) -> tuple[set[str], dict[str, tuple[int, str]]]:
    """Return the ways to join the penalties of two sentences, and the limits of what comes out."""
    if life:
        return {"absorption"}, {}
    crime = any(grade != "misdemeanour" for grade in grades)
    gravest = "especially-grave" in grades and longest >= 240
    return {"addition"}, {
        "imprisonment": (30 if gravest else 25, "year"),
        "restriction-of-liberty": (7, "year"),
        "arrest": (50, "day"),
        "community-service": (1200 if crime else 200, "hour"),
        "corrective-works": (10000 if crime else 200, "mci"),
        "fine": (10000 if crime else 200, "mci"),
    }
