"""Complete sets of facts that a facts class accepts, found among those that constraints allow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define, field, frozen

from kzpenal.errors import KzpenalError, Problem
from kzpenal.solving import Formula, Search, same
from kzpenal.varying import Restated, Varied, restated, value_at
from kzpenal.vocabulary import FactValue, flatten

#: A facts class that refuses more than this is not searched any further.
MOST_REFUSED = 2_000


@frozen(eq=False)
class World:
    """Facts that hold together: the solution, what it states other than the case, and the case that does."""

    model: Any
    stated: Mapping[str, FactValue]
    restated: Restated


@define(eq=False)
class Worlds:
    """The complete facts that the class of *case* accepts; what it refuses is learned on the way.

    What is said of persons who are not described is not put before the class: a case does not state it.
    """

    case: Any
    varied: Varied
    search: Search
    refused: int = field(default=0, init=False)

    def find(self, *under: Formula) -> World | None:
        """Return a world in which *under* hold too; None where there is none.

        Raises KzpenalError where the class refuses more than can be searched.
        """
        while (model := self.search.solution(*under)) is not None:
            stated = self._stated(model)
            found = self._accepted(stated)
            if found is not None:
                return World(model, stated, found)
            self.refused += 1
            if self.refused > MOST_REFUSED:
                message = "the facts class refuses too many completions for all of them to be looked at"
                raise KzpenalError(Problem("KZP408", None, message, "state more of the facts"))
            self.search.also(self.varied.logic.no(self._refusal(model, stated)))
        return None

    def _accepted(self, stated: Mapping[str, FactValue], case: Any = None) -> Restated | None:
        """Return the case that states all of *stated*, and from which nothing else follows; None if refused.

        *case* is the one that is changed, if not that of this search. Only what a change speaks against is
        no longer stated: a completion keeps every day.
        """
        known = {p: v for p, v in stated.items() if self.varied.held(p) is not None}
        base = restated(self.case if case is None else case, known)
        if base is None:
            return None
        rest = {p: v for p, v in stated.items() if p not in known}
        found = restated(base.case, rest, dropping=False)
        if found is None:
            return None
        facts = flatten(found.case)
        agree = all(same(value_at(facts, p, self.varied.law), v) for p, v in stated.items())
        return Restated(found.case, base.dropped) if agree else None

    def _stated(self, model: Any) -> dict[str, FactValue]:
        """Return the facts that *model* makes other than they are, or makes known."""
        found = {}
        for path, variable in self.varied.variables.items():
            value = variable.value(self.varied.logic, model)
            if path != self.varied.law.vocabulary.group and not same(self.varied.held(path), value):
                found[path] = value
        return found

    def _refusal(self, model: Any, stated: Mapping[str, FactValue]) -> Formula:
        """Return why *stated* is refused, as a constraint: some of it, with what is as it was, by itself."""
        group = self.varied.law.vocabulary.group
        known = [p for p in self.varied.variables if p != group and self.varied.held(p) is not None]

        def with_only(paths: Sequence[str]) -> Restated | None:
            return restated(self.case, dict.fromkeys(set(known) - set(paths)), dropping=False)

        def refuses(paths: Sequence[str]) -> bool:
            fewer = with_only(paths)
            some = {p: stated[p] for p in paths if p in stated}
            return fewer is not None and self._accepted(some, fewer.case) is None

        core = smallest([*stated, *(p for p in known if p not in stated)], refuses)
        alone = with_only(core)
        assert alone is not None, "what is refused by itself can be stated by itself"
        held = {p: stated[p] for p in core if p in stated}
        unchanged = {p: self.varied.held(p) for p in core if p not in stated}
        parts = [self.varied.variables[p].of_value(self.varied.logic, was) for p, was in unchanged.items()]
        for path in held:
            variable = self.varied.variables[path]
            if variable.is_set:
                parts.append(self._refused_set(path, held, alone.case))
            else:
                parts.append(dict(variable.pairs())[held[path]])
        return self.varied.logic.both(parts)

    def _refused_set(self, path: str, held: dict[str, FactValue], case: Any) -> Formula:
        """Return the constraint on the set at *path* that stands behind a refusal, in *case*.

        Where the fewest words that are refused, and all words, are refused alike, so is what lies between.
        """
        logic, variable = self.varied.logic, self.varied.variables[path]
        words = held[path]
        assert isinstance(words, frozenset)

        def refuses(some: Sequence[str]) -> bool:
            return self._accepted({**held, path: frozenset(some)}, case) is None

        fewest = frozenset(smallest(sorted(words), refuses))
        if refuses([str(c) for c in variable.choices]):
            held[path] = fewest
            return logic.both(flag for word, flag in variable.pairs() if word in fewest)
        return logic.both(flag if word in words else logic.no(flag) for word, flag in variable.pairs())


def smallest(items: Sequence[str], refuses: Any) -> list[str]:
    """Return some of *items*, as few as may be, of which *refuses* still says yes.

    >>> smallest(list("abcdef"), lambda some: {"b", "e"} <= set(some))
    ['b', 'e']
    """
    kept = list(items)
    size = max(1, len(kept) // 2)
    while True:
        start = 0
        while start < len(kept):
            without = kept[:start] + kept[start + size :]
            if refuses(without):
                kept = without
            else:
                start += size
        if size == 1:
            return kept
        size = max(1, size // 2)
