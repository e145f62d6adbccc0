"""Amounts with a unit: exact, and never converted in silence."""

from __future__ import annotations

import re
from fractions import Fraction
from math import floor

from attrs import frozen

UNITS = ("mci", "tenge", "hour", "day", "month", "year")
#: The only conversion between units of terms that the codes make without a rule of their own.
MONTHS_IN_A_YEAR = 12

_UNIT_WORDS = {**{u: u for u in UNITS}, **{u + "s": u for u in ("hour", "day", "month", "year")}}
_AMOUNT = re.compile(r"([1-9][0-9]{0,5}|0)\Z")


@frozen(order=False)
class Quantity:
    """A whole number of one unit.

    >>> Quantity(3, "year").in_unit("month")
    Quantity(value=36, unit='month')
    """

    value: int
    unit: str

    def in_unit(self, unit: str) -> Quantity:
        """Return the same amount in *unit*; ValueError where the law states no such conversion.

        >>> Quantity(30, "month").in_unit("year")
        Traceback (most recent call last):
            ...
        ValueError: 30 month is no whole number of year
        """
        if unit == self.unit:
            return self
        if (self.unit, unit) == ("year", "month"):
            return Quantity(self.value * MONTHS_IN_A_YEAR, unit)
        if (self.unit, unit) == ("month", "year"):
            if self.value % MONTHS_IN_A_YEAR:
                raise ValueError(f"{self} is no whole number of {unit}")
            return Quantity(self.value // MONTHS_IN_A_YEAR, unit)
        raise ValueError(f"{self} cannot be counted in {unit}")

    def __str__(self) -> str:
        return f"{self.value} {self.unit}"


def finest(unit: str) -> str:
    """Return the smaller unit in which the codes count what they state in *unit*.

    >>> finest("year"), finest("mci")
    ('month', 'mci')
    """
    return "month" if unit == "year" else unit


def parse_unit(word: str) -> str | None:
    """Return the unit that *word* names, or None.

    >>> parse_unit("years"), parse_unit("fortnight")
    ('year', None)
    """
    return _UNIT_WORDS.get(word)


def parse_count(word: str) -> int | None:
    """Return the whole number that *word* writes in plain decimal, or None.

    >>> parse_count("200"), parse_count("010"), parse_count("1e3")
    (200, None, None)
    """
    return int(word) if _AMOUNT.match(word) else None


def scaled_down(value: int, factor: Fraction) -> int:
    """Return *value* times *factor*, rounded down: how a maximum is scaled.

    >>> scaled_down(15, Fraction(3, 4))
    11
    """
    return floor(value * factor)
