"""The milder law and several acts, over cases by chance: what holds whatever the facts."""

from __future__ import annotations

import datetime as dt
import json
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

import kzpenal
from kzpenal import Case
from kzpenal.milder import compare, relation
from kzpenal.testing import cases
from tests.test_milder import MIRROR
from tests.test_proceedings import act, ask

POOL = (
    act("battery", "2025-10-01"),
    act("battery", "2025-11-01"),
    act("light-harm", "2025-10-02"),
    act("rape", "2025-10-03"),
    act("serious-harm", "2025-12-01"),
    act("murder", "2025-12-02"),
    act("bullying", "2025-10-04", victims=[{"age": 12}]),
)


@settings(max_examples=12, deadline=None)
@given(chosen=st.lists(st.sampled_from(POOL), min_size=2, max_size=3, unique_by=id))
def test_order_does_not_matter_and_nothing_is_lost(chosen: list[Case]) -> None:
    """The same acts in any order are joined alike, and all that each imposes, orders or bars is there.

    What follows from a charge that is one with a later one is the exception: it is not imposed for it.
    """
    told = set()
    for order in permutations(chosen):
        found = ask(*order)
        told.add(str([j.to_dict() for j in found.together]))
        gone = {(m.case, m.provision) for m in found.merged}
        for number, answer in enumerate(found.acts):
            for name in ("mandatory", "orders", "bars"):
                kept = {i for i in getattr(answer, name) if (number, i.for_) not in gone}
                assert kept <= set(getattr(found, name))
    assert len(told) == 1


@settings(max_examples=15, deadline=None)
@given(case=cases(), days=st.tuples(st.integers(0, 700), st.integers(0, 700)))
def test_comparing_is_symmetric(case: Case, days: tuple[int, int]) -> None:
    """What the one law is to the other, the other is to the one, turned round; each is the same as itself."""
    answers = []
    for passed in days:
        law = kzpenal.law(on=dt.date(2024, 6, 16) + dt.timedelta(passed))
        try:
            answers.append(kzpenal.assess(case, law=law, engine="reference"))
        except kzpenal.NoLawForDay:
            return
    there, back = relation(compare(*answers)), relation(compare(answers[1], answers[0]))
    assert back == MIRROR.get(there, there)
    assert relation(compare(answers[0], answers[0])) in ("same", "undecided")


@settings(max_examples=12, deadline=None)
@given(case=cases(), passed=st.integers(1, 700))
def test_what_applies_is_never_harsher(case: Case, passed: int) -> None:
    """The law that applies is, compared with that of the day of the act, never harsher; its JSON is valid."""
    later = case.committed + dt.timedelta(passed)
    case = case.but({"decided": later, "offender.age_at_decision": None, "months_since_act": None})
    try:
        answer = kzpenal.assess(case, engine="reference")
    except kzpenal.NoLawForDay:
        return
    found = answer.milder
    assert found is not None
    by_id = {r.law: r for r in found.laws}
    assert found.laws[0].relation == "act"
    if found.verdict == "later":
        assert found.applies is not None
        assert by_id[found.applies].relation in ("milder", "same")
        assert answer.law.id == found.applies
    else:
        assert answer.law.id == found.laws[0].law
    json.dumps(answer.to_dict())
    assert answer.explain()
