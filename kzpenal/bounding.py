"""A case with facts unknown → what every completion holds, what some do, and the mildest and gravest end."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from attrs import frozen

from kzpenal.answers import penalty_text
from kzpenal.items import Item, by_article, items, lifted
from kzpenal.laws import Law, Part
from kzpenal.presuming import facts_under
from kzpenal.sanction import Penalty, crossed
from kzpenal.severity import NOTHING, Weight, heaviest, lightest
from kzpenal.solving import Formula
from kzpenal.varying import Varied, vary
from kzpenal.wording import phrase
from kzpenal.worlds import World, Worlds


@frozen
class Extreme:
    """The mildest or the gravest outcome: so much of a penalty, and the charges in which it may be.

    No penalty and no charge: one in which nothing is charged.
    """

    penalty: Penalty | None = None
    provisions: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the outcome as JSON has it."""
        penalty = None if self.penalty is None else self.penalty.to_dict()
        return {"penalty": penalty, "provisions": list(self.provisions)}

    def text(self, lang: str = "en") -> str:
        """Return the outcome in words."""
        if self.penalty is None:
            return phrase("bounds-free", lang)
        told = penalty_text(self.penalty, lang)
        return phrase("item-plain", lang, text=told, provision=", ".join(self.provisions))


@frozen
class Bounds:
    """What holds in every completion of the facts, what in some but not in every, and how far they reach.

    What every completion brings, though for one part of an article or another, is told of the article.
    `mildest` and `gravest` are of main penalties: the least that the court may choose, and the most, in any
    completion; of several charges the heaviest counts. None where every completion leaves a charge without
    a penalty that can be imposed.
    """

    every: tuple[Item, ...]
    some: tuple[Item, ...]
    mildest: Extreme | None
    gravest: Extreme | None
    #: Whether some completion leaves a charge without a penalty that can be imposed; it is not between them.
    gap: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Return the bounds as JSON has them."""
        ends = {"mildest": self.mildest, "gravest": self.gravest}
        return {
            "every": [i.to_dict() for i in self.every],
            "some": [i.to_dict() for i in self.some],
            **{name: None if end is None else end.to_dict() for name, end in ends.items()},
            "gap": self.gap,
        }

    def text(self, lang: str = "en") -> str:
        """Return the bounds in words."""
        lines = []
        # What every completion brings for one part or another is not told again for each part.
        some = [i for i in self.some if i.what in ("charge", "penalty") or lifted(i) not in self.every]
        for name, found in (("every", self.every), ("some", some)):
            if found:
                lines += [phrase(f"bounds-{name}", lang), *(f"  - {i.text(lang)}" for i in found)]
        for name, end in (("mildest", self.mildest), ("gravest", self.gravest)):
            told = phrase("bounds-gap", lang) if end is None else end.text(lang)
            lines.append(phrase(f"bounds-{name}", lang, what=told))
        if self.gap and self.mildest is not None:
            lines.append(phrase("bounds-some-gap", lang))
        return "\n".join(lines)


def bounds(law: Law, case: Any) -> Bounds:
    """Return the bounds of what *law* makes of *case*.

    Raises KzpenalError where the solver is not installed, and where the class refuses too many completions.
    """
    varied = vary(law, facts_under(law, case), lambda _: False)
    worlds = Worlds(case, varied, varied.logic.search(*varied.bound))
    held = list(items(varied))
    whole = dict(by_article(held, varied))
    # An article that is itself a part says by itself what it says.
    whole = {item: when for item, when in whole.items() if item not in dict(held)}
    every, some = _sorted_out(worlds, [*held, *whole.items()])
    told = {lifted(i) for i in every if i not in whole and (i.for_ is not None or i.what == "charge")}
    every = [i for i in every if i not in whole or i not in told]
    some = [i for i in some if i not in whole]
    charges, logic = _charges(worlds), varied.logic
    silent = (logic.both([c.standing, logic.no(logic.either(w for _, w in c.choice))]) for c in charges)
    gap = worlds.find(logic.either(silent)) is not None
    return Bounds(tuple(every), tuple(some), *_extremes(worlds, charges), gap)


def reach(worlds: Worlds) -> tuple[Weight, Weight] | None:
    """Return the weights of the mildest and the gravest outcome in *worlds*; None where there is none."""
    charges = _charges(worlds)
    low, high = _least(worlds, charges), _most(worlds, charges)
    return None if low is None or high is None else (low, high)


def _sorted_out(worlds: Worlds, held: list[tuple[Item, Formula]]) -> tuple[list[Item], list[Item]]:
    """Return the items of every completion, and those of some: each search is for what is not seen yet."""
    logic = worlds.varied.logic
    seen: dict[Item, set[bool]] = {item: set() for item, _ in held}

    def look(world: World) -> None:
        for item, when in held:
            seen[item].add(logic.holds(when, world.model))

    while world := worlds.find(logic.either(w for i, w in held if True not in seen[i])):
        look(world)
    while world := worlds.find(logic.either(logic.no(w) for i, w in held if seen[i] == {True})):
        look(world)
    return [i for i, _ in held if seen[i] == {True}], [i for i, _ in held if seen[i] == {True, False}]


@frozen(eq=False)
class _Charge:
    """A part that may be charged: when it is, and the penalties that the court may then choose, with when."""

    part: Part
    standing: Formula
    choice: tuple[tuple[Penalty, Formula], ...]


def _charges(worlds: Worlds) -> list[_Charge]:
    varied = worlds.varied
    parts = ((p, varied.told.standing(p)) for p in varied.law.parts)
    return [_Charge(p, when, tuple(_choice(varied, p))) for p, when in parts if when is not False]


def _choice(varied: Varied, part: Part) -> Iterator[tuple[Penalty, Formula]]:
    """Yield the penalties that the court may choose for *part*, with when; none where its extent is open."""
    logic, threat = varied.logic, varied.threats.of(part)
    for left in threat.one_of:
        for penalty, when in left.bounds:
            if not crossed(penalty):
                yield penalty, logic.both([left.there, when, logic.no(threat.growing)])


def _none_above(worlds: Worlds, charges: Iterable[_Charge], fits: Callable[[Weight], bool]) -> Formula:
    """Return "for each charge the court may choose something whose least weight *fits*"."""
    logic = worlds.varied.logic
    return logic.both(
        logic.implies(c.standing, logic.either(when for p, when in c.choice if fits(lightest(p))))
        for c in charges
    )


def _least(worlds: Worlds, charges: Sequence[_Charge]) -> Weight | None:
    """Return the weight of the mildest outcome: in a world it is the most of the least of each charge."""
    logic = worlds.varied.logic
    best: Weight | None = None
    below = _none_above(worlds, charges, lambda _: True)
    while world := worlds.find(below):
        held = [c for c in charges if logic.holds(c.standing, world.model)]
        least = [min(lightest(p) for p, when in c.choice if logic.holds(when, world.model)) for c in held]
        best = max(least, default=NOTHING)
        if best == NOTHING:
            break
        below = _none_above(worlds, charges, partial(operator.gt, best))
    return best


def _most(worlds: Worlds, charges: Sequence[_Charge]) -> Weight | None:
    """Return the weight of the gravest outcome."""
    logic = worlds.varied.logic
    found = [(heaviest(p), logic.both([c.standing, when])) for c in charges for p, when in c.choice]
    best: Weight | None = None
    while world := worlds.find(logic.either(when for weight, when in found if best is None or weight > best)):
        best = max(weight for weight, when in found if logic.holds(when, world.model))
    if best is None and worlds.find(logic.no(logic.either(c.standing for c in charges))):
        return NOTHING
    return best


def _extremes(worlds: Worlds, charges: Sequence[_Charge]) -> tuple[Extreme | None, Extreme | None]:
    logic = worlds.varied.logic
    low, high = _least(worlds, charges), _most(worlds, charges)
    mild = [(p, c, when) for c in charges for p, when in c.choice if lightest(p) == low]
    within = _none_above(worlds, charges, lambda w: low is not None and w <= low)
    grave = [(p, c, when) for c in charges for p, when in c.choice if heaviest(p) == high]
    return (
        _extreme(worlds, low, [(p, p.min, c, logic.both([within, when])) for p, c, when in mild]),
        _extreme(worlds, high, [(p, p.max, c, when) for p, c, when in grave]),
    )


def _extreme(
    worlds: Worlds, end: Weight | None, found: Sequence[tuple[Penalty, int | None, _Charge, Formula]]
) -> Extreme | None:
    """Return the outcome of the weight *end*, with each charge in which it may be."""
    if end is None or end == NOTHING:
        return None if end is None else Extreme()
    logic = worlds.varied.logic
    reached = [(p, n, c) for p, n, c, when in found if worlds.find(logic.both([c.standing, when]))]
    penalty, amount, _ = reached[0]
    told = Penalty(penalty.kind, amount, amount, penalty.unit if amount is not None else None)
    return Extreme(told, tuple(dict.fromkeys(str(c.part.citation) for _, _, c in reached)))
