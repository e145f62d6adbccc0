"""cc:72, read again: redactions 12.09.2022, 20.05.2023, 19.04.2024, 16.07.2025, 16.09.2025 and 08.03.2026.

Part 8 only. Law 212-VII added point 5, law 210-VIII points 6 to 9 and took out point 1 (capital
punishment). Terrorist, extremist and corrupt crimes no part that is asked about is; points 6 to 8 are about
a sentence already served.

Read: the exception of point 4 needs a minor victim of 14 or more, and none under 14; other reading: one
victim of 14 to 17 is enough, whoever else there is. Read: "intentional causing of death" (point 5) is a
completed murder; other reading: also an attempt at it or preparation for it. Settled: murder is that of
cc:99, for the milder forms of cc:100 to 103 are not done by a group; the other reading: any form. Read:
crimes "committed by" women of 58 and men of 63 are about the age at the act; other reading: at the
decision.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "cc:72"
GROUPS = dt.date(2023, 5, 20)
TORTURE = dt.date(2025, 9, 16)
DAYS = (
    dt.date(2022, 9, 12),
    dt.date(2023, 5, 19),
    GROUPS,
    dt.date(2024, 6, 16),
    dt.date(2025, 9, 15),
    TORTURE,
    dt.date(2026, 3, 8),
)


def spared(offender: Any) -> bool:
    """Say whether the offender is one of those whom points 3 and 5 except."""
    if offender.sex.value == "female":
        of_sex = offender.pregnant or offender.child_under_14 or offender.age >= 58
    else:
        of_sex = (offender.child_under_14 and offender.sole_carer) or offender.age >= 63
    return bool(of_sex) or offender.disability_group in (1, 2)


def bars(charge: Subject, case: Any, day: dt.date) -> set[str]:
    """Return "parole" where part 8 denies it to one convicted of the charge."""
    minors = [v.age for v in case.victims if v.age < 18]
    among_peers = case.offender.age < 18 and bool(minors) and min(minors) >= 14
    barred = "sexual-inviolability-of-minors" in charge.classes and not among_peers
    killed = charge.within("cc:99") and case.stage.value == "completed"
    if day >= GROUPS and killed and case.criminal_group and not spared(case.offender):
        barred = True
    deed = case.act.value == "torture" or (case.act.value == "torment" and case.torture)
    if day >= TORTURE and charge.within("cc:146") and deed:
        barred = True
    return {"parole"} if barred else set()
