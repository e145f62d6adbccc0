"""cc:15, read again: redactions 19.04.2024, 20.06.2024, 09.09.2024, 16.07.2025, 16.09.2025 and 08.03.2026.

The footnote shows that the text of 2020 held until 09.09.2024, when cc:203 was added; on 16.09.2025 only the
name of cc:177 changed.

Settled: part 2 grants by age alone, and the insane are excluded by cc:16; the other reading: part 2 lowers
the age alone, so that sanity is needed under it as under part 1. Part 3 speaks of a minor who has reached
the age of part 1 or 2.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "cc:15"
VALUABLES = dt.date(2024, 9, 9)
DAYS = (
    dt.date(2022, 9, 12),
    dt.date(2024, 9, 8),
    VALUABLES,
    dt.date(2025, 9, 15),
    dt.date(2025, 9, 16),
    dt.date(2026, 3, 8),
)
FROM_FOURTEEN = (
    *("cc:99", "cc:106", "cc:107(2)", "cc:120", "cc:121", "cc:125", "cc:173", "cc:174", "cc:177", "cc:178"),
    *("cc:184", "cc:188(2)", "cc:188(3)", "cc:188(4)", "cc:188-1(2)", "cc:188-1(3)", "cc:188-1(4)"),
    *("cc:191(2)", "cc:191(3)", "cc:191(4)", "cc:192", "cc:194(2)", "cc:194(3)", "cc:194(4)"),
    *("cc:200(2)", "cc:200(3)", "cc:200(4)", "cc:202(2)", "cc:202(3)", "cc:255", "cc:256", "cc:257(1)"),
    *("cc:257(2)", "cc:258", "cc:261", "cc:269", "cc:273", "cc:291", "cc:293(2)", "cc:293(3)", "cc:298"),
    *("cc:314(2)", "cc:350"),
)


def liability(part: Subject, case: Any, day: dt.date) -> str | None:
    """Return "liable" by part 1 or 2, and "not-liable" for a minor whom part 3 releases."""
    early = part.within(*FROM_FOURTEEN) or (day >= VALUABLES and part.within("cc:203(2)", "cc:203(3)"))
    age = case.offender.age
    if age < (14 if early else 16):
        return None
    if age < 18 and case.offender.immature:
        return "not-liable"
    return "liable" if early or case.offender.sane else None
