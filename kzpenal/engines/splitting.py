"""Derivations → rounds of rules that are conjunctions, and nothing else.

An `or` inside a conjunction becomes a mark of its own, fired in an earlier round; one outside
becomes several rules. So no ruleset branches, and what one fact can reach is bounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import define, field, frozen

from kzpenal.program import Atom, Both, Derivation, Either, Formula


@frozen
class Rule:
    """Where every one of *atoms* is met, *mark* is shown to be true, or shown to be false."""

    mark: tuple[str, bool]
    atoms: tuple[Atom, ...]


def rounds(derivations: Iterable[Derivation], literals: int) -> tuple[tuple[Rule, ...], ...]:
    """Return the rules of *derivations*, of at most *literals* atoms each, in rounds.

    A round may read what the ones before it fired.
    """
    splitter = _Splitter(literals)
    for derivation in derivations:
        for truth, formula in ((True, derivation.met), (False, derivation.failed)):
            if not isinstance(formula, bool):
                splitter.add((derivation.mark, truth), formula)
    return tuple(tuple(rules) for rules in splitter.rounds)


def chunks(rules: Sequence[Rule], most: int, properties: int) -> Iterator[list[Rule]]:
    """Yield *rules* in order, at most *most* at a time, that ask for at most *properties* together."""
    chunk: list[Rule] = []
    asked: set[tuple[str, str]] = set()
    for rule in rules:
        wanted = {(a.source, a.kind) for a in rule.atoms}
        if chunk and (len(chunk) == most or len(asked | wanted) > properties):
            yield chunk
            chunk, asked = [], set()
        chunk.append(rule)
        asked |= wanted
    if chunk:
        yield chunk


@define
class _Splitter:
    """Breaks formulas into conjunctions, by rounds."""

    literals: int
    rounds: list[list[Rule]] = field(factory=list)
    helpers: dict[Formula, tuple[Atom, int]] = field(factory=dict)

    def add(self, mark: tuple[str, bool], formula: Formula) -> int:
        """Add the rules that fire *mark* where *formula* is met; return their last round."""
        conjunctions = formula.items if isinstance(formula, Either) else (formula,)
        split = [self.conjunction(c) for c in conjunctions]
        last = max(turn for _, turn in split)
        while len(self.rounds) <= last:
            self.rounds.append([])
        self.rounds[last] += [Rule(mark, atoms) for atoms, _ in split]
        return last

    def conjunction(self, formula: Formula) -> tuple[tuple[Atom, ...], int]:
        """Return *formula* as literals, and the first round in which all of them can be known."""
        parts = formula.items if isinstance(formula, Both) else (formula,)
        while len(parts) > self.literals:
            groups = (parts[i : i + self.literals] for i in range(0, len(parts), self.literals))
            parts = tuple(Both(g) if len(g) > 1 else g[0] for g in groups)
        atoms, turns = [], [0]
        for part in parts:
            if isinstance(part, Atom):
                atoms.append(part)
            else:
                helper, turn = self.helper(part)
                atoms.append(helper)
                turns.append(turn + 1)
        return tuple(atoms), max(turns)

    def helper(self, formula: Formula) -> tuple[Atom, int]:
        """Return a literal that is met where *formula* is, and the round that fires it."""
        if formula not in self.helpers:
            name = f"helper:{len(self.helpers)}"
            atom = Atom(name, "flag", "==", 1)
            self.helpers[formula] = (atom, -1)  # the name is taken before those of what is inside
            self.helpers[formula] = (atom, self.add((name, True), formula))
        return self.helpers[formula]
