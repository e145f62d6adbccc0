"""cc:105, read again: redactions 12.09.2022, 01.01.2023, 20.05.2023, 19.04.2024, 16.06.2024, 20.06.2024,
09.09.2024, 16.07.2025, 16.09.2025 and 08.03.2026.

The text changed on 16.06.2024 and on 16.09.2025 (objects of informatisation in point 4: only the Kazakh
footnote names the law, 210-VIII). No fact tells such objects from telecommunication networks.

Read: part 3 does not ask for knowledge of the age.
Settled: driving to suicide is complete with the suicide or the attempt at it ("до самоубийства или до
покушения на самоубийство"), so that one of the facts `suicide_attempted` and `suicide_completed` is asked
for, unless the driving itself was only attempted or prepared (24). The other reading: the act says so.
Settled: bullying is systematic humiliation, and drives to the suicide or the attempt stated with it. The
other reading: the act's name decides.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:105"
REFORM = dt.date(2024, 6, 16)
DAYS = (
    dt.date(2022, 9, 12),
    dt.date(2024, 6, 15),
    REFORM,
    dt.date(2025, 9, 15),
    dt.date(2025, 9, 16),
    dt.date(2026, 3, 8),
)


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    acts = {"drive-to-suicide"}
    if day >= REFORM:
        acts |= {"induce-suicide", "assist-suicide"}
    result = case.suicide_attempted or case.suicide_completed or case.stage.value != "completed"
    first = case.act.value in acts and bool(result or case.act.value != "drive-to-suicide")
    bullying = case.act.value in ("bullying", "cyberbullying") and bool(case.systematic)
    first = first or (bullying and bool(case.suicide_attempted or case.suicide_completed))
    weak = any((v.helpless and v.helpless_known) or (v.dependent and v.dependent_known) for v in case.victims)
    aggravating = {
        "1": weak,
        "2": len(case.victims) >= 2,
        "3": case.conspiracy or case.criminal_group,
        "4": case.telecom,
    }
    found = {f"cc:105(2)({n})": first and bool(met) for n, met in aggravating.items()}
    found["cc:105(1)"] = first
    found["cc:105(2)"] = first and any(aggravating.values())
    found["cc:105(3)"] = first and any(v.age < 18 for v in case.victims)
    return found


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    low, high = (5, 9) if day >= REFORM else (3, 8)
    found: dict[str, object] = {
        f"cc:105({part})": sanction(
            penalty("restriction-of-liberty", None, years, "year"),
            penalty("imprisonment", None, years, "year"),
        )
        for part, years in ((1, 3), (2, 5))
    }
    found["cc:105(3)"] = sanction(penalty("imprisonment", low, high, "year"))
    return found


def categories(day: dt.date) -> dict[str, tuple[str, str | None]]:
    """Return the kind and gravity of each part."""
    return {
        "cc:105(1)": ("crime", "medium"),
        "cc:105(2)": ("crime", "medium"),
        "cc:105(3)": ("crime", "grave"),
    }
