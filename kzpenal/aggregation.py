"""Sentences for several acts joined to one: which rule governs, and the bounds of what it allows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import floor
from typing import Any

from attrs import frozen

from kzpenal.condition import Scope, all_of, any_of, evaluate
from kzpenal.laws import Law, condition_of
from kzpenal.provision import Aggregation, Equivalence, Measured, Rule
from kzpenal.quantity import MONTHS_IN_A_YEAR, Quantity
from kzpenal.sanction import SEVERITY, Penalty
from kzpenal.subjects import GRADES
from kzpenal.vocabulary import Facts

_IN_MONTHS = ("imprisonment", "restriction-of-liberty")


@frozen
class Amount:
    """An amount of one kind of penalty: `value` in `unit`, and days beside months; None for life."""

    kind: str
    value: int | None = None
    unit: str | None = None
    days: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Return the amount as JSON has it."""
        out: dict[str, Any] = {"kind": self.kind}
        if self.unit is not None:
            out |= {"value": self.value, "unit": self.unit}
        return out | ({"days": self.days} if self.days else {})


@frozen
class Joined:
    """One charge, or the rest of an old sentence, as something to join."""

    kind: str | None
    gravity: str | None
    longest: int | None
    #: What may be imposed for it; None where that is not certain.
    penalties: tuple[Penalty, ...] | None
    #: The most imprisonment for persons like this one, in months, where the law sets such a limit.
    own_limit: int | None = None

    @property
    def grade(self) -> str | None:
        """How grave it is; None where that is not known."""
        return self.gravity if self.kind == "crime" else self.kind


@frozen
class Bounds:
    """What the final sentence may be. `more_than`: it must be above `least`, not equal to it."""

    least: Amount
    most: Amount
    more_than: bool

    def to_dict(self) -> dict[str, Any]:
        """Return the bounds as JSON has them."""
        return {"least": self.least.to_dict(), "most": self.most.to_dict(), "more_than": self.more_than}


def governing(law: Law, over: str, parts: Sequence[Joined]) -> tuple[Rule, ...]:
    """Return the rules for joining *parts* that govern, or may: the last that is sure hides the rest."""
    scope = Scope(Facts({}), subject=_subject(parts))
    found: list[Rule] = []
    for rule in law.concluding(Aggregation):
        if not isinstance(rule.conclusion, Aggregation) or rule.conclusion.over != over:
            continue
        truth = all_of([evaluate(condition_of(rule), scope)])
        if truth is True:
            found = [rule]
        elif truth is None:
            found.append(rule)
    return tuple(found)


def _subject(parts: Sequence[Joined]) -> dict[str, Any]:
    grades = [p.grade for p in parts]
    ranks = [GRADES.index(g) for g in grades if g in GRADES]
    known = len(ranks) == len(grades)
    longest = [p.longest for p in parts if p.grade == GRADES[-1]]
    fined = [_fined(p) for p in parts]
    return {
        "together.gravest": GRADES[max(ranks)] if known else None,
        "together.lightest": GRADES[min(ranks)] if known else None,
        "together.longest": max((n for n in longest if n is not None), default=0) if known else None,
        "together.fined": True if True in fined else None if None in fined else False,
        "together.life": any_of(_for_life(p) for p in parts if p.penalties != ()),
    }


def _for_life(part: Joined) -> bool | None:
    """Say whether it is punished for life: sure only if nothing else may be imposed."""
    if part.penalties is None:
        return None
    kinds = {p.kind for p in part.penalties}
    return None if len(kinds) > 1 and "life-imprisonment" in kinds else kinds == {"life-imprisonment"}


def _fined(part: Joined) -> bool | None:
    """Say whether a fine is imposed for a misdemeanour: sure only if nothing else may be."""
    if part.kind != "misdemeanour":
        return False
    kinds = {p.kind for p in part.penalties or ()}
    return None if not kinds or (len(kinds) > 1 and "fine" in kinds) else kinds == {"fine"}


def bounds(law: Law, rule: Aggregation, parts: Sequence[Joined]) -> Bounds | None:
    """Return the bounds of the sentence into which *rule* joins *parts*; None where they cannot be said."""
    lows, highs = [], []
    worth = _worth(law)
    for part in parts:
        if part.penalties is None:
            return None
        if not part.penalties:
            continue  # its punishment is in that of another
        lows.append(min(map(_low, part.penalties), key=_weight))
        highs.append([_high(p) for p in part.penalties])
    if not lows:
        return None
    least = max(lows, key=_weight)
    gravest = max((a for offered in highs for a in offered), key=_weight)
    if gravest.kind == "life-imprisonment":
        return Bounds(least, gravest, more_than=False)
    if "addition" not in rule.methods:
        return Bounds(least, gravest, more_than=False)
    own = _own_limits(parts)
    if own is None:
        return None
    total = _added(gravest.kind, highs, worth)
    if total is None:
        return None
    most = _cut(_cut(total, rule.at_most), own)
    only_added = rule.methods == ("addition",) and most != least
    return Bounds(least, most, more_than=only_added and len(parts) > 1)


def _own_limits(parts: Sequence[Joined]) -> tuple[Measured, ...] | None:
    """Return the limit of imprisonment for persons like this one, for several acts as for one.

    It is the highest, if every act that may bring imprisonment was done under one; None where some
    were and some were not.
    """
    limits = [p.own_limit for p in parts if any(q.kind == "imprisonment" for q in p.penalties or ())]
    known = [n for n in limits if n is not None]
    if not known:
        return ()
    return (("imprisonment", Quantity(max(known), "month")),) if len(known) == len(limits) else None


def _low(penalty: Penalty) -> Amount:
    return _amount(penalty, penalty.min or 0)


def _high(penalty: Penalty) -> Amount:
    return _amount(penalty, penalty.max)


def _amount(penalty: Penalty, value: int | None) -> Amount:
    if penalty.unit is None or value is None:
        return Amount(penalty.kind)
    if penalty.unit == "year":
        return Amount(penalty.kind, value * MONTHS_IN_A_YEAR, "month")
    return Amount(penalty.kind, value, penalty.unit)


def _weight(amount: Amount) -> tuple[int, int]:
    return SEVERITY.index(amount.kind), amount.value or 0


def _worth(law: Law) -> dict[tuple[str, str], Fraction]:
    """Return how much of a kind, in its unit, one unit of another kind is worth: days for terms of months."""
    found: dict[tuple[str, str], Fraction] = {}
    for rule in law.concluding(Equivalence):
        assert isinstance(rule.conclusion, Equivalence)
        kind, one = rule.conclusion.one
        for other, equal in rule.conclusion.equals:
            found[kind, other] = Fraction(one.value, equal.value)
    return found


def _added(
    kind: str, highs: Iterable[Sequence[Amount]], worth: dict[tuple[str, str], Fraction]
) -> Amount | None:
    """Return the most that the amounts come to in *kind*, one of each; None where no rule converts one."""
    value, days, unit = 0, Fraction(0), None
    for offered in highs:
        own = [a for a in offered if a.kind == kind]
        if own:
            best = max(own, key=_weight)
            value, unit = value + (best.value or 0), best.unit
            continue
        converted = []
        for amount in offered:
            rate = worth.get((kind, amount.kind))
            if rate is None or amount.value is None:
                return None
            # A day of restriction of liberty is a day; its months stay months.
            converted.append((amount, rate * amount.value))
        best_amount, best_value = max(converted, key=lambda c: c[1] * (30 if c[0].unit == "month" else 1))
        if best_amount.unit == "month":
            value += floor(best_value)
        elif kind in _IN_MONTHS:
            days += best_value
        else:
            value += floor(best_value)
    return Amount(kind, value, unit, floor(days))


def _cut(total: Amount, caps: Iterable[Measured]) -> Amount:
    """Return *total*, at most what *caps* allow of its kind."""
    for kind, most in caps:
        if kind != total.kind:
            continue
        limit = _amount(Penalty(kind, None, most.value, most.unit), most.value)
        if total.value is not None and limit.value is not None and _reaches(total, limit):
            return limit
    return total


def _reaches(total: Amount, limit: Amount) -> bool:
    assert total.value is not None
    assert limit.value is not None
    # So many days are at least so many whole months: no month is longer.
    return total.value + total.days // 31 >= limit.value
