"""Marks → what the person is charged with: settled, at least, or only possibly.

Within an article the last part met and liable in the code's order is charged; a special norm
displaces the general one as soon as its elements are met, liable or not (cc:13(3)).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from attrs import frozen

from kzpenal.citation import Citation
from kzpenal.condition import Subject, Test, Truth, all_of, any_of, leaves, negation
from kzpenal.laws import Law, Part
from kzpenal.program import Marks
from kzpenal.provision import Liability, Rule


@frozen
class Standing:
    """A part that is charged. `settled`: no part can displace it any more."""

    part: Part
    certainty: Literal["settled", "at-least"]


@frozen
class Charging:
    """Charges that stand, parts that may yet be charged, and parts met by one who is not liable."""

    standing: tuple[Standing, ...]
    possible: tuple[Part, ...]
    #: The provision by which the person is not liable, and for which part.
    not_liable: tuple[tuple[Citation, Part], ...]

    @property
    def outcome(self) -> Literal["charged", "at-least", "possible", "not-liable", "none-met"]:
        """The whole in one word."""
        if self.standing:
            return "at-least" if self.possible else "charged"
        if self.possible:
            return "possible"
        return "not-liable" if self.not_liable else "none-met"


def charge(law: Law, elements: Marks, liability: Mapping[Citation, Marks]) -> Charging:
    """Return what follows from the marks of elements, and of liability by part."""
    standing: list[Standing] = []
    possible: list[Part] = []
    not_liable: list[tuple[Citation, Part]] = []
    for parts in _by_article(law.parts):
        met = {p.citation: elements.get(str(p.citation)) for p in parts}
        if all(truth is False for truth in met.values()):
            continue
        liable = {p.citation: liable_for(law, p, liability.get(p.citation, {})) for p in parts}
        free = {p.citation: negation(displaced(law, p, elements)) for p in parts}
        status = {p.citation: all_of([met[p.citation], liable[p.citation], free[p.citation]]) for p in parts}
        graded = [p for p in parts if not p.charge.beside]
        beside = [p for p in parts if p.charge.beside]
        granted = [p for p in graded if all_of([met[p.citation], liable[p.citation]]) is True]
        sure = [p for p in graded if status[p.citation] is True][-1:]
        open_ones = [
            p
            for p in graded
            if status[p.citation] is None
            and not any(
                _later(parts, q, p)
                and (q in granted or _stand_together(law, p, q, met, liability))
                and _doubts(law, q, elements) <= _doubts(law, p, elements)
                for q in graded
            )
        ]
        standing += [Standing(p, "at-least" if open_ones else "settled") for p in sure]
        standing += [Standing(p, "settled") for p in beside if status[p.citation] is True]
        possible += open_ones
        possible += [p for p in beside if status[p.citation] is None]
        barred = [
            p
            for p in parts
            if met[p.citation] is not False and free[p.citation] is not False and liable[p.citation] is False
        ]
        if barred and not any(status[p.citation] is not False for p in parts):
            sure_ones = [p for p in barred if met[p.citation] is True] or barred[:1]
            part = sure_ones[-1]
            not_liable += [(c, part) for c in denials(law, part, liability.get(part.citation, {}))]
    return Charging(tuple(standing), tuple(possible), tuple(not_liable))


def _later(parts: list[Part], later: Part, earlier: Part) -> bool:
    order = [p.citation for p in parts]
    return order.index(later.citation) > order.index(earlier.citation)


def _stand_together(
    law: Law, earlier: Part, later: Part, met: Mapping[Citation, Truth], liability: Mapping[Citation, Marks]
) -> bool:
    """Say whether the elements of *later* are met and one is liable for it whenever for *earlier*."""
    if met[later.citation] is not True:
        return False
    first, second = (liability.get(p.citation, {}) for p in (earlier, later))
    if dict(first) != dict(second) or earlier.charge.liable != later.charge.liable:
        return False
    open_rules = [r for r in law.concluding(Liability) if first.get(r.key, False) is None]
    return all(_alike(r, earlier, later) for r in open_rules)


def _alike(rule: Rule, first: Part, second: Part) -> bool:
    """Say whether *rule* asks nothing by which the two parts differ."""
    mine, theirs = first.subject("part"), second.subject("part")
    for node in rule.nodes():
        for leaf in leaves(node):
            if isinstance(leaf, Subject):
                for asked in leaf.citations:
                    if first.citation.within(asked) != second.citation.within(asked):
                        return False
                    if asked.within(first.citation) or asked.within(second.citation):
                        return first.citation.within(asked)
            elif isinstance(leaf, Test) and mine.get(leaf.fact) != theirs.get(leaf.fact):
                return False
    return True


def _doubts(law: Law, part: Part, elements: Marks) -> set[Citation]:
    """Return the special norms that may yet displace *part*."""
    return {p.citation for p in displacing(law, part) if elements.get(str(p.citation)) is not False}


def displaced(law: Law, part: Part, elements: Marks) -> Truth:
    """Return whether the elements of some special norm that displaces *part* are met."""
    return any_of(elements.get(str(p.citation)) for p in displacing(law, part))


def displacing(law: Law, part: Part) -> tuple[Part, ...]:
    """Return the special norms that displace *part*."""
    return law.displacing[part.citation]


def liable_for(law: Law, part: Part, marks: Marks) -> Truth:
    """Return whether the person is liable for *part*: some grant holds and no denial does.

    True where the part has a liable person of its own, or the Law has no rules of liability.
    """
    rules = rules_of_liability(law, part)
    if part.charge.liable != "offender" or not rules:
        return True
    grants = any_of(marks.get(key) for key, granting, _ in rules if granting)
    denied = any_of(marks.get(key) for key, granting, _ in rules if not granting)
    return all_of([grants, negation(denied)])


def rules_of_liability(law: Law, part: Part) -> list[tuple[str, bool, Citation]]:
    """Return key, whether it grants, and citation of the rules of liability of the part's code."""
    return [
        (r.key, isinstance(r.conclusion, Liability) and r.conclusion.grants, r.citation)
        for r in law.concluding(Liability)
        if r.citation.code == part.citation.code
    ]


def denials(law: Law, part: Part, marks: Marks) -> list[Citation]:
    """Return the provisions by which the person is not liable: denials, else the grants that fail."""
    rules = rules_of_liability(law, part)
    denying = [c for key, granting, c in rules if not granting and marks.get(key) is True]
    failing = [c for key, granting, c in rules if granting and marks.get(key) is False]
    return list(dict.fromkeys(denying or failing))


def _by_article(parts: Iterable[Part]) -> list[list[Part]]:
    articles: dict[Citation, list[Part]] = {}
    for part in parts:
        articles.setdefault(part.article, []).append(part)
    return list(articles.values())
