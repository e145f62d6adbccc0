"""Several acts by one offender: repetition, the joining of sentences, and the union of what follows."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kzpenal
from kzpenal import Case, InvalidCase, KzpenalError, Prior
from kzpenal.aggregation import Joined, ways
from kzpenal.joining import Together, _differences
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


def test_murder_with_aggravation_is_added_up_or_for_life() -> None:
    """An especially grave crime with up to twenty years: addition to 25 years, or life if it is imposed."""
    added, life = ask(act("murder", special_cruelty=True), act("rape")).together
    assert (added.provision, added.methods, added.certain) == ("cc:58(4)", ("addition",), False)
    assert told(added) == ("more than", ("imprisonment", 180), ("imprisonment", 300))
    assert (life.provision, life.methods, life.certain) == ("cc:58(4)", ("absorption",), False)
    assert told(life) == ("from", ("life-imprisonment", None), ("life-imprisonment", None))
    woman = MAN | {"sex": "female", "pregnant": False, "child_under_14": False}
    (joined,) = ask(
        act("murder", special_cruelty=True, offender=woman), act("serious-harm", offender=woman)
    ).together
    assert joined.certain
    assert told(joined) == ("more than", ("imprisonment", 180), ("imprisonment", 300))


def told(joined: Together) -> Any:
    """Return the bounds in short: kinds and amounts, years as months."""
    assert joined.bounds is not None, joined.doubts
    least, most = joined.bounds.least, joined.bounds.most
    word = "more than" if joined.bounds.more_than else "from"
    return word, (least.kind, least.value), (most.kind, most.value)


CHILD = [{"age": 9, "sex": "female", "age_known": True}]
YOUTH = [{"age": 15, "sex": "female", "age_known": True}]
TORMENT: dict[str, Any] = {"violence": True, "special_cruelty": True}
BOY = MAN | {"age": 16, "has_income": True, "immature": False}
#: With an aggravating circumstance minority alone lowers nothing (cc:55(2)).
GRAVER: dict[str, Any] = {"offender": BOY, "aggravating": True}


def threat(day: str = "2025-12-01", **more: Any) -> Case:
    """Return a threat that is to be feared."""
    return act("threat", day, threat_feared=True, **more)


@pytest.mark.parametrize(
    ("first", "second", "third", "charged", "joined_by", "bounds"),
    [
        (
            act("rape", victims=CHILD),
            act("rape", "2025-11-01"),
            threat(),
            ["cc:120(4)", "cc:120(2)", "cc:115"],
            "cc:58(4)",
            ("from", ("life-imprisonment", None), ("life-imprisonment", None)),
        ),
        (
            act("torment", victims=YOUTH, **TORMENT),
            act("torment", "2025-11-01", **TORMENT),
            threat(),
            ["cc:110(2)", "cc:110(1)", "cc:115"],
            "cc:58(3)",
            ("from", ("imprisonment", 48), ("imprisonment", 120)),
        ),
        (
            act("serious-harm", careless_death=True),
            act("serious-harm", "2025-11-01"),
            act("moderate-harm", "2025-12-01"),
            ["cc:106(3)", "cc:106(2)", "cc:107(1)"],
            "cc:58(3)",
            ("from", ("imprisonment", 96), ("imprisonment", 240)),
        ),
        (
            act("murder", victims=CHILD),
            act("murder", "2025-11-01"),
            threat(),
            ["cc:99(3)", "cc:99(2)", "cc:115"],
            "cc:58(4)",
            ("from", ("life-imprisonment", None), ("life-imprisonment", None)),
        ),
    ],
    ids=["rape", "torment", "serious-harm", "murder"],
)
def test_a_graver_charge_is_not_one_with_a_later_milder_one(
    first: Case, second: Case, third: Case, charged: list[str], joined_by: str, bounds: Any
) -> None:
    """The graver act of the same article stays a charge of its own, and bounds the final sentence."""
    found = ask(first, second, third)
    assert [a.charges[0].provision for a in found.acts] == charged
    assert found.merged == ()
    (joined,) = found.together
    assert (joined.provision, joined.certain) == (joined_by, True)
    assert told(joined) == bounds
    assert {m.for_ for m in found.mandatory} == set(charged)


def test_the_charge_that_is_one_with_a_later_one_imposes_nothing() -> None:
    """Two murders of adults are one charge of murder done repeatedly: one penalty and one payment."""
    found = ask(act("murder"), act("murder", "2025-11-01"))
    (one,) = found.merged
    assert (one.provision, one.into_provision, one.certain) == ("cc:99(1)", "cc:99(2)", True)
    assert [m.provision for m in found.mandatory] == ["cc:98-2(5)"]
    assert {i.for_ for i in (*found.mandatory, *found.orders)} == {"cc:99(2)"}
    assert "Act 1: cc:99(1) is one charge with cc:99(2) of act 2" in found.explain()


def test_a_part_that_rests_on_repetition_leaves_it_open() -> None:
    """Rape of a woman, then of a child: whether the first is covered is open, and told as such."""
    found = ask(act("rape"), act("rape", "2025-11-01", victims=CHILD))
    (one,) = found.merged
    assert (one.provision, one.into_provision, one.certain) == ("cc:120(1)", "cc:120(4)", False)
    assert [j.certain for j in found.together] == [False]
    assert "cc:120(1)" not in {m.for_ for m in found.mandatory}
    assert "leaves open whether cc:120(1)" in found.explain()


def test_acts_under_one_part_that_is_punished_unlike_are_open() -> None:
    """Rape, then an attempt at it, both by more than one: one charge or two is not told as certain."""
    done = act("rape", group=True)
    tried = act("rape", "2025-11-01", group=True, stage="attempt")
    found = ask(done, tried, threat())
    assert [(m.case, m.into, m.certain) for m in found.merged] == [(1, 0, False)]
    assert not any(j.certain for j in found.together)
    # What the graver imposes it imposes either way.
    child = [{"age": 9, "sex": "female", "age_known": True}]
    done, tried = act("rape", victims=child), act("rape", "2025-11-01", victims=child, stage="attempt")
    assert [m.kind for m in ask(done, tried).mandatory if m.provision == "cc:120(4)"] == ["life-imprisonment"]


def test_an_act_of_which_one_must_be_released_is_not_repeated() -> None:
    """Moderate harm that has lapsed makes no repetition, and is not joined (cc:12(2), cc:13(1))."""
    days = {"decided": "2024-12-01"}
    old = act("moderate-harm", "2022-10-01", offender=MAN | {"age": 32}, **days)
    found = ask(old, act("moderate-harm", "2024-11-01", **days))
    assert found.concluded == ()
    assert [a.charges[0].provision for a in found.acts] == ["cc:107(1)", "cc:107(1)"]
    assert "release-through-limitation" in {m.kind for m in found.acts[0].mandatory}
    assert (found.merged, found.together) == ((), ())
    # A year earlier nothing has lapsed.
    days = {"decided": "2023-12-01"}
    old = act("moderate-harm", "2022-10-01", offender=MAN | {"age": 32}, **days)
    found = ask(old, act("moderate-harm", "2023-11-01", offender=MAN | {"age": 33}, **days))
    assert [(c.case, c.value, c.provision) for c in found.concluded] == [(1, True, "cc:12(1)")]
    assert found.acts[1].charges[0].provision == "cc:107(2)"


def test_an_act_of_which_one_may_be_released_leaves_repetition_open() -> None:
    """Where the court may release for the earlier act, whether the later repeats it is open, and said."""
    found = ask(act("moderate-harm", active_repentance=True), act("moderate-harm", "2025-11-01"), threat())
    assert [(c.case, c.value, c.provision) for c in found.concluded] == [(1, None, "cc:12(2)")]
    assert "is open: the person may be released for that act" in found.explain()
    later = found.acts[1]
    assert [p.provision for p in later.possible if p.what == "charge"] == ["cc:107(2)"]
    assert ("release", "cc:58(1)") in {(d.why, d.provision) for j in found.together for d in j.doubts}
    assert all(j.bounds is None and not j.certain for j in found.together)


def test_a_third_act_repeats_the_one_without_release() -> None:
    """Released of the first of three acts, the third repeats the second."""
    days = {"decided": "2025-12-01"}
    acts = [
        act("battery", "2024-10-01", offender=MAN | {"age": 33}, **days),
        act("battery", "2025-10-01", **days),
        act("battery", "2025-11-01", **days),
    ]
    found = ask(*acts)
    assert [(c.case, c.value, c.other) for c in found.concluded] == [(2, True, 1)]


def test_minors_have_a_limit_of_their_own() -> None:
    """A boy of 16: ten years for several offences, twelve with an aggravated murder (cc:81(7))."""
    (joined,) = ask(act("serious-harm", **GRAVER), act("rape", **GRAVER)).together
    assert told(joined) == ("from", ("imprisonment", 60), ("imprisonment", 120))
    assert (joined.limits, joined.certain) == (("cc:81(7)",), True)
    murder = act("murder", special_cruelty=True, **GRAVER)
    (joined,) = ask(murder, act("serious-harm", **GRAVER)).together
    assert told(joined) == ("more than", ("imprisonment", 36), ("imprisonment", 144))
    old = Prior(Penalty("imprisonment", 8, 8, "year"), "crime", "grave", 96)
    (joined,) = ask(act("serious-harm", **GRAVER), prior=old).together
    assert told(joined) == ("more than", ("imprisonment", 96), ("imprisonment", 120))


@pytest.mark.parametrize(
    ("acts", "more", "why"),
    [
        # One act was done when of age.
        (
            [act("serious-harm", offender=BOY), act("rape", "2027-12-01", offender=BOY | {"age": 18})],
            {},
            "limit",
        ),
        # Fifteen to twenty years for the one, twelve for both.
        ([act("murder", victims=CHILD, offender=BOY), act("serious-harm", offender=BOY)], {}, "limit"),
        # Misdemeanours have limits of their own, and so have minors.
        ([act("battery", offender=BOY), act("light-harm", offender=BOY)], {}, "limit"),
        # Ten years left already, and the whole must be more.
        (
            [act("serious-harm", offender=BOY)],
            {"prior": Prior(Penalty("imprisonment", 10, 10, "year"), "crime", "grave", 144)},
            "crossed",
        ),
        # The old sentence may be for an aggravated murder.
        (
            [act("serious-harm", offender=BOY)],
            {"prior": Prior(Penalty("imprisonment", 6, 6, "year"), "crime", "especially-grave", 180)},
            "limit",
        ),
    ],
    ids=["of-age", "life-alone", "misdemeanours", "crossed", "prior"],
)
def test_what_the_law_does_not_say_of_minors_is_open(acts: list[Case], more: Any, why: str) -> None:
    """Where the law leaves a minor's limit open no bounds are given, and the provision is named."""
    (joined,) = ask(*acts, **more).together
    assert joined.bounds is None
    assert [d.why for d in joined.doubts] == [why]
    assert str(joined.doubts[0].provision).startswith("cc:81(")
    assert "the bounds cannot be said" in "\n".join(joined.lines())


def test_the_new_sentence_is_joined_before_the_old_one() -> None:
    """Several new acts are joined by their own rule first; what is left of the old is added to that."""
    year = Prior(Penalty("imprisonment", 12, 12, "month"), "crime", "minor", 24)
    acts, both = ask(act("moderate-harm"), threat(), prior=year).together
    assert (acts.provision, both.provision) == ("cc:58(2)", "cc:60(3)")
    assert told(both) == ("more than", ("imprisonment", 12), ("imprisonment", 36))
    three = Prior(Penalty("imprisonment", 36, 36, "month"), "crime", "grave", 96)
    grave = act("serious-harm", careless_death=True), act("rape", special_cruelty=True)
    acts, both = ask(*grave, prior=three).together
    assert told(acts) == ("from", ("imprisonment", 108), ("imprisonment", 240))
    assert told(both) == ("more than", ("imprisonment", 108), ("imprisonment", 276))


def test_life_takes_in_the_rest() -> None:
    """Life imprisonment for one offence, or left of an old sentence, is the final sentence."""
    (joined,) = ask(act("murder", victims=CHILD), threat()).together
    assert (joined.provision, joined.methods, joined.certain) == ("cc:58(4)", ("absorption",), True)
    assert "it is life imprisonment" in "\n".join(joined.lines())
    old = Prior(Penalty("life-imprisonment"), "crime", "especially-grave", 240)
    (joined,) = ask(act("rape"), prior=old).together
    assert told(joined) == ("from", ("life-imprisonment", None), ("life-imprisonment", None))


def test_a_gap_is_not_punished_for_life() -> None:
    """A woman to whom no penalty may be applied is not told that life imprisonment may be the sentence."""
    woman = MAN | {"sex": "female", "pregnant": False, "child_under_14": False}
    acts = act("murder", "2025-08-01", victims=CHILD, offender=woman), threat("2025-08-02", offender=woman)
    (joined,) = ask(*acts).together
    assert (joined.provision, joined.certain, joined.bounds) == ("cc:58(3)", True, None)
    assert [d.why for d in joined.doubts] == ["charge"]


def test_a_charge_that_may_be_graver_leaves_the_rule_open() -> None:
    """Murder of one of whom nothing is known may be aggravated: no one rule is told as certain."""
    unsure = Case.from_dict({"act": "murder", "committed": "2025-10-01", "victims": [{}], "offender": MAN})
    found = ask(unsure, act("rape"))
    assert len(found.together) > 1
    assert not any(j.certain for j in found.together)
    assert all(j.bounds is None for j in found.together)


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
        (
            [act("rape"), act("rape", offender=MAN | {"sex": "female"})],
            {},
            "`offender.sex` differs .*'male' in case 1 and 'female' in case 2",
        ),
        (
            [act("rape"), act("rape", "2025-10-02", offender=MAN | {"age": 20})],
            {},
            "`offender.age` differs .*: 34 on 2025-10-01 in case 1 and 20 on 2025-10-02 in case 2",
        ),
        (
            [act("rape", "2025-10-02"), act("rape", offender=MAN | {"age": 35})],
            {},
            "`offender.age` differs",
        ),
        (
            [act("rape"), act("rape", offender=MAN | {"age": None, "born": "1980-01-01"})],
            {},
            "`offender.age` differs .*: 34 .* and 45",
        ),
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


@given(
    days=st.lists(st.integers(0, 3000), min_size=2, max_size=4),
    born=st.dates(dt.date(1960, 1, 1), dt.date(2005, 1, 1)),
)
def test_one_person_grows_older(days: list[int], born: dt.date) -> None:
    """The ages that one person had on any days never contradict one another."""
    cases = []
    for passed in days:
        day = dt.date(2022, 9, 12) + dt.timedelta(passed)
        age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        cases.append(Case(act="rape", committed=day, offender=kzpenal.Offender(age=age)))
    assert not _differences(cases)


CRIMES = st.builds(
    Joined,
    st.just("crime"),
    st.sampled_from(["minor", "medium", "grave", "especially-grave"]),
    st.integers(0, 240),
    st.lists(penalties(), min_size=1, max_size=3).map(tuple),
)


@settings(max_examples=100, deadline=None)
@given(parts=st.lists(CRIMES, min_size=2, max_size=4), minors=st.booleans(), old=penalties())
def test_the_final_sentence_is_at_least_the_gravest_and_at_most_the_limit(
    parts: list[Joined], minors: bool, old: Penalty
) -> None:
    """The least lies not above the most, no part's mildest penalty is above the least, no limit is passed.

    What is left of an old sentence makes both heavier, and never passes the limits either.
    """
    law = kzpenal.law(on=dt.date(2025, 10, 1))
    weight = {k: i for i, k in enumerate(SEVERITY)}
    parts = [attrs.evolve(p, classes=({"by-a-minor": minors},)) for p in parts]
    new = ways(law, parts)
    prior = Joined("crime", "minor", 24, (attrs.evolve(old, min=old.max),), ())
    both = ways(law, parts, prior)
    assert new
    assert both
    for way in (*new, *both):
        found = way.bounds
        assert (found is None) == bool(way.doubts)
        if found is None:
            continue
        assert weight[found.least.kind] <= weight[found.most.kind]
        assert found.least.weight <= found.most.weight
        for part in parts:
            mildest = min(weight[p.kind] for p in part.penalties or ())
            assert mildest <= weight[found.least.kind]
        for rule in (way.rule, *way.limits):
            assert isinstance(rule.conclusion, Aggregation)
            for kind, limit in rule.conclusion.at_most:
                if found.most.kind == kind == "imprisonment":
                    assert (found.most.value or 0) <= limit.value * 12
    if new[0].bounds is not None and both[0].bounds is not None:
        assert new[0].bounds.least.weight <= both[0].bounds.least.weight
