"""The facts of a case: how they are written, read, copied, changed, and what contradicts."""

from __future__ import annotations

import copy
import datetime as dt
import json
import pickle
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kzpenal
from kzpenal import UNKNOWN, Act, Case, InvalidCase, Offender, Relation, Sex, Stage, Victim
from kzpenal.condition import Scope, evaluate
from kzpenal.consistency import IMPLIED, NAMED_BY_ACT, ONE_NAMED_BY_ACT
from kzpenal.enums import HOUSEHOLD
from kzpenal.structuring import parse_case
from kzpenal.testing import cases
from kzpenal.vocabulary import Interval, flatten, leaves_of, vocabulary

DAY = dt.date(2024, 7, 1)
WORDS = vocabulary(Case)
CHILD = Case(act=Act.MURDER, committed=DAY, victims=(Victim(age=9),), offender=Offender(age=34, sex=Sex.MALE))


def murder(**facts: Any) -> Case:
    """Return a murder of 1 July 2024 with *facts*."""
    return Case(act=Act.MURDER, committed=DAY, **facts)


def faults(**facts: Any) -> list[str]:
    """Return the messages of the faults of a murder with *facts*."""
    with pytest.raises(InvalidCase) as caught:
        murder(**facts)
    return [p.message for p in caught.value.problems]


# Ways in and out


@settings(deadline=None)
@given(case=cases())
def test_a_case_survives_a_way_through_plain_data(case: Case) -> None:
    """`from_dict` gives again the case that `to_dict` wrote, through JSON too, UNKNOWN and all."""
    data = case.to_dict()
    assert Case.from_dict(data) == case
    assert Case.from_dict(json.loads(json.dumps(data))) == case
    assert Case.from_dict(data).to_dict() == data


@settings(deadline=None)
@given(case=cases())
def test_a_case_survives_pickle_and_copies(case: Case) -> None:
    """Pickled, copied and deep-copied cases are equal, hash alike and hold UNKNOWN itself."""
    for again in (pickle.loads(pickle.dumps(case)), copy.copy(case), copy.deepcopy(case)):
        assert again == case
        assert hash(again) == hash(case)
        assert [getattr(again, n.path) is UNKNOWN for n in leaves_of(Case)] == [
            getattr(case, n.path) is UNKNOWN for n in leaves_of(Case)
        ]


@settings(deadline=None)
@given(case=cases())
def test_only_what_is_stated_is_written(case: Case) -> None:
    """`to_dict` writes no fact that is not stated, and every one that is; UNKNOWN is written `unknown`."""
    data = case.to_dict()
    for leaf in leaves_of(Case):
        held = getattr(case, leaf.path)
        assert (leaf.path in data) is (held is not None)
        assert (data.get(leaf.path) == "unknown") is (held is UNKNOWN)
    assert ("victims" in data) is (case.victims is not None)


@settings(deadline=None)
@given(case=cases(), other=cases())
def test_equality_is_by_value(case: Case, other: Case) -> None:
    """Two cases are equal exactly where they state the same."""
    assert (case == other) is (case.to_dict() == other.to_dict())
    assert len({case, Case.from_dict(case.to_dict())}) == 1


def test_a_case_is_frozen() -> None:
    """Nothing of a case can be set, of its persons neither, and its collections do not change."""
    for holder, name in ((CHILD, "act"), (CHILD.offender, "age"), ((CHILD.victims or ())[0], "age")):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(holder, name, None)
    victims = [Victim(age=9)]
    case = murder(victims=victims)
    victims.append(Victim(age=3))
    assert case.victims == (Victim(age=9),)


def test_words_are_taken_for_their_enums() -> None:
    """The string value of an enum stands for it in every field, sets of them too."""
    words: dict[str, Any] = {"act": "murder", "committed": "2024-07-01", "stage": "attempt"}
    about: dict[str, Any] = {"relations": ["child", Relation.WARD], "sex": "female"}
    whose: dict[str, Any] = {"sex": "male"}
    case = Case(
        **words,
        victims=(Victim(**about),),
        offender=Offender(**whose),
    )
    assert case == murder(
        stage=Stage.ATTEMPT,
        victims=(Victim(relations=frozenset({Relation.CHILD, Relation.WARD}), sex=Sex.FEMALE),),
        offender=Offender(sex=Sex.MALE),
    )
    assert isinstance(case.act, Act)
    assert isinstance(case.committed, dt.date)


def test_the_word_unknown_is_unknown() -> None:
    """`unknown`, the word of files, is UNKNOWN; a required fact cannot be it."""
    assert Case.from_dict({"act": "murder", "committed": "2024-07-01", "group": "unknown"}).group is UNKNOWN
    for name in ("act", "committed"):
        data = {"act": "murder", "committed": "2024-07-01", name: "unknown"}
        with pytest.raises(InvalidCase, match=f"`{name}` is required"):
            Case.from_dict(data)


def test_victims_may_be_a_list_and_none_of_them_is_not_nothing() -> None:
    """A list of victims is kept as a tuple; the empty tuple and "not stated" are two things."""
    assert murder(victims=[Victim(age=9)]) == murder(victims=(Victim(age=9),))
    assert murder(victims=[]).victims == ()
    assert murder(victims=[]) != murder()
    assert murder(victims=[]).to_dict()["victims"] == []
    assert "victims" not in murder().to_dict()


@pytest.mark.parametrize(
    ("facts", "complete", "total"),
    [
        ({}, False, (0, None)),
        ({"victims": ()}, True, (0, 0)),
        ({"victims": (Victim(), Victim())}, True, (2, 2)),
        ({"victims": (Victim(),), "victims_count": 3}, False, (3, 3)),
        ({"victims": (Victim(),), "victims_count": 1}, True, (1, 1)),
        ({"victims_count": 2}, False, (2, 2)),
    ],
)
def test_what_is_known_of_how_many(facts: dict[str, Any], complete: bool, total: tuple[int, Any]) -> None:
    """A list is complete unless a larger count is stated; without one, nobody knows how many."""
    found = flatten(murder(**facts))
    assert (found.complete, found.total) == (complete, total)


# Files


@pytest.mark.parametrize("name", ["case.yaml", "case.json"])
@settings(deadline=None, max_examples=15)
@given(case=cases())
def test_a_file_holds_a_case(name: str, tmp_path_factory: pytest.TempPathFactory, case: Case) -> None:
    """`read_case` reads what `to_dict` wrote into a file, JSON as such and as YAML."""
    file = tmp_path_factory.mktemp("cases") / name
    file.write_text(json.dumps(case.to_dict(), indent=1), "utf-8")
    assert kzpenal.read_case(file) == case
    assert kzpenal.read_case(str(file)) == case


def test_a_yaml_file_holds_days_and_words_bare(tmp_path: Path) -> None:
    """In YAML days and words stand bare."""
    file = tmp_path / "case.yaml"
    file.write_text(
        "act: murder\ncommitted: 2024-07-01\nvictims:\n  - age: 9\noffender: {age: 34, sex: male}\n", "utf-8"
    )
    assert kzpenal.read_case(file) == CHILD


def test_the_faults_of_a_file_come_with_places(tmp_path: Path) -> None:
    """Every fault of a file is told with the file, line and column of what is wrong."""
    file = tmp_path / "case.yaml"
    file.write_text(
        "act: murder\ncommitted: 2024-07-01\nvictims: [{age: 9}, {sex: boy}]\noffender: {aeg: 4}\n", "utf-8"
    )
    with pytest.raises(InvalidCase) as caught:
        kzpenal.read_case(file)
    spans = [p.span for p in caught.value.problems]
    assert [(s.file, s.line, s.column) for s in spans if s] == [(str(file), 3, 27), (str(file), 4, 12)]
    assert f"{file}:3:27: KZP101 `victims[1].sex` is 'boy'" in str(caught.value)


def test_a_contradiction_in_a_file_has_a_place(tmp_path: Path) -> None:
    """A contradiction is told at the fact that it names."""
    file = tmp_path / "case.yaml"
    file.write_text("act: murder\ncommitted: 2024-07-01\ndecided: 2024-01-01\n", "utf-8")
    with pytest.raises(InvalidCase) as caught:
        kzpenal.read_case(file)
    (problem,) = caught.value.problems
    assert problem.span is not None
    assert (problem.span.line, problem.span.column) == (3, 10)


FAULTY = {
    "act": "act: &same murder",
    "committed": "committed: 2024-13-01",
    "stage": "stage: finished",
    "group": "group: yes",
    "telecom": "telecom: 3",
    "bloodfeud": "bloodfeud: false",
    "repeated": "repeated: 010",
    "victims": "victims: [{age: 9}, no]",
    "offender": "offender: {age: 010, sx: male}",
}
GOOD = {"act": "act: murder", "committed": "committed: 2024-07-01", "offender": "offender: {age: 34}"}


def told(faulty: set[str]) -> set[tuple[str, str]]:
    """Return code and message of each fault of a file in which the facts *faulty* are faulty."""
    lines = {**GOOD, **{name: FAULTY[name] for name in faulty}}
    with pytest.raises(InvalidCase) as caught:
        parse_case("\n".join(lines.values()), "case.yaml", Case)
    return {(p.code, p.message) for p in caught.value.problems}


@given(faulty=st.sets(st.sampled_from(sorted(FAULTY)), min_size=1))
def test_a_fault_neither_hides_nor_invents_another(faulty: set[str]) -> None:
    """What a file says of several faults is what it says of each alone, and nothing more."""
    assert told(faulty) == set().union(*(told({name}) for name in faulty))
    assert all(len(told({name})) == (2 if name == "offender" else 1) for name in faulty)


# Faults


def test_every_fault_is_told_at_once() -> None:
    """All faults of a case are raised together, each with the field, the value and what is allowed."""
    found = faults(stage="done", group="yes", victims_count=0, victims=[3], offender="me")
    assert len(found) == 5
    for field, value, allowed in (
        ("stage", "'done'", "`completed`, `attempt`, `preparation`"),
        ("group", "'yes'", "true or false"),
        ("victims_count", "0", "a whole number from 1"),
        ("victims", "[3]", "a tuple of Victim"),
        ("offender", "'me'", "an Offender"),
    ):
        (message,) = [m for m in found if m.startswith(f"`{field}` is {value}")]
        assert allowed in message


@pytest.mark.parametrize(
    ("cls", "facts", "told"),
    [
        (Victim, {"age": 151}, ("`victim.age` is 151", "a whole number from 0 to 150")),
        (Victim, {"age": True}, ("`victim.age` is True", "a whole number")),
        (Victim, {"age": 9.0}, ("`victim.age` is 9.0", "a whole number")),
        (Victim, {"relations": "child"}, ("`victim.relations` is 'child'", "a list of `spouse`")),
        (Victim, {"sex": Act.MURDER}, ("`victim.sex` is 'murder'", "`male`, `female`")),
        (Offender, {"disability_group": 4}, ("`offender.disability_group` is 4", "from 0 to 3")),
        (Offender, {"sex": "mail"}, ("`offender.sex` is 'mail'", "did you mean `male`?")),
        (Offender, {"born": dt.datetime(2000, 1, 1)}, ("`offender.born` is", "a day as YYYY-MM-DD")),
        (Offender, {"born": "20000101"}, ("`offender.born` is '20000101'", "a day as YYYY-MM-DD")),
    ],
)
def test_a_fault_names_field_value_and_what_is_allowed(
    cls: type[Any], facts: dict[str, Any], told: tuple[str, str]
) -> None:
    """A value of the wrong kind is refused; the text names the field, the value and what is allowed."""
    with pytest.raises(InvalidCase) as caught:
        cls(**facts)
    for words in told:
        assert words in str(caught.value)


def test_an_invalid_case_is_a_value_error_and_travels() -> None:
    """InvalidCase is a ValueError and a KzpenalError, and keeps its problems through a pickle."""
    with pytest.raises(ValueError, match=r"`victim\.age` is -1") as caught:
        Victim(age=-1)
    error = caught.value
    assert isinstance(error, InvalidCase)
    assert isinstance(error, kzpenal.KzpenalError)
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is InvalidCase
    assert again.problems == error.problems
    assert str(again) == str(error)


def test_an_unknown_key_is_refused_with_a_suggestion() -> None:
    """A key that is no fact is refused, at any depth, with what may have been meant."""
    data = {"act": "murder", "committed": "2024-07-01", "grup": True, "victims": [{}, {"agee": 9}]}
    with pytest.raises(InvalidCase) as caught:
        Case.from_dict(data)
    assert [p.help for p in caught.value.problems] == ["did you mean `group`?", "did you mean `age`?"]
    assert "`victims[1].agee`" in str(caught.value)


def test_all_contradictions_are_told_at_once() -> None:
    """Facts that exclude each other are refused, all of them together."""
    found = faults(
        decided=dt.date(2024, 1, 1),
        initiated=dt.date(2024, 1, 2),
        victims=(Victim(age=9, born=dt.date(2010, 1, 1)), Victim(relations=frozenset({Relation.SPOUSE}))),
        victims_count=1,
        domestic=False,
        offender=Offender(age=30, age_at_decision=29),
    )
    for start in (
        "`decided` is 2024-01-01, before the act on 2024-07-01",
        "`initiated` is 2024-01-02, before the act on 2024-07-01",
        "`victims[0].age` is 9, but one born on 2010-01-01 was 14 on 2024-07-01",
        "`domestic` is false, but",
        "`victims_count` is 1, but 2 are described",
        "`offender.age_at_decision` is 29",
    ):
        assert [m for m in found if m.startswith(start)], (start, found)
    assert len(found) == 6


@pytest.mark.parametrize("label", ["offender", "victims[0]"])
def test_nobody_is_born_after_the_act(label: str) -> None:
    """A day of birth after the act is refused, and one on the day of the act is not."""
    for born, good in ((DAY, True), (DAY + dt.timedelta(1), False)):
        facts: dict[str, Any] = {
            "offender": Offender(born=born) if label == "offender" else Offender(),
            "victims": (Victim(born=born),) if label != "offender" else None,
        }
        if good:
            assert murder(**facts).committed == DAY
        else:
            assert faults(**facts) == [f"`{label}.born` is 2024-07-02, after the act on 2024-07-01"]


def test_a_man_is_not_the_mother_of_the_newborn() -> None:
    """The form of the mother who kills her newborn is refused of a man, and of a woman it is not."""
    form = kzpenal.Form.NEWBORN_BY_MOTHER
    assert len(faults(form=form, offender=Offender(sex=Sex.MALE))) == 1
    assert murder(form=form, offender=Offender(sex=Sex.FEMALE)).form is form
    assert murder(form=form, offender=Offender(sex=UNKNOWN)).form is form


def test_nobody_is_older_than_a_person_can_be() -> None:
    """A day of birth more than 150 years before the act is refused, as the age itself would be."""
    assert len(faults(offender=Offender(born=dt.date(1873, 1, 1)))) == 1
    assert flatten(murder(offender=Offender(born=dt.date(1874, 1, 1)))).values["offender.age"] == 150


# Changes


@settings(deadline=None)
@given(case=cases(), data=st.data())
def test_but_changes_one_fact_and_nothing_else(case: Case, data: st.DataObject) -> None:
    """`but` states the fact asked for and leaves every other as it is; None takes it back."""
    names = [n for n in leaves_of(Case) if n.kind == "bool" and n.path != "domestic"]
    leaf = data.draw(st.sampled_from(names))
    value = data.draw(st.sampled_from([True, False, UNKNOWN, None]))
    again = case.but({leaf.path: value})
    assert getattr(again, leaf.path) is value
    assert again.but({leaf.path: getattr(case, leaf.path)}) == case


def test_but_takes_paths() -> None:
    """`but` reaches persons by path, several facts at once, and whole persons."""
    assert CHILD.but({"offender.sex": "female", "victims[0].age": 13}) == murder(
        victims=(Victim(age=13),), offender=Offender(age=34, sex=Sex.FEMALE)
    )
    assert CHILD.but({"offender.age": None}).offender == Offender(sex=Sex.MALE)
    assert CHILD.but({"victims": None}).victims is None
    assert CHILD.but({"victims": (Victim(age=3), Victim())}).victims == (Victim(age=3), Victim())
    assert CHILD.but({"offender": Offender(age=20)}).offender == Offender(age=20)
    assert CHILD.but({"stage": Stage.ATTEMPT}).stage is Stage.ATTEMPT
    assert CHILD.but({}) == CHILD
    assert CHILD.victims == (Victim(age=9),)


@pytest.mark.parametrize(
    "path", ["grup", "offender.agee", "victims[1].age", "victims[-1].age", "victim.age", "", "victims.age"]
)
def test_but_refuses_what_is_no_fact(path: str) -> None:
    """A path that names no fact of this case is refused by its name."""
    with pytest.raises(InvalidCase, match="there is no fact") as caught:
        CHILD.but({path: 4})
    assert f"`{path}`" in str(caught.value)


def test_but_refuses_all_faults_at_once() -> None:
    """Values that are not allowed are refused together, as when a case is made."""
    with pytest.raises(InvalidCase) as caught:
        CHILD.but({"offender.age": 900, "group": "no"})
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize(
    ("stated", "left"),
    [
        ({"weapon": True}, "aggravating"),
        ({"intoxicated": UNKNOWN}, "aggravating"),
        ({"compensated": UNKNOWN}, "mitigating"),
        ({"offender.pregnant": UNKNOWN}, "mitigating"),
        ({"offender.age": UNKNOWN}, "mitigating"),
        ({"offender.age": 17}, "mitigating"),
    ],
)
def test_closing_denies_nothing_that_a_stated_fact_bears_on(stated: dict[str, Any], left: str) -> None:
    """What a stated fact may bring, or one that was asked and is not known, is not closed as "no"."""
    case = Case(act="murder", committed=dt.date(2024, 7, 1), offender=Offender(age=34))
    assert getattr(case.closed(), left) is False
    assert getattr(case.but(stated).closed(), left) is None


@settings(deadline=None)
@given(case=cases())
def test_closed_states_only_what_the_vocabulary_marks(case: Case) -> None:
    """`closed` states as "no" what is unstated and so marked, and touches nothing else at all."""
    closed = case.closed()
    pairs: list[tuple[Any, Any]] = [(case, closed), (case.offender, closed.offender)]
    pairs += zip(case.victims or (), closed.victims or (), strict=True)
    for before, after in pairs:
        for leaf in leaves_of(type(before)):
            held, now = getattr(before, leaf.path), getattr(after, leaf.path)
            if held is None and leaf.closes:
                named = (*NAMED_BY_ACT.get(case.act, ()), *ONE_NAMED_BY_ACT.get(case.act, ()))
                spared = ("domestic", "mitigating", "aggravating", *named, *IMPLIED.values())
                assert now in (False, frozenset()) or (leaf.path in spared and now is None)
            else:
                assert now is held or now == held


@settings(deadline=None)
@given(case=cases())
def test_closing_twice_is_closing_once(case: Case) -> None:
    """`closed` is idempotent."""
    assert case.closed().closed() == case.closed()


def test_closed_leaves_persons_alone() -> None:
    """No fact about the offender is closed, nor the age, sex or knowledge about a victim."""
    assert not [p for p, f in WORDS.facts.items() if p.startswith("offender.") and f.closes]
    open_ones = {p for p, f in WORDS.facts.items() if p.startswith("victim.") and not f.closes}
    assert open_ones == {
        "victim.age",
        "victim.born",
        "victim.sex",
        "victim.age_known",
        "victim.helpless_known",
        "victim.pregnant_known",
        "victim.dependent_known",
        "victim.mental_disorder_known",
    }
    closed = murder(victims=(Victim(age=9),), offender=Offender(age=30)).closed()
    assert closed.offender == Offender(age=30)
    assert closed.group is False
    assert (closed.victims or ())[0].relations == frozenset()
    assert (closed.stage, closed.decided, closed.months_since_act) == (None, None, None)


def test_closing_does_not_contradict_a_relation() -> None:
    """A stated relation of the household keeps `domestic` from being closed as "no"."""
    closed = murder(victims=(Victim(relations=frozenset({Relation.CHILD})),)).closed()
    assert flatten(closed).values["domestic"] is True
    assert murder(victims=(Victim(),)).closed().domestic is False


# What follows from what is stated


@pytest.mark.parametrize(
    ("born", "committed", "age"),
    [
        (dt.date(2010, 7, 1), dt.date(2024, 7, 1), 14),
        (dt.date(2010, 7, 2), dt.date(2024, 7, 1), 13),
        (dt.date(2008, 2, 29), dt.date(2024, 7, 1), 16),
        (dt.date(2008, 2, 29), dt.date(2026, 2, 28), 17),
        (dt.date(2008, 2, 29), dt.date(2026, 3, 1), 18),
        (dt.date(2024, 7, 1), dt.date(2024, 7, 1), 0),
    ],
)
def test_ages_follow_from_days_of_birth(born: dt.date, committed: dt.date, age: int) -> None:
    """An age at the act is counted from the day of birth; one of 29 February turns on 1 March."""
    facts = flatten(
        Case(act=Act.MURDER, committed=committed, victims=(Victim(born=born),), offender=Offender(born=born))
    )
    assert facts.values["offender.age"] == age
    assert facts.members[0]["victim.age"] == age
    agreeing = Case(act=Act.MURDER, committed=committed, offender=Offender(born=born, age=age))
    assert agreeing.offender.age == age


@given(born=st.dates(dt.date(1950, 1, 1), dt.date(2010, 1, 1)), committed=st.dates(DAY, dt.date(2026, 1, 1)))
def test_a_birthday_adds_a_year(born: dt.date, committed: dt.date) -> None:
    """One day never takes an age away and adds at most one year to it."""

    def age(day: dt.date) -> int:
        case = Case(act=Act.MURDER, committed=day, offender=Offender(born=born))
        found = flatten(case).values["offender.age"]
        assert isinstance(found, int)
        return found

    later = committed + dt.timedelta(1)
    turned = (later.month, later.day) == (born.month, born.day)
    leap = (born.month, born.day) == (2, 29) and (later.month, later.day) == (3, 1)
    missed = leap and (committed.month, committed.day) == (2, 28)
    assert age(later) - age(committed) == (1 if turned or missed else 0)


@pytest.mark.parametrize(
    ("offender", "decided", "expected"),
    [
        (Offender(born=dt.date(1962, 1, 1)), dt.date(2025, 1, 1), 63),
        (Offender(born=dt.date(1962, 1, 2)), dt.date(2025, 1, 1), 62),
        (Offender(age=62), dt.date(2024, 7, 1), 62),
        (Offender(age=62), dt.date(2024, 7, 2), Interval(62, 63)),
        (Offender(age=62), dt.date(2025, 6, 30), Interval(62, 63)),
        (Offender(age=62), dt.date(2025, 7, 1), 63),
        (Offender(age=62, age_at_decision=63), dt.date(2025, 1, 1), 63),
        (Offender(), dt.date(2025, 1, 1), None),
        (Offender(age=62), None, None),
        (Offender(age=62, age_at_decision=UNKNOWN), dt.date(2025, 7, 1), None),
    ],
)
def test_the_age_at_the_decision(offender: Offender, decided: dt.date | None, expected: Any) -> None:
    """It follows exactly from a day of birth, else within a year from the age and the two days."""
    case = murder(offender=offender, decided=decided)
    assert flatten(case).values["offender.age_at_decision"] == expected


@pytest.mark.parametrize(("stated", "good"), [(61, False), (62, True), (63, True), (64, False)])
def test_a_stated_age_at_the_decision_lies_in_what_follows(stated: int, good: bool) -> None:
    """An age at the decision that the other ages and days exclude is a contradiction."""
    facts: dict[str, Any] = {
        "decided": dt.date(2025, 1, 1),
        "offender": Offender(age=62, age_at_decision=stated),
    }
    if good:
        assert murder(**facts).offender.age_at_decision == stated
    else:
        assert [m for m in faults(**facts) if f"is {stated}" in m]


@pytest.mark.parametrize("relation", Relation)
def test_the_household_follows_from_a_relation(relation: Relation) -> None:
    """A relation of the family or household makes the act domestic, and excludes that it is not."""
    victims = (Victim(), Victim(relations=frozenset({relation})))
    derived = flatten(murder(victims=victims)).values["domestic"]
    if relation in HOUSEHOLD:
        assert derived is True
        assert faults(victims=victims, domestic=False)
    else:
        assert derived is None
        assert murder(victims=victims, domestic=False).domestic is False


def test_what_is_concluded_is_told() -> None:
    """That an act is domestic by a relation is printed in `presumed`."""
    case = murder(
        victims=(Victim(age=40, relations=frozenset({Relation.SPOUSE})),), offender=Offender(age=40)
    )
    presumed = {p.fact: p.value for p in kzpenal.assess(case).presumed}
    assert presumed["domestic"] is True
    stated = kzpenal.assess(case.but({"domestic": True})).presumed
    assert "domestic" not in {p.fact for p in stated}


def test_a_case_shows_what_is_stated() -> None:
    """The text of a case names what is stated and nothing else."""
    assert repr(CHILD) == (
        "Case(act='murder', committed=datetime.date(2024, 7, 1), victims=(Victim(age=9),), "
        "offender=Offender(age=34, sex='male'))"
    )
    assert repr(Victim(relations=frozenset({Relation.WARD, Relation.CHILD}), age=UNKNOWN)) == (
        "Victim(age=UNKNOWN, relations=['child', 'ward'])"
    )


def test_what_the_name_of_an_act_says_is_not_closed() -> None:
    """The facts that `closed` leaves to an act's name are those that the rules take for granted of it."""
    taken = {
        (act, a.fact)
        for a in kzpenal.law(on=dt.date(2025, 10, 1)).assumptions
        if a.condition is not None and a.value is True
        for act in kzpenal.Act
        if evaluate(a.condition, Scope(flatten(Case(act=act, committed=dt.date(2025, 10, 1))))) is True
    }
    named = {(act, name) for act, names in NAMED_BY_ACT.items() for name in names}
    # Where the name says one of several, the least of them is taken for granted.
    assert taken == named | {(act, names[0]) for act, names in ONE_NAMED_BY_ACT.items()}
    for act, name in taken:
        assert getattr(Case(act=act, committed=dt.date(2025, 10, 1)).closed(), name) is None


@pytest.mark.parametrize(("act", "names"), list(ONE_NAMED_BY_ACT.items()))
def test_of_what_the_name_says_one_is_true_none_is_closed_before_one_is_stated(
    act: Act, names: tuple[str, ...]
) -> None:
    """Where an act's name says that one of several is true, `closed` denies the others of one stated only."""
    case = Case(act=act, committed=dt.date(2025, 10, 1))
    assert all(getattr(case.closed(), name) is None for name in names)
    for name in names:
        others = [n for n in names if n != name]
        assert all(getattr(case.but({name: True}).closed(), n) is False for n in others)
        assert all(getattr(case.but({name: False}).closed(), n) is None for n in others)


@pytest.mark.parametrize(("stated", "implied"), list(IMPLIED.items()))
def test_what_is_stated_is_not_denied_of_what_it_implies(stated: str, implied: str) -> None:
    """A fact that implies another makes it true where that is not stated; unknown leaves it open."""
    case = murder(**{stated: True})
    assert flatten(case).values[implied] is True
    assert flatten(case.closed()).values[implied] is True
    assert flatten(murder(**{stated: UNKNOWN}).closed()).values[implied] is None
    assert flatten(murder().closed()).values[implied] is False
