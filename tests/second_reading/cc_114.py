"""cc:114, read again: redactions 12.09.2022, 01.01.2023, 20.05.2023, 19.04.2024, 16.06.2024, 20.06.2024,
09.09.2024, 16.07.2025, 16.09.2025 and 08.03.2026; one text throughout.

Settled: the harm is asked for by its fact, which the acts named from this article say by their names. One
deed is several offences where no stricter norm of one article takes them in (13(2)): harm by carelessness
that no article about the act takes in is charged here, beside it; a death that came of it takes it in (104),
and so does serious harm that was meant of moderate harm (106). That two suffered it is told of the acts
of this article only. The other reading: only those acts are asked about here.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:114"
DAYS = (
    dt.date(2022, 9, 12),
    dt.date(2023, 5, 20),
    dt.date(2024, 6, 16),
    dt.date(2025, 9, 16),
    dt.date(2026, 3, 8),
)

#: Acts of which no article names a death or such harm.
OTHERS = {
    "threat",
    "stalking",
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
    several = len(case.victims) >= 2
    lesser = ("light-harm", "battery", "torment")
    small = ("domestic-misconduct", "bullying", "cyberbullying")
    meant = act in lesser + small and case.serious_harm and not case.careless_serious_harm
    moderate = act == "careless-moderate-harm" or act in lesser or act in OTHERS
    moderate = bool(moderate and case.careless_moderate_harm and not case.careless_death and not meant)
    serious = act.startswith("careless-") and act != "careless-death"
    serious = serious or act == "moderate-harm" or act in lesser or act in OTHERS
    serious = bool(serious and case.careless_serious_harm and not case.careless_death)
    return {
        "cc:114(1)": moderate,
        "cc:114(2)": moderate and several and act == "careless-moderate-harm",
        "cc:114(3)": serious,
        "cc:114(4)": serious and several and act == "careless-serious-harm",
    }


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    return {
        "cc:114(1)": sanction(
            penalty("fine", None, 80, "mci"),
            penalty("corrective-works", None, 80, "mci"),
            penalty("community-service", None, 80, "hour"),
            penalty("arrest", None, 20, "day"),
        ),
        "cc:114(2)": sanction(
            penalty("fine", None, 120, "mci"),
            penalty("corrective-works", None, 120, "mci"),
            penalty("community-service", None, 120, "hour"),
            penalty("arrest", None, 30, "day"),
        ),
        "cc:114(3)": sanction(
            penalty("fine", None, 1000, "mci"),
            penalty("corrective-works", None, 1000, "mci"),
            penalty("community-service", None, 400, "hour"),
            penalty("restriction-of-liberty", None, 1, "year"),
            penalty("imprisonment", None, 1, "year"),
        ),
        "cc:114(4)": sanction(
            penalty("fine", None, 2000, "mci"),
            penalty("corrective-works", None, 2000, "mci"),
            penalty("community-service", None, 600, "hour"),
            penalty("restriction-of-liberty", None, 2, "year"),
            penalty("imprisonment", None, 2, "year"),
        ),
    }


def categories(day: dt.date) -> dict[str, tuple[str, str | None]]:
    """Return the kind and gravity of each part."""
    return {
        "cc:114(1)": ("misdemeanour", None),
        "cc:114(2)": ("misdemeanour", None),
        "cc:114(3)": ("crime", "minor"),
        "cc:114(4)": ("crime", "minor"),
    }
