"""Conditions as boxes of a graph: each in words, how a case stands to it, and what the case says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

import attrs
from attrs import field, frozen

from kzpenal.condition import (
    NOBODY,
    All,
    Any,
    Block,
    Count,
    Leaf,
    No,
    Node,
    Not,
    Of,
    Scope,
    Test,
    Truth,
    evaluate,
)
from kzpenal.facts import Case
from kzpenal.labels import condition_words, value_label
from kzpenal.vocabulary import FactValue, Vocabulary, vocabulary
from kzpenal.wording import phrase, word

State = Literal["met", "failed", "unknown"]
#: Of so many victims each is told what the case says of them.
_TOLD = 3


@frozen
class Condition:
    """One condition, or a point or exception that holds one; `parts` are those below it.

    `kind` is "test", or how the parts count: "all", "any", "not", "none" (no victim). `state` is None
    where no case is asked about; `facts` is what the case says; `leaf` the condition as the rule has it.
    """

    kind: Literal["test", "all", "any", "not", "none"]
    text: str
    state: State | None = None
    facts: tuple[str, ...] = ()
    parts: tuple[Condition, ...] = ()
    role: Literal["", "point", "exception"] = ""
    provision: str | None = None
    leaf: Leaf | None = field(default=None, eq=False, repr=False)

    def walk(self) -> Iterator[Condition]:
        """Yield this condition and all below it, in the order of the rule."""
        yield self
        for part in self.parts:
            yield from part.walk()


@frozen(eq=False)
class View:
    """How conditions are looked at: in which scope (None: no case), and of which members facts are told."""

    scope: Scope | None
    words: Vocabulary
    lang: str
    members: tuple[tuple[str, Scope], ...] = ()

    def state(self, node: Node) -> State | None:
        """Return how the case stands to *node*."""
        return None if self.scope is None else _state(evaluate(node, self.scope))

    def inside(self, node: Node) -> View:
        """Return the view of one member: the first for whom *node* holds, else may hold, else the first."""
        if self.scope is None:
            return self
        members = self.scope.member_scopes()
        if not members:
            return attrs.evolve(self, scope=self.scope.of(NOBODY))
        ranked = [(evaluate(node, s), n, s) for n, s in members]
        best = next((r for t in (True, None) for r in ranked if r[0] is t), ranked[0])
        told = [(best[1], best[2])] if best[0] is True else members
        return attrs.evolve(self, scope=best[2], members=tuple(told))


def _state(truth: Truth) -> State:
    return "unknown" if truth is None else "met" if truth else "failed"


def flat(kind: type[All] | type[Any], items: Iterable[Node]) -> list[Node]:
    """Return *items* with those of the same kind in them taken apart: all of all is all."""
    found: list[Node] = []
    for item in map(_single, items):
        found += flat(kind, item.items) if isinstance(item, kind) else [item]
    return found


def _single(node: Node) -> Node:
    while isinstance(node, (All, Any)) and len(node.items) == 1:
        node = node.items[0]
    return node


def boxed(node: Node, view: View) -> Condition:
    """Return *node* as *view* looks at it: what combines one thing alone, or the same twice, is left out."""
    node = _single(node)
    if isinstance(node, (All, Any)):
        key: Literal["all", "any"] = "all" if isinstance(node, All) else "any"
        parts = tuple(boxed(i, view) for i in flat(type(node), node.items))
        return Condition(key, phrase(f"{key}-of", view.lang), view.state(node), parts=parts)
    if isinstance(node, Block):
        inner = boxed(node.item, view.inside(node.item))
        text = inner.text if inner.kind == "test" else _after("some-victim", inner, view)
        return attrs.evolve(inner, text=text, state=view.state(node))
    if isinstance(node, (Not, No)):
        return _denied(node, view)
    return _test(node, view)


def _after(key: str, inner: Condition, view: View) -> str:
    return f"{phrase(key, view.lang)}: {inner.text}"


def _denied(node: Not | No, view: View) -> Condition:
    kind: Literal["not", "none"] = "not" if isinstance(node, Not) else "none"
    inner = boxed(node.item, view if isinstance(node, Not) else view.inside(node.item))
    state = view.state(node)
    if inner.kind == "test":
        key = "cond-not" if kind == "not" else "cond-no"
        return attrs.evolve(inner, text=phrase(key, view.lang, text=inner.text), state=state)
    key = "not-this" if kind == "not" else "no-victim"
    if inner.kind in ("all", "any"):
        return attrs.evolve(inner, kind=kind, text=_after(key, inner, view), state=state)
    return Condition(kind, phrase(key, view.lang), state, parts=(inner,))


def _test(node: Leaf, view: View) -> Condition:
    text = condition_words(node, view.lang, view.words)
    return Condition("test", text, view.state(node), _facts(node, view), leaf=node)


# What the case says


def _facts(node: Leaf, view: View) -> tuple[str, ...]:
    scope = view.scope
    if scope is None:
        return ()
    if isinstance(node, Of):
        if len(node.citations) < 2:
            return ()
        return tuple(f"{c}: {word('truth', _state(scope.elements(c)), view.lang)}" for c in node.citations)
    if isinstance(node, Count):
        low, high = scope.facts.total
        most = "…" if high is None else str(high)
        told = str(low) if low == high else f"{low}..{most}"
        return (phrase("picture-case", view.lang, text=told),)
    if not isinstance(node, Test) or node.fact.endswith(".classes"):
        return ()
    if not node.fact.startswith(scope.member_prefix):
        value = scope.subject.get(node.fact, scope.facts.values.get(node.fact))
        if node.fact.endswith(".elements") and value is not None:
            value = value & set(node.words)
        if value is None:
            return ()
        return (phrase("picture-case", view.lang, text=_value(node.fact, value, view)),)
    if all(_stated(node.fact, inner) is None for _, inner in view.members):
        return ()
    each = [
        f"{_member(name, view)}: {_value(node.fact, _stated(node.fact, inner), view)}"
        for name, inner in view.members[:_TOLD]
    ]
    return (*each, *(["…"] if len(view.members) > _TOLD else []))


def _stated(path: str, scope: Scope) -> FactValue:
    return scope.member.get(path) if isinstance(scope.member, Mapping) else None


def _value(path: str, value: FactValue, view: View) -> str:
    if value is None:
        return phrase("not-stated", view.lang)
    return value_label(path, value, view.lang, view.words) or phrase("no", view.lang)


def _member(name: str, view: View) -> str:
    ours, number = view.words == vocabulary(Case), name.rpartition("[")[2].rstrip("]")
    if not number.isdigit():
        return phrase("others", view.lang)
    if ours:
        return phrase("victim", view.lang, number=int(number) + 1)
    return f"{view.words.member} {int(number) + 1}"
