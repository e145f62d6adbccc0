"""cc:53, read again: redactions 12.09.2022, 20.05.2023, 19.04.2024, 16.06.2024, 09.09.2024, 16.07.2025,
16.09.2025 and 08.03.2026; amended once in the span, on 16.09.2025 (part 1, point 4).

Settled: whether a circumstance of the list is there is for the court to find, and is stated as such; what
is an element of the charge is not stated as one (part 3). Minority, pregnancy, a young child, harm made good
and surrender are themselves on the list: where they are stated, it is concluded from them.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import Subject

ARTICLE = "cc:53"
DAYS = (dt.date(2022, 9, 12), dt.date(2025, 9, 15), dt.date(2025, 9, 16), dt.date(2026, 3, 8))


def classes(charge: Subject, case: Any, day: dt.date) -> set[str]:
    """Return mitigating-circumstance where one is found."""
    return {"mitigating-circumstance"} if charge.provision.startswith("cc:") and case.mitigating else set()
