"""cc:93, read again: redactions 12.09.2022, 16.06.2024, 16.07.2025, 16.09.2025 and 08.03.2026.

On 16.09.2025 only the wording of point 5 changed ("chemical castration" for "compulsory treatment in the
form of chemical castration"). Part 3 is about release from prison. No word stands for treatment in a
hospital.

Read: the kinds of part 1 may be ordered on the grounds of cc:91, so that each needs the dangerous disorder
of cc:91(2); chemical castration is for those of cc:91(1)(5); other readings: castration without a disorder,
or for any sexual violence. Settled: "over eighteen" (cc:91(1)(5)) is about the age at the act, as the text
names no moment; the other reading: at the decision. Read: outpatient treatment may be ordered for the
insane (part 1) as for the sane (part 2); other reading: for the sane alone. Settled: where the fine printed
tells neither a crime nor a misdemeanour (cc:313-1(1)), nothing is said.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "cc:93"
DAYS = (
    dt.date(2022, 9, 12),
    dt.date(2024, 6, 16),
    dt.date(2025, 9, 15),
    dt.date(2025, 9, 16),
    dt.date(2026, 3, 8),
)


def orders(charge: Subject, case: Any, day: dt.date) -> set[tuple[Any, ...]]:
    """Return which medical measures may be ordered."""
    if charge.kind not in ("crime", "misdemeanour") or not case.dangerous_disorder:
        return set()
    found: set[tuple[Any, ...]] = {("outpatient-psychiatric-treatment", "may", None, None, None, None)}
    if "sexual-inviolability-of-minors" in charge.classes and case.offender.age >= 18:
        found.add(("chemical-castration", "may", None, None, None, None))
    return found
