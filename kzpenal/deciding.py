"""A case decided later than the act: every law in between is asked, and the one that applies answers."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs

from kzpenal.assessing import assess
from kzpenal.assessment import Assessment
from kzpenal.errors import NoLawForDay
from kzpenal.milder import succession
from kzpenal.statute import Statute
from kzpenal.succession import Ruling
from kzpenal.timeline import Period


def decide(case: Any, statute: Statute, *, engine: str | None = None, strict: bool = False) -> Assessment:
    """Return what the law makes of *case*: that of the day of the act, or a later one that is milder.

    Without a day of decision it is the law of the day of the act, and `milder` is None. Sources: cc:5,
    cc:6. Raises NoLawForDay where the law of the day of the act gives no answer, and what `assess` raises.
    """
    act: dt.date = case.committed
    decided = getattr(case, "decided", None)
    mine = assess(case, statute.law(on=act), engine=engine, strict=strict)
    if not isinstance(decided, dt.date):
        return mine
    periods = statute.periods(act, decided)
    first = Ruling(mine.law.id, act, periods[0].until, "act", answer=mine)
    later, seen = [], {mine.law.hash}
    for period in periods[1:]:
        ruling = _ruling(case, statute, period, engine, strict)
        known = ruling.answer.law.hash if ruling.answer is not None else None
        if known is None or known not in seen:
            later.append(ruling)
            seen.add(str(known))
    found = succession(first, later)
    applied = next((r.answer for r in found.laws if r.law == found.applies), mine)
    return attrs.evolve(applied, milder=found)


def _ruling(case: Any, statute: Statute, period: Period, engine: str | None, strict: bool) -> Ruling:
    assert period.first is not None
    try:
        answer = assess(case, statute.law(on=period.first), engine=engine, strict=strict)
    except NoLawForDay as refusal:
        name = f"in-force:{period.first}"
        return Ruling(name, period.first, period.until, "refused", refusal=refusal.problems)
    return Ruling(answer.law.id, period.first, period.until, "undecided", answer=answer)
