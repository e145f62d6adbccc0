"""What to ask next: what is open and not stated, ranked by what an answer decides, until nothing is open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

import attrs
import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kzpenal
from kzpenal import UNKNOWN, Assessment, Case, InvalidCase, Offender, Question, Victim, asking
from kzpenal.asking import WORK, Open, required
from kzpenal.testing import strategies
from kzpenal.vocabulary import vocabulary

from .test_foreign import GENERAL, SPECIAL, Animal, Deed, Farm, Keeper, write

SNAPSHOTS = Path(__file__).parent / "snapshots"
DAY = dt.date(2024, 7, 1)


def ask(case: Any, law: kzpenal.Law | None = None) -> Assessment:
    """Return the answer to *case*, of one engine: another test holds the engines against each other."""
    return kzpenal.assess(case, law=law, engine="reference")


def left_open(answer: Assessment) -> dict[Open, tuple[str, ...]]:
    """Return what *answer* leaves open for facts, with the facts that are named."""
    return {Open(p.what, p.provision, p.kind or ""): p.missing for p in answer.possible if p.missing}


@pytest.fixture(scope="module")
def beasts(tmp_path_factory: pytest.TempPathFactory) -> kzpenal.Law:
    """Return somebody else's law, over their own facts."""
    folder = write(tmp_path_factory.mktemp("beasts"), GENERAL | SPECIAL)
    return kzpenal.load(folder, facts=Farm).law(on=dt.date(2023, 1, 1))


# A question


def test_nothing_is_asked_where_nothing_is_open(beasts: kzpenal.Law) -> None:
    """A settled answer asks nothing."""
    keeper = Keeper(age=30, poor=False)
    animal = Animal(age=3, protected=False, dying=False, species="cat", marks=frozenset())
    case = Farm(act=Deed.TEASE, for_show=True, keeper=keeper, animals=(animal,))
    answer = ask(case, beasts)
    assert answer.possible == ()
    assert answer.charges
    assert answer.questions == ()


def test_what_is_asked_is_open_and_not_stated(beasts: kzpenal.Law) -> None:
    """Each question is behind something open, and about a fact of which the case says nothing."""
    animals = (Animal(age=UNKNOWN), Animal(protected=False))
    answer = ask(Farm(act=Deed.BEAT, animals=animals, gang=UNKNOWN, keeper=Keeper(age=30)), beasts)
    named = {path for missing in left_open(answer).values() for path in missing}
    asked = [q.path for q in answer.questions]
    assert {"animals[0].protected", "animals[0].age"} <= named
    assert set(asked) == named - {"gang", "animals[0].age"}
    assert len(asked) == len(set(asked))
    for question in answer.questions:
        assert question.why == tuple(sorted(o for o, m in left_open(answer).items() if question.path in m))
        assert question.decides.named == len(question.why)
        assert question.decides.of == len(left_open(answer))


@pytest.mark.dear
def test_a_measure_is_what_the_answers_come_to(beasts: kzpenal.Law) -> None:
    """What a question says an answer decides is what assessing with every answer to it shows."""
    case = Farm(act=Deed.KILL, keeper=Keeper(poor=False))
    answer = ask(case, beasts)
    assert {q.path for q in answer.questions} >= {"keeper.age", "animals", "in_public"}
    for question in answer.questions:
        values = {"int": range(121), "count": range(6)}.get(question.kind, (True, False))
        decided = [
            len(left_open(answer).keys() - left_open(ask(question.answered(case, v), beasts)).keys())
            for v in values
        ]
        assert question.decides.measured
        assert question.decides.least == min(decided)
        assert min(decided) <= (question.decides.mean or 0) <= max(decided)


def test_the_ranking_is_by_what_the_worst_answer_decides(beasts: kzpenal.Law) -> None:
    """Measured questions come first, by the worst answer and then the mean; the order is always the same."""
    for case in (Farm(act=Deed.KILL), Farm(act=Deed.BEAT, animals=(Animal(),), keeper=Keeper(age=30))):
        answer = ask(case, beasts)
        found = [q.decides for q in answer.questions]
        ranks = [(not d.measured, -(d.least or 0), -(d.mean or 0)) for d in found]
        assert ranks == sorted(ranks)
        assert len(set(ranks)) > 1
        assert ask(case, beasts).questions == answer.questions
        assert answer.questions is answer.questions


def test_many_members_are_counted_and_not_tried(beasts: kzpenal.Law) -> None:
    """Where deriving again would take too long, facts are only counted, and each question says so."""
    many = Farm(act=Deed.KILL, keeper=Keeper(age=30), animals=(Animal(dying=False),) * 2 * WORK)
    asked = ask(many, beasts).questions
    assert len(asked) > 2 * WORK
    assert {q.decides.measured for q in asked} == {False}
    assert {(q.decides.least, q.decides.mean) for q in asked} == {(None, None)}
    assert [q.decides.named for q in asked] == sorted((q.decides.named for q in asked), reverse=True)


def test_a_price_without_its_day_is_open() -> None:
    """The day on which an administrative case was opened is asked for, since the price hangs on it."""
    case = Case(act="bullying", committed=DAY, offender=Offender(age=14), victims=[Victim(age=9)]).closed()
    found = [q for q in ask(case).questions if q.path == "initiated"]
    assert [(q.kind, {o.what for o in q.why}, q.decides.measured) for q in found] == [
        ("date", {"price"}, False)
    ]
    known = ask(found[0].answered(case, "2024-07-03"))
    assert "initiated" not in {q.path for q in known.questions}


def test_laws_that_cannot_be_ranked_are_asked_about_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is open which law is milder, what is open under a later law is asked about too."""
    monkeypatch.setattr(asking, "WORK", 0)
    days = (dt.date(2025, 9, 1), dt.date(2025, 10, 1))
    person = Offender(age=34)
    answer = ask(
        Case(act="kidnapping", committed=days[0], decided=days[1], offender=person, victims=[Victim()])
    )
    assert answer.milder is not None
    assert answer.milder.verdict == "undecided"
    later = [r.answer for r in answer.milder.laws if r.answer is not None]
    named = {p for a in later for missing in left_open(a).values() for p in missing}
    assert {q.path for q in answer.questions} == named
    opened = set().union(*(left_open(a) for a in later))
    assert opened > left_open(answer).keys()
    assert {q.decides.of for q in answer.questions} == {len(opened)}


# How many there are


def test_how_many_there_are_is_asked_until_it_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of victims that nobody described it is asked how many they are; then each is asked about."""
    monkeypatch.setattr(asking, "WORK", 0)
    case = Case(act="murder", committed=DAY, offender=Offender(age=30))
    (question,) = [q for q in ask(case).questions if q.path == "victims"]
    assert (question.kind, question.low, question.high) == ("count", 0, 1_000)
    two = question.answered(case, 2)
    assert two.victims == (Victim(), Victim())
    paths = {q.path for q in ask(two).questions}
    assert {"victims[0].age", "victims[1].age"} <= paths
    assert "victims" not in paths
    assert "victims" not in {q.path for q in ask(question.answered(case, 0)).questions}


def test_victims_beyond_those_described_are_as_many_as_are_stated() -> None:
    """Where a case states how many victims there are, only that number is an answer, and none is lost."""
    case = Case(act="murder", committed=DAY, victims=[Victim(age=40)], victims_count=3)
    (question,) = [q for q in ask(case).questions if q.path == "victims"]
    assert (question.low, question.high) == (3, 3)
    assert question.answered(case, 3).victims == (Victim(age=40), Victim(), Victim())
    for wrong in (2, 4, True, "3", None, UNKNOWN, -1, 10**9):
        with pytest.raises(InvalidCase):
            question.answered(case, wrong)


def test_an_answer_that_is_not_allowed_is_refused(beasts: kzpenal.Law) -> None:
    """A value of the wrong kind raises InvalidCase with the name of the fact."""
    case = Farm(act=Deed.KILL)
    by_path = {q.path: q for q in ask(case, beasts).questions}
    for path, value in (("keeper.age", 121), ("keeper.age", "old"), ("in_public", 1), ("animals", 1_001)):
        with pytest.raises(InvalidCase, match=path.replace(".", r"\.")):
            by_path[path].answered(case, value)


def test_an_answer_that_the_case_excludes_is_not_tried() -> None:
    """An age that another age excludes counts for nothing in what an answer decides."""
    case = Case(act="battery", committed=DAY, victims=[Victim(age=30)], offender=Offender(age_at_decision=13))
    (question,) = [q for q in ask(case).questions if q.path == "offender.age"]
    with pytest.raises(InvalidCase, match="age_at_decision"):
        question.answered(case, 14)
    assert question.decides.least == question.decides.of  # nobody of 13 or less is liable for it


@pytest.mark.dear
@settings(max_examples=10)
@given(strategies.cases(days=(DAY, DAY)))
def test_whatever_a_case_states_its_questions_can_be_told(case: Case) -> None:
    """Every question of any case fits the schema, and is told in each language without a word missing."""
    try:
        with patch.object(asking, "WORK", 0):
            found = ask(case).questions
    except kzpenal.NoLawForDay:
        return
    for question in found:
        jsonschema.validate(question.to_dict(), SCHEMA)
        for lang in kzpenal.languages():
            for text in (question.text(lang), question.reason(lang), question.allowed(lang)):
                assert text
                assert not {"{", "}"} & set(text)


def test_more_members_than_a_case_describes_are_not_asked_about(beasts: kzpenal.Law) -> None:
    """Where a case states more members than it can describe, it is not asked how many they are."""
    for count, asked_about in ((1_000, True), (1_001, False), (1_000_000, False)):
        found = ask(Farm(act=Deed.KILL, keeper=Keeper(age=30), animals_count=count), beasts)
        assert any("animals" in p.missing for p in found.possible)
        assert ("animals" in {q.path for q in found.questions}) is asked_about


# Questions converge


def settle(draw: Any, case: Any, law: kzpenal.Law | None, nobody: set[str]) -> Assessment:
    """Answer questions with what is drawn until none is left; *nobody* gets what was not known."""
    words, asked, unknown = vocabulary(type(case)), set[str](), draw(st.booleans())
    while True:
        answer = ask(case, law)
        for q in answer.questions:
            jsonschema.validate(q.to_dict(), SCHEMA)
        left = [q for q in answer.questions if q.path not in nobody]
        if not left:
            return answer
        question = left[0]
        assert question.path not in asked, "asked again"
        asked.add(question.path)
        assert len(asked) <= 4 * len(words.facts)
        if unknown and draw(st.booleans()):
            nobody.add(question.path)
            case = case if question.kind == "count" else question.answered(case, UNKNOWN)
        else:
            case = accepted(draw, question, case, nobody)


def accepted(draw: Any, question: Question, case: Any, nobody: set[str]) -> Any:
    """Return *case* with an answer that its class accepts; one it refuses thrice is left as not known."""
    for _ in range(3):
        try:
            return question.answered(case, draw(value(question)))
        except InvalidCase:
            continue
    nobody.add(question.path)
    return case


def value(question: Question) -> st.SearchStrategy[Any]:
    """Return a strategy for what may be answered to *question*."""
    if question.kind in ("int", "count"):
        low, high = question.low or 0, question.high or 0
        return st.integers(low, min(high, low + (2 if question.kind == "count" else 70)))
    some = st.sampled_from(question.values or ("",))
    shapes: Mapping[str, st.SearchStrategy[Any]] = {
        "bool": st.booleans(),
        "enum": some,
        "set": st.frozensets(some, max_size=2),
        "date": st.dates(dt.date(2024, 7, 1), dt.date(2025, 12, 31)),
    }
    return shapes[question.kind]


SCHEMA = kzpenal.question_schema()


def converged(answer: Assessment, nobody: set[str]) -> None:
    """Check that what is still open in *answer* hangs on what nobody knows, or on no fact of the case."""
    words = answer.openness.law.vocabulary
    for item, missing in left_open(answer).items():
        known = {p for p in missing if words.fact(p) is not None or p == words.group}
        assert known <= nobody, item
        assert missing, item


@pytest.mark.dear
@settings(max_examples=10)
@given(st.data())
def test_questions_converge_over_somebody_elses_facts(beasts: kzpenal.Law, data: st.DataObject) -> None:
    """Whatever is answered, no fact is asked about twice, the questions end, and what is open then hangs on
    what nobody knows.
    """
    act = data.draw(st.sampled_from([d for d in Deed if d is not Deed.SELL]))
    keeper = data.draw(st.sampled_from([Keeper(), Keeper(age=30), Keeper(sane=UNKNOWN)]))
    nobody = {"keeper.sane"} if keeper.sane is UNKNOWN else set[str]()
    with patch.object(asking, "WORK", 4):  # that questions end does not hang on how many are measured
        answer = settle(data.draw, Farm(act=act, keeper=keeper), beasts, nobody)
    converged(answer, nobody)


@pytest.mark.dear
@settings(max_examples=3)
@given(st.data())
def test_questions_converge_over_the_law(data: st.DataObject) -> None:
    """The same holds under the library's own rules, from a case that states the act and its day alone."""
    act = data.draw(st.sampled_from(["threat", "domestic-misconduct", "depraved-acts"]))
    nobody = set[str]()
    with patch.object(asking, "WORK", 1):
        answer = settle(data.draw, Case(act=act, committed=DAY), None, nobody)
    converged(answer, nobody)


# In words


@pytest.fixture(scope="module")
def some() -> tuple[Question, ...]:
    """Return questions of every kind: what a law needs, numbers, words, lists, a day; tried or counted."""
    bare = ask(Case(act="murder", committed=DAY)).questions[:3]
    two = [Victim(age=9, sex="male"), Victim(sex="male")]
    child = Case(act="depraved-acts", committed=DAY, offender=Offender(age=34, sex="male"), victims=two)
    with patch.object(asking, "WORK", 20):
        found = ask(child).questions
    whole = [q for q in found if q.kind != "bool"] + [q for q in found if q.kind == "bool"][:2] + [found[-1]]
    young = Case(act="bullying", committed=DAY, offender=Offender(age=14), victims=[Victim(age=9)]).closed()
    return (*required(vocabulary(Case)), *bare, *dict.fromkeys(whole), *ask(young).questions[-1:])


@pytest.mark.parametrize("lang", kzpenal.languages())
def test_questions_are_told_in_each_language(some: tuple[Question, ...], lang: str) -> None:
    """Each kind of question, its reason and what may be answered read as they did when they were reviewed."""
    assert {"date", "enum", "int", "bool", "count", "set"} == {q.kind for q in some}
    told = []
    for question in some:
        told += [question.text(lang), f"  {question.reason(lang)}", f"  {question.allowed(lang)}"]
    snapshot(f"questions.{lang}.txt", "\n".join(told) + "\n")


def snapshot(name: str, text: str) -> None:
    """Compare *text* with the file of that name; delete the file to have it written anew."""
    file = SNAPSHOTS / name
    if not file.exists():
        file.write_text(text, "utf-8")
        pytest.fail(f"tests/snapshots/{name} was written: read it, and keep it")
    assert text == file.read_text("utf-8")


def test_a_long_reason_is_cut(beasts: kzpenal.Law) -> None:
    """Of very many open items the first six are named, and the others counted."""
    (*_, question) = ask(Farm(act=Deed.KILL), beasts).questions
    many = attrs.evolve(question, why=tuple(Open("charge", f"x:{n}") for n in range(1, 10)))
    assert "charge x:6, and 3 more)" in many.reason()
    assert "x:7" not in many.reason("ru")


def test_questions_about_somebody_elses_facts_speak_for_themselves(beasts: kzpenal.Law) -> None:
    """A foreign fact is asked about in its own words, and a foreign group by its name, in any language."""
    case = Farm(act=Deed.KILL, keeper=Keeper(age=30))
    (count,) = [q for q in ask(case, beasts).questions if q.kind == "count"]
    assert count.text("ru") == "Сколько их (animals)?"
    two = ask(count.answered(case, 2), beasts).questions
    assert "animal 2. was dying already" in {q.text("kk").lower() for q in two}
    for question in two:
        for lang in kzpenal.languages():
            assert question.path.rpartition(".")[2] in question.reason(lang)
