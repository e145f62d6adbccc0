"""cc:63, read again: redactions 12.09.2022, 01.01.2023, 20.05.2023 and 08.03.2026; amended once in the
span, on 20.05.2023 (torture added to part 6).

Settled: the exception for minors lifts the ground of the sexual crime alone; the other reading: the whole
restriction, especially grave crimes and all. It needs minor victims, all of them from 14 to 18.
Settled: recidivism is of crimes (cc:14) and bars nothing for a misdemeanour, and neither does a criminal
group. Torture is cc:146(2), and cc:146(3) and (4) where the deed is torture.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "cc:63"
TORTURE = dt.date(2023, 5, 20)
DAYS = (dt.date(2022, 9, 12), dt.date(2023, 5, 19), TORTURE, dt.date(2026, 3, 8))


def bars(charge: Subject, case: Any, day: dt.date) -> set[str]:
    """Return the bar to a conditional sentence under part 6."""
    if not charge.provision.startswith("cc:"):
        return set()
    sexual = "sexual-inviolability-of-minors" in charge.classes
    minors = [v.age for v in case.victims or () if v.age < 18]
    excused = case.offender.age < 18 and bool(minors) and min(minors) >= 14
    deed = case.act.value == "torture" or (case.act.value == "torment" and case.torture)
    tortured = deed and charge.within("cc:146(3)", "cc:146(4)")
    grounds = (
        case.recidivism and charge.kind == "crime",
        charge.gravity == "especially-grave",
        case.criminal_group and charge.kind == "crime",
        day >= TORTURE and (charge.within("cc:146(2)") or tortured),
        sexual and not excused,
    )
    return {"conditional-sentence"} if any(grounds) else set()
