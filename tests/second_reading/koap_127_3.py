"""koap:127-3, read again: redaction 02.03.2026, in Russian and Kazakh.

Part 1, read: by note 1 the officials of this article are first heads and the deputies who stand in for
them, so that heads of organisations and officials of executive bodies are alike told by the fact `head`.
Other readings: any official (koap:30) is enough; the organisation must be one of education.

Settled: heads of organisations of education or child protection are told by `institution_worker`, which takes
in health and social protection, and officials of executive bodies by `official`. The other reading: these
alone.

Settled: the child of point 1 of part 1, whose bullying is reported or shows signs, stands as the victim,
like the minor of point 2; the other reading: point 1 is about an order of things, and asks for no victim.
No act is named for point 3 of part 1, nor for parts 2, 3, 5 and 6: they are left out. Part 4 says "parts
one, two and three", read: any of them, here the first. Note 2 speaks of part 3, but its points are those
of part 5.

Settled: the code knows no attempt, so that the act must be completed; the other reading: each part is
about the act, whatever its stage.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "koap:127-3"
DAYS = (dt.date(2026, 3, 2), dt.date(2026, 3, 8))


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    where = case.offender.institution_worker or case.offender.official
    head = bool(case.offender.head and where) and case.stage.value == "completed"
    minor = any(v.age < 18 for v in case.victims or ())
    not_handled = head and minor and case.act.value == "bullying-not-handled"
    not_helped = head and minor and case.act.value == "minor-not-helped"
    return {
        "koap:127-3(1)": not_handled or not_helped,
        "koap:127-3(1)(1)": not_handled,
        "koap:127-3(1)(2)": not_helped,
        "koap:127-3(4)": (not_handled or not_helped) and bool(case.repeat_within_year),
    }


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    return {
        "koap:127-3(1)": sanction(penalty("fine", 30, 30, "mci")),
        "koap:127-3(4)": sanction(penalty("fine", 60, 60, "mci")),
    }


def categories(day: dt.date) -> dict[str, tuple[str, str | None]]:
    """Return the kind and gravity of each part."""
    return dict.fromkeys(("koap:127-3(1)", "koap:127-3(4)"), ("administrative-offence", None))
