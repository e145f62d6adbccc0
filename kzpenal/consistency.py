"""What follows from the persons and days of a case, and what contradicts them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from kzpenal.enums import HOUSEHOLD, Form, Sex
from kzpenal.errors import Problem
from kzpenal.timeline import months_between, years_between
from kzpenal.vocabulary import FactValue, Interval

#: No person is older.
OLDEST = 150
#: Who is younger is a minor (cc:80(1)).
MAJORITY = 18


def household(case: Any) -> bool:
    """Say whether a stated relation puts *case* in the sphere of family and household."""
    return any(isinstance(v.relations, frozenset) and v.relations & HOUSEHOLD for v in case.victims or ())


def mitigated(case: Any) -> bool:
    """Say whether a stated fact is by itself one that mitigates (cc:53(1), points 2-4, 6 and 11)."""
    person = case.offender
    age = years_between(person.born, case.committed) if isinstance(person.born, dt.date) else person.age
    shown = (
        person.pregnant,
        person.child_under_3,
        person.child_under_14,
        case.compensated,
        case.active_repentance,
    )
    return True in shown or (isinstance(age, int) and age < MAJORITY)


def age_at(case: Any, day: dt.date) -> FactValue:
    """Return the offender's age on *day*, an Interval where birth may fall either side."""
    if isinstance(case.offender.born, dt.date):
        return years_between(case.offender.born, day)
    if not isinstance(case.offender.age, int):
        return None
    passed = years_between(case.committed, day)
    low = case.offender.age + passed
    anniversary = (case.committed.month, case.committed.day) == (day.month, day.day)
    return low if anniversary else Interval(low, low + 1)


def contradictions(case: Any) -> list[Problem]:
    """Return what the facts of *case* say against one another."""
    found = [*_births(case), *_days(case)]
    if case.form is Form.NEWBORN_BY_MOTHER and case.offender.sex is Sex.MALE:
        found.append("`form` is 'newborn-by-mother', but `offender.sex` is 'male'")
    if case.domestic is False and household(case):
        found.append("`domestic` is false, but a victim is of the offender's family or household")
    described = len(case.victims or ())
    if isinstance(case.victims_count, int) and case.victims_count < described:
        found.append(f"`victims_count` is {case.victims_count}, but {described} are described")
    return [Problem("KZP103", None, message) for message in found]


def _births(case: Any) -> Iterator[str]:
    persons = [("offender", case.offender)]
    persons += [(f"victims[{i}]", v) for i, v in enumerate(case.victims or ())]
    day = case.committed
    for label, person in persons:
        birth, age = person.born, person.age
        if not isinstance(birth, dt.date):
            continue
        if birth > day:
            yield f"`{label}.born` is {birth}, after the act on {day}"
        elif years_between(birth, day) > OLDEST:
            yield f"`{label}.born` is {birth}, more than {OLDEST} years before the act"
        elif isinstance(age, int) and age != years_between(birth, day):
            was = years_between(birth, day)
            yield f"`{label}.age` is {age}, but one born on {birth} was {was} on {day}"


def _days(case: Any) -> Iterator[str]:
    day = case.committed
    for name in ("decided", "initiated"):
        value = getattr(case, name)
        if isinstance(value, dt.date) and value < day:
            yield f"`{name}` is {value}, before the act on {day}"
    later = case.decided if isinstance(case.decided, dt.date) else None
    passed = case.months_since_act
    if later and isinstance(passed, int) and passed != months_between(day, later):
        yield f"`months_since_act` is {passed}, which the days of act and decision exclude"
    stated = case.offender.age_at_decision
    if isinstance(stated, int):
        exact = age_at(case, later) if later else None
        wrong = isinstance(exact, int) and stated != exact
        outside = isinstance(exact, Interval) and not exact.low <= stated <= exact.high
        younger = isinstance(case.offender.age, int) and stated < case.offender.age
        if wrong or outside or younger:
            yield f"`offender.age_at_decision` is {stated}, which the other ages and days exclude"
