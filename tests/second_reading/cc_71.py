"""cc:71, read again: redactions 12.09.2022, 20.05.2023, 16.06.2024, 09.09.2024 and 08.03.2026; amended
once in the span, by 23-VIII in July 2023 (part 4-1, on agreements about assets, which no fact speaks of).

Read: where the time was suspended, the longer terms of part 4 release ("не может быть привлечено"). Where
it began anew, that is counted from another crime, and nothing follows; but only for grave and especially
grave crimes, for in all other cases each term runs by itself. For misdemeanours neither matters (part 3).
Read: where life imprisonment is threatened, the release is for the court (part 5); other reading: it is
owed. Every such charge here is barred by part 6, so that part 5 never comes to be asked. Part 6 has no
exception for minors. Torture is cc:146; since 20.05.2023 part 1, and parts 3 and 4 where the deed is not
torture, are not.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "cc:71"
INHUMAN = dt.date(2023, 5, 20)
DAYS = (
    dt.date(2022, 9, 12),
    dt.date(2023, 5, 19),
    INHUMAN,
    dt.date(2023, 12, 1),
    dt.date(2024, 6, 16),
    dt.date(2026, 3, 8),
)
TERMS = {"minor": 24, "medium": 60, "grave": 120, "especially-grave": 180}
SUSPENDED = {"minor": 60, "medium": 120, "grave": 180, "especially-grave": 240}


def torture(charge: Subject, case: Any, day: dt.date) -> bool:
    """Say whether the charge is torture."""
    if day < INHUMAN:
        return charge.within("cc:146")
    deed = case.act.value == "torture" or (case.act.value == "torment" and case.torture)
    tortured = deed and charge.within("cc:146(3)", "cc:146(4)")
    return charge.within("cc:146(2)") or tortured


def bars(charge: Subject, case: Any, day: dt.date) -> set[str]:
    """Return the bar to limitation under part 6."""
    if not charge.provision.startswith("cc:"):
        return set()
    gravest = charge.gravity == "especially-grave" and "against-the-person" in charge.classes
    sexual = "sexual-inviolability-of-minors" in charge.classes
    return {"limitation"} if gravest or sexual or torture(charge, case, day) else set()


def term(charge: Subject, case: Any) -> int | None:
    """Return the months after which nobody answers for the charge, None where they cannot be counted."""
    if charge.kind == "misdemeanour":
        return 12
    if charge.kind != "crime":
        return None
    if case.limitation_interrupted and charge.gravity in ("grave", "especially-grave"):
        return None
    return (SUSPENDED if case.limitation_stopped else TERMS).get(charge.gravity or "")


def orders(charge: Subject, case: Any, day: dt.date) -> set[tuple[Any, ...]]:
    """Return the release under parts 1, 4 and 5."""
    if not charge.provision.startswith("cc:") or bars(charge, case, day):
        return set()
    months = term(charge, case)
    if months is None or case.months_since_act < months:
        return set()
    force = "may" if "life-imprisonment" in charge.offered else "must"
    return {("release-through-limitation", force, None, None, None, None)}
