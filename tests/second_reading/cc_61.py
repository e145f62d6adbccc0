"""cc:61, read again: redactions 12.09.2022 and 08.03.2026; one text, last amended by law 180-VI of 2018.

Part 1 only: by part 2 additional penalties are carried out on their own.
"""

from __future__ import annotations

import datetime as dt

ARTICLE = "cc:61"
DAYS = (dt.date(2022, 9, 12), dt.date(2026, 3, 8))


def worth() -> dict[tuple[str, str], float]:
    """Return what one unit of the second kind is worth in units of the first."""
    quarter = {"fine": 0.25, "corrective-works": 0.25, "community-service": 0.25}
    table: dict[str, dict[str, float]] = {
        "imprisonment": {**quarter, "arrest": 1, "restriction-of-liberty": 1},
        "restriction-of-liberty": {**quarter, "arrest": 1},
        "arrest": quarter,
        "community-service": {"fine": 1, "corrective-works": 1},
        "corrective-works": {"fine": 1},
    }
    return {(kind, other): rate for kind, row in table.items() for other, rate in row.items()}
