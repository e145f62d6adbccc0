"""koap:127, read again: redactions 06.02.2023, 20.06.2024 and 02.03.2026, and the Kazakh text of
02.03.2026.

What the footnote tells, 12.09.2022 has the text of 06.02.2023. From 16.06.2024 the duties include
measures for the minor's safety; subjects, consequences and sanctions are the same, and alike in Kazakh.

Part 1, settled: parents and other legal representatives are those whose child or ward it is, since part 3
sets "a parent or another person on whom these duties are laid" apart from them. The other reading:
whoever the law charges with the upbringing too. A stepchild alone makes nobody a representative.

Part 3, read: a teacher is one whose pupil the minor is; that the minor is in the charge of the
institution where somebody works does not show that the upbringing was laid on that worker. Other
reading: it is enough.

Settled: neglect of upbringing without cruel treatment is one of the duties; with it each is cc:140, and no
offence of this code (25(2)). The other reading: the act's name decides.

Settled: the code knows no attempt, so that the neglect must be completed; the other reading: each part is
about the act, whatever its stage.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "koap:127"
DAYS = (dt.date(2022, 9, 12), dt.date(2024, 6, 15), dt.date(2024, 6, 16), dt.date(2026, 3, 8))


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts are met."""
    neglect = case.act.value in ("neglect-of-duties", "neglect-of-upbringing")
    neglect = neglect and case.stage.value == "completed" and not case.cruel_treatment
    minors = [v for v in case.victims or () if v.age < 18]
    relations = [{r.value for r in v.relations or ()} for v in minors]
    representative = any(r & {"child", "ward"} for r in relations)
    charged = representative or any(v.duty_of_care for v in minors)
    teacher = any("pupil" in r for r in relations)
    led = case.led_to_substances or case.led_to_vagrancy or case.led_to_offence
    first = neglect and representative
    return {
        "koap:127(1)": first,
        "koap:127(2)": first and bool(case.repeat_within_year),
        "koap:127(3)": neglect and (charged or teacher) and bool(led),
    }


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    return {
        "koap:127(1)": sanction(penalty("fine", 10, 10, "mci")),
        "koap:127(2)": sanction(penalty("fine", 15, 15, "mci"), penalty("arrest", None, 5, "day")),
        "koap:127(3)": sanction(penalty("fine", 20, 20, "mci"), penalty("arrest", None, 10, "day")),
    }


def categories(day: dt.date) -> dict[str, tuple[str, str | None]]:
    """Return the kind and gravity of each part."""
    return dict.fromkeys(("koap:127(1)", "koap:127(2)", "koap:127(3)"), ("administrative-offence", None))
