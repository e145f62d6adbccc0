"""cc:109-1, read again: redactions 16.06.2024, 20.06.2024, 09.09.2024, 16.07.2025, 16.09.2025 and
08.03.2026, one text; before 16.06.2024 the code had no such article.

Read: the title names the blows, which are violence; that no light harm followed is said by no fact. Point 3
does not name special cruelty.
Settled: torment by violent acts holds the elements of battery, and 110 is the special norm.
Settled: misconduct in the family and bullying are battery where they are done with violence; where a suicide
or an attempt at it came of bullying, 105 takes the violence in. The other reading: the act's name decides.
Settled: moderate or serious harm that was meant excludes the offence; harm by carelessness does not, and is
charged beside it (104, 114), as 108-1, 107 and 106, from which the words set battery apart, ask for intent.
The other reading: moderate or serious harm by carelessness is more than light harm, and then no part is met.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:109-1"
DAYS = (dt.date(2024, 6, 16), dt.date(2024, 9, 9), dt.date(2025, 9, 16), dt.date(2026, 3, 8))


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    graver = (case.serious_harm and not case.careless_serious_harm) or (
        case.moderate_harm and not case.careless_moderate_harm
    )
    act = case.act.value
    bullying = act in ("bullying", "cyberbullying")
    blows = act == "battery" or (case.violence and (bullying or act in ("torment", "domestic-misconduct")))
    driven = bullying and case.systematic and (case.suicide_attempted or case.suicide_completed)
    first = bool(blows and not graver and not driven)
    weak = any((v.helpless and v.helpless_known) or (v.dependent and v.dependent_known) for v in case.victims)
    aggravating = {
        "1": len(case.victims) >= 2,
        "2": case.duty_motive,
        "3": weak,
        "4": case.group or case.conspiracy,
        "5": case.hooligan_motive,
        "6": case.hatred_motive,
        "7": case.repeated,
        "8": any(v.age < 18 and v.age_known for v in case.victims),
    }
    found = {f"cc:109-1(2)({n})": first and bool(met) for n, met in aggravating.items()}
    found["cc:109-1(1)"] = first
    found["cc:109-1(2)"] = first and any(aggravating.values())
    return found


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    return {
        "cc:109-1(1)": sanction(
            penalty("fine", None, 80, "mci"),
            penalty("corrective-works", None, 80, "mci"),
            penalty("community-service", None, 80, "hour"),
            penalty("arrest", None, 25, "day"),
        ),
        "cc:109-1(2)": sanction(
            penalty("fine", 100, 200, "mci"),
            penalty("corrective-works", 100, 200, "mci"),
            penalty("community-service", 100, 200, "hour"),
            penalty("arrest", 30, 50, "day"),
        ),
    }


def categories(day: dt.date) -> dict[str, tuple[str, str | None]]:
    """Return the kind and gravity of each part."""
    return dict.fromkeys(("cc:109-1(1)", "cc:109-1(2)"), ("misdemeanour", None))
