"""cc:81, read again: redactions 12.09.2022, 16.07.2025 and 08.03.2026, and the Kazakh text of 16.09.2025.

The text changed once, by law 210-VIII: a paragraph of part 7 on sanctions that offer life imprisonment
alone.

Read: part 1 is a closed list, and imprisonment is in it for a term only (part 7: "not above ten years"), so
arrest, life imprisonment and confiscation are excluded; other reading: life imprisonment is a form of
imprisonment (cc:46), and only cc:46(4) denies it. Read: parts 2 to 5 set the least too, also where it lies
below the general part's. Read: parts 3 and 4 deny a fine and corrective works to one without earnings,
income or property of their own; no fact tells property from income.

Read: part 3 of cc:99 is murder under aggravating circumstances like part 2; other reading: part 2 alone.
Read: where life alone is offered, 15 to 20 years stand in the place of the cap; other reading: the cap of
12 years is said besides. Settled: before that paragraph the "not above" of ten or twelve years gives the
term itself for a completed crime that threatens life alone; the other reading: there was no term. Read:
"not connected with causing death" belongs to crimes of medium gravity alone (in Kazakh it cannot belong to
both), and death is caused by a completed murder of any form and by carelessness; other reading: also by
driving to suicide, and by an attempt at murder. Settled: one under 14 is not charged (cc:15), so that those
under 18 are asked for.

Settled: for several offences the ten years of part 7 hold, and the twelve if one of them is an aggravated
murder; the general limit holds also where what is left of an old sentence is joined. Settled: what the text
does not say stays open: whether it holds if one of the offences was done when of age, whether twelve years
hold beside the fifteen to twenty of the new paragraph, which of the two holds for an old sentence beside an
especially grave crime, and whether the limits of parts 3 to 6 hold for several offences, for which cc:58(2)
has its own; by cc:60(2) they hold for several sentences.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "cc:81"
LIFE_ALONE = dt.date(2025, 9, 16)
DAYS = (
    dt.date(2022, 9, 12),
    dt.date(2023, 5, 20),
    dt.date(2024, 6, 16),
    dt.date(2025, 9, 15),
    LIFE_ALONE,
    dt.date(2026, 3, 8),
)
MAIN = {
    *("life-imprisonment", "imprisonment", "restriction-of-liberty", "arrest", "fine", "corrective-works"),
    "community-service",
}
FOR_ALL = {
    *("exclude arrest", "exclude life-imprisonment", "exclude confiscation"),
    *("floor disqualification 1 year", "cap disqualification 2 year"),
    *("floor fine 5 mci", "cap fine 100 mci"),
    *("floor corrective-works 5 mci", "cap corrective-works 100 mci"),
    *("floor community-service 10 hour", "cap community-service 75 hour"),
    "cap restriction-of-liberty 2 year",
}


def caused_death(charge: Subject, case: Any) -> bool:
    """Say whether the crime is connected with causing death."""
    killed = (
        charge.within("cc:99", "cc:100", "cc:101", "cc:102", "cc:103") and case.stage.value == "completed"
    )
    return bool(killed or charge.within("cc:104") or case.careless_death or case.careless_death_of_two)


def operations(charge: Subject, case: Any, day: dt.date) -> set[str]:
    """Return how the penalties of minors differ from those printed."""
    if case.offender.age >= 18:
        return set()
    found = set(FOR_ALL)
    if not case.offender.has_income:
        found |= {"exclude fine", "exclude corrective-works"}
    most = 12 if charge.within("cc:99(2)", "cc:99(3)") else 10
    life_alone = charge.offered & MAIN == {"life-imprisonment"}
    if day >= LIFE_ALONE and life_alone:
        found.add("substitute imprisonment 15..20 year")
    else:
        found.add(f"cap imprisonment {most} year")
        if life_alone and case.stage.value == "completed":
            found.add(f"substitute imprisonment None..{most} year")
    medium = charge.gravity == "medium" and not caused_death(charge, case)
    if charge.kind == "crime" and (charge.gravity == "minor" or medium):
        found.add("exclude imprisonment")
    return found


def joint_limits(
    over: str, minors: list[bool], murder: bool, life_alone: bool, especially: bool, day: dt.date
) -> tuple[set[tuple[str, int, str]], set[tuple[str, int, str]]]:
    """Return the limits of the joined sentence that are sure, and those that may hold.

    *minors*: for each offence, whether it was done as a minor; *murder*, *life_alone*: whether some minor's
    one is an aggravated murder, or offers life imprisonment alone; *especially*: whether one is especially
    grave.
    """
    if not any(minors):
        return set(), set()
    milder = {
        ("fine", 100, "mci"),
        ("corrective-works", 100, "mci"),
        ("community-service", 75, "hour"),
        ("restriction-of-liberty", 2, "year"),
    }
    ten, twelve = ("imprisonment", 10, "year"), ("imprisonment", 12, "year")
    if not all(minors):
        return set(), ({ten} if over == "sentences" else {ten} | milder)
    if over == "sentences":
        return (milder, {ten}) if especially else (milder | {ten}, set())
    if not murder:
        return {ten}, milder
    unsure = life_alone and day >= LIFE_ALONE
    return (set(), milder | {twelve}) if unsure else ({twelve}, milder)
