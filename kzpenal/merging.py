"""Which of several acts repeats another, from which the person is released, and which are one charge."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs
from attrs import frozen

from kzpenal.aggregation import Classes, Joined
from kzpenal.assessment import Assessment
from kzpenal.charging import Standing
from kzpenal.condition import Test, Truth, any_of, leaves, negation
from kzpenal.laws import Law, Part
from kzpenal.provision import Aggregation, Order, Repetition, Rule
from kzpenal.sanction import Sanction
from kzpenal.severity import Weight, heaviest, lightest


@frozen
class Charged:
    """A charge that stands for one of several acts, with what is known of it."""

    case: int
    answer: Assessment
    standing: Standing
    charge: Any

    @property
    def part(self) -> Part:
        """The part that is charged."""
        return self.standing.part

    @property
    def sort(self) -> tuple[Any, str | None]:
        """What two acts that repeat one another have in common: the article and the kind."""
        return self.part.article, self.part.kind


@frozen
class Merged:
    """A charge that is one with that of another act, as a rule a later one, and is not sentenced apart.

    `certain` is false where the law leaves open whether it is.
    """

    case: int
    provision: str
    into: int
    into_provision: str
    certain: bool

    def to_dict(self) -> dict[str, Any]:
        """Return the entry as JSON has it."""
        return attrs.asdict(self)


def charges_of(answers: Sequence[Assessment]) -> list[Charged]:
    """Return the charges that stand, act by act."""
    return [
        Charged(i, answer, standing, charge)
        for i, answer in enumerate(answers)
        for charge, standing in zip(answer.charges, answer.charging.standing, strict=False)
    ]


def repeats(answer: Assessment, earlier: Assessment, rule: Rule) -> tuple[Truth, Rule]:
    """Return whether the act repeats the *earlier* one by *rule*, and what says so or leaves it open.

    It does where a charge of both is under one article and of one kind, and the person is not released for
    the earlier one.
    """
    law = answer.openness.law
    mine = {(s.part.article, s.part.kind) for s in answer.charging.standing if law.concerns(rule, s.part)}
    shared = [c for c in charges_of([earlier]) if c.part.kind is not None and c.sort in mine]
    if not shared:
        return False, rule
    exceptions = [r for r in law.concluding(Repetition) if _spared(r) and _fact(r) == _fact(rule)]
    # Each of them may do: one for which the person is released leaves the others.
    truth = any_of(negation(released(c, exceptions)) for c in shared)
    return truth, rule if truth is True else exceptions[0]


def released(charged: Charged, rules: Iterable[Rule]) -> Truth:
    """Return whether the person is released for the charge, by the orders that *rules* name."""
    law = charged.answer.openness.law
    marks = charged.answer.openness.charges.get(charged.part.citation, {})
    truths: list[Truth] = []
    for rule in rules:
        said = rule.conclusion
        assert isinstance(said, (Repetition, Aggregation))
        for order in law.concluding(Order):
            assert isinstance(order.conclusion, Order)
            mark = marks.get(order.key, False)
            if mark is False or order.conclusion.kind not in (*said.released, *said.perhaps_released):
                continue
            sure = mark is True and order.conclusion.force == "must" and charged.charge.certainty == "settled"
            truths.append(True if sure and order.conclusion.kind in said.released else None)
    return any_of(truths)


def _spared(rule: Rule) -> bool:
    said = rule.conclusion
    return isinstance(said, Repetition) and bool(said.released or said.perhaps_released)


def _fact(rule: Rule) -> str:
    assert isinstance(rule.conclusion, Repetition)
    return rule.conclusion.fact


def repeating(law: Law) -> Iterator[Rule]:
    """Yield the rules that make a later act repeated."""
    yield from (r for r in law.concluding(Repetition) if not _spared(r))


def releasing(law: Law) -> list[Rule]:
    """Return the rules by which an act from which the person is released is not joined."""
    rules = law.concluding(Aggregation)
    return [r for r in rules if isinstance(r.conclusion, Aggregation) and _names_releases(r.conclusion)]


def _names_releases(said: Aggregation) -> bool:
    return bool(said.released or said.perhaps_released)


def merges(charges: Sequence[Charged]) -> list[Merged]:
    """Return which of *charges* are one with that of another act.

    Two under one part are one: they are no aggregation. Under two parts of one article they are one where
    the later part punishes repetition and is not milder: else each is sentenced by itself.
    """
    found: dict[int, Merged] = {}
    target: dict[int, int] = {}
    order = sorted(range(len(charges)), key=lambda i: (charges[i].answer.case.committed, charges[i].case))
    pairs = [(i, j) for n, i in enumerate(order) for j in order[n + 1 :]]
    options: dict[int, list[tuple[bool, int]]] = {i: [] for i in order}
    for first, second in pairs:
        one, other = charges[first], charges[second]
        truth = _one(one, other) if one.case != other.case else False
        if truth is not False:
            # What is punished unlike under one part goes to the graver, if it goes at all.
            back = one.charge.provision == other.charge.provision and _milder_left(other, one) is True
            options[second if back else first].append((truth is True, first if back else second))
    for source in order:
        # Into a charge into which it is sure to go, if there is one.
        for sure, into in sorted(options[source], key=lambda o: not o[0]):
            if source not in _chain(into, target):
                one, other = charges[source], charges[into]
                target[source] = into
                found[source] = Merged(
                    one.case, one.charge.provision, other.case, other.charge.provision, certain=sure
                )
                break
    return list(found.values())


def _chain(start: int, target: Mapping[int, int]) -> list[int]:
    """Return where a charge goes, step by step."""
    found = [start]
    while found[-1] in target:
        found.append(target[found[-1]])
    return found


def _milder_left(one: Charged, other: Charged) -> Truth:
    return _milder(one.charge.sanction, other.charge.sanction)


def _one(first: Charged, second: Charged) -> Truth:
    """Return whether the charge of the *first* act is one with that of the *second*."""
    if first.sort != second.sort or first.part.kind is None:
        return False
    truth = _covered(first, second)
    settled = first.charge.certainty == second.charge.certainty == "settled"
    return truth if settled or truth is False else None


def _covered(first: Charged, second: Charged) -> Truth:
    """Return the same, if both charges stay what they are."""
    left = _milder_left(second, first)
    if first.charge.provision == second.charge.provision:
        # How they are punished may differ still, by age or by how far the act came.
        return True if left is False else None
    rules = [r for r in repeating(second.answer.openness.law) if _says(second, _fact(r))]
    asked = any_of(_asks(second.part, _fact(r)) for r in rules)
    printed = _milder(second.charge.statutory, first.charge.statutory)
    if asked is False or printed is True:
        return False
    return True if asked is True and printed is False and left is False else None


def _says(charged: Charged, fact: str) -> bool:
    return getattr(charged.answer.case, fact, None) is True


def _asks(part: Part, fact: str) -> Truth:
    """Return whether the part itself punishes *fact*; unknown if only a part that it rests on does."""
    own = (leaf for node in part.rule.nodes() for leaf in leaves(node))
    if any(isinstance(leaf, Test) and leaf.fact == fact for leaf in own):
        return True
    return None if fact in part.elements else False


def _milder(one: Sanction, other: Sanction) -> Truth:
    """Return whether *one* is milder than *other*: unknown where it is in one way and not in another."""
    mine, theirs = _span(one), _span(other)
    if mine is None or theirs is None:
        return None
    lower = [a < b for a, b in zip(mine, theirs, strict=True)]
    if not any(lower):
        return False
    return True if not any(a > b for a, b in zip(mine, theirs, strict=True)) else None


def _span(sanction: Sanction) -> tuple[Weight, Weight] | None:
    penalties = [a.penalty for a in sanction.one_of or ()]
    return (min(map(lightest, penalties)), max(map(heaviest, penalties))) if penalties else None


def joined(charged: Charged, swallowed: Iterable[Charged] = ()) -> Joined:
    """Return a charge as something to join; its penalties only where they are certain."""
    act, part, charge = charged.answer, charged.part, charged.charge
    certain = charge.certainty == "settled" and not act.gaps and charge.sanction.one_of is not None
    open_ones = any(p.what in ("charge", "penalty", "gap") for p in act.possible)
    penalties = tuple(a.penalty for a in charge.sanction.one_of or ()) if certain and not open_ones else None
    otherwise = [p for p in act.charging.possible if p.article == part.article]
    return Joined(
        charge.kind,
        charge.gravity,
        _longest([part, *otherwise]),
        penalties,
        tuple(_classes(c) for c in (charged, *swallowed)),
        frozenset(g for p in otherwise for g in grades(p)),
        # What is left of the sanction for this person may not be for life any more.
        "life-imprisonment" in charge.sanction.kinds or _life(otherwise),
    )


def grades(part: Part) -> frozenset[str]:
    """Return how grave a charge of *part* may be."""
    return Joined(part.kind, part.gravity, None, None).grades


def open_charges(answer: Assessment, wanted: Callable[[Part], bool]) -> list[Joined]:
    """Return what may be charged for an act beside what stands, by article, of the parts *wanted*."""
    standing = {s.part.article for s in answer.charging.standing}
    loose: dict[Any, list[Part]] = {}
    for part in answer.charging.possible:
        if part.article not in standing and wanted(part):
            loose.setdefault(part.article, []).append(part)
    return [_open(parts) for parts in loose.values()]


def _open(parts: Sequence[Part]) -> Joined:
    may = frozenset(g for p in parts for g in grades(p))
    return Joined(parts[0].kind, parts[0].gravity, _longest(parts), None, ({},), may, _life(parts))


def _longest(parts: Sequence[Part]) -> int | None:
    printed = [p.charge.sanction for p in parts]
    terms = [s.longest("imprisonment", "month") for s in printed if s is not None]
    return max(terms) if len(terms) == len(printed) else None


def _life(parts: Sequence[Part]) -> bool:
    return any("life-imprisonment" in p.charge.sanction.kinds for p in parts if p.charge.sanction is not None)


def _classes(charged: Charged) -> Classes:
    marks = charged.answer.openness.charges.get(charged.part.citation, {})
    return {k.removeprefix("class:"): t for k, t in marks.items() if k.startswith("class:")}
