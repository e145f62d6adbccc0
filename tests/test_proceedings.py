"""Several acts by one offender: repetition, the joining of sentences, and the union of what follows."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kzpenal
from kzpenal import Case, InvalidCase, KzpenalError, Prior
from kzpenal.aggregation import Joined, bounds, governing
from kzpenal.provision import Aggregation
from kzpenal.sanction import SEVERITY, Penalty

#: A man of whom all is known that bears on penalties.
MAN = {
    "age": 34,
    "sex": "male",
    "disability_group": 0,
    "sole_carer": False,
    "child_under_3": False,
    "serviceman": False,
    "works": True,
    "full_time_student": False,
    "fit_for_work": True,
}


def act(name: str, day: str = "2025-10-01", **more: Any) -> Case:
    """Return a closed case of an adult man against an adult woman."""
    facts = {"act": name, "committed": day, "victims": [{"age": 30, "sex": "female"}], "offender": MAN}
    return Case.from_dict(facts | more).closed()


def ask(*cases: Case, **more: Any) -> kzpenal.Proceedings:
    """Return the proceedings about *cases*, by the reference engine."""
    return kzpenal.proceedings(list(cases), engine="reference", **more)


def test_the_later_of_two_acts_is_repeated() -> None:
    """Of two acts under one article the later, whatever the order given, is charged as repeated."""
    first, second = act("battery", "2025-10-01"), act("battery", "2025-11-01")
    for given_order, late in (((first, second), 1), ((second, first), 0)):
        found = ask(*given_order)
        assert [(c.case, c.fact, c.other) for c in found.concluded] == [(late, "repeated", 1 - late)]
        assert found.acts[late].charges[0].provision == "cc:109-1(2)"
        assert found.acts[1 - late].charges[0].provision == "cc:109-1(1)"
        assert found.together == ()


def test_acts_under_different_articles_do_not_repeat() -> None:
    """A battery and light harm are joined, and neither repeats the other."""
    found = ask(act("battery"), act("light-harm"))
    assert found.concluded == ()
    (joined,) = found.together
    assert (joined.provision, joined.methods) == ("cc:58(2)", ("absorption", "addition"))
    assert joined.certain


def test_a_crime_and_a_misdemeanour_do_not_repeat_one_another() -> None:
    """Light harm to an adult (a misdemeanour) and then to a child (a crime): no repetition."""
    child = [{"age": 9, "age_known": True}]
    found = ask(act("light-harm"), act("light-harm", "2025-11-01", victims=child))
    assert [a.charges[0].kind for a in found.acts] == ["misdemeanour", "crime"]
    assert found.concluded == ()


def test_misdemeanours_are_added_up_to_a_limit() -> None:
    """Arrest for two misdemeanours comes to at most 50 days, and to no less than the graver minimum."""
    (joined,) = ask(act("battery"), act("light-harm")).together
    assert joined.bounds is not None
    assert joined.bounds.most.to_dict() == {"kind": "arrest", "value": 50, "unit": "day"}
    assert joined.bounds.least.to_dict() == {"kind": "fine", "value": 20, "unit": "mci"}
    assert not joined.bounds.more_than


def test_a_grave_crime_is_joined_to_twenty_years() -> None:
    """Rape and serious harm, both grave: absorption or addition, to twenty years or what they come to."""
    (joined,) = ask(act("rape"), act("serious-harm")).together
    assert (joined.provision, joined.methods) == ("cc:58(3)", ("absorption", "addition"))
    assert joined.bounds is not None
    assert joined.bounds.most.to_dict() == {"kind": "imprisonment", "value": 16 * 12, "unit": "month"}
    assert joined.bounds.least.to_dict() == {"kind": "imprisonment", "value": 60, "unit": "month"}


def test_murder_with_aggravation_is_only_added_up() -> None:
    """An especially grave crime with up to twenty years: life may be imposed; without it, to 25 years."""
    joined, for_life = ask(act("murder", special_cruelty=True), act("rape")).together
    assert (joined.provision, joined.methods, joined.certain) == ("cc:58(4)", ("addition",), False)
    assert (for_life.provision, for_life.methods) == ("cc:58(4)", ("absorption",))
    assert joined.bounds is not None
    assert joined.bounds.most.to_dict() == {"kind": "life-imprisonment"}
    woman = MAN | {"sex": "female", "pregnant": False, "child_under_14": False}
    (joined,) = ask(
        act("murder", special_cruelty=True, offender=woman), act("serious-harm", offender=woman)
    ).together
    assert joined.bounds is not None
    assert joined.bounds.most.to_dict() == {"kind": "imprisonment", "value": 300, "unit": "month"}
    assert joined.bounds.more_than


CHILD = [{"age": 9, "sex": "female"}]
BOY = MAN | {"age": 16}


def test_a_later_act_takes_in_no_graver_one() -> None:
    """The graver charge for an earlier act stands beside the later, which repeats it (cc:12(4), 13(1))."""
    found = ask(act("murder", victims=CHILD), act("murder", "2025-11-01"), act("serious-harm", "2025-12-01"))
    assert [a.charges[0].provision for a in found.acts] == ["cc:99(3)", "cc:99(2)", "cc:106(1)"]
    assert "cc:99(3)" in {m.for_ for m in found.mandatory}
    assert {(t.provision, t.methods) for t in found.together} == {("cc:58(4)", ("absorption",))}


def test_one_charge_for_repeated_acts_counts_once() -> None:
    """What a charge takes in that punishes repetition brings neither a penalty nor a payment of its own."""
    found = ask(act("murder"), act("murder", "2025-11-01"))
    assert {m.for_ for m in found.mandatory} == {"cc:99(2)"}
    assert found.together == ()


def test_minors_are_given_no_more_for_several_acts_than_the_law_gives_them() -> None:
    """Ten years for several crimes of a minor, twelve where one is murder with aggravation (cc:81(7))."""
    for first, most in (
        (act("serious-harm", offender=BOY), 120),
        (act("murder", special_cruelty=True, offender=BOY), 144),
    ):
        (joined,) = ask(first, act("rape", "2025-11-01", offender=BOY)).together
        assert joined.bounds is not None
        assert joined.bounds.most.to_dict() == {"kind": "imprisonment", "value": most, "unit": "month"}


def test_one_who_must_be_released_of_the_first_act_has_not_repeated_it() -> None:
    """An act of which release is mandatory makes no repetition, and no sentence to join (cc:12(2))."""
    day = {"decided": "2024-12-01"}
    first = act("moderate-harm", "2022-10-01", offender=MAN | {"age": 32}, **day)
    found = ask(first, act("moderate-harm", "2024-11-01", **day))
    assert found.concluded == ()
    assert [a.charges[0].provision for a in found.acts] == ["cc:107(1)", "cc:107(1)"]
    assert found.together == ()


def test_an_old_sentence_is_joined_to_the_sentence_for_all_new_acts() -> None:
    """New acts are joined first, to twenty years; the old sentence is added to that (cc:58(3), 60(1))."""
    prior = Prior(Penalty("imprisonment", 36, 36, "month"), "crime", "grave", 96)
    acts = act("serious-harm", careless_death=True), act("rape", "2025-11-01", group=True)
    for_acts, joined = ask(*acts, prior=prior).together
    assert for_acts.bounds is not None
    assert for_acts.bounds.most.to_dict() == {"kind": "imprisonment", "value": 240, "unit": "month"}
    assert joined.bounds is not None
    assert joined.bounds.most.to_dict() == {"kind": "imprisonment", "value": 276, "unit": "month"}


def test_the_ages_of_one_offender_fit_the_days() -> None:
    """Acts of one who was older on the earlier day are refused: they are not about one offender."""
    with pytest.raises(InvalidCase, match="does not fit one person"):
        ask(act("battery"), act("battery", "2025-11-01", offender=MAN | {"age": 20}))


def test_the_rest_of_an_old_sentence_is_added() -> None:
    """One new act and three years left of an old sentence: more than either, to 25 years (cc:60)."""
    prior = Prior(Penalty("imprisonment", 36, 36, "month"), "crime", "grave", 96)
    (joined,) = ask(act("rape"), prior=prior).together
    assert (joined.provision, joined.of) == ("cc:60(3)", "sentences")
    assert joined.bounds is not None
    assert joined.bounds.least.to_dict() == {"kind": "imprisonment", "value": 60, "unit": "month"}
    assert joined.bounds.most.to_dict() == {"kind": "imprisonment", "value": 132, "unit": "month"}
    assert joined.bounds.more_than


def test_other_penalties_of_two_sentences_have_the_general_limits() -> None:
    """A battery after arrest not yet served: arrest to 50 days in all (cc:60(2), cc:45)."""
    prior = Prior(Penalty("arrest", 30, 30, "day"), "misdemeanour", None, None)
    (joined,) = ask(act("battery"), prior=prior).together
    assert joined.bounds is not None
    assert joined.bounds.most.to_dict() == {"kind": "arrest", "value": 50, "unit": "day"}
    assert joined.bounds.more_than


def test_open_charges_leave_the_bounds_open() -> None:
    """Where a charge is not settled no bounds are given."""
    unsure = Case.from_dict({"act": "rape", "committed": "2025-10-01", "victims": [{}], "offender": MAN})
    found = ask(unsure, act("serious-harm"))
    assert all(joined.bounds is None for joined in found.together)
    assert "cannot be said" in found.explain()


@pytest.mark.parametrize(
    ("cases", "more", "told"),
    [
        ([], {}, "and 0 given"),
        ([act("rape")], {}, "and 1 given"),
        ("rape", {}, "several cases are a list"),
        ([act("rape"), {"act": "rape"}], {}, "case 2 is no case"),
        ([act("rape"), act("rape", offender=MAN | {"sex": "female"})], {}, "`offender.sex` differs"),
    ],
)
def test_wrong_input_is_told(cases: Any, more: dict[str, Any], told: str) -> None:
    """Too few cases, what is no case, and cases of two offenders are refused with a message."""
    with pytest.raises((InvalidCase, KzpenalError), match=told):
        kzpenal.proceedings(cases, **more)


KINDS = {
    "fine": ("mci", 20, 200),
    "community-service": ("hour", 20, 200),
    "arrest": ("day", 10, 50),
    "restriction-of-liberty": ("month", 6, 84),
    "imprisonment": ("month", 6, 240),
}


@st.composite
def penalties(draw: st.DrawFn) -> Penalty:
    """Return a penalty within the bounds of its kind."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    unit, low, high = KINDS[kind]
    least = draw(st.integers(low, high))
    return Penalty(kind, least, draw(st.integers(least, high)), unit)


@settings(max_examples=100, deadline=None)
@given(
    parts=st.lists(
        st.builds(
            Joined,
            st.just("crime"),
            st.sampled_from(["minor", "medium", "grave", "especially-grave"]),
            st.integers(0, 240),
            st.lists(penalties(), min_size=1, max_size=3).map(tuple),
        ),
        min_size=2,
        max_size=4,
    )
)
def test_the_final_sentence_is_at_least_the_gravest_and_at_most_the_limit(parts: list[Joined]) -> None:
    """The least lies not above the most, no part's mildest penalty is above the least, no limit is passed."""
    law = kzpenal.law(on=dt.date(2025, 10, 1))
    for rule in governing(law, "acts", parts):
        assert isinstance(rule.conclusion, Aggregation)
        found = bounds(law, rule.conclusion, parts)
        if found is None:
            continue
        weight = {k: i for i, k in enumerate(SEVERITY)}
        assert weight[found.least.kind] <= weight[found.most.kind]
        for part in parts:
            mildest = min(weight[p.kind] for p in part.penalties or ())
            assert mildest <= weight[found.least.kind]
        for kind, limit in rule.conclusion.at_most:
            if found.most.kind == kind == "imprisonment":
                assert (found.most.value or 0) <= limit.value * 12
