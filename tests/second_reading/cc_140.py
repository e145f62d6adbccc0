"""cc:140, read again: redactions 12.09.2022, 20.05.2023, 16.07.2025, 16.09.2025 and 08.03.2026.

Part 1 is struck out since 2019.

Settled: a child, ward or pupil is one whom the offender must bring up or supervise by law, as is one of whom
the facts of the duty or the institution say so; the other reading: a guardian or teacher only by those facts.
Settled: "in respect of two or more persons" are two minors of whom part 2 holds; the other reading: two
victims, one of whom is such a minor.
Settled: a neglect of duties with cruel treatment is one of upbringing; the other reading: the act's name
decides.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:140"
REFORM = dt.date(2025, 9, 16)
DAYS = (dt.date(2022, 9, 12), dt.date(2025, 9, 15), REFORM, dt.date(2026, 3, 8))


def _neglected(victim: Any) -> bool:
    """Return whether the victim is a minor whom the offender had to bring up or supervise."""
    raised = any(r.value in ("child", "ward", "pupil") for r in victim.relations)
    return bool(victim.age < 18 and (raised or victim.duty_of_care or victim.under_supervision))


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    neglected = sum(_neglected(v) for v in case.victims or ())
    neglect = case.act.value in ("neglect-of-upbringing", "neglect-of-duties")
    base = bool(neglect and case.cruel_treatment and neglected >= 1)
    found = {"cc:140(2)": base}
    if day >= REFORM:
        found["cc:140(3)"] = base and neglected >= 2
    return found


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    three_years = [penalty("disqualification", None, 3, "year", force="may")]
    if day < REFORM:
        return {
            "cc:140(2)": sanction(
                penalty("fine", None, 160, "mci"),
                penalty("corrective-works", None, 160, "mci"),
                penalty("community-service", None, 160, "hour"),
                penalty("arrest", None, 40, "day"),
                also=three_years,
            )
        }
    return {
        "cc:140(2)": sanction(
            penalty("fine", None, 1000, "mci"),
            penalty("corrective-works", None, 1000, "mci"),
            penalty("community-service", None, 600, "hour"),
            penalty("restriction-of-liberty", None, 2, "year"),
            penalty("imprisonment", None, 2, "year"),
            also=three_years,
        ),
        "cc:140(3)": sanction(
            penalty("restriction-of-liberty", None, 3, "year"),
            penalty("imprisonment", None, 3, "year"),
            also=[penalty("disqualification", None, 5, "year", force="may")],
        ),
    }


def categories(day: dt.date) -> dict[str, tuple[str | None, str | None]]:
    """Return the kind and gravity of each part."""
    if day < REFORM:
        return {"cc:140(2)": ("misdemeanour", None)}
    return {"cc:140(2)": ("crime", "minor"), "cc:140(3)": ("crime", "medium")}
