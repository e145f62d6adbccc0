"""cc:110, read again: redactions 12.09.2022, 01.01.2023, 20.05.2023, 19.04.2024, 16.06.2024, 20.06.2024,
09.09.2024, 16.07.2025, 16.09.2025 and 08.03.2026, and the Kazakh text of 08.03.2026.

The text changed on 20.05.2023 (point 4, torture, deleted) and on 16.06.2024.

Read: the new text asks always for the purpose to torment, and for one of "особой жестокостью" and
"издевательством", as the same list in cc:54(1)(9) does (in Kazakh the purpose stands before the whole);
other reading: all three together. Read: in the old text systematic beating and "иные насильственные
действия" are both violence, and only beating has to be systematic; other reading: `systematic` alone is
enough, or all of it is systematic. Read: that no serious or moderate harm followed is asked of harm by
carelessness too, for the text does not tell by fault; other reading: it sets torment apart from intended
harm only.

Settled: battery and light harm that are systematic (until 15.06.2024), or done in order to torment with
special cruelty or mockery (since then), are this offence. The other reading: the act's name decides.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:110"
TORTURE_GONE = dt.date(2023, 5, 20)
REFORM = dt.date(2024, 6, 16)
DAYS = (
    dt.date(2022, 9, 12),
    dt.date(2023, 5, 19),
    TORTURE_GONE,
    dt.date(2024, 6, 15),
    REFORM,
    dt.date(2025, 9, 16),
    dt.date(2026, 3, 8),
)


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    blows = case.act.value in ("battery", "light-harm")
    # Until the reform beating is torment where it is systematic; since then where the manner and purpose are.
    first = (case.act.value == "torment" and case.violence) or (blows and (case.systematic or day >= REFORM))
    harmed = case.serious_harm or case.moderate_harm
    first = first and not (harmed or case.careless_serious_harm or case.careless_moderate_harm)
    if day >= REFORM:
        first = first and (case.special_cruelty or case.mockery) and case.torment_purpose
    weak = any(
        (v.age < 18 and v.age_known)
        or (v.helpless and v.helpless_known)
        or (v.dependent and v.dependent_known)
        for v in case.victims
    )
    aggravating = {
        "1": weak or case.with_kidnapping or case.hostage,
        "2": len(case.victims) >= 2,
        "3": any(v.pregnant and v.pregnant_known for v in case.victims),
        "5": case.for_hire,
        "6": case.hatred_motive,
    }
    if day < TORTURE_GONE:
        aggravating["4"] = case.torture
    found = {f"cc:110(2)({n})": bool(first and met) for n, met in aggravating.items()}
    found["cc:110(1)"] = bool(first)
    found["cc:110(2)"] = bool(first and any(aggravating.values()))
    return found


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    works = penalty("corrective-works", None, 1000, "mci")
    service = penalty("community-service", None, 600, "hour")
    if day >= REFORM:
        return {
            "cc:110(1)": sanction(works, service, penalty("imprisonment", None, 3, "year")),
            "cc:110(2)": sanction(penalty("imprisonment", 4, 7, "year")),
        }
    return {
        "cc:110(1)": sanction(
            penalty("fine", None, 1000, "mci"),
            works,
            service,
            penalty("restriction-of-liberty", None, 2, "year"),
            penalty("imprisonment", None, 2, "year"),
        ),
        "cc:110(2)": sanction(
            penalty("restriction-of-liberty", 4, 7, "year"), penalty("imprisonment", 4, 7, "year")
        ),
    }


def categories(day: dt.date) -> dict[str, tuple[str, str | None]]:
    """Return the kind and gravity of each part."""
    return {
        "cc:110(1)": ("crime", "medium" if day >= REFORM else "minor"),
        "cc:110(2)": ("crime", "grave"),
    }
