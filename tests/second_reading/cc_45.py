"""cc:45, read again: redactions 12.09.2022, 01.01.2023, 20.05.2023, 19.04.2024, 16.06.2024, 20.06.2024,
09.09.2024, 16.07.2025, 16.09.2025 and 08.03.2026.

On 16.06.2024 "women who have young children" became "women who have or bring up a young child", and arrest
is no longer put in place of another penalty either: the facts know no difference. Settled: a minor
is one under 18 at the act (cc:80(1)); the other reading: at the decision, when the penalty is imposed, as the
other ages are. Less than the minimum is allowed only on replacement.

Read: a young child is one under 14, and one under 3 is such a child whatever else is stated. Read: part 2
bounds arrest whatever the charge; other reading: for misdemeanours only, which alone have it.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "cc:45"
DAYS = (dt.date(2022, 9, 12), dt.date(2024, 6, 15), dt.date(2024, 6, 16), dt.date(2026, 3, 8))


def operations(charge: Subject, case: Any, day: dt.date) -> set[str]:
    """Return the bounds of arrest, and whether the person is one on whom it is not imposed."""
    if not charge.provision.startswith("cc:"):
        return set()
    found = {"floor arrest 10 day", "cap arrest 50 day"}
    if spared(case.offender):
        found.add("exclude arrest")
    return found


def spared(offender: Any) -> bool:
    """Say whether the person is one of those whom part 3 names."""
    child = offender.child_under_14 or offender.child_under_3
    if offender.sex.value == "female":
        of_sex = offender.pregnant or child or offender.age_at_decision >= 58
    else:
        of_sex = (child and offender.sole_carer) or offender.age_at_decision >= 63
    minor = offender.age < 18
    return bool(minor or of_sex or offender.disability_group in (1, 2))
