"""Cases in which every fact is stated, by chance: near the edges of age, and mostly without aggravation."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

from kzpenal import Act, Case, Offender, Victim
from kzpenal.consistency import IMPLIED, NAMED_BY_ACT, ONE_NAMED_BY_ACT
from kzpenal.errors import InvalidCase
from kzpenal.vocabulary import Fact, leaves_of

VICTIM_AGES = (0, 5, 9, 13, 14, 15, 16, 17, 18, 30, 70)
OFFENDER_AGES = (11, 12, 13, 14, 15, 16, 17, 18, 20, 34, 57, 58, 59, 62, 63, 64)
#: What the name of an act excludes: cc:126(1) is without kidnapping, cc:146(1) is no torture.
EXCLUDED_BY_ACT = {Act.UNLAWFUL_CONFINEMENT: ("with_kidnapping",), Act.INHUMAN_TREATMENT: ("torture",)}
_DERIVED = (
    "born",
    "decided",
    "initiated",
    "age_at_decision",
    "victims_count",
    "committed",
    "act",
    "age",
    "domestic",
)


def complete(random: Random, act: Act, day: dt.date) -> Case:
    """Return a case of *act* on *day* in which everything is stated; nothing contradicts itself."""
    while True:
        # Now and then much is true at once, so that several circumstances meet.
        chance = random.choice((0.03, 0.15, 0.5))
        try:
            victims = tuple(
                Victim(age=random.choice(VICTIM_AGES), **_stated(Victim, random, max(chance, 0.3)))
                for _ in range(random.choice((0, 1, 1, 1, 2, 3)))
            )
            age = random.choice(OFFENDER_AGES)
            months = random.choice((0, 0, 0, 5, 6, 11, 12, 24, 60, 120, 180))
            person = _stated(Offender, random, 0.3)
            # A child under three is under fourteen too.
            person["child_under_14"] = person["child_under_14"] or person["child_under_3"]
            offender = Offender(age=age, age_at_decision=age + months // 12, **person)
            facts = _stated(Case, random, chance) | {"months_since_act": months, "act": act, "committed": day}
            facts |= {
                "stage": random.choice(("completed", "completed", "completed", "attempt", "preparation"))
            }
            facts |= {said: True for name, said in IMPLIED.items() if facts[name]}
            # What the act's name says already is not denied, and what it excludes is not said.
            facts |= dict.fromkeys(NAMED_BY_ACT.get(act, ()), True)
            one_of = ONE_NAMED_BY_ACT.get(act, ())
            if one_of and not any(facts[name] for name in one_of):
                facts[random.choice(one_of)] = True
            facts |= dict.fromkeys(EXCLUDED_BY_ACT.get(act, ()), False)
            facts |= {"form": "ordinary"} if random.random() < 0.6 else {}
            case = Case(victims=victims, offender=offender, **facts)
            return (
                case
                if case.derived_facts().get("domestic")
                else case.but({"domestic": random.random() < 0.3})
            )
        except InvalidCase:
            continue


def _stated(cls: type[Any], random: Random, chance: float) -> dict[str, Any]:
    return {
        leaf.path: _value(leaf, random, chance)
        for leaf in leaves_of(cls)
        if leaf.path not in _DERIVED and not leaf.required
    }


def _value(leaf: Fact, random: Random, chance: float) -> Any:
    if leaf.kind == "bool":
        return random.random() < chance
    if leaf.kind == "enum":
        return random.choice(leaf.values)
    if leaf.kind == "set":
        return frozenset(random.sample(leaf.values, random.choice((0, 0, 1, 1, 2))))
    assert leaf.kind == "int", leaf.path
    return random.randint(leaf.low, min(leaf.high, 3))
