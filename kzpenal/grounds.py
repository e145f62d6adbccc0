"""The conditions of one case → steps of an argument, each with its facts and its place."""

from __future__ import annotations

from typing import Any

import attrs
from attrs import field, frozen

from kzpenal.condition import (
    NOBODY,
    All,
    Block,
    Count,
    No,
    Node,
    Not,
    Of,
    Scope,
    Subject,
    Test,
    Truth,
    evaluate,
)
from kzpenal.condition import Any as AnyOf
from kzpenal.errors import Span
from kzpenal.laws import Part, condition_of
from kzpenal.openness import Openness
from kzpenal.provision import Define, Point, Rule
from kzpenal.reasons import Reason, show, state
from kzpenal.vocabulary import Facts

#: An argument of more steps than this names the classes and parts it rests on, and argues no more of them.
MOST_STEPS = 3_000
#: So is what rests on others in more steps than this: each takes some of Python's stack.
DEEPEST = 40


@frozen(eq=False)
class Ground:
    """What is argued from: the case as it was derived, and the charge that it is about.

    `about` is "charge" for what follows from a charge of `part`, "part" for liability for it.
    """

    openness: Openness
    presumed: frozenset[str] = frozenset()
    part: Part | None = None
    about: str = "charge"
    depth: int = 0
    _steps: list[int] = field(factory=lambda: [0], alias="_steps")

    def of(self, part: Part | None, about: str = "charge") -> Ground:
        """Return the same ground for a rule about *part*, or about the act."""
        return attrs.evolve(self, part=part, about=about)

    def deeper(self) -> Ground:
        """Return the same ground for what a step rests on."""
        return attrs.evolve(self, depth=self.depth + 1)

    def afresh(self) -> Ground:
        """Return the same ground for an argument of its own."""
        return attrs.evolve(self, _steps=[0])

    @property
    def scope(self) -> Scope:
        """The scope of the conditions."""
        return self.openness.scope(self.part, self.about)

    def room(self) -> bool:
        """Count a step, and say whether there is room for what it rests on."""
        self._steps[0] += 1
        return self._steps[0] <= MOST_STEPS and self.depth <= DEEPEST


def place(span: Span | None) -> str:
    """Return file:line of *span*; the empty text where there is none."""
    return "" if span is None else f"{span.file}:{span.line}"


def argued(
    ground: Ground,
    rule: Rule,
    key: str,
    truth: Truth,
    point: Point | None = None,
    scope: Scope | None = None,
    **more: Any,
) -> Reason:
    """Return the argument of *rule*, or of one *point* of it: conditions, points and exceptions."""
    scope = scope or ground.scope
    parts = [step for c in rule.conditions for step in _each(condition(ground, c, scope))]
    points = [_point(ground, p, scope) for p in ((point,) if point is not None else rule.points)]
    if point is not None:
        parts += points
    elif points:
        shown = [p for p in points if p.truth == "met"] or points
        truths = {p.truth for p in points}
        whole = "met" if "met" in truths else "unknown" if "unknown" in truths else "failed"
        sole = len(shown) == 1
        parts += shown if sole else [Reason("any-of", whole, parts=tuple(shown))]  # type: ignore[arg-type]
    for exception in rule.unless:
        inner = condition(ground, exception.condition, scope)
        parts.append(
            Reason(
                "exception",
                inner.truth,
                str(exception.by),
                place=place(exception.span),
                parts=_each(inner),
                against=True,
            )
        )
    citation = point.citation if point is not None else rule.citation
    at = place(point.span if point is not None else None) or place(rule.span)
    words = {"words": ground.openness.law.vocabulary, "said": rule.conclusion}
    return Reason(key, state(truth), str(citation), place=at, parts=tuple(parts), **{**words, **more})


def elements(ground: Ground, named: Part | Point) -> Reason:
    """Return the argument of the elements of a part or a point."""
    openness = ground.openness
    truth = openness.elements.get(str(named.citation))
    if not ground.room():
        return Reason("elements-of", state(truth), str(named.citation), place=_named_place(named))
    if isinstance(named, Part):
        return argued(ground.of(None), named.rule, "elements-of", truth)
    part = openness.law.by_citation[named.citation.parent]
    assert isinstance(part, Part)
    return argued(ground.of(None), part.rule, "elements-of", truth, named)


def _named_place(named: Part | Point) -> str:
    return place(named.rule.span if isinstance(named, Part) else named.span)


def class_of(ground: Ground, rule: Rule) -> Reason:
    """Return the argument of a rule that says of what class the charge is."""
    assert isinstance(rule.conclusion, Define)
    truth = evaluate(condition_of(rule), ground.scope)
    return argued(ground, rule, "class", truth, kind=rule.conclusion.name)


def condition(
    ground: Ground, node: Node, scope: Scope, named: str | None = None, positive: bool = True
) -> Reason:
    """Return the argument of one condition; *named* is the member in scope.

    Of alternatives one of which is met, those that are met are told.
    """
    truth = state(evaluate(node, scope, positive))
    words = ground.openness.law.vocabulary
    if isinstance(node, (All, AnyOf)):
        key = "all-of" if isinstance(node, All) else "any-of"
        told = [condition(ground, i, scope, named, positive) for i in node.items]
        steps = [s for t in told for s in (t.parts if t.key == key else (t,))]
        if isinstance(node, AnyOf) and truth == "met":
            steps = [s for s in steps if s.truth == "met"]
        return steps[0] if len(steps) == 1 else Reason(key, truth, parts=tuple(steps))
    if isinstance(node, Not):
        denied = condition(ground, node.item, scope, named, not positive)
        return Reason("not-this", truth, parts=(attrs.evolve(denied, against=True),))
    if isinstance(node, (Block, No)):
        return _members(ground, node, scope)
    if isinstance(node, Of):
        below = ground.deeper()
        found = [elements(below, f) for c in node.citations for f in ground.openness.law.resolve(c)]
        found = [f for f in found if f.truth == "met"] if truth == "met" else found
        if len(found) == 1:
            return found[0]
        return Reason("any-of", truth, parts=tuple(found))
    if isinstance(node, Subject):
        inner = tuple(_named_elements(ground, node, scope, truth))
        return Reason("", truth, None, node.text, node=node, words=words, place=place(node.span), parts=inner)
    if isinstance(node, Count):
        return _count(ground, node, scope, truth)
    return _test(ground, node, scope, named, truth)


def truth_of(ground: Ground, rule: Rule, point: Point) -> Truth:
    """Return the truth of one point of *rule*."""
    return evaluate(condition_of(rule, point), ground.scope)


def without_facts(ground: Ground, rule: Rule) -> Truth:
    """Return what is true of *rule* whatever the facts are, by what the law itself says of the part."""
    nothing = Facts({}, complete=False, total=(0, None))
    unknown = attrs.evolve(ground.scope, facts=nothing, elements=lambda _: None, classes=lambda _: None)
    return evaluate(condition_of(rule), unknown)


def _each(step: Reason) -> tuple[Reason, ...]:
    """Return the steps of "all of these", which need no step above them."""
    return step.parts if step.key == "all-of" else (step,)


def _point(ground: Ground, point: Point, scope: Scope) -> Reason:
    inner = condition(ground, point.condition, scope)
    return Reason(
        "elements-of", inner.truth, str(point.citation), place=place(point.span), parts=_each(inner)
    )


def _members(ground: Ground, node: Block | No, scope: Scope) -> Reason:
    words = ground.openness.law.vocabulary
    parts = []
    for name, inner in scope.member_scopes():
        below = condition(ground, node.item, inner, name)
        parts.append(Reason("victim", below.truth, None, name, parts=_each(below), words=words))
    if not parts:
        parts.append(condition(ground, node.item, scope.of(NOBODY)))
    met = [p for p in parts if p.truth == "met"]
    truth = state(evaluate(node, scope))
    if isinstance(node, Block):
        return Reason("some-victim", truth, parts=tuple(met[:1] or parts))
    against = tuple(attrs.evolve(p, against=True) for p in met[:1] or parts)
    return Reason("no-victim", truth, parts=against)


def _count(ground: Ground, node: Count, scope: Scope, truth: Any) -> Reason:
    low, high = scope.facts.total
    total: int | str = low if low == high else f"{low}.." + ("" if high is None else str(high))
    words = ground.openness.law.vocabulary
    below = []
    for name, inner in scope.member_scopes() if node.item is not None else ():
        assert node.item is not None
        member = condition(ground, node.item, inner, name)
        below.append(Reason("victim", member.truth, None, name, parts=_each(member), words=words))
    return Reason(
        "",
        truth,
        None,
        node.text,
        ((scope.group, str(total)),),
        place(node.span),
        tuple(below),
        values=(total,),
        node=node,
        words=words,
    )


def _test(ground: Ground, node: Test, scope: Scope, named: str | None, truth: Any) -> Reason:
    path, value = node.fact, None  # type: str, Any
    facts: tuple[tuple[str, str], ...] = ()
    parts: tuple[Reason, ...] = ()
    values: tuple[Any, ...] = ()
    if node.fact.endswith(".classes"):
        parts = tuple(_classes(ground, node))
    else:
        if node.fact.startswith(scope.member_prefix):
            value = scope.member.get(node.fact) if isinstance(scope.member, dict) else None
            if named is not None:
                inside = node.fact[len(scope.member_prefix) :]
                path = f"{named}.{inside}" if named.endswith("]") else named
            elif scope.facts.total == (0, 0):  # asked of nobody: there is no victim
                path, value = scope.group, 0
        elif node.fact in scope.subject:
            value = scope.subject[node.fact]
            if node.fact.endswith(".elements"):  # of all that the part names, only what is asked
                value = value & set(node.words)
        else:
            value = scope.facts.values.get(node.fact)
        facts, values = ((path, show(value)),), (value,)
    return Reason(
        "",
        truth,
        None,
        node.text,
        facts,
        place(node.span),
        parts,
        values=values,
        presumed=frozenset({path}) & ground.presumed,
        node=node,
        words=ground.openness.law.vocabulary,
    )


def _classes(ground: Ground, node: Test) -> list[Reason]:
    """Return the rules by which the charge is of one of the classes asked, or by which it is not."""
    if ground.part is None or not ground.room():
        return []
    law, below = ground.openness.law, ground.deeper()
    found = [
        class_of(below, r)
        for r in law.concluding(Define)
        if isinstance(r.conclusion, Define)
        and r.conclusion.name in node.words
        and law.concerns(r, ground.part)
    ]
    found = [f for f in found if f.truth == "met"] or found
    return found if node.positive else [attrs.evolve(f, against=True) for f in found]


def _named_elements(ground: Ground, node: Subject, scope: Scope, truth: Any) -> list[Reason]:
    """Return the elements of the points asked that are points of the part in question."""
    here = scope.subject.get(node.name)
    if here is None or not ground.room():
        return []
    law = ground.openness.law
    points = [c for c in node.citations if c != here and c.within(here)]
    found = [elements(ground.deeper(), f) for c in points for f in law.resolve(c)]
    return found if node.positive else [attrs.evolve(f, against=True) for f in found]
