"""Other facts for a case: what it costs to state them, and which facts go along with which."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from attrs import define, field, frozen

from kzpenal.presuming import facts_under
from kzpenal.solving import Formula, Variable, same
from kzpenal.varying import Varied, restated, value_at
from kzpenal.vocabulary import FactValue, Interval


@frozen(eq=False)
class Step:
    """One fact stated otherwise: `flag` is the constraint that it is so. Of a set a step is one word.

    `value` is what it is then, of a set the word; of one that was not known, all of it.
    """

    path: str
    value: FactValue
    flag: Formula


@define(eq=False)
class Changes:
    """The ways in which the facts of *case* may be stated otherwise.

    A fact that follows from another that is changed goes along with it, and counts for nothing.
    """

    case: Any
    varied: Varied
    #: For each fact, what follows for it from a change to another.
    _along: dict[str, list[tuple[Step, FactValue]]] = field(factory=dict, init=False)
    steps: list[Step] = field(factory=list, init=False)
    _owns: dict[Step, Formula] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        for path, variable in self.varied.variables.items():
            self.steps += self._steps(path, variable)
        for step in self.steps:
            self._learn(step)

    def costs(self, but: Collection[str] = ()) -> list[Formula]:
        """Return "this is stated otherwise, by itself", for each fact that is known; of a set for each word.

        The facts that *but* names by path are left out.
        """
        found = []
        for path, variable in self.varied.variables.items():
            held = self.varied.held(path)
            if held is None or path in but:
                continue
            if variable.is_set:
                found += [s.flag for s in self._steps(path, variable)]
                continue
            found.append(self.varied.logic.no(self._along_or_kept(path, variable, held)))
        return found

    def kept(self, path: str) -> Formula:
        """Return "the fact at *path*, which is known, is as it was, or goes along with another"."""
        return self._along_or_kept(path, self.varied.variables[path], self.varied.held(path))

    def own(self, step: Step) -> Formula:
        """Return "*step* is taken by itself": the fact does not merely go along with another."""
        if step not in self._owns:
            variable, held = self.varied.variables[step.path], self.varied.held(step.path)
            logic, own = self.varied.logic, step.flag
            if held is not None and not variable.is_set:
                own = logic.both([own, logic.no(self._along_or_kept(step.path, variable, held))])
            self._owns[step] = own
        return self._owns[step]

    def of(self, model: Any) -> list[Step]:
        """Return the steps that *model*, a solution, takes by themselves: of the facts that are known."""
        known = [s for s in self.steps if self.varied.held(s.path) is not None]
        return [s for s in known if self.varied.logic.holds(self.own(s), model)]

    def stated(self, path: str, model: Any) -> Step:
        """Return the step that states the fact at *path*, unknown so far, as *model* has it; a set whole."""
        variable, logic = self.varied.variables[path], self.varied.logic
        if not variable.is_set:
            return next(s for s in self.steps if s.path == path and logic.holds(s.flag, model))
        value = variable.value(logic, model)
        return Step(path, value, variable.of_value(logic, value))

    def values(self, steps: Iterable[Step]) -> dict[str, FactValue]:
        """Return the new values by path: of a set all that is in it after *steps*."""
        found: dict[str, FactValue] = {}
        for step in steps:
            if self.varied.variables[step.path].is_set and not isinstance(step.value, frozenset):
                now = found.get(step.path, self.varied.held(step.path)) or frozenset()
                assert isinstance(now, frozenset)
                found[step.path] = now ^ {str(step.value)}
            else:
                found[step.path] = step.value
        return found

    def is_open(self, path: str) -> bool:
        """Say whether a rule may ask of the fact at *path* what is not known."""
        held = self.varied.held(path)
        inside = [c for c in self.varied.variables[path].choices if same(held, c)]
        return held is None or (isinstance(held, Interval) and len(inside) > 1)

    def following(self, path: str) -> list[tuple[Step, FactValue]]:
        """Return the changes to other facts that the fact at *path* goes along with, and what it is then."""
        return self._along.get(path, [])

    def presumed(self, stating: Mapping[str, Formula] | None = None) -> list[Formula]:
        """Return "what a change brings for a fact not known, it is", unless it is among those *stating*."""
        logic, said = self.varied.logic, stating or {}
        found = []
        for path, moved in self._along.items():
            if self.varied.held(path) is None:
                variable = self.varied.variables[path]
                for step, value in moved:
                    taken = logic.both([self.taken(step, said), logic.no(said.get(path, False))])
                    found.append(logic.implies(taken, variable.of_value(logic, value)))
        return found

    def taken(self, step: Step, stating: Mapping[str, Formula]) -> Formula:
        """Return "*step* is taken": a fact that is not known counts only if it is among those *stating*."""
        if step.path in stating:
            return self.varied.logic.both([step.flag, stating[step.path]])
        return False if self.varied.held(step.path) is None else self.own(step)

    def _steps(self, path: str, variable: Variable) -> list[Step]:
        held, logic = self.varied.held(path), self.varied.logic
        if variable.is_set:
            assert held is None or isinstance(held, frozenset)
            inside = held or frozenset()
            return [Step(path, w, logic.no(f) if w in inside else f) for w, f in variable.pairs()]
        open_one = self.is_open(path)
        pairs = [(v, flag) for v, flag in variable.pairs() if open_one or not same(held, v)]
        return [Step(path, _within(v, held), flag) for v, flag in pairs]

    def _along_or_kept(self, path: str, variable: Variable, held: FactValue) -> Formula:
        """Return "the fact is as it was, or as follows from another that is changed"."""
        logic = self.varied.logic
        moved = self._along.get(path, [])
        kept = logic.both([variable.of_value(logic, held), *(logic.no(s.flag) for s, _ in moved)])
        along = (logic.both([s.flag, True if v is None else variable.of_value(logic, v)]) for s, v in moved)
        return logic.either([kept, *along])

    def _learn(self, step: Step) -> None:
        """Find out what other facts *step* changes when the case states it."""
        found = restated(self.case, self.values([step]))
        if found is None:
            return
        after = facts_under(self.varied.law, found.case)
        for path in self.varied.variables:
            if path == step.path or path == self.varied.law.vocabulary.group:
                continue
            before, now = self.varied.held(path), value_at(after, path, self.varied.law)
            if now != before and (before is not None or now is not None):
                self._along.setdefault(path, []).append((step, now))


def _within(value: FactValue, held: FactValue) -> FactValue:
    """Return *value*; where a number lies between two bounds, what of it lies there too."""
    if isinstance(value, Interval) and isinstance(held, Interval) and same(held, value):
        return Interval(max(value.low, held.low), min(value.high, held.high))
    return value


def plain(value: FactValue) -> Any:
    """Return *value* as JSON has it."""
    if isinstance(value, frozenset):
        return sorted(value)
    if value is None or isinstance(value, (bool, int, str)):
        return value
    return value.low if value.low == value.high else {"from": value.low, "to": value.high}
