"""cc:99, read again: redactions 12.09.2022, 01.01.2023, 20.05.2023, 19.04.2024, 16.06.2024, 20.06.2024,
09.09.2024, 16.07.2025, 16.09.2025 and 08.03.2026, and the Kazakh text of 19.04.2024.

Part 3 before 16.06.2024, read: confiscation belongs to imprisonment for life alone. Part 2 sets it off by a
comma after both alternatives, part 3 does not; in Kazakh it stands after "не" ("or"), before the loss of
liberty for life. Other reading: it is added to whichever alternative is chosen.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:99"
REFORM = dt.date(2024, 6, 16)
DAYS = (
    dt.date(2022, 9, 12),
    dt.date(2023, 5, 20),
    dt.date(2024, 6, 15),
    REFORM,
    dt.date(2025, 9, 16),
    dt.date(2026, 3, 8),
)


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    victims = case.victims or ()
    murder = case.act.value == "murder"
    aggravating = {
        "1": len(victims) >= 2,
        "2": case.duty_motive,
        "3": any(v.helpless and v.helpless_known for v in victims) or case.with_kidnapping or case.hostage,
        "4": any(v.pregnant and v.pregnant_known for v in victims),
        "5": case.special_cruelty,
        "6": case.dangerous_means,
        "7": case.group or case.conspiracy,
        "8": case.gain_motive or case.for_hire or case.with_robbery or case.extortion,
        "9": case.hooligan_motive,
        "10": case.conceal_motive or case.with_sexual_violence,
        "11": case.hatred_motive or case.blood_feud,
        "12": case.organ_purpose,
        "13": case.repeated,
        "14": any(v.age < 18 and v.age_known for v in victims),
        "15": case.criminal_group or case.emergency or case.mass_riots,
    }
    found = {f"cc:99(2)({n})": murder and bool(met) for n, met in aggravating.items()}
    found["cc:99(1)"] = murder
    found["cc:99(2)"] = murder and any(aggravating.values())
    found["cc:99(3)"] = murder and any(v.age < 14 for v in victims)
    return found


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    life = penalty("life-imprisonment")
    confiscation = [penalty("confiscation", force="may")]
    third = sanction(life)
    if day < REFORM:
        for_life = penalty("disqualification", term="life", force="must")
        third = sanction(
            penalty("imprisonment", 20, 20, "year", with_=[for_life]),
            penalty("life-imprisonment", with_=confiscation),
        )
    return {
        "cc:99(1)": sanction(penalty("imprisonment", 8, 15, "year")),
        "cc:99(2)": sanction(penalty("imprisonment", 15, 20, "year"), life, also=confiscation),
        "cc:99(3)": third,
    }


def categories(day: dt.date) -> dict[str, tuple[str, str | None]]:
    """Return the kind and gravity of each part."""
    return dict.fromkeys(("cc:99(1)", "cc:99(2)", "cc:99(3)"), ("crime", "especially-grave"))
