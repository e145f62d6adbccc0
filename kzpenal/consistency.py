"""What follows from the persons and days of a case, and what contradicts them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from kzpenal.enums import HOUSEHOLD, Act, Form, Sex
from kzpenal.errors import Problem
from kzpenal.timeline import months_between, years_between
from kzpenal.vocabulary import UNKNOWN, FactValue, Interval

#: No person is older.
OLDEST = 150
#: Who is younger is a minor (cc:80(1)).
MAJORITY = 18


#: What the name of an act says already, in the words of the law that names it (cc:104, cc:110(1), cc:114,
#: and the law on the rights of the child, art. 1(4-1), for bullying): `closed()` does not deny it.
NAMED_BY_ACT = {
    Act.TORMENT: ("violence", "torment_purpose"),
    Act.CARELESS_DEATH: ("careless_death",),
    Act.CARELESS_SERIOUS_HARM: ("careless_serious_harm",),
    Act.CARELESS_MODERATE_HARM: ("careless_moderate_harm",),
    Act.BULLYING: ("systematic",),
    Act.CYBERBULLYING: ("systematic",),
}

#: The name of an act says that one of these is true, not which: `closed()` denies none before one is stated.
ONE_NAMED_BY_ACT = {Act.DRIVE_TO_SUICIDE: ("suicide_attempted", "suicide_completed")}

#: What a fact that is true says of another: `closed()` does not deny it, and it is concluded.
IMPLIED = {
    "careless_death_of_two": "careless_death",
    "careless_serious_harm": "serious_harm",
    "careless_moderate_harm": "moderate_harm",
    "criminal_group": "conspiracy",  # people who joined beforehand in order to offend (cc:3(36), 31)
    "dangerous_violence": "violence",
    "prior_reconciliation_for_crime": "prior_reconciliation",
    "recidivism": "convicted_before",
    "limitation_interrupted": "limitation_stopped",
}

#: What may be a circumstance that aggravates (cc:54(1), points 5, 10 and 12): for the court to find.
MAY_AGGRAVATE = ("weapon", "violence", "dangerous_violence", "intoxicated", "minor_involved")


def household(case: Any) -> bool:
    """Say whether a stated relation puts *case* in the sphere of family and household."""
    return any(isinstance(v.relations, frozenset) and v.relations & HOUSEHOLD for v in case.victims or ())


def mitigated(case: Any) -> bool:
    """Say whether a stated fact is by itself one that mitigates (cc:53(1), points 2-4, 6 and 11)."""
    age = _age(case)
    return True in _mitigating(case) or (isinstance(age, int) and age < MAJORITY)


def _age(case: Any) -> Any:
    born = case.offender.born
    return years_between(born, case.committed) if isinstance(born, dt.date) else case.offender.age


def _mitigating(case: Any) -> list[Any]:
    person = case.offender
    of_person = [person.pregnant, person.child_under_3, person.child_under_14]
    return [*of_person, case.compensated, case.active_repentance]


def unsettled(case: Any) -> Iterator[str]:
    """Yield the facts that stated ones bear on so that "no" is not to be taken for granted.

    UNKNOWN bears on them, too: it was asked, and may turn out so.
    """
    if household(case):
        yield "domestic"
    if mitigated(case) or UNKNOWN in (*_mitigating(case), _age(case)):
        yield "mitigating"
    if any(getattr(case, name) in (True, UNKNOWN) for name in MAY_AGGRAVATE):
        yield "aggravating"
    yield from NAMED_BY_ACT.get(case.act, ())
    one_of = ONE_NAMED_BY_ACT.get(case.act, ())
    if not any(getattr(case, name) is True for name in one_of):
        yield from one_of
    yield from (implied for stated, implied in IMPLIED.items() if getattr(case, stated) in (True, UNKNOWN))


def conclusions(case: Any) -> list[tuple[str, bool, str]]:
    """Return what is concluded about the persons of *case*: fact, value and why."""
    found = []
    if case.domestic is None and household(case):
        found.append(("domestic", True, "a victim is of the offender's family or household"))
    if case.mitigating is None and mitigated(case):
        why = "the offender is a minor, is pregnant, has a young child, made the harm good or came forward"
        found.append(("mitigating", True, why))
    return found


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
