"""A third derivation for tests: a Program's formulas, read as plain Python."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import define, field

from kzpenal.citation import Citation, cite
from kzpenal.condition import Truth
from kzpenal.laws import Law
from kzpenal.lowering import lower
from kzpenal.program import Atom, Both, Derivation, Formula, Join, Marks, Program
from kzpenal.vocabulary import Facts, Interval


def holds(formula: Formula, known: Mapping[str, Any]) -> bool:
    """Say whether *formula* is met by what is known."""
    if isinstance(formula, bool):
        return formula
    if isinstance(formula, Atom):
        return _atom(formula, known)
    return (all if isinstance(formula, Both) else any)(holds(i, known) for i in formula.items)


def _atom(atom: Atom, known: Mapping[str, Any]) -> bool:
    path, tilde, word = atom.source.partition("~")
    value = known.get(path)
    if value is None:
        return False
    if atom.kind in ("low", "high"):
        bound = (value.low if atom.kind == "low" else value.high) if isinstance(value, Interval) else value
        return bool(bound <= atom.value if atom.op == "<=" else bound >= atom.value)
    if not tilde:
        return bool(value) == bool(atom.value)
    if isinstance(value, Citation):
        return value.within(cite(word)) == bool(atom.value)
    return (word in value if isinstance(value, frozenset) else word == value) == bool(atom.value)


def truth(derivation: Derivation, known: Mapping[str, Any]) -> Truth:
    """Return the mark that *derivation* gives over what is known."""
    met, failed = holds(derivation.met, known), holds(derivation.failed, known)
    assert not (met and failed), f"{derivation.mark} is both true and false"
    return True if met else False if failed else None


@define
class Formulas:
    """An engine that evaluates the lowered Program."""

    law: Law
    name: str = "formulas"
    program: Program = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.program = lower(self.law)

    def act(self, facts: Facts) -> Marks:
        """Return the marks of parts, points and duties."""
        known: dict[str, Any] = {**facts.values, **self._joins(facts)}
        marks: dict[str, Truth] = {}
        for level in self.program.act:
            new = {d.mark: truth(d, known) for d in level}
            marks |= new
            known |= new
        return marks

    def part(self, facts: Facts, elements: Marks, citation: Citation) -> Marks:
        """Return the marks of the rules of liability."""
        known = self._about(facts, elements, citation, "part")
        marks = {d.mark: truth(d, known) for d in self.program.part}
        return {k: v for k, v in marks.items() if k.startswith(citation.code + ":")}

    def charge(self, facts: Facts, elements: Marks, citation: Citation) -> Marks:
        """Return the marks about a charge."""
        known = self._about(facts, elements, citation, "charge")
        marks: dict[str, Truth] = {}
        for level in self.program.charge:
            new = {d.mark: truth(d, known) for d in level}
            marks |= new
            known |= new
        return marks

    def _about(self, facts: Facts, elements: Marks, citation: Citation, name: str) -> dict[str, Any]:
        part = next(p for p in self.law.parts if p.citation == citation)
        return {**facts.values, **self._joins(facts), **elements, **part.subject(name)}

    def _joins(self, facts: Facts) -> dict[str, Truth]:
        program = self.program
        members: list[Marks] = [{d.mark: truth(d, m) for d in program.member} for m in facts.members]
        other = {d.mark: truth(d, {}) for d in program.member}
        return {j.mark: self._join(j, members, other, facts) for j in program.joins}

    def _join(self, join: Join, members: list[Marks], other: Marks, facts: Facts) -> Truth:
        """Count by trying: every size of the group, every truth of what is not known."""
        low, high = facts.total
        sizes = range(low, (high if high is not None else low + join.number + 1) + 1)
        answers = set()
        for size in sizes:
            truths: list[Truth] = [True if join.member is None else m[join.member] for m in members]
            rest: Truth = True if join.member is None else other[join.member]
            truths += [rest] * (size - len(truths))
            sure, maybe = truths.count(True), len(truths) - truths.count(False)
            answers |= {sure >= join.number, maybe >= join.number}
        return answers.pop() if len(answers) == 1 else None
