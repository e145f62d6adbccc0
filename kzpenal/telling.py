"""A Law over facts that may vary, as constraints: what a part, a penalty, an order hangs on.

Where an engine derives from one set of facts, this says it of all complete sets at once. It is a third
derivation, from the rules, that shares nothing with the other two.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from attrs import define, field, frozen

from kzpenal.citation import Citation
from kzpenal.condition import All, Block, Count, No, Node, Not, Of, Subject, Test, value_truth
from kzpenal.condition import Any as AnyOf
from kzpenal.laws import Law, Part, condition_of
from kzpenal.provision import CrimeKind, Define, Increase, Liability, Point, Rule
from kzpenal.solving import Formula, Logic, Variable

#: The facts of one member of the group by path, and the constraint that there is such a member.
Person: TypeAlias = "tuple[Mapping[str, Any], Formula]"


@frozen(eq=False)
class World:
    """Facts, of which some are Variables: those of the case and of each person.

    `more(n)` is the constraint that there are at least n persons.
    """

    values: Mapping[str, Any]
    persons: tuple[Person, ...]
    total: Variable | int

    def more(self, logic: Logic, number: int) -> Formula:
        """Return the constraint that there are at least *number* persons."""
        if isinstance(self.total, int):
            return self.total >= number
        return self.total.test(logic, Test("", "between", low=number))


@define(eq=False)
class Told:
    """What *law* says over *world*, as constraints, each made when it is first asked for."""

    law: Law
    world: World
    logic: Logic
    _elements: dict[Citation, Formula] = field(factory=dict, init=False)
    _classes: dict[tuple[Citation, str], Formula] = field(factory=dict, init=False)
    _standing: dict[Citation, Formula] = field(factory=dict, init=False)
    _status: dict[Citation, Formula] = field(factory=dict, init=False)
    _applies: dict[tuple[str, Citation], Formula] = field(factory=dict, init=False)
    #: For each part that may be of several kinds, which it is taken for.
    kinds: dict[Citation, dict[CrimeKind, Formula]] = field(factory=dict, init=False)
    _read: dict[tuple[Citation, CrimeKind], Part] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        for part in self.law.parts if self.law.kind == "in-force" else ():
            kinds = self.law.kinds_known(part.citation.code) if part.kind is None else ()
            if len(kinds) > 1:
                self.kinds[part.citation] = {k: self.logic.flag(f"?{part.citation} is {k}") for k in kinds}
                for kind in kinds:
                    parts = self.law.read_as(part.citation, kind).parts
                    self._read[part.citation, kind] = next(p for p in parts if p.citation == part.citation)

    def readings(self) -> Formula:
        """Return the constraint that each part is of one kind."""
        each = [list(flags.values()) for flags in self.kinds.values()]
        both = [self.logic.both([self.logic.at_least(f, 1), self.logic.at_most(f, 1)]) for f in each]
        return self.logic.both(both)

    def elements(self, citation: Citation) -> Formula:
        """Return "the elements of *citation*, or of something in it, are met"."""
        return self.logic.either(self._met(named) for named in self.law.resolve(citation))

    def standing(self, part: Part) -> Formula:
        """Return "*part* is charged"."""
        if part.citation not in self._standing:
            later: list[Part] = []
            if not part.charge.beside:
                mates = [p for p in self.law.parts if p.article == part.article and not p.charge.beside]
                later = mates[[p.citation for p in mates].index(part.citation) + 1 :]
            mine = self.status(part)
            over = [] if mine is False else [self.logic.no(self.status(p)) for p in later]
            self._standing[part.citation] = self.logic.both([mine, *over])
        return self._standing[part.citation]

    def applies(self, rule: Rule, part: Part) -> Formula:
        """Return "*rule*, about charges, applies to one of *part*"."""
        key = (rule.key, part.citation)
        if key not in self._applies:
            if isinstance(rule.conclusion, Increase):
                aimed = any(part.citation.within(t) for t in rule.conclusion.targets)
            else:
                aimed = self.law.concerns(rule, part)
            self._applies[key] = self.formula(condition_of(rule), part, "charge") if aimed else False
        return self._applies[key]

    def duty(self, rule: Rule) -> Formula:
        """Return "*rule*, a duty of authorities, applies"."""
        return self.formula(condition_of(rule))

    def status(self, part: Part) -> Formula:
        """Return "*part* is met by one who is liable, and no special norm displaces it"."""
        if part.citation not in self._status:
            met = self._met(part)
            special = [
                p for p in self.law.special_norms if any(part.citation.within(c) for c in p.charge.instead_of)
            ]
            asked = (
                [] if met is False else [self._liable(part), *(self.logic.no(self._met(p)) for p in special)]
            )
            self._status[part.citation] = self.logic.both([met, *asked])
        return self._status[part.citation]

    def _met(self, named: Part | Point) -> Formula:
        if named.citation not in self._elements:
            if isinstance(named, Part):
                found = self.formula(condition_of(named.rule))
            else:
                part = self.law.by_citation[named.citation.parent]
                assert isinstance(part, Part)
                found = self.formula(condition_of(part.rule, named))
            self._elements[named.citation] = found
        return self._elements[named.citation]

    def _liable(self, part: Part) -> Formula:
        rules = [r for r in self.law.concluding(Liability) if r.citation.code == part.citation.code]
        if part.charge.liable != "offender" or not rules:
            return True
        said: dict[bool, list[Formula]] = {True: [], False: []}
        for rule in rules:
            assert isinstance(rule.conclusion, Liability)
            said[rule.conclusion.grants].append(self.formula(condition_of(rule), part, "part"))
        return self.logic.both([self.logic.either(said[True]), self.logic.no(self.logic.either(said[False]))])

    def _class(self, name: str, part: Part | None) -> Formula:
        if part is None:
            return False
        key = (part.citation, name)
        if key not in self._classes:
            rules = [
                r
                for r in self.law.concluding(Define)
                if isinstance(r.conclusion, Define)
                and r.conclusion.name == name
                and self.law.concerns(r, part)
            ]
            self._classes[key] = self.logic.either(
                self.formula(condition_of(r), part, "charge") for r in rules
            )
        return self._classes[key]

    # Conditions

    def formula(
        self,
        node: Node,
        part: Part | None = None,
        name: str = "part",
        person: Mapping[str, Any] | None = None,
        positive: bool = True,
    ) -> Formula:
        """Return *node* as a constraint, about *part* if given; *person* is the member in scope.

        Without a person, what is said of a member is not met, denied or not.
        """
        logic = self.logic
        if isinstance(node, Test):
            return self._test(node, part, name, person, positive)
        if isinstance(node, (All, AnyOf)):
            join = logic.both if isinstance(node, All) else logic.either
            return join(self.formula(i, part, name, person, positive) for i in node.items)
        if isinstance(node, Not):
            return logic.no(self.formula(node.item, part, name, person, not positive))
        if isinstance(node, Block):
            persons = self._persons(node.item, part, name)
            return logic.either([self.formula(node.item, part, name), *persons])
        if isinstance(node, No):
            return logic.no(self.formula(Block(node.item), part, name))
        if isinstance(node, Count):
            if node.item is None:
                return self.world.more(logic, node.number)
            return logic.at_least(self._persons(node.item, part, name), node.number)
        if isinstance(node, Of):
            return logic.either(self.elements(c) for c in node.citations)
        assert isinstance(node, Subject)
        return self._subject(node, part, name)

    def _persons(self, item: Node, part: Part | None, name: str) -> list[Formula]:
        """Return "there is this person, and *item* holds of them", for each."""
        found = []
        for facts, there in self.world.persons:
            found.append(self.logic.both([there, self.formula(item, part, name, facts)]))
        return found

    def _test(
        self, test: Test, part: Part | None, name: str, person: Mapping[str, Any] | None, positive: bool
    ) -> Formula:
        found: Formula
        if self.law.vocabulary.is_member(test.fact):
            if person is None:
                return not positive
            found = self._held(test, person.get(test.fact), part)
        elif test.fact.endswith(".classes"):
            found = self.logic.either(self._class(str(w), part) for w in test.words)
        else:
            subject = {} if part is None else part.subject(name)
            if test.fact in subject:
                found = self._of_part(test, part, name, subject[test.fact])
            else:
                found = self._held(test, self.world.values.get(test.fact), part)
        return found if test.positive else self.logic.no(found)

    def _held(self, test: Test, held: Any, part: Part | None) -> Formula:
        if isinstance(held, Variable):
            return held.test(self.logic, test)
        truth = value_truth(test, held)
        return truth if truth is not None else self._open(test, part)

    def _of_part(self, test: Test, part: Part | None, name: str, held: Any) -> Formula:
        """Return *test* of what the part is; where the law leaves its kind open, by each kind."""
        assert part is not None
        truth = value_truth(test, held)
        if truth is not None:
            return truth
        by_kind = []
        for kind, flag in self.kinds.get(part.citation, {}).items():
            under = value_truth(test, self._read[part.citation, kind].subject(name)[test.fact])
            by_kind.append(self.logic.both([flag, self._open(test, part) if under is None else under]))
        return self.logic.either(by_kind) if by_kind else self._open(test, part)

    def _open(self, test: Test, part: Part | None) -> Formula:
        """Return a flag of its own for what nobody can state, such as a sanction that was not reported."""
        about = "" if part is None else str(part.citation)
        return self.logic.flag(f"?{about}:{test.fact}:{test.op}:{test.words}:{test.low}:{test.high}")

    def _subject(self, node: Subject, part: Part | None, name: str) -> Formula:
        here = None if part is None or node.name != name else part.citation
        found = self.logic.flag(f"?{node.name}")
        if here is not None:
            found = self.logic.either(
                True if here.within(c) else self.elements(c) if c.within(here) else False
                for c in node.citations
            )
        return found if node.positive else self.logic.no(found)
