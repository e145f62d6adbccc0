"""cc:122, read again: redactions 12.09.2022, 19.04.2024, 16.06.2024, 09.09.2024, 16.09.2025 and 08.03.2026.

Settled: the part on parents, step-parents and teachers says «лица, не достигшего» without «заведомо» and
asks no knowledge; the other reading: it takes up part 1, and so the age is known there too. Settled: a ward
is one whom the guardian must raise by law; the other reading: only where the case says that the law charges
them with it (duty_of_care). Settled: a sexual service received from one under 16 is one of the acts of
part 1, before 09.09.2024 and since; the other readings: it is another act, which the article did not name
before; since then only part 2 is about it. Settled: one received at a distance is no act "with" the child;
the other reading: it is. Read: the «двух и более лиц» are each such as a part before speaks of; other
reading: any victims. Read: disqualification in part 1 stands after imprisonment and no comma, so it goes
with imprisonment only; other reading: with both.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.second_reading.reading import penalty, sanction

ARTICLE = "cc:122"
SERVICES = dt.date(2024, 9, 9)
DAYS = (dt.date(2022, 9, 12), dt.date(2024, 9, 8), SERVICES, dt.date(2026, 3, 8))


def brought_up(victim: Any) -> bool:
    """Say if the offender is the victim's parent, step-parent, teacher or guardian, or must raise them."""
    relations = {r.value for r in victim.relations}
    return bool(relations & {"child", "stepchild", "pupil", "ward"}) or bool(victim.duty_of_care)


def parts(case: Any, day: dt.date) -> dict[str, bool]:
    """Return which parts and points are met."""
    act = case.act.value
    with_child = act == "intercourse-under-16" or (act == "sexual-service-of-minor" and not case.telecom)
    young = [v for v in case.victims or () if with_child and v.age < 16]
    known, raised = [v for v in young if v.age_known], [v for v in young if brought_up(v)]
    deeds = [v for v in young if v.age_known or brought_up(v)]
    if day < SERVICES:
        last = "3"
        found = {"cc:122(1)": bool(known), "cc:122(2)": bool(raised)}
    else:
        serving = act == "sexual-service-of-minor"
        served = [v for v in case.victims or () if serving and v.age < 18 and v.age_known]
        last, deeds = "4", [v for v in case.victims or () if v in deeds or v in served]
        found = {"cc:122(1)": bool(known), "cc:122(2)": bool(served), "cc:122(3)": bool(raised)}
    repeated = bool(deeds) and bool(case.repeated)
    found |= {f"cc:122({last})(1)": repeated, f"cc:122({last})(2)": len(deeds) >= 2}
    found[f"cc:122({last})"] = repeated or len(deeds) >= 2
    return found


def sanctions(day: dt.date) -> dict[str, object]:
    """Return what each part threatens."""
    for_life = [penalty("disqualification", term="life", force="must")]
    first = sanction(
        penalty("restriction-of-liberty", None, 5, "year"),
        penalty("imprisonment", None, 5, "year", with_=for_life),
    )
    service = sanction(penalty("imprisonment", 3, 6, "year"), also=for_life)
    carer = sanction(penalty("imprisonment", 7, 12, "year"), also=for_life)
    worst = sanction(penalty("imprisonment", 12, 15, "year"), also=for_life)
    if day < SERVICES:
        return {"cc:122(1)": first, "cc:122(2)": carer, "cc:122(3)": worst}
    return {"cc:122(1)": first, "cc:122(2)": service, "cc:122(3)": carer, "cc:122(4)": worst}


def categories(day: dt.date) -> dict[str, tuple[str, str | None]]:
    """Return the kind and gravity of each part."""
    gravities = ["medium", "grave", "especially-grave"]
    if day >= SERVICES:
        gravities = ["medium", "grave", "grave", "especially-grave"]
    return {f"cc:122({n})": ("crime", gravity) for n, gravity in enumerate(gravities, 1)}
