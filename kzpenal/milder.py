"""Finished answers under several laws, compared: is one milder, in every way they may turn out?

A law is milder only if it is nowhere harsher and somewhere milder (cc:6). It ranks kinds of penalties
in the order in which the codes list them (cc:40, koap:41), and knows no article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import inf
from typing import Literal, TypeAlias

from attrs import evolve, frozen

from kzpenal.assessment import Assessment
from kzpenal.completions import ways_together
from kzpenal.condition import Scope
from kzpenal.laws import Law, Part
from kzpenal.operations import apply
from kzpenal.program import Marks
from kzpenal.provision import GRAVITIES, Bar, Define, Increase, Operation, Order, Rule
from kzpenal.quantity import Quantity, finest
from kzpenal.sanction import SEVERITY, Alternative, Penalty, Sanction
from kzpenal.severity import FAVOURS
from kzpenal.succession import Difference, Relation, Ruling, Succession

CATEGORIES = ("administrative-offence", "misdemeanour", *(f"crime {g}" for g in GRAVITIES))

#: A burden by its kind and the unit in which it is counted: amounts of two units are not compared.
Burdens: TypeAlias = dict[tuple[str, str], tuple[float, ...]]
#: Which of two is milder; None where that cannot be said.
Side: TypeAlias = Literal["act", "later"]


def succession(first: Ruling, later: Sequence[Ruling]) -> Succession:
    """Return which of the laws applies: *first* is that of the day of the act, and was answered.

    Each of *later* has its answer or its refusal; what they are to *first* is told here.
    """
    mine: Assessment = first.answer
    told = [r if r.answer is None else _related(mine, r) for r in later]
    laws = (first, *told)
    free = not mine.charges and not mine.possible
    if free:
        return Succession("act", first.law, laws)
    answered = [r for r in laws if r.answer is not None]
    best = next((r for r in answered if all(_no_harsher(r, o) for o in answered)), None)
    if best is None or len(answered) < len(laws):
        return Succession("undecided", None, laws)
    return Succession("act" if best is first else "later", best.law, laws)


def _related(mine: Assessment, ruling: Ruling) -> Ruling:
    found = compare(mine, ruling.answer)
    return evolve(ruling, relation=relation(found), differs=tuple(found))


def _no_harsher(one: Ruling, other: Ruling) -> bool:
    """Say whether *one* is milder than *other* or the same to the person."""
    return one is other or relation(compare(other.answer, one.answer)) in ("same", "milder")


def relation(found: Iterable[Difference]) -> Relation:
    """Return how the later of two answers stands to the earlier, given how they differ."""
    sides = {f.milder for f in found}
    if not sides:
        return "same"
    if None in sides or len(sides) > 1:
        return "undecided"
    return "milder" if sides == {"later"} else "harsher"


def compare(act: Assessment, later: Assessment) -> list[Difference]:
    """Return each topic in which the two answers about the same facts differ, and who is milder there."""
    charged = [[s.part for s in a.charging.standing] for a in (act, later)]
    possible = [list(a.charging.possible) for a in (act, later)]
    empty = [not c and not p for c, p in zip(charged, possible, strict=True)]
    if all(empty):
        return []
    if any(empty):
        side: Side = "act" if empty[0] else "later"
        return [Difference("charge", side, certain=bool(charged[empty[0]]))]
    criminal = [_criminal([*c, *p]) for c, p in zip(charged, possible, strict=True)]
    if set(criminal) == {True, False}:
        # A law that makes an offence criminal is no milder one, whatever else it says (cc:6(3)).
        return [Difference("criminality", "later" if criminal[0] else "act")]
    found: list[Difference] = []
    pairs, alone = _paired(*charged)
    for a, b in pairs:
        found += _charges(act, a, later, b)
    if alone[0] and alone[1]:
        found.append(Difference("charge", None))
    elif alone[0] or alone[1]:
        found.append(Difference("charge", "later" if alone[0] else "act"))
    found += _possible(act, later, charged, possible)
    return list(dict.fromkeys(found))


def _criminal(parts: Iterable[Part]) -> bool | None:
    """Say whether all of *parts* are criminal offences, or all are not; None where some are."""
    kinds = {p.kind != "administrative-offence" for p in parts}
    return kinds.pop() if len(kinds) == 1 else None


def _paired(
    act: Sequence[Part], later: Sequence[Part]
) -> tuple[list[tuple[Part, Part]], tuple[list[Part], list[Part]]]:
    """Return the charges that answer to each other, and those alone: by provision, else where one is left."""
    by_name = {p.citation: p for p in later}
    pairs = [(a, by_name[a.citation]) for a in act if a.citation in by_name]
    rest_a = [a for a in act if a.citation not in by_name]
    taken = {b.citation for _, b in pairs}
    rest_b = [b for b in later if b.citation not in taken]
    if len(rest_a) == len(rest_b) == 1:
        return [*pairs, (rest_a[0], rest_b[0])], ([], [])
    return pairs, (rest_a, rest_b)


def _possible(
    act: Assessment, later: Assessment, charged: Sequence[Sequence[Part]], possible: Sequence[Sequence[Part]]
) -> Iterator[Difference]:
    """Yield what charges that are only possible add.

    One that only one law knows can make that law harsher, unless all that the other charges already is
    graver.
    """
    by_name = [{p.citation: p for p in parts} for parts in possible]
    for citation in by_name[0].keys() & by_name[1].keys():
        for difference in _charges(act, by_name[0][citation], later, by_name[1][citation]):
            yield evolve(difference, certain=False)
    answers: tuple[tuple[Side, Side], ...] = (("act", "later"), ("later", "act"))
    for index, (mine, other) in enumerate(answers):
        for citation in by_name[index].keys() - by_name[1 - index].keys():
            part = by_name[index][citation]
            others = charged[1 - index]
            if not charged[index] or not others:
                yield Difference("open", None)
            elif any({f.milder for f in _either(act, later, index, part, b)} - {mine} for b in others):
                yield Difference("open", other, certain=False)


def _either(act: Assessment, later: Assessment, index: int, mine: Part, other: Part) -> list[Difference]:
    return _charges(act, mine, later, other) if index == 0 else _charges(act, other, later, mine)


def _charges(act: Assessment, a: Part, later: Assessment, b: Part) -> list[Difference]:
    """Return how a charge under the law of the act and one under a later law differ."""
    found = list(_categories(a, b))
    if (a.charge.liable == "offender") != (b.charge.liable == "offender"):
        found.append(Difference("liable", "later" if a.charge.liable == "offender" else "act"))
    sides = [_Open.of(act, a), _Open.of(later, b)]
    if a.charge == b.charge and sides[0].sure == sides[1].sure and sides[0].open_rules == sides[1].open_rules:
        return found  # what is open is the same text: the same follows, however it turns out
    together = ways_together([(s.unsure, s.scope) for s in sides], sides[0].law.vocabulary)
    if together is None:
        return [*found, Difference("open", None)]
    each = [list(_outcomes(sides[0].outcome(one), sides[1].outcome(two))) for one, two in together]
    always = set(each[0]).intersection(*each)
    found += [d if d in always else evolve(d, certain=False) for way in each for d in way]
    return list(dict.fromkeys(found))


def _categories(a: Part, b: Part) -> Iterator[Difference]:
    ranks = []
    for part in (a, b):
        name = f"crime {part.gravity}" if part.kind == "crime" else str(part.kind)
        ranks.append(CATEGORIES.index(name) if name in CATEGORIES else None)
    if ranks[0] != ranks[1] or (None in ranks and a.citation != b.citation):
        yield from _less("category", *ranks)


@frozen
class _Outcome:
    """What a charge comes to in one way in which open facts turn out."""

    sanction: Sanction
    gaps: frozenset[str]
    burdens: Burdens
    #: By kind, in numbers that grow with how much each favours the person.
    favours: Burdens
    bars: frozenset[str]


@frozen
class _Open:
    """A charge under one Law with what is sure of it, and the rules about it that are open."""

    law: Law
    part: Part
    sure: tuple[Rule, ...]
    unsure: tuple[Rule, ...]
    scope: Scope
    #: Every rule about the charge that is open, those that define a class that is open too.
    open_rules: tuple[Rule, ...]

    @classmethod
    def of(cls, answer: Assessment, part: Part) -> _Open:
        """Return the charge of *part* in *answer*."""
        openness = answer.openness
        marks: Marks = openness.charges[part.citation]
        rules = openness.law.concluding(Operation, Order, Bar, Increase)
        return cls(
            openness.law,
            part,
            tuple(r for r in rules if marks.get(r.key) is True),
            tuple(r for r in rules if r.key in marks and marks[r.key] is None),
            openness.scope(part, "charge"),
            tuple(
                r
                for r in openness.law.concluding(Define, Operation, Order, Bar, Increase)
                if openness.law.concerns(r, part) and marks.get(_mark(r), False) is None
            ),
        )

    def outcome(self, way: frozenset[str]) -> _Outcome:
        """Return what it comes to where of the open rules those of *way* apply."""
        rules = [*self.sure, *(r for r in self.unsure if r.key in way)]
        printed = self.part.charge.sanction or Sanction(None)
        gaps = {"penalty-not-reported"} if printed.one_of is None else set()
        gaps |= {"extent-not-reported" for r in rules if isinstance(r.conclusion, Increase)}
        gaps |= {"kind-undetermined"} if self.part.kind is None else set()
        left = printed
        if printed.one_of is not None:
            applied = apply(printed, [r for r in rules if isinstance(r.conclusion, Operation)])
            left = applied.sanction
            gaps |= {g.kind for g in applied.gaps}
        orders: tuple[Burdens, Burdens] = ({}, {})
        for said in (r.conclusion for r in rules if isinstance(r.conclusion, Order)):
            favours = said.kind.startswith(FAVOURS)
            _add(orders[favours], said, favours)
        bars = frozenset(r.conclusion.kind for r in rules if isinstance(r.conclusion, Bar))
        return _Outcome(left, frozenset(gaps), *orders, bars)


def _outcomes(a: _Outcome, b: _Outcome) -> Iterator[Difference]:
    if a.gaps != b.gaps:
        yield Difference("gap", None)
    yield from _sanctions(a.sanction, b.sanction)
    yield from _each("order", a.burdens, b.burdens)
    for found in _each("order", a.favours, b.favours):
        yield evolve(found, milder=_OTHER[found.milder])
    for kind in sorted(a.bars ^ b.bars):
        yield Difference(f"bar {kind}", "later" if kind in a.bars else "act")


def _mark(rule: Rule) -> str:
    """Return the name of the mark that *rule* settles for a charge."""
    return f"class:{rule.conclusion.name}" if isinstance(rule.conclusion, Define) else rule.key


_OTHER: dict[Side | None, Side | None] = {"act": "later", "later": "act", None: None}


def _sanctions(a: Sanction, b: Sanction) -> Iterator[Difference]:
    """Yield how two sanctions differ: their extremes, what both offer, and what only one offers."""
    one, two = a.one_of or (), b.one_of or ()
    if not one or not two:
        return
    for name, pick, bound in (("gravest", max, 1), ("mildest", min, 0)):
        ranks = [pick(_rank(x.penalty.kind) for x in side) for side in (one, two)]
        yield from _less(name, *ranks)
        if ranks[0] == ranks[1]:
            yield from _extremes(name, one, two, SEVERITY[ranks[0]], bound)
    kinds = [{x.penalty.kind for x in side} for side in (one, two)]
    for kind in sorted(kinds[0] & kinds[1], key=_rank):
        for bound in (0, 1):
            yield from _extremes(f"penalty {kind}", one, two, kind, bound)
    top = [max(map(_rank, k)) for k in kinds]
    if kinds[0] != kinds[1] and top[0] == top[1] and (kinds[0] < kinds[1] or kinds[1] < kinds[0]):
        yield Difference("choice", "later" if kinds[0] < kinds[1] else "act")
    yield from _additions(a, b, kinds[0] & kinds[1])


def _rank(kind: str) -> int:
    return SEVERITY.index(kind)


def _extremes(
    topic: str, one: Iterable[Alternative], two: Iterable[Alternative], kind: str, bound: int
) -> Iterator[Difference]:
    """Yield how the highest maxima (*bound* 1), or the lowest minima, of *kind* differ."""
    sides = [[x.penalty for x in side if x.penalty.kind == kind] for side in (one, two)]
    units = {finest(p.unit) for side in sides for p in side if p.unit is not None}
    if len(units) > 1:
        yield Difference(topic, None)
        return
    pick = max if bound else min
    yield from _less(topic, *(pick(_amounts(p)[bound] for p in side) for side in sides))


def _additions(a: Sanction, b: Sanction, shared: set[str]) -> Iterator[Difference]:
    """Yield how the additions differ, to the penalties that both offer; to all, where they share none."""
    sides: tuple[Burdens, Burdens] = ({}, {})
    for sanction, held in zip((a, b), sides, strict=True):
        chosen = [x for x in sanction.one_of or () if x.penalty.kind in shared or not shared]
        for penalty in (*(p for x in chosen for p in x.with_), *sanction.and_also):
            _add(held, penalty)
    yield from _each("addition", *sides)


def _add(held: Burdens, said: Penalty | Order, favours: bool = False) -> None:
    """Add a burden, or what favours the person; of two of a kind the heavier counts, or what favours more.

    The term of a release is a time of probation, after which it is final: the longer, the less it favours.
    """
    key = (said.kind, finest(said.unit) if said.unit is not None else "")
    low, high = _bounds(said.min, said.max, said.unit, said.term)
    weight = (float(said.force == "must"), *((-low, -high) if favours else (low, high)))
    held[key] = max(held.get(key, weight), weight)


def _amounts(penalty: Penalty) -> tuple[float, float]:
    return _bounds(penalty.min, penalty.max, penalty.unit, penalty.term)


def _bounds(low: int | None, high: int | None, unit: str | None, term: str | None) -> tuple[float, float]:
    """Return bounds in the finest unit; no amount is none, for life is without end."""
    if term == "life":
        return inf, inf
    if unit is None:
        return 0.0, 0.0
    fine = finest(unit)
    bounds = [None if n is None else Quantity(n, unit).in_unit(fine).value for n in (low, high)]
    return float(bounds[0] or 0), inf if bounds[1] is None else float(bounds[1])


def _each(what: str, a: Burdens, b: Burdens) -> Iterator[Difference]:
    """Yield how burdens differ, kind by kind and number by number; one that is not there is milder."""
    for key in sorted(a.keys() | b.keys()):
        topic = f"{what} {key[0]}"
        if key not in a or key not in b:
            yield Difference(topic, "act" if key not in a else "later")
            continue
        for one, two in zip(a[key], b[key], strict=True):
            yield from _less(topic, one, two)


def _less(topic: str, a: float | None, b: float | None) -> Iterator[Difference]:
    if a is None or b is None:
        yield Difference(topic, None)
    elif a != b:
        yield Difference(topic, "act" if a < b else "later")
