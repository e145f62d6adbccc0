"""cc:56, read again: redactions 12.09.2022, 20.05.2023, 19.04.2024, 16.06.2024, 09.09.2024, 16.07.2025,
16.09.2025 and 08.03.2026; amended once in the span, on 16.09.2025 (part 4).

Read: since then, where life imprisonment alone is threatened, 25 years is the whole answer, and the share
of parts 2 and 3 is reckoned only for those whom part 4 sends back to them (minors, women, the disabled of
groups 1 and 2, men of 63). Other reading: the share is reckoned of the 25 years too.
Settled: it is said of every charge; an unfinished misdemeanour is not punished at all (cc:24), so that
nothing comes of it there. Other reading: only of crimes, the only ones the text names.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "cc:56"
REFORM = dt.date(2025, 9, 16)
DAYS = (dt.date(2022, 9, 12), dt.date(2025, 9, 15), REFORM, dt.date(2026, 3, 8))
OTHERS = {
    *("imprisonment", "restriction-of-liberty", "arrest", "fine", "corrective-works", "community-service"),
}


def operations(charge: Subject, case: Any, day: dt.date) -> set[str]:
    """Return how preparation and attempt change the penalty."""
    shares = {"preparation": "scale 1/2", "attempt": "scale 3/4"}
    share = shares.get(case.stage.value)
    if not charge.provision.startswith("cc:") or share is None:
        return set()
    person = case.offender
    spared = (
        person.age < 18
        or person.sex.value == "female"
        or person.disability_group in (1, 2)
        or person.age_at_decision >= 63
    )
    alone = "life-imprisonment" in charge.offered and not charge.offered & OTHERS
    if day >= REFORM and alone and not spared:
        return {"exclude life-imprisonment", "substitute imprisonment 25..25 year"}
    return {"exclude life-imprisonment", share}
