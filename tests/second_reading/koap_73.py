"""koap:73, read again: redactions 06.02.2023, 10.09.2023, 20.06.2024 and 02.03.2026; in Kazakh all but
20.06.2024.

What the footnote tells, 12.09.2022 has the text of 06.02.2023. From 16.06.2024 only the words for the
dwelling changed. The act is misconduct in family and household relations: the fact `domestic` is asked.

Part 3, read: those spared arrest are told at the decision, when arrest would be applied; and "over 58",
"over 63" begin a year later than "58 and over", "63 and over" in koap:49-1(7). Other readings: they are
told at the act; the day after the birthday is already over that age.

Settled: "if they hold no elements of a criminally punishable act": harm that was meant (cc:106, 107), a
threat of murder that had to be feared (cc:115) and, since 16.06.2024, violence (cc:109-1) are such elements;
before that day battery was koap:73-2, the special norm. Harm and death by carelessness are displaced by
cc:104 and 114, which the elements do not tell. The other reading, of the days before: battery stands beside.

Settled: part 3's minors are those under 18 at the act (65(1), 66(3)), to whom arrest is not applied; the
other reading: under 18 at the decision, which leaves one who came of age since without a penalty.

Settled: the code knows no attempt, so that the act must be completed; the other reading: each part is about
the act, whatever its stage.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "koap:73"
EXACT = dt.date(2023, 7, 1)
WORKS = dt.date(2025, 9, 1)
DAYS = (
    dt.date(2022, 9, 12),
    dt.date(2023, 6, 30),
    EXACT,
    dt.date(2024, 6, 15),
    dt.date(2024, 6, 16),
    dt.date(2025, 8, 31),
    WORKS,
    dt.date(2026, 3, 8),
)
#: Spouses and former ones, those who live or lived together, close relatives, parents of a common child.
HOUSEHOLD = {"spouse", "former-spouse", "cohabitant", "close-relative", "child", "stepchild", "co-parent"}


def domestic(case: Any) -> bool:
    """Say whether offender and victim are in family and household relations (note to koap:73)."""
    return case.domestic is True or any(
        r.value in HOUSEHOLD for v in case.victims or () for r in v.relations or ()
    )


def spared_arrest(offender: Any) -> bool:
    """Say whether administrative arrest cannot be applied to the person (koap:50(2), 66(3))."""
    female = offender.sex.value == "female"
    years = offender.age_at_decision
    return bool(
        (female and (offender.pregnant or offender.child_under_14))
        or offender.age < 18
        or offender.disability_group in (1, 2)
        or years > (58 if female else 63)
        or (not female and offender.sole_carer and offender.child_under_14)
    )


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts are met."""
    completed = case.stage.value == "completed"
    first = case.act.value == "domestic-misconduct" and completed and domestic(case)
    meant = (case.serious_harm and not case.careless_serious_harm) or (
        case.moderate_harm and not case.careless_moderate_harm
    )
    first = first and not (meant or case.violence or (case.death_threat and case.threat_feared))
    second = first and bool(case.repeat_within_year)
    return {
        "koap:73(1)": first,
        "koap:73(2)": second,
        "koap:73(3)": second and spared_arrest(case.offender),
    }


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    exact = day >= EXACT
    five = penalty("arrest", 5 if exact else None, 5, "day")
    ten = penalty("arrest", 10 if exact else None, 10, "day")
    works = day >= WORKS
    return {
        "koap:73(1)": sanction(
            penalty("warning"), *([penalty("community-service", 20, 20, "hour")] if works else []), five
        ),
        "koap:73(2)": sanction(*([penalty("community-service", 40, 40, "hour")] if works else []), ten),
        "koap:73(3)": sanction(penalty("fine", 5, 5, "mci")),
    }


def categories(day: dt.date) -> dict[str, tuple[str, str | None]]:
    """Return the kind and gravity of each part."""
    return dict.fromkeys(("koap:73(1)", "koap:73(2)", "koap:73(3)"), ("administrative-offence", None))
