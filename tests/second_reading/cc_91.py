"""cc:91, read again: redactions 12.09.2022, 16.06.2024, 16.07.2025, 16.09.2025 and 08.03.2026.

One text: the footnote names no law after 2020. Part 4 (material for the health authorities) is not read.

Read: whoever has a disorder of part 2 is one of the persons of part 1, insane (point 1) or with a disorder
that does not exclude sanity or came later (points 2 and 3), so that the disorder alone is asked; other
reading: the insane, and those over 18 who offended against the sexual inviolability of minors. Settled:
where the fine printed tells neither a crime nor a misdemeanour (cc:313-1(1)), nothing is said.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "cc:91"
DAYS = (dt.date(2022, 9, 12), dt.date(2024, 6, 16), dt.date(2025, 9, 16), dt.date(2026, 3, 8))


def orders(charge: Subject, case: Any, day: dt.date) -> set[tuple[Any, ...]]:
    """Return that compulsory medical measures may be ordered."""
    if charge.kind in ("crime", "misdemeanour") and case.dangerous_disorder:
        return {("compulsory-medical-measures", "may", None, None, None, None)}
    return set()
