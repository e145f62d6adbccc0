"""Conditions over facts, and their truth: true, false or unknown (strong Kleene).

A condition is a tree of Test, Subject and Of leaves under All, Any, Not, No, Count and Block.
A Block is the scope of one victim: true if some member of the group makes it true, false if none
can. With no member at all, whatever it says of a member is not met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from typing import Any as Anything
from typing import Final, Literal, TypeAlias

import attrs
from attrs import field, frozen

from kzpenal.citation import Citation
from kzpenal.errors import Span
from kzpenal.vocabulary import Facts, FactValue, Interval, Vocabulary

Truth: TypeAlias = "bool | None"


def all_of(truths: Iterable[Truth]) -> Truth:
    """Return strong Kleene "and".

    >>> all_of([True, None]), all_of([None, False]), all_of([])
    (None, False, True)
    """
    result: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            result = None
    return result


def any_of(truths: Iterable[Truth]) -> Truth:
    """Return strong Kleene "or".

    >>> any_of([False, None]), any_of([None, True]), any_of([])
    (None, True, False)
    """
    result: Truth = False
    for truth in truths:
        if truth is True:
            return True
        if truth is None:
            result = None
    return result


def negation(truth: Truth) -> Truth:
    """Return strong Kleene "not"."""
    return None if truth is None else not truth


@frozen
class Test:
    """A test of one fact. `low` and `high` bound a number, both included; None is no bound."""

    fact: str
    op: Literal["true", "is", "has", "between"]
    words: tuple[str | int, ...] = ()
    low: int | None = None
    high: int | None = None
    positive: bool = True
    text: str = field(default="", eq=False)
    span: Span | None = field(default=None, eq=False)


@frozen
class Subject:
    """A test of what the part or charge in question is: one of *citations*."""

    name: str
    citations: tuple[Citation, ...]
    positive: bool = True
    text: str = field(default="", eq=False)
    span: Span | None = field(default=None, eq=False)


@frozen
class Of:
    """The elements of one of these parts or points are met, and nothing more."""

    citations: tuple[Citation, ...]
    span: Span | None = field(default=None, eq=False)


@frozen
class All:
    """Every one of *items*."""

    items: tuple[Node, ...]


@frozen
class Any:
    """Some one of *items*."""

    items: tuple[Node, ...]


@frozen
class Not:
    """Not *item*; inside a block, of the same victim."""

    item: Node


@frozen
class Block:
    """Some one victim for whom *item* holds, or *item* if it speaks of none."""

    item: Node


@frozen
class No:
    """No victim for whom *item* holds."""

    item: Node


@frozen
class Count:
    """At least *number* members of the group, each of whom *item* holds (all, if None)."""

    item: Node | None
    number: int
    text: str = field(default="", eq=False)
    span: Span | None = field(default=None, eq=False)


Node: TypeAlias = Test | Subject | Of | All | Any | Not | Block | No | Count
Leaf: TypeAlias = Test | Subject | Of | Count
TRUE: Final = All(())
FALSE: Final = Any(())


@frozen(eq=False)
class Nobody:
    """The member that stands for "no member": every test of it fails, negated or not."""


NOBODY: Final = Nobody()
#: Facts about one member of the group; an empty mapping is a member of whom nothing is known.
Member: TypeAlias = Mapping[str, FactValue]


@frozen(eq=False)
class Scope:
    """What a condition is evaluated against.

    `subject` holds the facts of the part or charge in question, `elements` answers Of and Subject
    tests of points, `classes` the classes of the charge.
    """

    facts: Facts
    group: str = "victims"
    member_prefix: str = "victim."
    subject: Mapping[str, Anything] = attrs.Factory(dict)
    elements: Callable[[Citation], Truth] = lambda _: None
    classes: Callable[[str], Truth] = lambda _: None
    member: Member | Nobody | None = None
    #: What keeps elements and classes unknown; only `missing` asks.
    missing_elements: Callable[[Citation], set[str]] = lambda _: set()
    missing_classes: Callable[[str], set[str]] = lambda _: set()
    #: The words that conditions are written in; only reasons ask.
    words: Vocabulary | None = None

    def of(self, member: Member | Nobody) -> Scope:
        """Return the scope narrowed to one member of the group."""
        return attrs.evolve(self, member=member)

    def member_scopes(self) -> list[tuple[str, Scope]]:
        """Return each member's scope with its name; last, those not described, if there may be."""
        scopes = [(f"{self.group}[{i}]", self.of(m)) for i, m in enumerate(self.facts.members)]
        if not self.facts.complete:
            scopes.append((self.group, self.of({})))
        return scopes


def evaluate(node: Node, scope: Scope, positive: bool = True) -> Truth:
    """Return the truth of *node* in *scope*.

    >>> rape = Test("act", "is", ("rape",))
    >>> evaluate(Not(rape), Scope(Facts({"act": "murder"}))), evaluate(rape, Scope(Facts({})))
    (True, None)
    """
    if isinstance(node, Test):
        return _test(node, scope, positive)
    if isinstance(node, All):
        return all_of(evaluate(i, scope, positive) for i in node.items)
    if isinstance(node, Any):
        return any_of(evaluate(i, scope, positive) for i in node.items)
    if isinstance(node, Not):
        return negation(evaluate(node.item, scope, not positive))
    if isinstance(node, Block):
        scopes = [scope.of(NOBODY), *(s for _, s in scope.member_scopes())]
        return any_of(evaluate(node.item, s) for s in scopes)
    if isinstance(node, No):
        return negation(evaluate(Block(node.item), scope))
    if isinstance(node, Of):
        return any_of(scope.elements(c) for c in node.citations)
    if isinstance(node, Subject):
        return _subject(node, scope)
    return _count(node, scope)


def value_truth(test: Test, value: Anything) -> Truth:
    """Return the truth of *test*, its sign aside, for a *value* of its fact."""
    if value is None:
        return None
    if test.op == "true":
        return bool(value)
    if test.op == "has":
        return not value.isdisjoint(test.words)
    if test.op == "is":
        if isinstance(value, Interval):
            hits = [w in test.words for w in range(value.low, value.high + 1)]
            return True if all(hits) else None if any(hits) else False
        return value in test.words if not isinstance(value, frozenset) else not value.isdisjoint(test.words)
    low, high = (value.low, value.high) if isinstance(value, Interval) else (value, value)
    if (test.low is None or low >= test.low) and (test.high is None or high <= test.high):
        return True
    if (test.low is not None and high < test.low) or (test.high is not None and low > test.high):
        return False
    return None


def _lookup(fact: str, scope: Scope) -> Anything:
    if fact in scope.subject:
        return scope.subject[fact]
    return scope.facts.values.get(fact)


def _test(test: Test, scope: Scope, positive: bool) -> Truth:
    if test.fact.startswith(scope.member_prefix):
        if isinstance(scope.member, Nobody) or scope.member is None:
            return not positive
        truth = value_truth(test, scope.member.get(test.fact))
    elif test.fact.endswith(".classes"):
        named = scope.subject.get(test.fact)
        classes = scope.classes if named is None else lambda w: named.get(w, False)
        truth = any_of(classes(str(w)) for w in test.words)
    else:
        truth = value_truth(test, _lookup(test.fact, scope))
    return truth if test.positive else negation(truth)


def _subject(node: Subject, scope: Scope) -> Truth:
    here = scope.subject.get(node.name)
    truth: Truth = None
    if here is not None:
        truth = any_of(_matches(here, c, scope) for c in node.citations)
    return truth if node.positive else negation(truth)


def _matches(here: Citation, asked: Citation, scope: Scope) -> Truth:
    if here.within(asked):
        return True
    # A point of the part in question: is it met?
    return scope.elements(asked) if asked.within(here) else False


def _count(node: Count, scope: Scope) -> Truth:
    least, most = scope.facts.total
    if node.item is not None:
        truths = [evaluate(node.item, scope.of(m)) for m in scope.facts.members]
        undescribed = max(0, least - len(truths))
        room = None if most is None else most - len(truths)
        others: Truth = False if scope.facts.complete else evaluate(node.item, scope.of({}))
        least = truths.count(True) + (undescribed if others is True else 0)
        possible = len(truths) - truths.count(False)
        reach = 0 if others is False else room
        most = None if reach is None else possible + reach
    if least >= node.number:
        return True
    return None if most is None or most >= node.number else False


def leaves(node: Node) -> Iterator[Leaf]:
    """Yield the leaves of *node* from left to right, those inside counts too."""
    if isinstance(node, (All, Any)):
        for item in node.items:
            yield from leaves(item)
    elif isinstance(node, (Not, Block, No)):
        yield from leaves(node.item)
    else:
        yield node
        if isinstance(node, Count) and node.item is not None:
            yield from leaves(node.item)


def taken(node: Node, met: Set[Citation]) -> Node:
    """Return *node* as it would be if every point of *met* were there, and met.

    >>> point = Citation("x", "1", ("2", "7"))
    >>> evaluate(taken(Subject("charge", (point,)), {point}), Scope(Facts({})))
    True
    """
    if isinstance(node, (All, Any)):
        return attrs.evolve(node, items=tuple(taken(i, met) for i in node.items))
    if isinstance(node, (Not, Block, No)):
        return attrs.evolve(node, item=taken(node.item, met))
    if isinstance(node, Count) and node.item is not None:
        return attrs.evolve(node, item=taken(node.item, met))
    if isinstance(node, Subject) and not met.isdisjoint(node.citations):
        return TRUE if node.positive else FALSE
    return node


def missing(node: Node, scope: Scope, named: str | None = None, positive: bool = True) -> set[str]:
    """Return the facts that keep *node* unknown in *scope*, by path; empty if it is known.

    Only what is left of the condition after what is known counts. *named* is the member in scope.
    """
    if evaluate(node, scope, positive) is not None:
        return set()
    if isinstance(node, (All, Any)):
        return {f for i in node.items for f in missing(i, scope, named, positive)}
    if isinstance(node, Not):
        return missing(node.item, scope, named, not positive)
    if isinstance(node, (Block, No)):
        found = missing(node.item, scope.of(NOBODY))
        for name, inner in scope.member_scopes():
            found |= missing(node.item, inner, name)
        return found
    if isinstance(node, Count):
        found = set()
        if not scope.facts.complete:
            found.add(scope.group)
        if node.item is not None:
            for name, inner in scope.member_scopes():
                found |= missing(node.item, inner, name)
        return found
    if isinstance(node, Test):
        if node.fact.startswith(scope.member_prefix) and named is not None:
            inside = "" if named == scope.group else "." + node.fact[len(scope.member_prefix) :]
            return {named + inside}
        if node.fact.endswith(".classes"):
            return {f for w in node.words for f in scope.missing_classes(str(w))}
        return {node.fact}
    open_ones = [c for c in node.citations if scope.elements(c) is None]
    return {f for c in open_ones for f in scope.missing_elements(c)}


def nnf(node: Node, positive: bool = True) -> Node:
    """Return *node*, or its negation, with negation at the leaves only.

    Blocks, counts and references are leaves here; Not stands before them alone.

    >>> both = All((Test("a", "true"), Test("b", "true")))
    >>> nnf(Not(both)) == Any((Test("a", "true", positive=False), Test("b", "true", positive=False)))
    True
    """
    if isinstance(node, Not):
        return nnf(node.item, not positive)
    if isinstance(node, (All, Any)):
        items = tuple(nnf(i, positive) for i in node.items)
        return All(items) if isinstance(node, All) == positive else Any(items)
    if isinstance(node, (Test, Subject)):
        return node if positive else attrs.evolve(node, positive=not node.positive)
    if isinstance(node, No):
        return nnf(Block(node.item), not positive)
    return node if positive else Not(node)
