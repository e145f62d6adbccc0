"""How heavy a penalty is, so that outcomes can be ordered: by kind as the codes rank them, then by amount."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from kzpenal.quantity import Quantity, finest
from kzpenal.sanction import SEVERITY, Penalty, Sanction, crossed

#: Orders of these kinds favour the person; every other burdens.
FAVOURS = "release-"
#: The rank of the kind, then the amount in the smallest unit. Amounts of two units are not compared.
Weight: TypeAlias = tuple[int, int]
NOTHING: Weight = (-1, 0)


def weight(penalty: Penalty, amount: int | None) -> Weight:
    """Return the weight of *amount* of a main *penalty*, in its unit.

    >>> weight(Penalty("imprisonment", 8, 15, "year"), 8) < weight(Penalty("life-imprisonment"), None)
    True
    """
    if amount is None or penalty.unit is None:
        return SEVERITY.index(penalty.kind), 0
    return SEVERITY.index(penalty.kind), Quantity(amount, penalty.unit).in_unit(finest(penalty.unit)).value


def lightest(penalty: Penalty) -> Weight:
    """Return the weight of the least that *penalty* comes to."""
    return weight(penalty, penalty.min)


def heaviest(penalty: Penalty) -> Weight:
    """Return the weight of the most that *penalty* comes to."""
    return weight(penalty, penalty.max)


def span(sanctions: Iterable[Sanction]) -> tuple[Weight, Weight] | None:
    """Return the least and the most that one charged with these can get for any one charge.

    The most of the least of each charge, and the most of any. None where some sanction leaves nothing that
    can be imposed. No charge at all is NOTHING.
    """
    low, high = NOTHING, NOTHING
    for sanction in sanctions:
        left = [a.penalty for a in sanction.one_of or () if not crossed(a.penalty)]
        if not left:
            return None
        low = max(low, min(lightest(p) for p in left))
        high = max(high, *(heaviest(p) for p in left))
    return low, high
