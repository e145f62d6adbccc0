"""What keeps an answer open: for each unknown mark, the facts that would settle it."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import define, field

from kzpenal.charging import displacing, rules_of_liability
from kzpenal.citation import Citation
from kzpenal.condition import Node, Scope, any_of, missing
from kzpenal.laws import Law, Part, condition_of
from kzpenal.program import Marks
from kzpenal.provision import Define, Liability, Point, Rule
from kzpenal.vocabulary import Facts


@define
class Openness:
    """Answers which facts are missing, for one case under one Law."""

    law: Law
    facts: Facts
    elements: Marks
    liability: Mapping[Citation, Marks]
    charges: Mapping[Citation, Marks]
    _found: dict[Citation, set[str]] = field(factory=dict, init=False)

    def of_charge(self, part: Part) -> set[str]:
        """Return what keeps it open whether *part* is charged."""
        found = set(self.of_elements(part.citation))
        marks = self.liability.get(part.citation, {})
        granted = any_of(marks.get(k) for k, grants, _ in rules_of_liability(self.law, part) if grants)
        scope = self.scope(part, "part")
        for rule in self.law.concluding(Liability):
            assert isinstance(rule.conclusion, Liability)
            settled = rule.conclusion.grants and granted is not None
            if rule.key in marks and marks[rule.key] is None and not settled:
                found |= missing(condition_of(rule), scope)
        for special in displacing(self.law, part):
            if self.elements.get(str(special.citation)) is None:
                found |= self.of_elements(special.citation)
        return found

    def of_elements(self, citation: Citation) -> set[str]:
        """Return what keeps the elements of a part or point open."""
        if citation not in self._found:
            self._found[citation] = set()
            for named in self.law.resolve(citation):
                if self.elements.get(str(named.citation)) is None:
                    self._found[citation] |= missing(self._condition(named), self.scope())
        return self._found[citation]

    def of_rule(self, rule: Rule, part: Part) -> set[str]:
        """Return what keeps *rule* open for a charge of *part*."""
        return missing(condition_of(rule), self.scope(part, "charge"))

    def scope(self, part: Part | None = None, name: str = "part") -> Scope:
        """Return the scope in which conditions of this case stand, about *part* if given."""
        words = self.law.vocabulary
        classes = self.charges.get(part.citation, {}) if part is not None else {}
        subject = {} if part is None else part.subject(name)
        return Scope(
            self.facts,
            words.group or "",
            f"{words.member}.",
            subject,
            lambda c: any_of(self.elements.get(str(f.citation)) for f in self.law.resolve(c)),
            lambda n: classes.get(f"class:{n}", False),
            None,
            self.of_elements,
            lambda n: self._of_class(n, part),
            words,
        )

    def _of_class(self, name: str, part: Part | None) -> set[str]:
        if part is None:
            return set()
        rules = [
            r
            for r in self.law.concluding(Define)
            if isinstance(r.conclusion, Define) and r.conclusion.name == name and self.law.concerns(r, part)
        ]
        return {f for r in rules for f in self.of_rule(r, part)}

    def _condition(self, named: Part | Point) -> Node:
        if isinstance(named, Part):
            return condition_of(named.rule)
        part = self.law.by_citation[named.citation.parent]
        assert isinstance(part, Part)
        return condition_of(part.rule, named)
