"""cc:88, read again: redactions 12.09.2022 and 08.03.2026; one text, never amended. The terms are those
of cc:71 (read in the same redactions), cut by half.

Read: minors are those who were not yet 18 at the act (cc:80), whatever their age at the decision; under
14 nobody answers.
Settled: where the whole time has passed, cc:71 releases already, and the article adds nothing.
The longer terms for a suspended time are cut too. What cc:71(6) keeps without limitation stays so for
minors.
Read: the release is owed even where life imprisonment is threatened, for a minor cannot be given it
(cc:46).
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "cc:88"
INHUMAN = dt.date(2023, 5, 20)
DAYS = (dt.date(2022, 9, 12), INHUMAN, dt.date(2024, 6, 16), dt.date(2026, 3, 8))
TERMS = {"minor": 12, "medium": 30, "grave": 60, "especially-grave": 90}
SUSPENDED = {"minor": 30, "medium": 60, "grave": 90, "especially-grave": 120}


def without_limitation(charge: Subject, case: Any, day: dt.date) -> bool:
    """Say whether no time bars the charge."""
    gravest = charge.gravity == "especially-grave" and "against-the-person" in charge.classes
    deed = case.act.value == "torture" or (case.act.value == "torment" and case.torture)
    tortured = deed and charge.within("cc:146(3)", "cc:146(4)")
    torture = charge.within("cc:146") if day < INHUMAN else charge.within("cc:146(2)") or tortured
    return gravest or torture or "sexual-inviolability-of-minors" in charge.classes


def orders(charge: Subject, case: Any, day: dt.date) -> set[tuple[Any, ...]]:
    """Return the release of a minor after half the time."""
    if not charge.provision.startswith("cc:") or without_limitation(charge, case, day):
        return set()
    if case.offender.age >= 18 or "limitation-passed" in charge.classes:
        return set()
    months: int | None
    if charge.kind == "misdemeanour":
        months = 6
    elif case.limitation_interrupted and charge.gravity in ("grave", "especially-grave"):
        months = None
    else:
        months = (SUSPENDED if case.limitation_stopped else TERMS).get(charge.gravity or "")
    if months is None or case.months_since_act < months:
        return set()
    return {("release-through-limitation", "must", None, None, None, None)}
