"""koap:802, read again: redactions 06.02.2023 and 02.03.2026, part 1 point 3.

Messages in the media are an occasion to open a case; that applications of persons are one too is no duty
told here. In 2024 (Law of 19.06.2024 No. 95-VIII, 60 days after its publication) "means of mass
information" became "mass media".

Read: for acts that the code holds for administrative offences on that day (part 2). A post on an online
platform is no message in the media. Other reading: it is one.

Settled: where a case is opened only on the victim's application (koap:64(1)), a message in the media opens
none. The other reading: an occasion it is all the same, and koap:64(1) stops what follows.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

ARTICLE = "koap:802"
DAYS = (
    dt.date(2022, 9, 12),
    dt.date(2023, 6, 30),
    dt.date(2023, 7, 1),
    dt.date(2024, 6, 15),
    dt.date(2024, 6, 16),
    dt.date(2024, 8, 19),
    dt.date(2024, 8, 22),
    dt.date(2025, 9, 1),
    dt.date(2026, 3, 2),
    dt.date(2026, 3, 8),
)
#: Each act with the days on which the code holds it for an administrative offence.
ACTS = {
    "domestic-misconduct": (dt.date.min, dt.date.max),
    "light-harm": (dt.date.min, dt.date(2024, 6, 15)),
    "battery": (dt.date.min, dt.date(2024, 6, 15)),
    "neglect-of-duties": (dt.date.min, dt.date.max),
    "failure-to-report": (dt.date.min, dt.date.max),
    "bullying": (dt.date(2024, 6, 16), dt.date.max),
    "cyberbullying": (dt.date(2024, 6, 16), dt.date.max),
    "bullying-not-handled": (dt.date(2026, 3, 2), dt.date.max),
    "minor-not-helped": (dt.date(2026, 3, 2), dt.date.max),
}


#: Spouses and former ones, those who live or lived together, close relatives, parents of a common child.
HOUSEHOLD = {"spouse", "former-spouse", "cohabitant", "close-relative", "child", "stepchild", "co-parent"}


def domestic(case: Any) -> bool:
    """Say whether offender and victim are in family and household relations (note to koap:73)."""
    return case.domestic is True or any(
        r.value in HOUSEHOLD for v in case.victims or () for r in v.relations or ()
    )


def on_application(case: Any, day: dt.date) -> bool:
    """Say whether the case is opened only on the victim's application (koap:64(1))."""
    act = case.act.value
    if day >= dt.date(2024, 6, 16):
        return act in ("bullying", "cyberbullying")
    if day >= dt.date(2023, 7, 1):
        # Part 1 of koap:73-1 and 73-2, and neither part 1-1 nor part 2 of them.
        return act in ("light-harm", "battery") and not domestic(case) and not case.repeat_within_year
    return act in ("domestic-misconduct", "light-harm", "battery")


def duties(case: Any, day: dt.date) -> set[str]:
    """Return the duty to respond to a message in the media."""
    first, last = ACTS.get(case.act.value, (dt.date.max, dt.date.min))
    if case.reported_by.value != "media" or not first <= day <= last or on_application(case, day):
        return set()
    return {"respond-to-media-report"}
