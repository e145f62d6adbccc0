"""Solutions of constraints as complete facts, so that an engine can be asked about the same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from kzpenal.solving import Variable
from kzpenal.varying import Varied
from kzpenal.vocabulary import Facts, Interval


def complete(varied: Varied, model: Any, pick: random.Random) -> Facts:
    """Return the facts of *model*: of a number any in its interval, of persons who are not described each."""
    logic, words = varied.logic, varied.law.vocabulary

    def number(value: Any) -> Any:
        return pick.randint(value.low, value.high) if isinstance(value, Interval) else value

    def held(variable: Any) -> Any:
        return number(variable.value(logic, model)) if isinstance(variable, Variable) else number(variable)

    world = varied.told.world
    values = {path: held(v) for path, v in world.values.items()}
    members = tuple(
        {path: held(v) for path, v in facts.items()}
        for facts, there in world.persons
        if logic.holds(there, model)
    )
    # Where nobody says how many there are beyond those told apart, there are no more.
    many: Any = world.total.value(logic, model) if isinstance(world.total, Variable) else world.total
    total = many.low if isinstance(many, Interval) else many
    if words.group is None:
        return Facts(values)
    return Facts(values, members, len(members) == total, (total, total))


def some_models(varied: Varied, pick: random.Random, most: int) -> Iterator[Any]:
    """Yield solutions that differ: each prefers, of some flags drawn, what was drawn."""
    logic = varied.logic
    search = logic.search(*varied.bound)
    flags = [f for v in varied.variables.values() for f in v.literals]
    standing = [varied.told.standing(p) for p in varied.law.parts]
    possible = [s for s in standing if s is not False]
    for _ in range(most):
        wish = [pick.choice(possible)] if possible and pick.random() < 0.8 else []
        if search.solution(*wish) is None:
            wish = []
        for flag in pick.sample(flags, min(len(flags), 12)):
            drawn = flag if pick.random() < 0.4 else logic.no(flag)
            if search.solution(*wish, drawn) is not None:
                wish.append(drawn)
        yield search.solution(*wish)
