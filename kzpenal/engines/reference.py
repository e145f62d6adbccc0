"""The reference engine: it interprets the Law as written. Slow and obvious; it is the meaning."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import define

from kzpenal.citation import Citation
from kzpenal.condition import Scope, Truth, all_of, any_of, evaluate, negation
from kzpenal.laws import Law, Part
from kzpenal.program import Marks
from kzpenal.provision import Bar, Define, Duty, Increase, Liability, Operation, Order, Point, Rule
from kzpenal.vocabulary import Facts


@define
class Reference:
    """Derives marks by evaluating each condition of *law* where it stands."""

    law: Law
    name: str = "reference"

    def act(self, facts: Facts) -> Marks:
        """Return the marks of every part and point, and of every duty."""
        marks: dict[str, Truth] = {}
        under_way: set[str] = set()

        def elements(citation: Citation) -> Truth:
            return any_of(one(found) for found in self.law.resolve(citation))

        def one(found: Part | Point) -> Truth:
            name = str(found.citation)
            if name not in marks and name not in under_way:
                under_way.add(name)
                if isinstance(found, Part):
                    marks[name] = self._truth(found.rule, scope)
                else:
                    part = self.law.by_citation[found.citation.parent]
                    assert isinstance(part, Part)
                    marks[name] = self._truth(part.rule, scope, found)
            return marks.get(name)

        scope = self._scope(facts, {}, elements=elements)
        for found in self.law.by_citation.values():
            one(found)
        for rule in self.law.concluding(Duty):
            marks[rule.key] = self._truth(rule, scope)
        return marks

    def part(self, facts: Facts, elements: Marks, citation: Citation) -> Marks:
        """Return the marks of the rules of liability of the code for the part *citation*."""
        part = self.law.by_citation[citation]
        assert isinstance(part, Part)
        scope = self._scope(facts, part.subject("part"), marks=elements)
        return {
            r.key: self._truth(r, scope)
            for r in self.law.concluding(Liability)
            if r.citation.code == citation.code
        }

    def charge(self, facts: Facts, elements: Marks, citation: Citation) -> Marks:
        """Return the marks of classes, operations, orders and bars for a charge of *citation*."""
        part = self.law.by_citation[citation]
        assert isinstance(part, Part)
        marks: dict[str, Truth] = {}
        defining: dict[str, list[Rule]] = {}
        for rule in self.law.concluding(Define):
            assert isinstance(rule.conclusion, Define)
            defining.setdefault(rule.conclusion.name, []).append(rule)

        def of_class(name: str) -> Truth:
            key = f"class:{name}"
            if key not in marks and name in defining:
                rules = [r for r in defining[name] if self.law.concerns(r, part)]
                marks[key] = any_of([self._truth(r, scope) for r in rules])
            return marks.get(key, False)

        scope = self._scope(facts, part.subject("charge"), marks=elements, classes=of_class)
        for name in defining:
            of_class(name)
        for rule in self.law.concluding(Operation, Order, Bar, Increase):
            marks[rule.key] = self._truth(rule, scope) if self._aimed(rule, part) else False
        return marks

    def _aimed(self, rule: Rule, part: Part) -> bool:
        if isinstance(rule.conclusion, Increase):
            return any(part.citation.within(t) for t in rule.conclusion.targets)
        return self.law.concerns(rule, part)

    def _truth(self, rule: Rule, scope: Scope, point: Point | None = None) -> Truth:
        return all_of(self._truths(rule, scope, point))

    def _truths(self, rule: Rule, scope: Scope, point: Point | None) -> Iterator[Truth]:
        """Yield what has to hold, one by one: nothing is asked any more once something fails."""
        for condition in rule.conditions:
            yield evaluate(condition, scope)
        if point is not None:
            yield evaluate(point.condition, scope)
        elif rule.points:
            yield any_of(evaluate(p.condition, scope) for p in rule.points)
        for unless in rule.unless:
            yield negation(evaluate(unless.condition, scope))

    def _scope(self, facts: Facts, subject: dict[str, Any], marks: Marks | None = None, **more: Any) -> Scope:
        words = self.law.vocabulary
        if marks is not None:
            more["elements"] = lambda c: any_of(marks.get(str(f.citation)) for f in self.law.resolve(c))
        return Scope(facts, words.group or "", f"{words.member}.", subject, **more)
