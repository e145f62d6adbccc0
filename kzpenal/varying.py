"""Which facts of a case may be otherwise, as variables; and the way back, to a case that states them so."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import attrs
from attrs import define, field, frozen

from kzpenal.condition import Count, Test, leaves
from kzpenal.errors import InvalidCase
from kzpenal.laws import Law
from kzpenal.solving import Formula, Logic, Variable
from kzpenal.structuring import changed
from kzpenal.telling import Told, World
from kzpenal.threatened import Threats
from kzpenal.vocabulary import LARGEST, Fact, Facts, FactValue, Interval, fields_of, leaves_of

#: Of persons who are not described no more are told apart, unless the Law counts further.
_MOST_OTHERS = 6
#: Of more numbers than this, not every way to pick them is tried when a case is restated.
_NUMBERS = 6


@frozen(eq=False)
class Choices:
    """What each fact may be, as far as the rules of a Law tell apart; how many persons they ever ask for."""

    of: Mapping[str, tuple[FactValue, ...]]
    persons: int


def choices(law: Law) -> Choices:
    """Return what each fact that *law* names may be: numbers as the Intervals that its rules tell apart."""
    tests: dict[str, list[Test]] = {}
    most = 1
    for node in (n for rule in law.rules for n in rule.nodes()):
        for leaf in leaves(node):
            if isinstance(leaf, Test) and leaf.fact in law.vocabulary.facts:
                tests.setdefault(leaf.fact, []).append(leaf)
            elif isinstance(leaf, Count):
                most = max(most, leaf.number)
    facts = law.vocabulary.facts
    found = {p: _choices(facts[p], asked) for p, asked in sorted(tests.items()) if facts[p].kind != "date"}
    return Choices(found, most)


def _choices(fact: Fact, tests: Iterable[Test]) -> tuple[FactValue, ...]:
    if fact.kind == "bool":
        return (True, False)
    if fact.kind != "int":
        return fact.values
    cuts = {fact.low}
    for test in tests:
        cuts |= {n for w in test.words for n in (int(w), int(w) + 1)}
        cuts |= {n for n in (test.low, None if test.high is None else test.high + 1) if n is not None}
    firsts = sorted(n for n in cuts if fact.low <= n <= fact.high)
    return tuple(Interval(a, b - 1) for a, b in zip(firsts, [*firsts[1:], fact.high + 1], strict=True))


@define(eq=False)
class Varied:
    """Facts with variables in them, and what a Law says over them.

    `variables` are the facts that a case can state, by path; those of persons who are not described nobody
    can state one by one. `bound` always holds.
    """

    law: Law
    facts: Facts
    logic: Logic
    variables: dict[str, Variable] = field(factory=dict)
    bound: list[Formula] = field(factory=list)
    told: Told = field(default=None)
    threats: Threats = field(default=None)

    def there(self, path: str) -> Formula:
        """Return "the person whom *path* is about is there"; True where it is about none."""
        group = self.law.vocabulary.group
        if group is None or not path.startswith(group + "["):
            return True
        return self.told.world.persons[_index(path, group)][1]

    def held(self, path: str) -> FactValue:
        """Return the value that the facts have at *path*."""
        return value_at(self.facts, path, self.law)


def value_at(facts: Facts, path: str, law: Law) -> FactValue:
    """Return the value of *facts* at *path*, such as `offender.age` or `victims[0].age`."""
    group = law.vocabulary.group
    if group is not None and path.startswith(group + "["):
        return facts.members[_index(path, group)].get(law.vocabulary.general(path))
    return facts.values.get(path)


def _index(path: str, group: str) -> int:
    return int(path[len(group) + 1 : path.index("]")])


def vary(law: Law, facts: Facts, free: Callable[[str], bool], *, others: bool = False) -> Varied:
    """Return *facts* with a variable for each that is *free*, and for each that is not known.

    With *others* there may be more persons than are described, or fewer, whatever the facts say.
    """
    out = Varied(law, facts, Logic())
    every, words = choices(law), law.vocabulary
    values: dict[str, Any] = dict(facts.values)
    persons: list[dict[str, Any]] = [dict(m) for m in facts.members]

    def place(path: str, known: FactValue, allowed: tuple[FactValue, ...]) -> Any:
        """Return what stands at *path*: the value that is known, or a variable."""
        if known is not None and not isinstance(known, Interval) and not free(path):
            return known
        if isinstance(known, Interval) and not free(path):
            allowed = tuple(c for c in allowed if _meet(c, known))
        variable = Variable.of(out.logic, words.facts[words.general(path)], path, allowed)
        out.variables[path] = variable
        out.bound.append(variable.bound(out.logic))
        return variable

    for path, allowed in every.of.items():
        if not words.is_member(path):
            values[path] = place(path, values.get(path), allowed)
            continue
        for number, person in enumerate(persons):
            person[path] = place(_named(words.group, number, path), person.get(path), allowed)
    unnamed, total = _others(out, every, others)
    sure = isinstance(total, int) or not others
    there = [True if sure else _number(out, total, number + 1) for number in range(len(persons))]
    world = World(values, (*zip(persons, there, strict=True), *unnamed), total)
    out.told = Told(law, world, out.logic)
    out.threats = Threats(out.told)
    out.bound.append(out.told.readings())
    return out


def _number(out: Varied, total: Any, least: int) -> Formula:
    """Return "there are at least *least* persons"."""
    return total.test(out.logic, Test("", "between", low=least))


def _named(group: str | None, number: int, path: str) -> str:
    return f"{group}[{number}].{path.partition('.')[2]}"


def _meet(choice: FactValue, known: Interval) -> bool:
    return isinstance(choice, Interval) and choice.low <= known.high and choice.high >= known.low


def _others(out: Varied, every: Choices, wanted: bool) -> tuple[list[Any], Variable | int]:
    """Return the persons who are not described, and how many persons there are at all.

    Where nobody says how many there are, there may be as many more as the Law ever counts, and one; more than
    _MOST_OTHERS of them are not told apart.
    """
    low, high = out.facts.total
    described = len(out.facts.members)
    if out.law.vocabulary.group is None or (out.facts.complete and not wanted):
        return [], low
    if wanted:
        low, high = 0, None
    room = max(0, low - described) + every.persons + 1 if high is None else high - described
    room = min(room, max(_MOST_OTHERS, every.persons + 1))
    most = described + room
    sizes = [Interval(n, n) for n in range(min(low, most), most)] + [Interval(most, high or LARGEST)]
    count = Variable.of(out.logic, Fact("", "int"), f"?{out.law.vocabulary.group}", sizes)
    out.bound.append(count.bound(out.logic))
    if wanted:
        out.variables[str(out.law.vocabulary.group)] = count
    found = []
    for number in range(room):
        person: dict[str, Any] = {}
        for path in (p for p in every.of if out.law.vocabulary.is_member(p)):
            fact = out.law.vocabulary.facts[path]
            person[path] = Variable.of(out.logic, fact, f"?{number}.{path}", every.of[path])
            out.bound.append(person[path].bound(out.logic))
        there = _number(out, count, described + number + 1)
        found.append((person, there))
    return found, count


# Back to a case


@frozen(eq=False)
class Restated:
    """A case that states other facts: its class accepts it. `dropped` are days that it no longer states."""

    case: Any
    dropped: tuple[str, ...] = ()


def restated(case: Any, changes: Mapping[str, FactValue], *, dropping: bool = True) -> Restated | None:
    """Return *case* with *changes* as its class accepts them; None where it does not.

    A number may be any in its Interval. Where a day of birth or of decision speaks against them, it goes, if
    *dropping*.
    """
    plain: dict[str, Any] = {p: sorted(v) if isinstance(v, frozenset) else v for p, v in changes.items()}
    loose = [p for p, v in changes.items() if isinstance(v, Interval)]
    for dropped in _droppable(case) if dropping else [()]:
        without = {day: None for day in dropped if day not in plain}
        for picked in _picks(loose, changes):
            try:
                return Restated(changed(case, {**plain, **picked, **without}), dropped)
            except InvalidCase:
                continue
    return None


def _picks(paths: list[str], changes: Mapping[str, FactValue]) -> Iterator[dict[str, int]]:
    """Yield ways to pick numbers: the lowest and the highest of each."""
    bounds = []
    for path in paths:
        held = changes[path]
        assert isinstance(held, Interval)
        bounds.append((held.low, held.high) if held.low < held.high else (held.low,))
    few = len([b for b in bounds if len(b) > 1]) <= _NUMBERS
    ways = itertools.product(*bounds) if few else iter([[b[n] for b in bounds] for n in (0, -1)])
    for picked in ways:
        yield dict(zip(paths, picked, strict=True))


def _droppable(case: Any) -> list[tuple[str, ...]]:
    """Return sets of the days that *case* states and need not: none, each, and each two."""
    days = []
    for name, _, _ in fields_of(type(case)):
        held = getattr(case, name)
        if attrs.has(type(held)):
            days += [f"{name}.{leaf}" for leaf in _days_of(held)]
        elif isinstance(held, tuple):
            days += [f"{name}[{i}].{leaf}" for i, one in enumerate(held) for leaf in _days_of(one)]
    days += _days_of(case)
    return [(), *((d,) for d in days), *itertools.combinations(days, 2)]


def _days_of(part: Any) -> list[str]:
    dates = (leaf for leaf in leaves_of(type(part)) if leaf.kind == "date" and not leaf.required)
    return [leaf.path for leaf in dates if isinstance(getattr(part, leaf.path), dt.date)]
