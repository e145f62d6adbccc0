"""Why something holds or does not, as data: conditions, the facts behind them, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import attrs
from attrs import field, frozen

from kzpenal.charging import displacing
from kzpenal.citation import cite
from kzpenal.condition import (
    NOBODY,
    All,
    Any,
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
    negation,
)
from kzpenal.labels import condition_text, value_label
from kzpenal.laws import Part
from kzpenal.openness import Openness
from kzpenal.provision import Bar, Define, Duty, Increase, Liability, Operation, Order, Point, Rule
from kzpenal.vocabulary import Interval, Vocabulary
from kzpenal.wording import phrase, word

Word = Literal["met", "failed", "unknown"]


@frozen
class Reason:
    """One step of an argument: what was asked, whether it is met, the facts, and what it rests on.

    `place` is file:line of the rule; `parts` the steps below.
    """

    key: str
    truth: Word
    provision: str | None = None
    text: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    place: str = ""
    parts: tuple[Reason, ...] = ()
    #: The condition behind `text` and the vocabulary that it speaks in, for words in other languages.
    node: Node | None = field(default=None, eq=False, repr=False)
    words: Vocabulary | None = field(default=None, eq=False, repr=False)

    def walk(self) -> Iterator[Reason]:
        """Yield this step and all below it."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def pruned(self, truth: Word) -> Reason:
        """Return the argument with only the steps that are not *truth*."""
        kept = tuple(p.pruned(truth) for p in self.parts if p.truth != truth)
        return attrs.evolve(self, parts=kept)

    def render(self, lang: str = "en", depth: int = 0) -> str:
        """Return the argument as text, a step a line; in English a test stands as the rule writes it."""
        told = self._told(lang)
        state = word("truth", self.truth, lang)
        facts = ", ".join(f"{name} = {self._value(name, value, lang)}" for name, value in self.facts)
        line = (
            phrase("reason-facts", lang, text=told, truth=state, facts=facts)
            if facts
            else phrase("reason", lang, text=told, truth=state)
        )
        place = f"  [{self.place}]" if self.place else ""
        below = [p.render(lang, depth + 1) for p in self.parts]
        return "\n".join(["  " * depth + line + place, *below])

    def _told(self, lang: str) -> str:
        if self.node is not None:
            return condition_text(self.node, lang, self.words)
        if self.key == "victim" and lang != "en":
            number = self.text.rpartition("[")[2].rstrip("]")
            return (
                phrase("victim", lang, number=int(number) + 1) if number.isdigit() else phrase("others", lang)
            )
        return self.text or phrase(self.key, lang, provision=self.provision or "")

    def _value(self, path: str, value: str, lang: str) -> str:
        if not value:
            return phrase("not-stated", lang)
        if lang == "en":
            return value
        listed = value.startswith("[")
        given = value.strip("[]").split(", ") if listed else {"true": True, "false": False}.get(value, value)
        told = value_label(path, given, lang, self.words)
        return f"[{told}]" if listed else told


def reasons(openness: Openness, citation: str, charged: tuple[Part, ...] = ()) -> tuple[Reason, ...]:
    """Return the arguments about *citation*; empty where the Law says nothing under it.

    Rules about a charge are argued for each of *charged*.
    """
    law, wanted = openness.law, cite(citation)
    found: list[Reason] = []
    for named in law.resolve(wanted):
        found += _about_elements(openness, named)
    for rule in law.rules:
        if not rule.citation.within(wanted):
            continue
        if isinstance(rule.conclusion, Duty):
            found.append(_rule(openness, rule, openness.scope(), openness.elements.get(rule.key)))
        elif isinstance(rule.conclusion, Liability):
            for part in _met_parts(openness, rule):
                found.append(_liability(openness, rule, part))
        elif isinstance(rule.conclusion, (Define, Operation, Order, Bar, Increase)):
            for part in charged:
                marks = openness.charges.get(part.citation, {})
                key = f"class:{rule.conclusion.name}" if isinstance(rule.conclusion, Define) else rule.key
                if law.concerns(rule, part) or isinstance(rule.conclusion, Increase):
                    scope = openness.scope(part, "charge")
                    found.append(_rule(openness, rule, scope, marks.get(key)))
    return tuple(found)


def _met_parts(openness: Openness, rule: Rule) -> list[Part]:
    return [
        p
        for p in openness.law.parts
        if p.citation.code == rule.citation.code and p.citation in openness.liability
    ]


def _about_elements(openness: Openness, named: Part | Point) -> list[Reason]:
    law, truth = openness.law, openness.elements.get(str(named.citation))
    if isinstance(named, Point):
        part = law.by_citation[named.citation.parent]
        assert isinstance(part, Part)
        return [_rule(openness, part.rule, openness.scope(), truth, named)]
    found = [_rule(openness, named.rule, openness.scope(), truth)]
    if named.charge.liable == "offender" and named.citation in openness.liability:
        found += [
            _liability(openness, r, named)
            for r in law.concluding(Liability)
            if r.citation.code == named.citation.code
        ]
    for special in displacing(law, named):
        met = openness.elements.get(str(special.citation))
        if met is not False:
            found.append(Reason("displaced", _word(met), str(special.citation)))
    article = [p for p in law.parts if p.article == named.article and not p.charge.beside]
    later = (
        [p for p in article[article.index(named) + 1 :] if openness.elements.get(str(p.citation)) is True]
        if named in article
        else []
    )
    if later and not named.charge.beside:
        found.append(Reason("outranked", "met", str(later[-1].citation)))
    return found


def _liability(openness: Openness, rule: Rule, part: Part) -> Reason:
    assert isinstance(rule.conclusion, Liability)
    truth = openness.liability.get(part.citation, {}).get(rule.key)
    key = "liability-grant" if rule.conclusion.grants else "liability-denial"
    inner = _rule(openness, rule, openness.scope(part, "part"), truth)
    return Reason(key, inner.truth, inner.provision, "", (), inner.place, inner.parts)


def _rule(openness: Openness, rule: Rule, scope: Scope, truth: Truth, point: Point | None = None) -> Reason:
    parts = [_node(c, scope) for c in rule.conditions]
    chosen = (point,) if point is not None else rule.points
    alternatives = []
    for each in chosen:
        inner = _node(each.condition, scope)
        alternatives.append(
            Reason("elements-of", inner.truth, str(each.citation), "", (), _place(each), (inner,))
        )
    if point is not None:
        parts += alternatives
    elif alternatives:
        whole = [r for r in alternatives if r.truth == "met"] or alternatives
        parts.append(Reason("any-of", _any(alternatives), parts=tuple(whole)))
    for exception in rule.unless:
        inner = _node(exception.condition, scope)
        parts.append(Reason("exception", inner.truth, str(exception.by), parts=(inner,)))
    citation = point.citation if point is not None else rule.citation
    return Reason("elements-of", _word(truth), str(citation), "", (), _place(rule), tuple(parts))


def _any(alternatives: list[Reason]) -> Word:
    truths = {r.truth for r in alternatives}
    return "met" if "met" in truths else "unknown" if "unknown" in truths else "failed"


def _node(node: Node, scope: Scope, named: str | None = None) -> Reason:
    truth = _word(evaluate(node, scope))
    if isinstance(node, (All, Any)):
        key = "all-of" if isinstance(node, All) else "any-of"
        return Reason(key, truth, parts=tuple(_node(i, scope, named) for i in node.items))
    if isinstance(node, Not):
        inner = _node(node.item, scope, named)
        shown = _word(negation(evaluate(node.item, scope)))
        return Reason("not-this", shown, parts=(inner,))
    if isinstance(node, (Block, No)):
        return _members(node, scope, truth)
    if isinstance(node, Of):
        parts = tuple(Reason("elements-of", _word(scope.elements(c)), str(c)) for c in node.citations)
        return Reason("any-of", truth, parts=parts)
    if isinstance(node, Subject):
        return Reason("is-charge", truth, None, node.text, node=node, words=scope.words)
    facts = _counted(scope) if isinstance(node, Count) else (_shown(node, scope, named),)
    return Reason("", truth, None, node.text, facts, _at(node), node=node, words=scope.words)


def _members(node: Block | No, scope: Scope, truth: Word) -> Reason:
    scopes = scope.member_scopes()
    parts = []
    for name, inner in scopes:
        member = _node(node.item, inner, name)
        parts.append(Reason("victim", member.truth, None, name, (), "", (member,)))
    if not parts:
        parts.append(_node(node.item, scope.of(NOBODY)))
    met = [p for p in parts if p.truth == "met"]
    key = "some-victim" if isinstance(node, Block) else "no-victim"
    return Reason(key, truth, parts=tuple(met[:1] if met and isinstance(node, Block) else parts))


def _shown(test: Test, scope: Scope, named: str | None) -> tuple[str, str]:
    path, value = test.fact, None
    if test.fact.startswith(scope.member_prefix):
        member = scope.member
        value = member.get(test.fact) if isinstance(member, dict) else None
        if named is not None:
            path = f"{named}.{test.fact[len(scope.member_prefix) :]}" if named.endswith("]") else named
    elif test.fact in scope.subject:
        value = scope.subject[test.fact]
        if test.fact.endswith(".elements"):  # of all that the part names, only what is asked
            value = value & set(test.words)
    elif not test.fact.endswith(".classes"):
        value = scope.facts.values.get(test.fact)
    return (path, show(value))


def show(value: object) -> str:
    """Return a fact's value as it is written; the empty text where there is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Interval):
        return f"{value.low}..{value.high}"
    if isinstance(value, frozenset):
        return "[" + ", ".join(sorted(str(v) for v in value)) + "]"
    return str(value)


def _counted(scope: Scope) -> tuple[tuple[str, str], ...]:
    low, high = scope.facts.total
    return ((scope.group, str(low) if low == high else f"{low}.." + ("" if high is None else str(high))),)


def _word(truth: Truth) -> Word:
    return "unknown" if truth is None else "met" if truth else "failed"


def _at(node: Test | Count) -> str:
    return f"{node.span.file}:{node.span.line}" if node.span is not None else ""


def _place(rule: Rule | Point) -> str:
    return f"{rule.span.file}:{rule.span.line}" if rule.span is not None else ""
