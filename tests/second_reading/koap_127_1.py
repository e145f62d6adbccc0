"""koap:127-1, read again: redactions 06.02.2023, 20.06.2024 and 02.03.2026, and the Kazakh text of
02.03.2026.

One text since 2019, what the footnote tells. Each part threatens a fine for natural persons and another
for officials. Settled: the first is the sanction, and an official's stands in its place, told as an
operation; the other reading: two fines to choose from. That the deed is not that of cc:434 is not among
the facts.

Settled: the minor by or against whom the unreported act was done stands as the victim; the other reading:
the name of the act says it, and no victim is asked for. Settled: the code knows no attempt, so that the
silence must be completed; the other reading: each part is about the act, whatever its stage.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "koap:127-1"
DAYS = (dt.date(2022, 9, 12), dt.date(2024, 6, 16), dt.date(2025, 9, 1), dt.date(2026, 3, 8))


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts are met."""
    silent = case.act.value == "failure-to-report" and case.stage.value == "completed"
    minor = any(v.age < 18 for v in case.victims or ())
    first = silent and minor and bool(case.offender.institution_worker)
    return {"koap:127-1(1)": first, "koap:127-1(2)": first and bool(case.repeat_within_year)}


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens one who is no official."""
    return {
        "koap:127-1(1)": sanction(penalty("fine", 5, 5, "mci")),
        "koap:127-1(2)": sanction(penalty("fine", 20, 20, "mci")),
    }


def categories(day: dt.date) -> dict[str, tuple[str, str | None]]:
    """Return the kind and gravity of each part."""
    return dict.fromkeys(("koap:127-1(1)", "koap:127-1(2)"), ("administrative-offence", None))


def operations(charge: Any, case: Any, day: dt.date) -> set[str]:
    """Return the fine of an official, in place of the one printed first."""
    if not case.offender.official:
        return set()
    officials = {"koap:127-1(1)": 10, "koap:127-1(2)": 30}
    fine = officials.get(charge.provision)
    return {f"substitute fine {fine}..{fine} mci"} if fine is not None else set()
