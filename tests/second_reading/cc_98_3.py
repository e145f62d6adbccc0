"""cc:98-3, read again: redactions 16.06.2024, 16.07.2025, 16.09.2025 and 08.03.2026; one text; there is none
before 16.06.2024.

Read: the requirements may be set for any criminal offence, with or without a victim. Settled: where the
fine printed tells neither a crime nor a misdemeanour (cc:313-1(1)), nothing is said. Settled: an offence is
"with violence" where the fact says so, or where the deed is violence itself: harm, battery, torment, an
attempt at murder, rape and violent sexual acts without use of a helpless state; the other readings: the
fact alone; a completed murder too, for the sake of the family. Read: preventive talks have no bounds of
their own, since "one to four times a month" is neither a term nor an amount; other reading: they last three
months to a year like the requirements. Read: for part 2 of cc:108-1 and cc:109-1 after reconciliation, the
"must" of part 4 takes the place of the "may" of part 3; other reading: both are said. Settled: a case is
closed through reconciliation where cc:68(1) and (4) let it be: reconciled, the harm made good, not for a
second time, not violence of an adult against minors and no crime of a criminal group; the other reading:
reconciled is enough.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "cc:98-3"
DAYS = (dt.date(2024, 6, 16), dt.date(2025, 9, 16), dt.date(2026, 3, 8))
VIOLENT = (*("cc:106", "cc:107", "cc:108-1", "cc:109-1", "cc:110", "cc:111", "cc:112", "cc:113"),)
MURDER = ("cc:99", "cc:100", "cc:101", "cc:102", "cc:103")
REQUIREMENTS = ("psychological-assistance", "contact-ban", "weapons-ban", "alcohol-ban")


def violent(charge: Subject, case: Any) -> bool:
    """Say whether the deed itself is violence against one who can be protected."""
    attempted = charge.within(*MURDER) and case.stage.value == "attempt"
    forced = charge.within("cc:120", "cc:121") and not case.helplessness_used
    return bool(charge.within(*VIOLENT) or attempted or forced)


def closed(charge: Subject, case: Any) -> bool:
    """Say whether cc:68 lets the case be closed through reconciliation."""
    barred = "violence-against-minors" in charge.classes and case.offender.age >= 18
    barred |= charge.kind == "crime" and case.criminal_group
    return bool(case.reconciled and case.compensated and not case.prior_reconciliation and not barred)


def orders(charge: Subject, case: Any, day: dt.date) -> set[tuple[Any, ...]]:
    """Return the requirements to the conduct of one who committed a criminal offence."""
    if charge.kind not in ("crime", "misdemeanour"):
        return set()
    found: set[tuple[Any, ...]] = {(kind, "may", 3, 12, "month", None) for kind in REQUIREMENTS}
    if case.violence or case.dangerous_violence or violent(charge, case):
        found.add(("eviction", "may", None, 30, "day", None))
    bound = charge.within("cc:108-1(2)", "cc:109-1(2)") and closed(charge, case)
    found.add(("preventive-talks", "must" if bound else "may", None, None, None, None))
    return found
