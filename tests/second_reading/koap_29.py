"""koap:29, read again: redactions 06.02.2023 and 02.03.2026.

One text: it has no footnote. It denies liability and grants none. Of a part borne by parents
(koap:127-2(3)) it says nothing: they are liable, and not the minor of whose sanity the facts speak.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

ARTICLE = "koap:29"
DAYS = (
    dt.date(2022, 9, 12),
    dt.date(2023, 6, 30),
    dt.date(2023, 7, 1),
    dt.date(2024, 6, 15),
    dt.date(2024, 6, 16),
    dt.date(2025, 8, 31),
    dt.date(2025, 9, 1),
    dt.date(2026, 3, 2),
    dt.date(2026, 3, 8),
)


def liability(part: Any, case: Any, day: dt.date) -> str | None:
    """Return "not-liable" of one who was not sane at the act."""
    if not part.provision.startswith("koap:") or part.within("koap:127-2(3)"):
        return None
    return None if case.offender.sane else "not-liable"
