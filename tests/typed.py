"""What a type checker must accept of a caller, and what it must refuse: read by mypy, never run.

An ignored error that is none is an error itself (`warn_unused_ignores`): so each is a test.
"""

from __future__ import annotations

import datetime as dt
from typing import assert_type

from kzpenal import UNKNOWN, Act, Case, Offender, Relation, Sex, Victim


def never_called() -> None:
    """Make cases as a caller may, and as no caller may."""
    # Words stand for enums, texts for days, lists for tuples.
    words = Case(
        act="murder",
        committed="2024-07-01",
        stage="attempt",
        decided=UNKNOWN,
        victims=[Victim(age=9, sex="female", relations=["child", Relation.WARD], born="2014-08-01")],
        offender=Offender(sex="male"),
        reported_by="official",
    )
    Case(act=Act.MURDER, committed=dt.date(2024, 7, 1), victims=(), offender=Offender(sex=Sex.MALE))

    # What is kept is what the annotation says.
    assert_type(words.act, Act)
    assert_type(words.committed, dt.date)
    assert_type(words.victims, tuple[Victim, ...] | None)

    Case(act=3, committed="2024-07-01")  # type: ignore[arg-type]
    Case(act="murder")  # type: ignore[call-arg]
    Case(act="murder", committed="2024-07-01", victims=[{"age": 9}])  # type: ignore[list-item]
    Case(act="murder", committed="2024-07-01", group="yes")  # type: ignore[arg-type]
    Victim(relations=3)  # type: ignore[arg-type]
