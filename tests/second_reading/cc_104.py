"""cc:104, read again: redactions 12.09.2022, 01.01.2023, 20.05.2023, 19.04.2024, 16.06.2024, 20.06.2024,
09.09.2024, 16.07.2025, 16.09.2025 and 08.03.2026; one text throughout.

Settled: the death is asked for (`careless_death`), which the act `careless-death` says by its name. One deed
is several offences where no stricter norm of one article takes them in (13(2)): a death by carelessness that
no article about the act takes in is charged here, beside it. 106(3) and 112(2) take it in where serious harm
was meant (stated, and not by carelessness); 111 and 113 do not; nor do 107, 108-1, 109-1, 110, 115, 115-1,
118, 121-1, 122-124, 132-134, 140, 144 and 312. The other reading: only `careless-death` is asked about here.
Settled: of other acts `careless_death_of_two` tells that two died.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:104"
DAYS = (
    dt.date(2022, 9, 12),
    dt.date(2023, 5, 20),
    dt.date(2024, 6, 16),
    dt.date(2025, 9, 16),
    dt.date(2026, 3, 8),
)

LESSER = {"moderate-harm", "light-harm", "battery", "torment"}
#: Acts that are serious harm where it came of them and was meant.
SMALL = {"domestic-misconduct", "bullying", "cyberbullying"}
#: Acts of which no article names a death.
OTHERS = {
    "threat",
    "stalking",
    "hiv-endangerment",
    "hiv-infection",
    "sexual-harassment",
    "intercourse-under-16",
    "sexual-service-of-minor",
    "sexual-coercion",
    "depraved-acts",
    "involve-minor-in-offence",
    "involve-minor-in-antisocial-acts",
    "involve-minor-in-prostitution",
    "involve-minor-in-sexual-services",
    "neglect-of-upbringing",
    "neglect-of-duties",
    "involve-minor-in-erotica",
    "pornography-of-minors",
    "involve-minor-in-pornography",
    "domestic-misconduct",
    "bullying",
    "cyberbullying",
}


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    act = case.act.value
    about = act.startswith("careless-") or act == "serious-harm" or act in LESSER | OTHERS
    serious = act in LESSER | SMALL and case.serious_harm and not case.careless_serious_harm
    # Harm in a state of affect, or in detaining, has no part about a death.
    taken_in = (act == "serious-harm" or serious) and case.form.value not in ("affect", "excess-of-detention")
    met = bool(case.careless_death and about and not taken_in)
    two = case.careless_death_of_two or (act == "careless-death" and len(case.victims) >= 2)
    return {"cc:104(1)": met, "cc:104(2)": bool(met and two)}


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    return {
        f"cc:104({part})": sanction(
            penalty("restriction-of-liberty", None, years, "year"),
            penalty("imprisonment", None, years, "year"),
        )
        for part, years in ((1, 3), (2, 5))
    }


def categories(day: dt.date) -> dict[str, tuple[str, str | None]]:
    """Return the kind and gravity of each part."""
    # By carelessness, and not over five years.
    return dict.fromkeys(("cc:104(1)", "cc:104(2)"), ("crime", "minor"))
