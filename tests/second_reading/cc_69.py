"""cc:69, read again: redactions 12.09.2022, 20.05.2023, 16.06.2024, 09.09.2024 and 08.03.2026; one text,
not amended in the span.

Read: the words on death and serious harm belong to the crime, not to the misdemeanour ("не связанное"
agrees with "преступление"). Connected with death are cc:99-104 and what the facts say led to death by
carelessness, with serious harm cc:106, cc:111-113, cc:114(3), cc:114(4) and what the facts say.
Read: the term of part 3 is said with the order. For the first time means never convicted before;
recidivism is a conviction. Part 6 has no exception for minors; a criminal group bars a crime only.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "cc:69"
DAYS = (dt.date(2022, 9, 12), dt.date(2024, 6, 16), dt.date(2026, 3, 8))
KILLING = ("cc:99", "cc:100", "cc:101", "cc:102", "cc:103", "cc:104")
SERIOUS = ("cc:106", "cc:111", "cc:112", "cc:113", "cc:114(3)", "cc:114(4)")
TERMS = {"misdemeanour": (6, 12, "month"), "minor": (12, 24, "month"), "medium": (24, 60, "month")}


def bars(charge: Subject, case: Any, day: dt.date) -> set[str]:
    """Return the bar to release on surety under part 6."""
    if not charge.provision.startswith("cc:"):
        return set()
    grouped = case.criminal_group and charge.kind == "crime"
    return {"surety"} if grouped or "sexual-inviolability-of-minors" in charge.classes else set()


def orders(charge: Subject, case: Any, day: dt.date) -> set[tuple[Any, ...]]:
    """Return the release that part 1 allows, with the term of part 3."""
    if not charge.provision.startswith("cc:") or bars(charge, case, day):
        return set()
    crime = charge.kind == "crime"
    deadly = charge.within(*KILLING) or case.careless_death or case.careless_death_of_two
    harmful = charge.within(*SERIOUS) or case.serious_harm or case.careless_serious_harm
    again = case.convicted_before or case.recidivism
    if "fine" not in charge.offered or again or (crime and (deadly or harmful)):
        return set()
    term = TERMS.get((charge.gravity if crime else charge.kind) or "")
    return {("release-on-surety", "may", *term, None)} if term else set()
