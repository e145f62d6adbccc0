"""cc:43, read again: redactions 12.09.2022, 01.01.2023, 20.05.2023, 19.04.2024, 16.06.2024, 09.09.2024,
16.07.2025, 16.09.2025 and 08.03.2026.

On 16.09.2025 "women who have young children under three" became "women who have or bring up": one fact says
both. Ages are those at the decision, when the penalty is imposed.

Settled: "a milder punishment than is provided" is that of cc:55(4), where part 8 does not close it; the other
reading: of cc:55(2) and 55(3), too, which share its title. Settled: where cc:81(5) sets a
minor's minimum, that of this article is not said.
Read: an attempt takes the minimum away whatever the charge; other reading: of crimes only, as a
misdemeanour cannot be attempted. Replacement of another penalty no fact speaks of.

Settled: part 2 provides such works for crimes of minor and medium gravity, and takes them from no article
that offers them for a graver one (cc:125-1(2), cc:133(2)); the other reading: it excludes them there.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "cc:43"
SECOND_REFORM = dt.date(2025, 9, 16)
DAYS = (dt.date(2022, 9, 12), dt.date(2025, 9, 15), SECOND_REFORM, dt.date(2026, 3, 8))


def operations(charge: Subject, case: Any, day: dt.date) -> set[str]:
    """Return the bounds of community service, and whether the person is one on whom it is not imposed."""
    if not charge.provision.startswith("cc:"):
        return set()
    found = set()
    bounds = None
    if charge.kind == "misdemeanour":
        bounds = (20, 200)
    elif charge.kind == "crime":
        bounds = (200, 1200)
    if bounds is not None:
        found.add(f"cap community-service {bounds[1]} hour")
        if case.offender.age >= 18 and not undercut(charge, case):
            found.add(f"floor community-service {bounds[0]} hour")
    if spared(case.offender):
        found.add("exclude community-service")
    return found


def spared(offender: Any) -> bool:
    """Say whether the person is one of those whom part 3 names."""
    if offender.sex.value == "female":
        of_sex = offender.pregnant or offender.child_under_3 or offender.age_at_decision >= 58
    else:
        of_sex = (offender.child_under_3 and offender.sole_carer) or offender.age_at_decision >= 63
    disabled = offender.disability_group in (1, 2)
    return bool(of_sex or disabled or offender.serviceman)


def undercut(charge: Subject, case: Any) -> bool:
    """Say whether cc:55(4) (milder punishment) or cc:56 (unfinished crime) allows less than the minimum."""
    exceptional = case.exceptional_circumstances and "closed-to-milder-punishment" not in charge.classes
    return bool(case.stage.value != "completed" or exceptional)
