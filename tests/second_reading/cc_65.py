"""cc:65, read again: redactions 12.09.2022, 20.05.2023, 16.06.2024, 09.09.2024 and 08.03.2026; one text,
not amended in the span.

Settled: the exception for minors lifts the ground of the sexual crime alone; the other reading: the whole
restriction of part 2. It needs minor victims, all of them from 14 to 18.
Read: for the first time means never convicted before; recidivism is a conviction. What part 2 excludes is
not released. Torture is cc:146; since 20.05.2023 part 1, and parts 3 and 4 where the deed is not torture,
are not. The releases of the special part that part 2 reserves are theirs to say.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "cc:65"
INHUMAN = dt.date(2023, 5, 20)
DAYS = (dt.date(2022, 9, 12), dt.date(2023, 5, 19), INHUMAN, dt.date(2024, 6, 16), dt.date(2026, 3, 8))


def torture(charge: Subject, case: Any, day: dt.date) -> bool:
    """Say whether the charge is torture."""
    if day < INHUMAN:
        return charge.within("cc:146")
    deed = case.act.value == "torture" or (case.act.value == "torment" and case.torture)
    tortured = deed and charge.within("cc:146(3)", "cc:146(4)")
    return charge.within("cc:146(2)") or tortured


def chapter(charge: Subject, last: int) -> bool:
    """Say whether the charge is of an article from 99 to *last*."""
    number = charge.provision.partition(":")[2].partition("(")[0].partition("-")[0]
    return charge.provision.startswith("cc:") and 99 <= int(number) <= last


def classes(charge: Subject, case: Any, day: dt.date) -> set[str]:
    """Return whether the charge is of chapter 1, and whether part 2 closes it."""
    found = {"closed-to-active-repentance"} if bars(charge, case, day) else set()
    return found | ({"against-the-person"} if chapter(charge, 131) else set())


def bars(charge: Subject, case: Any, day: dt.date) -> set[str]:
    """Return the bar to release through active repentance under part 2."""
    if not charge.provision.startswith("cc:"):
        return set()
    sexual = "sexual-inviolability-of-minors" in charge.classes
    minors = [v.age for v in case.victims or () if v.age < 18]
    excused = case.offender.age < 18 and bool(minors) and min(minors) >= 14
    grave = charge.gravity in ("grave", "especially-grave") and chapter(charge, 131)
    grouped = case.criminal_group and charge.kind == "crime"
    closed = (sexual and not excused) or grave or grouped or torture(charge, case, day)
    return {"active-repentance"} if closed else set()


def orders(charge: Subject, case: Any, day: dt.date) -> set[tuple[Any, ...]]:
    """Return the release that part 1 allows."""
    if not charge.provision.startswith("cc:") or bars(charge, case, day) or not case.active_repentance:
        return set()
    first = not (case.convicted_before or case.recidivism)
    if charge.kind == "misdemeanour" or (charge.kind == "crime" and first):
        return {("release-through-active-repentance", "may", None, None, None, None)}
    return set()
