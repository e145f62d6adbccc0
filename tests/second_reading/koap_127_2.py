"""koap:127-2, read again: redactions 20.06.2024 and 02.03.2026, and the Kazakh text of 02.03.2026.

One text since 16.06.2024. Parts 1 and 2 are met by whoever bullies; whether one under 16 is liable is
for koap:28. Part 3, in Russian "a warning or a fine on the parents", read: both are on the parents; in
Kazakh the parents stand before the warning. Other reading: the warning is the minor's.

Settled: the code knows no attempt, so that the bullying must be completed; the other reading: each part is
about the act, whatever its stage.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "koap:127-2"
DAYS = (dt.date(2024, 6, 16), dt.date(2025, 9, 1), dt.date(2026, 3, 8))


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts are met."""
    bullying = case.act.value in ("bullying", "cyberbullying") and bool(case.systematic)
    completed = case.stage.value == "completed"
    first = bullying and completed and any(v.age < 18 for v in case.victims or ())
    return {
        "koap:127-2(1)": first,
        "koap:127-2(2)": first and bool(case.repeat_within_year),
        "koap:127-2(3)": first and 12 <= case.offender.age < 16,
    }


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    return {
        "koap:127-2(1)": sanction(penalty("warning"), penalty("fine", 10, 10, "mci")),
        "koap:127-2(2)": sanction(penalty("fine", 30, 30, "mci")),
        "koap:127-2(3)": sanction(
            penalty("warning", on="parents"), penalty("fine", 10, 10, "mci", on="parents")
        ),
    }


def categories(day: dt.date) -> dict[str, tuple[str, str | None]]:
    """Return the kind and gravity of each part."""
    return dict.fromkeys(
        ("koap:127-2(1)", "koap:127-2(2)", "koap:127-2(3)"), ("administrative-offence", None)
    )
