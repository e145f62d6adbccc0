"""cc:3, points 18-1 and 42, read again: redactions 12.09.2022, 01.01.2023, 20.05.2023, 19.04.2024,
16.06.2024, 09.09.2024, 16.07.2025, 16.09.2025 and 08.03.2026.

Point 18-1 came on 16.06.2024; on 16.09.2025 it gained cc:125-1 and cc:140. Point 42 changed only in the
words that name its articles. The text between 16.07.2025 and 16.09.2025 was not seen (204-VIII amended it):
cc:125-1 came on 16.09.2025 only, and cc:140 is taken to have come with it.

Settled: the last words of point 42 ask a victim under 18 of each article listed; the other reading: of those
only that are not about minors by their own words. Read: cc:135 and 140 are about minors, so that the
brackets after cc:146 ask nothing more of them; other reading: they do, which makes no difference. Read: the
brackets after a point and a part of one article (cc:106, 116, 125, 125-1, 126) are of both; other reading: of
the part alone, which makes no difference. Read: what is listed is in the class whether it is a crime or a
misdemeanour.
Point 5 of cc:125(2) and cc:126(2), which point 18-1 names, was deleted on the day on which it came: part 3
of both speaks of minors since.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "cc:3"
REFORM = dt.date(2024, 6, 16)
SECOND_REFORM = dt.date(2025, 9, 16)
DAYS = (
    dt.date(2022, 9, 12),
    dt.date(2023, 5, 20),
    dt.date(2024, 1, 15),
    dt.date(2024, 6, 15),
    REFORM,
    dt.date(2024, 9, 9),
    dt.date(2025, 2, 1),
    dt.date(2025, 7, 16),
    dt.date(2025, 9, 15),
    SECOND_REFORM,
    dt.date(2026, 3, 8),
)
SEXUAL = (*("cc:120", "cc:121", "cc:122", "cc:123", "cc:124", "cc:134", "cc:144", "cc:312(2)", "cc:312(3)"),)
VIOLENT = (
    *("cc:99(2)(14)", "cc:99(3)", "cc:105(3)", "cc:107(2)(8)", "cc:108-1(2)(8)", "cc:127(2)(3)", "cc:135"),
)
VIOLENT_IF_AGAINST_A_MINOR = (
    *("cc:106(2)(11)", "cc:106(3)", "cc:110(2)(1)", "cc:116(2)(2)", "cc:116(3)", "cc:119(2)", "cc:119(3)"),
    *("cc:119(4)", "cc:125(2)(5)", "cc:125(3)", "cc:126(2)(5)", "cc:126(3)", "cc:146"),
)


def classes(charge: Subject, case: Any, day: dt.date) -> set[str]:
    """Return which of the two definitions the charge meets."""
    against_minor = any(v.age < 18 for v in case.victims or ())
    found = set()
    if against_minor and charge.within(*SEXUAL):
        found.add("sexual-inviolability-of-minors")
    if day >= REFORM and violent(charge, case, day, against_minor):
        found.add("violence-against-minors")
    return found


def violent(charge: Subject, case: Any, day: dt.date, against_minor: bool) -> bool:
    """Say whether point 18-1 lists the charge."""
    listed: tuple[str, ...] = VIOLENT
    if_minor: tuple[str, ...] = VIOLENT_IF_AGAINST_A_MINOR
    if day >= SECOND_REFORM:
        listed = (*listed, "cc:140")
        if_minor = (*if_minor, "cc:125-1(2)(2)", "cc:125-1(3)")
    with_violence = case.violence or case.dangerous_violence
    return bool(
        charge.within(*listed)
        or (against_minor and charge.within(*if_minor))
        or (with_violence and charge.within("cc:133(3)"))
    )
