"""Half-open intervals of days, and what governs a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Protocol, TypeVar

from attrs import frozen


@frozen
class Period:
    """From a first day up to, and not including, a last bound; None means no bound.

    >>> dt.date(2025, 9, 16) in Period(dt.date(2024, 6, 16), dt.date(2025, 9, 16))
    False
    """

    first: dt.date | None
    until: dt.date | None = None

    def __contains__(self, day: object) -> bool:
        if not isinstance(day, dt.date):
            return False
        return (self.first is None or self.first <= day) and (self.until is None or day < self.until)

    def __str__(self) -> str:
        first = "…" if self.first is None else self.first.isoformat()
        return f"{first} to {'…' if self.until is None else self.until.isoformat()}"

    def empty(self) -> bool:
        """Say whether no day at all lies in the period."""
        return self.first is not None and self.until is not None and self.until <= self.first


class HasPeriod(Protocol):
    """Anything in force for a period."""

    @property
    def in_force(self) -> Period:
        """The period."""
        ...


T = TypeVar("T", bound=HasPeriod)


def governing(versions: Iterable[T], day: dt.date) -> T | None:
    """Return the version in force on *day*, or None if none is encoded for it.

    A version is in force from its first day up to, and not including, its last bound.
    None does not mean that the act was lawful: a Law refuses such a day instead of answering.
    """
    return next((v for v in versions if day in v.in_force), None)


def overlaps(versions: Sequence[T]) -> list[tuple[T, T]]:
    """Return the neighbouring pairs that claim a day twice, in the order of their first days."""
    ordered = sorted(versions, key=lambda v: v.in_force.first or dt.date.min)
    return [
        (a, b)
        for a, b in pairwise(ordered)
        if a.in_force.until is None or a.in_force.until > (b.in_force.first or dt.date.min)
    ]


def boundaries(versions: Iterable[T]) -> set[dt.date]:
    """Return every day on which something begins or ends."""
    return {d for v in versions for d in (v.in_force.first, v.in_force.until) if d is not None}


def meet(a: Period, b: Period) -> bool:
    """Say whether two periods share a day."""
    starts_before = a.first is None or b.until is None or a.first < b.until
    return starts_before and (b.first is None or a.until is None or b.first < a.until)


def months_between(first: dt.date, last: dt.date) -> int:
    """Return the whole months from *first* to *last*.

    >>> months_between(dt.date(2024, 7, 1), dt.date(2025, 7, 1))
    12
    >>> months_between(dt.date(2024, 7, 31), dt.date(2024, 9, 30))
    1
    """
    passed = (last.year - first.year) * 12 + last.month - first.month
    return passed - (last.day < first.day)


def years_between(earlier: dt.date, later: dt.date) -> int:
    """Return the whole years from *earlier* to *later*, as an age is counted.

    One born on 29 February completes a year on 1 March of a common year.

    >>> years_between(dt.date(2008, 2, 29), dt.date(2024, 2, 28))
    15
    >>> years_between(dt.date(2008, 2, 29), dt.date(2022, 3, 1))
    14
    """
    before_birthday = (later.month, later.day) < (earlier.month, earlier.day)
    return later.year - earlier.year - before_birthday
