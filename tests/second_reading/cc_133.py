"""cc:133, read again: redactions 12.09.2022, 09.09.2024, 16.09.2025 and 08.03.2026.

One text in all of them. Read: no offender of 18 is asked, as cc:132 asks one in words and this does not.
Settled: a step-parent comes in only as one whom the law charges with upbringing (duty_of_care), and a ward is
one whom the guardian must raise by law; the other reading: the guardian, too, only where the case says so.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:133"
DAYS = (dt.date(2022, 9, 12), dt.date(2026, 3, 8))


def brought_up(victim: Any) -> bool:
    """Say whether the offender is the victim's parent, teacher or guardian, or must raise them by law."""
    relations = {r.value for r in victim.relations}
    return bool(relations & {"child", "pupil", "ward"}) or bool(victim.duty_of_care)


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    involved = case.act.value == "involve-minor-in-antisocial-acts"
    minors = [v for v in case.victims or () if involved and v.age < 18]
    third = case.repeated or case.violence or case.violence_threat
    return {
        "cc:133(1)": bool(minors),
        "cc:133(2)": any(brought_up(v) for v in minors),
        "cc:133(3)": bool(minors) and bool(third),
    }


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    for_life = [penalty("disqualification", term="life", force="must")]
    return {
        "cc:133(1)": sanction(
            penalty("fine", None, 4000, "mci"),
            penalty("corrective-works", None, 4000, "mci"),
            penalty("community-service", None, 1000, "hour"),
            penalty("restriction-of-liberty", None, 3, "year"),
            penalty("imprisonment", None, 3, "year"),
        ),
        "cc:133(2)": sanction(
            penalty("fine", None, 5000, "mci"),
            penalty("corrective-works", None, 5000, "mci"),
            penalty("community-service", None, 1200, "hour"),
            penalty("restriction-of-liberty", None, 6, "year"),
            penalty("imprisonment", None, 6, "year"),
            also=for_life,
        ),
        "cc:133(3)": sanction(penalty("imprisonment", 3, 7, "year"), also=for_life),
    }


def categories(day: dt.date) -> dict[str, tuple[str, str | None]]:
    """Return the kind and gravity of each part."""
    grave = dict.fromkeys(("cc:133(2)", "cc:133(3)"), ("crime", "grave"))
    return {"cc:133(1)": ("crime", "medium"), **grave}
