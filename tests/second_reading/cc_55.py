"""cc:55, read again: redactions 12.09.2022, 20.05.2023, 19.04.2024, 16.06.2024, 09.09.2024, 16.07.2025
(which still shows the text before 210-VIII), 16.09.2025 and 08.03.2026. 23-VIII (2023) changed only part
1, point 2, on economic crimes, which no charge here is about.

Settled: part 6 follows parts 2 and 3, so that it gives nothing where something takes them away; it does not
open the bounds of the fine of order procedure. Other reading: the circumstances are there all the same.
Settled: part 8 closes the whole article, part 9 with it. Other reading: part 9 is the special rule for
sanctions of life imprisonment alone.
Settled: its exception is for both crimes it names; other reading: for the sexual crime only. It needs that
every victim of the killing, or every minor victim of the sexual crime, is from 14 to 18.
Settled: a crime connected with intentionally causing a death is a completed one of cc:99-103; other
reading: whatever the stage. The bar is said for both paragraphs of part 8, though the second closes parts 2
and 3 alone; other reading: for the first only.
Settled: shares are not multiplied, and that of part 3 holds before that of part 2; life imprisonment alone
has no share. In order procedure the fine, where it is offered, is the only penalty, within its own bounds,
and no share is taken. Other reading: its bounds are those of the fine, other penalties remain.
Settled: against life or health are cc:99-119, cc:118 too, which the rule had left out; other reading: all
crimes that harm somebody.
Settled: a milder kind (part 4) stands before every kind offered in the order of cc:40, within its bounds in
cc:41-44; where life imprisonment alone is offered, imprisonment of six months to twenty years (cc:46) was
milder by the other reading; since 16.09.2025 part 9 says all. The fifteen years of a minor in part 9 are the
least of cc:81(7) and change nothing.
An agreement on cooperation fulfilled is a procedural agreement of part 3, as a plea is.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "cc:55"
VIOLENCE = dt.date(2024, 6, 16)
REFORM = dt.date(2025, 9, 16)
DAYS = (
    dt.date(2022, 9, 12),
    dt.date(2024, 6, 15),
    VIOLENCE,
    dt.date(2025, 9, 15),
    REFORM,
    dt.date(2026, 3, 8),
)
MILDER = {"fine", "corrective-works", "community-service", "restriction-of-liberty", "arrest"}
KILLING = ("cc:99", "cc:100", "cc:101", "cc:102", "cc:103")


def closed(charge: Subject, case: Any, day: dt.date) -> bool:
    """Say whether the first paragraph of part 8 closes the article."""
    ages = [v.age for v in case.victims or ()]
    young = case.offender.age < 18
    killed = charge.within(*KILLING) and case.stage.value == "completed"
    if day >= REFORM and killed and not (young and all(14 <= age < 18 for age in ages)):
        return True
    minors = [age for age in ages if age < 18]
    excused = young and bool(minors) and min(minors) >= 14
    return "sexual-inviolability-of-minors" in charge.classes and not excused


def against_minors(charge: Subject, case: Any, day: dt.date) -> bool:
    """Say whether the second paragraph of part 8 takes parts 2 and 3 away."""
    violent = "violence-against-minors" in charge.classes
    return day >= VIOLENCE and violent and bool(case.offender.age >= 18)


def bodily(charge: Subject) -> bool:
    """Say whether the charge is of an article from 99 to 119."""
    number = charge.provision.partition(":")[2].partition("(")[0].partition("-")[0]
    return 99 <= int(number) <= 119


def classes(charge: Subject, case: Any, day: dt.date) -> set[str]:
    """Return which limits hold, what part 8 closes, and whether it is against life or health."""
    if not charge.provision.startswith("cc:"):
        return set()
    found = set()
    if day >= REFORM and bodily(charge):
        found.add("against-life-or-health")
    if day < REFORM and case.exceptional_circumstances and life_alone(charge):
        found.add("exceptional-with-life-alone")
    if against_minors(charge, case, day):
        found.add("closed-to-limits")
    if closed(charge, case, day):
        found.add("closed-to-milder-punishment")
    elif not against_minors(charge, case, day) and not case.order_procedure:
        aggravated = "aggravating-circumstance" in charge.classes
        aggravated |= day >= REFORM and "aggravating-element" in charge.classes
        if "mitigating-circumstance" in charge.classes and not aggravated:
            found.add("limited-by-mitigation")
        if case.accelerated or case.plea_agreement or case.cooperation_agreement:
            found.add("limited-by-procedure")
    return found


def share(charge: Subject, day: dt.date) -> str:
    """Return the share of the maximum that part 2 leaves."""
    if charge.gravity not in ("grave", "especially-grave"):
        return "1/2"
    if day < REFORM or not bodily(charge):
        return "2/3" if charge.gravity == "grave" else "3/4"
    return "3/4" if charge.gravity == "grave" else "4/5"


def share_by_procedure(charge: Subject, day: dt.date) -> str:
    """Return the share of the maximum that part 3 leaves."""
    harmed = bodily(charge)
    if day >= REFORM and charge.gravity == "especially-grave":
        return "4/5" if harmed else "3/4"
    return "3/4" if day >= REFORM and charge.gravity == "grave" and harmed else "1/2"


def milder_kinds(charge: Subject) -> set[str]:
    """Return the kinds milder than all that are offered, which part 4 allows."""
    if charge.kind == "crime":
        order = [
            ("fine", "allow fine 200..10000 mci"),
            ("corrective-works", "allow corrective-works 200..10000 mci"),
            ("community-service", "allow community-service 200..1200 hour"),
            ("restriction-of-liberty", "allow restriction-of-liberty 6..84 month"),
        ]
    elif charge.kind == "misdemeanour":
        order = [
            ("fine", "allow fine 20..200 mci"),
            ("corrective-works", "allow corrective-works 20..200 mci"),
            ("community-service", "allow community-service 20..200 hour"),
        ]
    else:
        return set()
    found = set()
    for kind, phrase in order:
        if kind in charge.offered:
            break
        if kind != "community-service" or charge.gravity not in ("grave", "especially-grave"):
            found.add(phrase)
    return found


def instead_of_life(case: Any) -> set[str]:
    """Return the term that part 9 allows where the sanction is life imprisonment alone."""
    person = case.offender
    if person.age < 18:
        return set()
    old = person.age_at_decision >= 63
    if person.sex.value == "female" or person.disability_group in (1, 2) or old:
        return {"allow imprisonment 15..20 year"}
    return {"allow imprisonment 20..25 year"}


def limits(charge: Subject, case: Any, day: dt.date) -> set[str]:
    """Return what parts 2, 3 and 6 make of the bounds."""
    alone = life_alone(charge)
    if case.order_procedure:
        if "fine" in charge.offered and not alone and charge.kind == "misdemeanour":
            return {"substitute fine 10..20 mci"}
        light = charge.kind == "crime" and charge.gravity == "minor"
        return {"substitute fine 50..200 mci"} if light and "fine" in charge.offered and not alone else set()
    if case.accelerated or case.plea_agreement or case.cooperation_agreement:
        return {"lower"} if alone else {"lower", f"scale {share_by_procedure(charge, day)}"}
    aggravated = "aggravating-circumstance" in charge.classes
    aggravated |= day >= REFORM and "aggravating-element" in charge.classes
    if "mitigating-circumstance" in charge.classes and not aggravated:
        return {"lower"} if alone else {"lower", f"scale {share(charge, day)}"}
    return set()


def life_alone(charge: Subject) -> bool:
    """Say whether life imprisonment is the only main penalty offered."""
    return "life-imprisonment" in charge.offered and not charge.offered & (MILDER | {"imprisonment"})


def operations(charge: Subject, case: Any, day: dt.date) -> set[str]:
    """Return how parts 1-9 change the penalty."""
    if not charge.provision.startswith("cc:") or closed(charge, case, day):
        return set()
    found = set()
    light = charge.kind == "crime" and charge.gravity in ("minor", "medium")
    if light and case.compensated and charge.offered & MILDER:
        found.add("exclude imprisonment")
    if not against_minors(charge, case, day):
        found |= limits(charge, case, day)
    # Settled: before part 9 came part 4 says nothing of life alone; else any milder kind is allowed.
    if case.exceptional_circumstances and (day >= REFORM or not life_alone(charge)):
        found |= {"lower", "waive"}
        found |= instead_of_life(case) if life_alone(charge) else milder_kinds(charge)
    return found


def bars(charge: Subject, case: Any, day: dt.date) -> set[str]:
    """Return the bar to mitigation where part 8 closes the article, or its second and third parts."""
    if not charge.provision.startswith("cc:"):
        return set()
    return {"mitigation"} if closed(charge, case, day) or against_minors(charge, case, day) else set()
