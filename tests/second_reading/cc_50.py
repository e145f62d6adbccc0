"""cc:50, read again: redactions 12.09.2022, 19.04.2024, 16.06.2024, 20.06.2024, 16.09.2025 and 08.03.2026;
one text, never amended in between.

Crimes of corruption, of finance and of transport no charge here is.

Read: part 3 is about what the part charged prints, so that a ban that is printed with one alternative, or
that may also be left out, is provided; other reading: any ban in the whole article. Settled: where part
2 orders the lifelong ban part 3 adds nothing; the other reading: another work may be banned beside it.
Read: the ban of part 3 is of one to ten years (part 2). Settled: a minor's is of one to two (cc:81(2)).
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "cc:50"
DAYS = (
    dt.date(2022, 9, 12),
    dt.date(2024, 6, 15),
    dt.date(2024, 6, 16),
    dt.date(2025, 9, 16),
    dt.date(2026, 3, 8),
)
LIFELONG = ("cc:132(2)", "cc:132(3)", "cc:132(4)", "cc:132(5)", "cc:133(2)", "cc:133(3)")


def operations(charge: Subject, case: Any, day: dt.date) -> set[str]:
    """Return the bounds of a ban for a term."""
    if not charge.provision.startswith("cc:"):
        return set()
    return {"floor disqualification 1 year", "cap disqualification 10 year"}


def orders(charge: Subject, case: Any, day: dt.date) -> set[tuple[Any, ...]]:
    """Return the ban for life that must be imposed, and the ban that may be added where none is printed."""
    if not charge.provision.startswith("cc:"):
        return set()
    if "sexual-inviolability-of-minors" in charge.classes or charge.within(*LIFELONG):
        return {("disqualification", "must", None, None, None, "life")}
    if "disqualification" not in charge.added:
        longest = 2 if case.offender.age < 18 else 10
        return {("disqualification", "may", 1, longest, "year", None)}
    return set()
