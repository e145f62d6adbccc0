"""Law → Program: references become marks, exceptions become guards, victims a stratum of their own.

After this step there are no dates, citations, exceptions or quantifiers left: only formulas with
negation at the leaves, over small whole numbers, each met only by what is known.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence

from attrs import define, field, frozen

from kzpenal.citation import Citation
from kzpenal.condition import (
    TRUE,
    All,
    Any,
    Block,
    Count,
    Leaf,
    No,
    Node,
    Not,
    Of,
    Subject,
    Test,
    leaves,
    nnf,
)
from kzpenal.errors import KzpenalError
from kzpenal.laws import Law, condition_of
from kzpenal.program import Atom, Both, Derivation, Either, Formula, Join, Program
from kzpenal.provision import Bar, Define, Duty, Increase, Liability, Operation, Order, Rule

MAX_TERMS = 256


@frozen
class _Marked:
    """A leaf that asks for an earlier mark."""

    mark: str
    positive: bool = True


def lower(law: Law) -> Program:
    """Return the Program that answers as *law* does.

    Raises KzpenalError where a condition is too complex to be laid out.
    """
    lowering = _Lowering(law)
    act = lowering.act_levels()
    part = [lowering.derivation(r.key, condition_of(r)) for r in law.concluding(Liability)]
    charge = lowering.charge_levels()
    return Program(law.hash, tuple(lowering.members), tuple(lowering.joins), act, tuple(part), charge)


@define
class _Lowering:
    law: Law
    members: list[Derivation] = field(factory=list)
    joins: list[Join] = field(factory=list)
    _known: dict[object, str] = field(factory=dict)

    # Strata

    def act_levels(self) -> tuple[tuple[Derivation, ...], ...]:
        conditions: dict[str, Node] = {}
        for part in self.law.parts:
            for point in part.points:
                conditions[str(point.citation)] = condition_of(part.rule, point)
            conditions[str(part.citation)] = condition_of(part.rule)
        for rule in self.law.concluding(Duty):
            conditions[rule.key] = condition_of(rule)
        depth: dict[str, int] = {}

        def level(mark: str, above: tuple[str, ...] = ()) -> int:
            if mark in above:
                raise KzpenalError(f"the elements of {mark} refer to themselves")
            if mark not in depth:
                used = [m for c in _references(conditions[mark]) for m in self.marks_of(c)]
                depth[mark] = max((1 + level(m, (*above, mark)) for m in used), default=0)
            return depth[mark]

        for mark in conditions:
            level(mark)
        return _leveled((self.derivation(m, c), depth[m]) for m, c in conditions.items())

    def charge_levels(self) -> tuple[tuple[Derivation, ...], ...]:
        classes: dict[str, list[Node]] = {}
        for rule in self.law.concluding(Define):
            assert isinstance(rule.conclusion, Define)
            classes.setdefault(f"class:{rule.conclusion.name}", []).append(self.guarded(rule))
        depth: dict[str, int] = {}

        def level(mark: str) -> int:
            if mark not in depth:
                named = [leaf for n in classes[mark] for leaf in leaves(n) if isinstance(leaf, Test)]
                used = [f"class:{w}" for t in named if t.fact.endswith(".classes") for w in t.words]
                depth[mark] = max((1 + level(m) for m in used if m in classes), default=0)
            return depth[mark]

        found = [(self.derivation(mark, Any(tuple(nodes))), level(mark)) for mark, nodes in classes.items()]
        last = 1 + max(depth.values(), default=0)
        rest = [
            self.derivation(r.key, self.guarded(r))
            for r in self.law.concluding(Operation, Order, Bar, Increase)
        ]
        return _leveled([*found, *((d, last) for d in rest)])

    def guarded(self, rule: Rule) -> Node:
        """Return the condition of *rule*, guarded by what charges it concerns."""
        guards: list[Node] = []
        if rule.citation.code in self.law.charging_codes:
            guards.append(Test("charge.code", "is", (rule.citation.code,)))
        if isinstance(rule.conclusion, Increase):
            guards.append(Subject("charge", rule.conclusion.targets))
        return All((*guards, condition_of(rule)))

    # Conditions

    def derivation(self, mark: str, node: Node) -> Derivation:
        flat = self.flat(node)
        return Derivation(mark, self.formula(nnf(flat)), self.formula(nnf(Not(flat))))

    def flat(self, node: Node) -> Node:
        """Return *node* with blocks and counts replaced by marks about the whole group."""
        if isinstance(node, (All, Any)):
            return type(node)(tuple(self.flat(i) for i in node.items))
        if isinstance(node, Not):
            return Not(self.flat(node.item))
        if isinstance(node, No):
            return Not(self.flat(Block(node.item)))
        if isinstance(node, Block):
            terms = [
                self.flat(case) if member is None else All((self.flat(case), self.some(member)))
                for case, member in _split(nnf(node.item), self._speaks_of_member)
            ]
            return Any(tuple(terms))
        if isinstance(node, Count):
            return self.some(node.item, node.number)
        return node

    def some(self, member: Node | None, number: int = 1) -> Node:
        """Return the mark "at least *number* members for whom *member* holds"."""
        key = (member, number)
        if key not in self._known:
            inner = None
            if member is not None:
                if ("member", member) not in self._known:
                    name = f"member:{len(self.members)}"
                    formulas = (self.formula(nnf(member)), self.formula(nnf(Not(member))))
                    self.members.append(Derivation(name, *formulas))
                    self._known["member", member] = name
                inner = self._known["member", member]
            self._known[key] = f"join:{len(self.joins)}"
            self.joins.append(Join(self._known[key], inner, number))
        return _Marked(self._known[key])  # type: ignore[return-value]

    def marks_of(self, citation: Citation) -> list[str]:
        """Return the marks that stand for *citation*; none for what is not encoded."""
        return [str(found.citation) for found in self.law.resolve(citation)]

    def formula(self, node: Node) -> Formula:
        """Return *node*, in negation normal form and without quantifiers, as a formula."""
        if isinstance(node, (All, Any)):
            return _joined(isinstance(node, All), [self.formula(i) for i in node.items])
        if isinstance(node, Not):
            return self.literal(node.item, False)  # type: ignore[arg-type]
        return self.literal(node, True)  # type: ignore[arg-type]

    def literal(self, leaf: Leaf | _Marked, positive: bool) -> Formula:
        if isinstance(leaf, _Marked):
            return _flag(leaf.mark, leaf.positive == positive)
        if isinstance(leaf, Of):
            marks = [m for c in leaf.citations for m in self.marks_of(c)]
            return _joined(not positive, [_flag(m, positive) for m in marks])
        if isinstance(leaf, Subject):
            same = leaf.positive == positive
            return _joined(not same, [self.subject(leaf.name, c, same) for c in leaf.citations])
        assert isinstance(leaf, Test)
        same = leaf.positive == positive
        if leaf.fact.endswith(".classes"):
            # A class that no rule of the day defines holds no charge.
            defined = {r.conclusion.name for r in self.law.concluding(Define)}  # type: ignore[union-attr]
            return _joined(not same, [_flag(f"class:{w}", same) for w in leaf.words if w in defined])
        return _test(leaf, same)

    def subject(self, name: str, asked: Citation, positive: bool) -> Formula:
        """Return "the part or charge in question is *asked*", or its negation."""
        here = _flag(f"{name}~{asked}", positive)
        parts = [
            _joined(positive, [_flag(f"{name}~{p.citation}", positive), _flag(str(asked), positive)])
            for p in self.law.parts
            if p.citation != asked and asked.within(p.citation) and asked in self.law.by_citation
        ]
        return _joined(not positive, [here, *parts])

    def _speaks_of_member(self, leaf: Node) -> bool:
        return isinstance(leaf, Test) and self.law.vocabulary.is_member(leaf.fact)


def _split(node: Node, about_member: Callable[[Node], bool]) -> list[tuple[Node, Node | None]]:
    """Return *node* as alternatives, each a condition on the case and one on a single member."""
    speaks = [about_member(leaf) for leaf in _literals(node)]
    if not any(speaks):
        return [(node, None)]
    if all(speaks):
        return [(TRUE, node)]
    assert isinstance(node, (All, Any))
    branches = [_split(i, about_member) for i in node.items]
    if isinstance(node, Any):
        return [term for branch in branches for term in branch]
    size = 1
    for branch in branches:
        size *= len(branch)
    if size > MAX_TERMS:
        raise KzpenalError(f"one condition mixes victims and the act in more than {MAX_TERMS} ways")
    found: list[tuple[Node, Node | None]] = []
    for choice in itertools.product(*branches):
        cases = tuple(c for c, _ in choice)
        members = tuple(m for _, m in choice if m is not None)
        found.append((All(cases), All(members) if members else None))
    return found


def _literals(node: Node) -> Iterable[Node]:
    if isinstance(node, (All, Any)):
        for item in node.items:
            yield from _literals(item)
    else:
        yield node.item if isinstance(node, Not) else node


def _references(node: Node) -> Iterable[Citation]:
    if isinstance(node, (All, Any)):
        for item in node.items:
            yield from _references(item)
    elif isinstance(node, (Not, Block, No)):
        yield from _references(node.item)
    elif isinstance(node, (Of, Subject)):
        yield from node.citations


def _test(test: Test, positive: bool) -> Formula:
    if test.op == "true":
        return _flag(test.fact, positive)
    if test.op == "between":
        return _between(test.fact, test.low, test.high, positive)
    numbers = sorted({w for w in test.words if isinstance(w, int)})
    if numbers:
        runs = [_between(test.fact, a, b, positive) for a, b in _runs(numbers)]
        return _joined(not positive, runs)
    return _joined(not positive, [_flag(f"{test.fact}~{w}", positive) for w in test.words])


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Return the runs of neighbouring *numbers*, sorted, as pairs of first and last."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def _between(fact: str, low: int | None, high: int | None, positive: bool) -> Formula:
    found: list[Formula] = []
    if low is not None:
        found.append(Atom(fact, "low", ">=", low) if positive else Atom(fact, "high", "<=", low - 1))
    if high is not None:
        found.append(Atom(fact, "high", "<=", high) if positive else Atom(fact, "low", ">=", high + 1))
    return _joined(positive, found)


def _flag(source: str, positive: bool) -> Formula:
    return Atom(source, "flag", "==", 1 if positive else 0)


def _joined(conjunction: bool, items: Iterable[Formula]) -> Formula:
    """Return the conjunction or disjunction of *items*, with constants and repetitions gone."""
    kept: list[Formula] = []
    for item in items:
        if isinstance(item, bool):
            if item != conjunction:
                return item
            continue
        nested = item.items if isinstance(item, Both if conjunction else Either) else (item,)
        kept.extend(n for n in nested if n not in kept)
    if not kept:
        return conjunction
    if len(kept) == 1:
        return kept[0]
    return Both(tuple(kept)) if conjunction else Either(tuple(kept))


def _leveled(found: Iterable[tuple[Derivation, int]]) -> tuple[tuple[Derivation, ...], ...]:
    levels: dict[int, list[Derivation]] = {}
    for derivation, depth in found:
        levels.setdefault(depth, []).append(derivation)
    return tuple(tuple(levels.get(i, ())) for i in range(max(levels, default=-1) + 1))
