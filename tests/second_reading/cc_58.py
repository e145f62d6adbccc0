"""cc:58, read again: redactions 12.09.2022 and 08.03.2026; one text, last amended by law 89-VII of 2021.

Read: "up to twenty years" in part 4 is met where the longest imprisonment threatened is twenty years, also
where the least is fifteen. Read: a fined misdemeanour beside such a crime leaves absorption alone, whatever
else is in the sum, and then there is no limit to say, as the gravest penalty stands as it was; other
readings: the other crimes are still added up, and the limit of 25 years holds. Additional penalties (part 5)
are not read.

Settled: life imprisonment imposed for one of them (part 4, third paragraph) is the final sentence whatever
else is in the sum, as it takes the rest in. Settled: offences for which the person is released are not in
the sum (cc:13(1)), by the same releases as in cc:12(2).
"""

from __future__ import annotations

import datetime as dt

ARTICLE = "cc:58"
OVER = "acts"
DAYS = (dt.date(2022, 9, 12), dt.date(2026, 3, 8))


def rule(
    grades: list[str], longest: int, fined: bool, life: bool
) -> tuple[set[str], dict[str, tuple[int, str]]]:
    """Return the ways to join the penalties of charges of *grades*, and the limits of what comes out."""
    if life:
        return {"absorption"}, {}
    if set(grades) <= {"misdemeanour"}:
        limits = {"fine": (400, "mci"), "community-service": (400, "hour"), "arrest": (50, "day")}
        return {"absorption", "addition"}, limits
    if set(grades) <= {"misdemeanour", "minor", "medium"}:
        return {"absorption"}, {}
    if "especially-grave" in grades and longest >= 240:
        if "misdemeanour" in grades and fined:
            return {"absorption"}, {}
        return {"addition"}, {"imprisonment": (25, "year")}
    return {"absorption", "addition"}, {"imprisonment": (20, "year")}


def releases() -> dict[str, bool | None]:
    """Return the releases that keep a deed out of the sum: None for one that may be from serving only."""
    sure = (
        "release-through-limitation",
        "release-through-reconciliation",
        "release-through-active-repentance",
    )
    return {**dict.fromkeys(sure, True), "release-through-procedural-agreement": None}
