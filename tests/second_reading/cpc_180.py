"""cpc:180, read again: redactions 12.09.2022, 20.06.2024, 20.08.2024, 16.09.2025 and 08.03.2026.

Part 1(3) only. A report is a ground to start where there are enough data and nothing excludes a case; no
fact speaks of the data, and what excludes a case other articles say.

Read: until law 94-VIII a message on an online platform was not one in the mass media; other reading: it
was, as internet resources were mass media then.

Read: the acts that only the administrative code names are no criminal offences; until 16.06.2024 light harm
and battery were among them. Settled: an act counts from the day on which the Criminal Code punishes it; the
other reading: any report of what could be an offence. Settled: a report starts no case of private
accusation (cpc:179(3), (5)), and careless harm of moderate gravity is nothing else.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

ARTICLE = "cpc:180"
INHUMAN = dt.date(2023, 5, 20)
HARM = dt.date(2024, 6, 16)
PLATFORMS = dt.date(2024, 8, 20)
SERVICES = dt.date(2024, 9, 9)
STALKING = dt.date(2025, 9, 16)
DAYS = (
    dt.date(2022, 9, 12),
    dt.date(2023, 5, 19),
    INHUMAN,
    dt.date(2024, 6, 15),
    HARM,
    dt.date(2024, 8, 19),
    PLATFORMS,
    dt.date(2024, 9, 8),
    SERVICES,
    dt.date(2025, 9, 15),
    STALKING,
    dt.date(2026, 3, 8),
)
ADMINISTRATIVE = {
    *("bullying", "cyberbullying", "domestic-misconduct", "neglect-of-duties", "failure-to-report"),
    *("bullying-not-handled", "minor-not-helped"),
}

PRIVATE = {"careless-moderate-harm"}
#: From when the Criminal Code punishes what it did not before.
SINCE = {
    INHUMAN: ("inhuman-treatment",),
    HARM: (
        *("light-harm", "battery", "induce-suicide", "assist-suicide", "promote-suicide"),
        *("sexual-harassment", "sexual-service-of-minor"),
    ),
    SERVICES: ("involve-minor-in-sexual-services",),
    STALKING: ("stalking", "forced-marriage"),
}


def duties(case: Any, day: dt.date) -> set[str]:
    """Return the duty to respond to a report about a criminal offence."""
    no_crime = (ADMINISTRATIVE | PRIVATE).union(*(acts for since, acts in SINCE.items() if day < since))
    sources = {"media", "online-platform"} if day >= PLATFORMS else {"media"}
    reported = case.reported_by.value in sources and case.act.value not in no_crime
    return {"respond-to-media-report"} if reported else set()
