"""cc:106, read again: redactions 12.09.2022, 01.01.2023, 20.05.2023, 19.04.2024, 16.06.2024, 20.06.2024,
09.09.2024, 16.07.2025, 16.09.2025 and 08.03.2026.

The text changed on 20.05.2023 (dependence in point 3) and on 16.06.2024 (part 1 lost restriction).
Settled: moderate harm, light harm, battery, torment, misconduct in the family or bullying from which serious
harm came by intent is this offence;
by intent is harm that is stated and is not by carelessness. The other reading: the act's name decides.
Read: the death of part 3 is by carelessness. Privileged forms are special norms of other articles: this
one does not ask about the form.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:106"
DEPENDENCE = dt.date(2023, 5, 20)
REFORM = dt.date(2024, 6, 16)
DAYS = (
    dt.date(2022, 9, 12),
    dt.date(2023, 5, 19),
    DEPENDENCE,
    dt.date(2024, 6, 15),
    REFORM,
    dt.date(2025, 9, 16),
    dt.date(2026, 3, 8),
)


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    lesser = case.act.value in (
        "moderate-harm",
        "light-harm",
        "battery",
        "torment",
        "domestic-misconduct",
        "bullying",
        "cyberbullying",
    )
    meant = bool(case.serious_harm and not case.careless_serious_harm)
    first = case.act.value == "serious-harm" or (lesser and meant)
    weak = any(
        (v.helpless and v.helpless_known) or (day >= DEPENDENCE and v.dependent and v.dependent_known)
        for v in case.victims
    )
    aggravating = {
        "1": len(case.victims) >= 2,
        "2": case.duty_motive,
        "3": weak or case.with_kidnapping or case.hostage,
        "4": case.special_cruelty,
        "5": case.group or case.conspiracy,
        "6": case.gain_motive or case.for_hire,
        "7": case.hooligan_motive,
        "8": case.hatred_motive,
        "9": case.organ_purpose,
        "10": case.repeated,
        "11": any(v.age < 18 and v.age_known for v in case.victims),
        "12": case.emergency or case.mass_riots,
    }
    found = {f"cc:106(2)({n})": first and bool(met) for n, met in aggravating.items()}
    found["cc:106(1)"] = first
    found["cc:106(2)"] = first and any(aggravating.values())
    found["cc:106(3)"] = first and bool(case.careless_death or case.criminal_group)
    return found


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    confiscation = [penalty("confiscation", force="may")]
    first = [penalty("imprisonment", 3, 8, "year")]
    if day < REFORM:
        first = [penalty("restriction-of-liberty", 3, 8, "year"), *first]
    return {
        "cc:106(1)": sanction(*first),
        "cc:106(2)": sanction(penalty("imprisonment", 6, 10, "year"), also=confiscation),
        "cc:106(3)": sanction(penalty("imprisonment", 8, 12, "year"), also=confiscation),
    }


def categories(day: dt.date) -> dict[str, tuple[str, str | None]]:
    """Return the kind and gravity of each part."""
    return dict.fromkeys(("cc:106(1)", "cc:106(2)", "cc:106(3)"), ("crime", "grave"))
