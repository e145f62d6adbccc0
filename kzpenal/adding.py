"""Amounts of penalties, and what several of them come to: added up, or the graver absorbing the milder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import floor
from typing import Any, TypeAlias

import attrs
from attrs import frozen

from kzpenal.laws import Law
from kzpenal.provision import Equivalence, Measured
from kzpenal.quantity import MONTHS_IN_A_YEAR
from kzpenal.sanction import SEVERITY, Penalty

_IN_MONTHS = ("imprisonment", "restriction-of-liberty")
#: How much of a kind, in its unit, one unit of another kind is worth.
Worth: TypeAlias = Mapping[tuple[str, str], Fraction]


@frozen
class Amount:
    """An amount of one kind of penalty: `value` in `unit`, and days beside months; None for life."""

    kind: str
    value: int | None = None
    unit: str | None = None
    days: int = 0

    @property
    def weight(self) -> tuple[int, int, int]:
        """How heavy it is: by kind, then by amount."""
        return SEVERITY.index(self.kind), self.value or 0, self.days

    def to_dict(self) -> dict[str, Any]:
        """Return the amount as JSON has it."""
        out: dict[str, Any] = {"kind": self.kind}
        if self.unit is not None:
            out |= {"value": self.value, "unit": self.unit}
        return out | ({"days": self.days} if self.days else {})


LIFE = Amount("life-imprisonment")


@frozen
class Offer:
    """What may be imposed for one charge, or for several joined: the least, and the most of each kind."""

    least: Amount
    most: tuple[Amount, ...]

    @classmethod
    def of(cls, penalties: Sequence[Penalty]) -> Offer:
        """Return the offer of alternative *penalties*, of which there is at least one."""
        return cls(
            min((_amount(p, p.min or 0) for p in penalties), key=lambda a: a.weight),
            tuple(_amount(p, p.max) for p in penalties),
        )


def _amount(penalty: Penalty, value: int | None) -> Amount:
    if penalty.unit is None or value is None:
        return Amount(penalty.kind)
    if penalty.unit == "year":
        return Amount(penalty.kind, value * MONTHS_IN_A_YEAR, "month")
    return Amount(penalty.kind, value, penalty.unit)


def limit_of(measured: Measured) -> Amount:
    """Return a limit as an amount, in the unit in which amounts of its kind are counted."""
    kind, most = measured
    return _amount(Penalty(kind, None, most.value, most.unit), most.value)


def worth_under(law: Law) -> Worth:
    """Return what penalties are worth in one another, where they are added up."""
    found: dict[tuple[str, str], Fraction] = {}
    for rule in law.concluding(Equivalence):
        assert isinstance(rule.conclusion, Equivalence)
        kind, one = rule.conclusion.one
        for other, equal in rule.conclusion.equals:
            found[kind, other] = Fraction(one.value, equal.value)
    return found


def tops(offers: Sequence[Offer], worth: Worth, methods: Sequence[str]) -> tuple[Amount, ...] | None:
    """Return the most that the joined sentence may be, of each kind that it may be of.

    It is of the gravest kind chosen. None where no rule says what one penalty is worth in another.
    """
    found = []
    for kind in {a.kind: None for offer in offers for a in offer.most}:
        # What is no graver than the kind: a charge without any is never sentenced so mildly.
        within = [[a for a in o.most if a.weight[0] <= SEVERITY.index(kind)] for o in offers]
        if not all(within):
            continue
        if "addition" not in methods:
            found.append(max((a for chosen in within for a in chosen), key=lambda a: a.weight))
            continue
        total = _added(kind, within, worth)
        if total is None:
            return None
        found.append(total)
    return tuple(dict.fromkeys(found))


def _added(kind: str, chosen: Iterable[Sequence[Amount]], worth: Worth) -> Amount | None:
    """Return the most that the amounts come to in *kind*, one of each; None where no rule converts one."""
    value, days, unit = 0, Fraction(0), None
    for offered in chosen:
        best: tuple[Fraction, int, Fraction] | None = None
        for amount in offered:
            rate = Fraction(1) if amount.kind == kind else worth.get((kind, amount.kind))
            if rate is None or amount.value is None:
                return None
            # A day of restriction of liberty is a day: its months stay months, and so do its days.
            whole, rest = rate * amount.value, rate * amount.days
            if kind in _IN_MONTHS and amount.unit != "month":
                whole, rest = Fraction(0), whole
            size = whole * (30 if kind in _IN_MONTHS else 1) + rest
            if best is None or size > best[0]:
                best = size, floor(whole), rest
            if amount.kind == kind:
                unit = amount.unit
        assert best is not None
        value, days = value + best[1], days + best[2]
    return Amount(kind, value, unit, floor(days))


def cut(total: Amount, limits: Iterable[Amount]) -> Amount:
    """Return *total*, at most what *limits* allow of its kind."""
    for limit in limits:
        if limit.kind == total.kind and total.value is not None and _reaches(total, limit):
            total = attrs.evolve(limit, days=0)
    return total


def _reaches(total: Amount, limit: Amount) -> bool:
    assert total.value is not None
    assert limit.value is not None
    # So many days are at least so many whole months: no month is longer.
    return total.value + total.days // 31 >= limit.value
