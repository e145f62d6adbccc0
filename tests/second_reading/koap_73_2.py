"""koap:73-2, read again: redactions 06.02.2023 and 10.09.2023, in Russian and Kazakh; 20.06.2024 has it
deleted.

What the footnote tells, 12.09.2022 has the text of 06.02.2023, and 15.06.2024 that of 10.09.2023.

Part 3, read: those spared arrest are told at the decision, when arrest would be applied; and "over 58",
"over 63" begin a year later than "58 and over", "63 and over" in koap:49-1(7). Other readings: they are
told at the act; the day after the birthday is already over that age.

Settled: torment by violent acts holds the elements of battery, and cc:110 is the special norm.
Settled: misconduct in the family and bullying are battery where they are done with violence; where a suicide
or an attempt at it came of bullying, cc:105 is the offence. The other reading: the act's name decides.
Settled: moderate or serious harm that was meant excludes the offence; of harm by carelessness the criminal
code (104, 114) takes the place of this article (25(2)). The other reading: harm of any kind excludes it.

Settled: part 3's minors are those under 18 at the act (65(1), 66(3)), to whom arrest is not applied; the
other reading: under 18 at the decision, which leaves one who came of age since without a penalty.

Settled: the code knows no attempt, so that the act must be completed; the other reading: each part is about
the act, whatever its stage.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "koap:73-2"
EXACT = dt.date(2023, 7, 1)
DAYS = (dt.date(2022, 9, 12), dt.date(2023, 6, 30), EXACT, dt.date(2024, 6, 15))
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
    graver = (case.serious_harm and not case.careless_serious_harm) or (
        case.moderate_harm and not case.careless_moderate_harm
    )
    act = case.act.value
    bullying = act in ("bullying", "cyberbullying")
    blows = act == "battery" or (case.violence and (bullying or act in ("torment", "domestic-misconduct")))
    driven = bullying and case.systematic and (case.suicide_attempted or case.suicide_completed)
    first = bool(blows and case.stage.value == "completed" and not graver and not driven)
    repeated = first and bool(case.repeat_within_year)
    return {
        "koap:73-2(1)": first,
        "koap:73-2(1-1)": first and domestic(case),
        "koap:73-2(2)": repeated,
        "koap:73-2(3)": repeated and spared_arrest(case.offender),
    }


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    exact = day >= EXACT
    second = penalty("arrest", 20, 20, "day") if exact else penalty("arrest", None, 15, "day")
    return {
        "koap:73-2(1)": sanction(penalty("fine", 10, 10, "mci"), penalty("arrest", None, 10, "day")),
        "koap:73-2(1-1)": sanction(penalty("warning"), penalty("arrest", 10 if exact else None, 10, "day")),
        "koap:73-2(2)": sanction(second),
        "koap:73-2(3)": sanction(penalty("fine", 30, 30, "mci")),
    }


def categories(day: dt.date) -> dict[str, tuple[str, str | None]]:
    """Return the kind and gravity of each part."""
    return dict.fromkeys(
        ("koap:73-2(1)", "koap:73-2(1-1)", "koap:73-2(2)", "koap:73-2(3)"), ("administrative-offence", None)
    )
