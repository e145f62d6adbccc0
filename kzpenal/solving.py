"""Constraints over facts that may vary, on the solver z3: the one place that knows it.

A constraint is True, False, or an expression of the solver. Each question has a Logic of its own, so that two
threads may ask at once.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from attrs import field, frozen

from kzpenal.condition import Test, value_truth
from kzpenal.errors import KzpenalError, Problem
from kzpenal.vocabulary import Fact, FactValue, Interval

#: True, False, or an expression of the solver.
Formula: TypeAlias = Any


def _library() -> Any:
    try:
        return importlib.import_module("z3")
    except ImportError:
        message = (
            "what would change an answer, what it rests on, and its bounds are found with z3, which is absent"
        )
        raise KzpenalError(Problem("KZP407", None, message, "pip install 'kzpenal[solver]'")) from None


@frozen(eq=False)
class Logic:
    """The connectives of one question. KzpenalError tells how to install the solver where it is absent."""

    _z3: Any = field(factory=_library)
    _context: Any = field(default=None, init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_context", self._z3.Context())

    def flag(self, name: str) -> Formula:
        """Return the yes/no expression called *name*."""
        return self._z3.Bool(name, self._context)

    def both(self, items: Iterable[Formula]) -> Formula:
        """Return the conjunction of *items*."""
        kept = []
        for item in items:
            if item is False:
                return False
            if item is not True:
                kept.append(item)
        return True if not kept else kept[0] if len(kept) == 1 else self._z3.And(*kept)

    def either(self, items: Iterable[Formula]) -> Formula:
        """Return the disjunction of *items*."""
        kept = []
        for item in items:
            if item is True:
                return True
            if item is not False:
                kept.append(item)
        return False if not kept else kept[0] if len(kept) == 1 else self._z3.Or(*kept)

    def no(self, item: Formula) -> Formula:
        """Return the negation of *item*."""
        return (not item) if isinstance(item, bool) else self._z3.Not(item)

    def implies(self, first: Formula, second: Formula) -> Formula:
        """Return "if *first*, then *second*"."""
        return self.either([self.no(first), second])

    def at_least(self, items: Iterable[Formula], number: int) -> Formula:
        """Return "at least *number* of *items*"."""
        given = list(items)
        wanted = number - given.count(True)
        open_ones = [i for i in given if not isinstance(i, bool)]
        if wanted <= 0:
            return True
        return False if wanted > len(open_ones) else self._z3.AtLeast(*open_ones, wanted)

    def at_most(self, items: Iterable[Formula], number: int) -> Formula:
        """Return "at most *number* of *items*"."""
        return self.no(self.at_least(items, number + 1))

    def put(self, item: Formula, pairs: Iterable[tuple[Formula, Formula]]) -> Formula:
        """Return *item* with the second of each of *pairs* in place of the first."""
        if isinstance(item, bool):
            return item
        truths = {True: self._z3.BoolVal(True, self._context), False: self._z3.BoolVal(False, self._context)}
        given = [(a, truths[b] if isinstance(b, bool) else b) for a, b in pairs]
        found = self._z3.simplify(self._z3.substitute(item, *given)) if given else item
        return True if self._z3.is_true(found) else False if self._z3.is_false(found) else found

    def atoms(self, item: Formula) -> list[Formula]:
        """Return the flags that *item* is made of."""
        if isinstance(item, bool):
            return []
        found, seen, waiting = [], set(), [item]
        while waiting:
            one = waiting.pop()
            if one.get_id() in seen:
                continue
            seen.add(one.get_id())
            if one.num_args():
                waiting += one.children()
            elif one.decl().kind() == self._z3.Z3_OP_UNINTERPRETED:
                found.append(one)
        return found

    def search(self, *bound: Formula) -> Search:
        """Return a search for what meets all of *bound*."""
        return Search(self, self._z3.Solver(ctx=self._context)).also(*bound)

    @property
    def library(self) -> Any:
        """The solver itself."""
        return self._z3

    def holds(self, item: Formula, model: Any) -> bool:
        """Say whether *item* holds in *model*, a solution."""
        if isinstance(item, bool):
            return item
        return bool(self._z3.is_true(model.eval(item, model_completion=True)))


@frozen(eq=False)
class Search:
    """What a set of constraints allows."""

    logic: Logic
    _solver: Any

    def also(self, *items: Formula) -> Search:
        """Bind it by *items* too, from here on."""
        for item in items:
            if item is not True:
                self._solver.add(item)
        return self

    def solution(self, *under: Formula) -> Any:
        """Return a solution in which *under*, for this once, hold too; None where there is none."""
        if any(item is False for item in under):
            return None
        found = self._solver.check(*(i for i in under if i is not True))
        return self._solver.model() if found == self.logic.library.sat else None

    def clash(self, flags: Iterable[Formula]) -> list[Formula]:
        """Return some of *flags* that cannot all hold; those of the last search that found nothing."""
        core = {c.get_id() for c in self._solver.unsat_core()}
        return [f for f in flags if f.get_id() in core]


@frozen(eq=False)
class Variable:
    """A fact that may vary: what it may be, and the constraint that it is that.

    Of a number a choice is an Interval in which no rule tells one from another; of a set it is a word that
    may be in it.
    """

    fact: Fact
    name: str
    choices: tuple[FactValue, ...]
    literals: tuple[Formula, ...]

    @classmethod
    def of(cls, logic: Logic, fact: Fact, name: str, choices: Iterable[FactValue]) -> Variable:
        """Return a variable for *fact* under *name*."""
        given = tuple(choices)
        if fact.kind == "bool" and set(given) == {True, False}:
            flag = logic.flag(name)
            return cls(fact, name, (True, False), (flag, logic.no(flag)))
        return cls(fact, name, given, tuple(logic.flag(f"{name}={_shown(c)}") for c in given))

    @property
    def is_set(self) -> bool:
        """Whether several of its choices may hold together."""
        return self.fact.kind == "set"

    def bound(self, logic: Logic) -> Formula:
        """Return the constraint that it is something, and one thing only."""
        if self.is_set or (len(self.choices) == 2 and self.fact.kind == "bool"):
            return True
        return logic.both([logic.at_least(self.literals, 1), logic.at_most(self.literals, 1)])

    def pairs(self) -> Iterator[tuple[FactValue, Formula]]:
        """Yield each choice with its constraint."""
        return zip(self.choices, self.literals, strict=True)

    def test(self, logic: Logic, test: Test) -> Formula:
        """Return *test*, its sign aside, of this fact."""
        if self.is_set:
            return logic.either(flag for word, flag in self.pairs() if word in test.words)
        return logic.either(flag for value, flag in self.pairs() if value_truth(test, value) is True)

    def of_value(self, logic: Logic, held: FactValue) -> Formula:
        """Return the constraint that it is what is *held*: of an Interval, any number in it."""
        if self.is_set:
            assert isinstance(held, frozenset)
            return logic.both(flag if word in held else logic.no(flag) for word, flag in self.pairs())
        return logic.either(flag for value, flag in self.pairs() if same(held, value))

    def value(self, logic: Logic, model: Any) -> FactValue:
        """Return what *model*, a solution, makes of it; of a number the Interval."""
        found = [c for c, flag in self.pairs() if logic.holds(flag, model)]
        return frozenset(str(c) for c in found) if self.is_set else found[0]


def same(held: FactValue, value: FactValue) -> bool:
    """Say whether *value*, of a number an Interval, is what is *held* already.

    >>> same(34, Interval(18, 57)), same(None, True)
    (True, False)
    """
    if isinstance(value, Interval) and isinstance(held, Interval):
        return value.low <= held.high and held.low <= value.high
    if isinstance(value, Interval) and isinstance(held, int):
        return value.low <= held <= value.high
    return held is not None and held == value


def _shown(value: FactValue) -> str:
    return f"{value.low}..{value.high}" if isinstance(value, Interval) else str(value)
