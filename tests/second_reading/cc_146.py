"""cc:146, read again: redactions 12.09.2022, 20.05.2023, 16.07.2025, 16.09.2025 and 08.03.2026.

Before 20.05.2023 the article knows only torture, and only by or through an official; since then also by or
through one who acts in an official capacity.

Settled: torment (cc:110) by or through these persons is the suffering that this article is about, and with
torture (the fact) it has the purposes of torture; the other reading: torment is cc:110 alone, or both. Read:
ill-treatment "without the signs of torture" is none where the fact says that there was torture; other
reading: the act says so already. Read: "knowingly" belongs to the pregnancy and not to the minority of the
victim; other reading: to both. Moderate harm may be by intent or carelessness, and so may serious harm; the
death of two is death.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:146"
NEW = dt.date(2023, 5, 20)
DAYS = (dt.date(2022, 9, 12), dt.date(2023, 5, 19), NEW, dt.date(2026, 3, 8))


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    victims = case.victims or ()
    points = {
        "1": case.group or case.conspiracy,
        "2": case.repeated,
        "3": case.moderate_harm or case.careless_moderate_harm,
        "4": any((v.pregnant and v.pregnant_known) or v.age < 18 for v in victims),
    }
    harm = case.serious_harm or case.careless_serious_harm
    worst = bool(harm or case.careless_death or case.careless_death_of_two)
    torment = case.act.value == "torment"
    torture = case.act.value == "torture" or bool(torment and case.torture)
    if day < NEW:
        base = bool(torture and case.by_official)
        found = {f"cc:146(2)({n})": base and bool(met) for n, met in points.items()}
        found["cc:146(1)"] = base
        found["cc:146(2)"] = base and any(points.values())
        found["cc:146(3)"] = base and worst
        return found
    official = bool(case.by_official or case.in_official_capacity)
    first = official and (torment or case.act.value == "inhuman-treatment") and not case.torture
    second = official and torture
    found = {f"cc:146(3)({n})": (first or second) and bool(met) for n, met in points.items()}
    found["cc:146(1)"] = first
    found["cc:146(2)"] = second
    found["cc:146(3)"] = (first or second) and any(points.values())
    found["cc:146(4)"] = (first or second) and worst
    return found


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    three_years = [penalty("disqualification", None, 3, "year", force="must")]
    if day < NEW:
        return {
            "cc:146(1)": sanction(
                penalty("fine", None, 5000, "mci"),
                penalty("corrective-works", None, 5000, "mci"),
                penalty("restriction-of-liberty", None, 5, "year"),
                penalty("imprisonment", None, 5, "year"),
                also=three_years,
            ),
            "cc:146(2)": sanction(penalty("imprisonment", 3, 7, "year"), also=three_years),
            "cc:146(3)": sanction(penalty("imprisonment", 5, 12, "year"), also=three_years),
        }
    return {
        "cc:146(1)": sanction(
            penalty("fine", None, 2000, "mci"),
            penalty("corrective-works", None, 2000, "mci"),
            penalty("community-service", None, 600, "hour"),
            penalty("restriction-of-liberty", None, 2, "year"),
            penalty("imprisonment", None, 2, "year"),
            also=[penalty("disqualification", None, 2, "year", force="may")],
        ),
        "cc:146(2)": sanction(
            penalty("fine", None, 5000, "mci"),
            penalty("corrective-works", None, 5000, "mci"),
            penalty("restriction-of-liberty", None, 6, "year"),
            penalty("imprisonment", None, 6, "year"),
            also=three_years,
        ),
        "cc:146(3)": sanction(penalty("imprisonment", 4, 10, "year"), also=three_years),
        "cc:146(4)": sanction(penalty("imprisonment", 7, 12, "year"), also=three_years),
    }


def categories(day: dt.date) -> dict[str, tuple[str | None, str | None]]:
    """Return the kind and gravity of each part."""
    if day < NEW:
        return {
            "cc:146(1)": ("crime", "medium"),
            "cc:146(2)": ("crime", "grave"),
            "cc:146(3)": ("crime", "grave"),
        }
    return {
        "cc:146(1)": ("crime", "minor"),
        "cc:146(2)": ("crime", "grave"),
        "cc:146(3)": ("crime", "grave"),
        "cc:146(4)": ("crime", "grave"),
    }
