"""koap:127-2, read again: redactions 20.06.2024 and 02.03.2026, and the Kazakh text of 02.03.2026.

One text since 16.06.2024. Parts 1 and 2 are met by whoever bullies; whether one under 16 is liable is
for koap:28. Part 3, in Russian "a warning or a fine on the parents", read: both are on the parents; in
Kazakh the parents stand before the warning. Other reading: the warning is the minor's.

Settled: bullying that is a crime by the facts stated (cc:104-107, 109-1, 114, 115) is no offence of this code
for one who is old enough for that crime (koap:25(2)); the other reading: humiliation stays an offence beside
it.

Settled: the code knows no attempt, so that the bullying must be completed; the other reading: each part is
about the act, whatever its stage.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "koap:127-2"
DAYS = (dt.date(2024, 6, 16), dt.date(2025, 9, 1), dt.date(2026, 3, 8))


def _criminal(case: Any) -> bool:
    """Say whether the person is of the age of liability for a crime that the facts show (koap:25(2))."""
    serious = case.serious_harm and not case.careless_serious_harm
    moderate = case.moderate_harm and not case.careless_moderate_harm
    minor = any(v.age < 18 and v.age_known for v in case.victims or ())
    grown = (
        case.violence
        or moderate
        or (case.death_threat and case.threat_feared)
        or case.careless_death
        or case.careless_serious_harm
        or case.careless_moderate_harm
        or case.suicide_attempted
        or case.suicide_completed
    )
    age = case.offender.age
    return bool((age >= 16 and grown) or (age >= 14 and (serious or (moderate and minor))))


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts are met."""
    bullying = case.act.value in ("bullying", "cyberbullying") and bool(case.systematic)
    completed = case.stage.value == "completed"
    first = bullying and completed and any(v.age < 18 for v in case.victims or ())
    first = first and not _criminal(case)
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
