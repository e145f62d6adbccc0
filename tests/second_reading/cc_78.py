"""cc:78, read again: redactions 12.09.2022 and 08.03.2026, and its footnote; amended once in the span, on
16.09.2025 (what an amnesty may give: parts 1 and 2). Whom it does not reach, by the second paragraph of
part 2, is one text.

Read: until 16.09.2025 grave crimes were open to a shorter term only, which is no bar. The exception for
minors is for the sexual crime only, and needs minor victims, all of them from 14 to 18. Torture is cc:146;
since 20.05.2023 part 1, and parts 3 and 4 where the deed is not torture, are not.
Settled: recidivism is of crimes (cc:14), and bars nothing for a misdemeanour; other reading: it bars
whatever the charge.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "cc:78"
INHUMAN = dt.date(2023, 5, 20)
DAYS = (
    dt.date(2022, 9, 12),
    dt.date(2023, 5, 19),
    INHUMAN,
    dt.date(2025, 9, 15),
    dt.date(2025, 9, 16),
    dt.date(2026, 3, 8),
)


def bars(charge: Subject, case: Any, day: dt.date) -> set[str]:
    """Return the bar to amnesty under part 2."""
    if not charge.provision.startswith("cc:"):
        return set()
    minors = [v.age for v in case.victims or () if v.age < 18]
    excused = case.offender.age < 18 and bool(minors) and min(minors) >= 14
    sexual = "sexual-inviolability-of-minors" in charge.classes and not excused
    deed = case.act.value == "torture" or (case.act.value == "torment" and case.torture)
    tortured = deed and charge.within("cc:146(3)", "cc:146(4)")
    torture = charge.within("cc:146") if day < INHUMAN else charge.within("cc:146(2)") or tortured
    return {"amnesty"} if sexual or torture or (case.recidivism and charge.kind == "crime") else set()
