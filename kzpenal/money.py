"""The monthly calculation index in tenge, and tenge in another currency at a rate that is given.

Source: cc:41(1), cc:42(1): the index in force on the day of the act.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal

from kzpenal.errors import NoLawForDay, Problem
from kzpenal.lists import Rate


def tenge(mci: int, on: dt.date, rates: Iterable[Rate]) -> int:
    """Return *mci* monthly calculation indexes in tenge, by the index of the day *on*.

    Raises NoLawForDay for a day before the first, or in a year after the last, index that was read.

    >>> tenge(200, dt.date(2024, 7, 1), [Rate(dt.date(2024, 1, 1), 3692, "Law 43-VIII")])
    738400
    """
    known = sorted(rates, key=lambda r: r.first)
    governing = [r for r in known if r.first <= on]
    # The index is set by each year's budget law: the last one read says nothing of the next year.
    if not governing or on.year > governing[-1].first.year:
        years = f"{known[0].first.year} to {known[-1].first.year}" if known else "no year"
        message = f"the monthly calculation index of {on} was not read"
        raise NoLawForDay(Problem("KZP206", None, message, f"it was read for {years}"))
    return mci * governing[-1].tenge


def exchanged(tenge: int, rate: Decimal, places: int = 2) -> Decimal:
    """Return *tenge* in a currency of which one unit costs *rate* tenge, to *places* decimals.

    >>> exchanged(36920, Decimal("452.715"))
    Decimal('81.55')
    """
    return (tenge / rate).quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)
