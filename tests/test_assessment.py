"""The answer and the laws as objects: their values, lookups, words, engines, and money."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

import kzpenal
from kzpenal import (
    Act,
    Assessment,
    Case,
    EngineDisagreement,
    EngineUnavailable,
    KzpenalError,
    Law,
    NoLawForDay,
    NotEncoded,
    Offender,
    Relation,
    Sex,
    Victim,
)
from kzpenal.assessing import ENGINES
from kzpenal.citation import Citation
from kzpenal.engines import durable
from kzpenal.engines.reference import Reference
from kzpenal.money import exchanged
from kzpenal.program import Marks
from kzpenal.testing import cases
from kzpenal.vocabulary import Facts

DAY = dt.date(2024, 7, 1)
BILL = "bill-2024-02-21"
MAN = Offender(age=34, sex=Sex.MALE)
CHILD = Case(act=Act.MURDER, committed=DAY, victims=(Victim(age=9),), offender=MAN)
LISTS = (
    "charges",
    "mandatory",
    "orders",
    "bars",
    "duties",
    "gaps",
    "possible",
    "by",
    "presumed",
    "interpretations",
    "not_encoded",
    "readings",
)


@lru_cache(maxsize=1)
def answers() -> tuple[Assessment, ...]:
    """Return answers that between them have every kind of item."""
    law = kzpenal.law(bill=BILL)
    beaten = Case(
        act=Act.BATTERY,
        committed=DAY,
        victims=(Victim(age=5, relations=frozenset({Relation.CHILD})),),
        reported_by=kzpenal.Report.MEDIA,
    )
    boy = Offender(age=13, sex=Sex.MALE)
    return (
        kzpenal.assess(CHILD),
        kzpenal.assess(CHILD.but({"offender": Offender(age=16)})),
        kzpenal.assess(CHILD.but({"offender": boy})),
        kzpenal.assess(CHILD.but({"offender.sex": "female", "stage": "attempt"})),
        kzpenal.assess(Case(act=Act.MURDER, committed=DAY)),
        kzpenal.assess(Case(act=Act.MURDER, committed=DAY, offender=MAN)),
        kzpenal.assess(Case(act=Act.RAPE, committed=DAY, victims=(Victim(age=9),), offender=MAN).closed()),
        kzpenal.assess(Case(act=Act.BULLYING, committed=DAY, victims=(Victim(age=9),), offender=boy)),
        kzpenal.assess(Case(act=Act.PROMOTE_SUICIDE, committed=DAY, victims=(), offender=MAN)),
        kzpenal.assess(beaten, law=law),
        kzpenal.assess(Case(act=Act.SEXUAL_HARASSMENT, committed=DAY, victims=(Victim(age=9),)), law=law),
    )


# Values


def test_answers_are_values() -> None:
    """Equal questions have equal answers with equal hashes; another question has another."""
    for one, two in zip(answers(), answers.__wrapped__(), strict=True):
        assert one is not two
        assert one == two
        assert hash(one) == hash(two)
    assert len(set(answers())) == len(answers())


def test_answers_and_laws_are_frozen() -> None:
    """Nothing of an answer or a law can be set, and what they hold are tuples of frozen objects."""
    answer = kzpenal.assess(CHILD)
    items: list[Any] = [answer, answer.law, answer.engine, kzpenal.law(on=DAY)]
    for name in LISTS:
        for each in answers():
            assert isinstance(getattr(each, name), tuple)
            items += getattr(each, name)
    for item in items:
        name = attrs.fields(type(item))[0].name
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(item, name, None)
        hash(item)


def test_answers_and_laws_travel() -> None:
    """A pickled or copied answer is equal and still gives its reasons; so is a law, and still answers."""
    for answer in answers():
        for again in (pickle.loads(pickle.dumps(answer)), copy.deepcopy(answer), copy.copy(answer)):
            assert again == answer
            assert again.to_dict() == answer.to_dict()
            assert again.explain() == answer.explain()
    for law in kzpenal.laws():
        for same in (pickle.loads(pickle.dumps(law)), copy.deepcopy(law), copy.copy(law)):
            assert same == law
            assert (hash(same), same.hash, same.acts) == (hash(law), law.hash, law.acts)
    law = pickle.loads(pickle.dumps(kzpenal.law(on=DAY)))
    assert kzpenal.assess(CHILD, law=law) == kzpenal.assess(CHILD)


@settings(deadline=None, max_examples=20)
@given(case=cases(["murder", "rape", "battery", "bullying", "domestic-misconduct"]))
def test_an_answer_depends_on_the_case_alone(case: Case) -> None:
    """Asking twice, or with an equal case, gives an equal answer."""
    assert outcome(case) == outcome(Case.from_dict(case.to_dict()))


def outcome(case: Case) -> Any:
    """Return the answer to *case*, or the problems for which there is none."""
    try:
        return kzpenal.assess(case, engine="reference")
    except NoLawForDay as error:
        return error.problems


# The dictionary


def test_the_order_of_keys_is_the_contracts() -> None:
    """`to_dict` writes the keys of the contract in its order; `by` comes only with `not-liable`."""
    keys = [
        "schema",
        "law",
        "engine",
        "outcome",
        "charges",
        "mandatory",
        "orders",
        "bars",
        "duties",
        "gaps",
        "possible",
        "presumed",
        "interpretations",
        "not_encoded",
        "milder",
        "readings",
        "money",
    ]
    for answer in answers():
        found = list(answer.to_dict())
        if answer.outcome == "not-liable":
            assert found == [*keys[:4], "by", *keys[4:]]
        else:
            assert found == keys


def test_the_answer_of_the_contract() -> None:
    """The example of the contract is answered as it says, presumed facts and their order included."""
    answer = kzpenal.assess(CHILD)
    document = answer.to_dict()
    assert document["law"] | {"hash": "", "text_read": ""} == {
        "kind": "in-force",
        "on": "2024-07-01",
        "id": "in-force:2024-07-01",
        "hash": "",
        "text_read": "",
    }
    life = [{"kind": "life-imprisonment"}]
    sanction = {"one_of": life, "and_also": [], "non_alternative": True}
    assert document["charges"] == [
        {
            "provision": "cc:99(3)",
            "points": [],
            "certainty": "settled",
            "kind": "crime",
            "gravity": "especially-grave",
            "liable": "offender",
            "statutory": sanction,
            "sanction": sanction,
            "steps": [],
        }
    ]
    assert document["mandatory"][0] == {
        "kind": "life-imprisonment",
        "provision": "cc:99(3)",
        "for": "cc:99(3)",
    }
    assert [p["fact"] for p in document["presumed"]] == [
        "stage",
        "form",
        "offender.sane",
        "offender.age_at_decision",
    ]
    assert answer.charges[0].provision == "cc:99(3)"
    assert answer.charges[0].sanction.non_alternative is True
    one_of = answer.charges[0].sanction.one_of
    assert one_of is not None
    assert len(one_of) == 1


# Words


def test_every_item_has_words() -> None:
    """Every item of every answer says itself in words that name its provision or fact."""
    seen = set()
    for answer in answers():
        for name in LISTS:
            for item in getattr(answer, name):
                seen.add(name)
                told = item.text("en")
                assert told == item.text()
                assert (item.fact if name == "presumed" else item.provision) in told
                plain = told.replace("  - ", "")
                assert plain in answer.explain().replace("\n  - ", "\n").replace("  - ", "")
    assert seen == set(LISTS)


def test_the_explanation_tells_law_outcome_and_engine() -> None:
    """`explain` begins with the law and the outcome and ends with the engine."""
    answer = kzpenal.assess(CHILD)
    lines = answer.explain("en").splitlines()
    assert lines[0] == f"Law in force on 2024-07-01 (text read up to {answer.law.text_read})"
    assert lines[1] == "Outcome: charged"
    assert lines[-1].startswith(f"Derived by {answer.engine.name}")
    under_bill = kzpenal.assess(CHILD, law=kzpenal.law(bill=BILL)).explain()
    assert under_bill.splitlines()[0] == f"Bill {BILL}: not law, only what was reported"


@pytest.mark.parametrize("lang", ["xx", "", "EN", "../en"])
def test_a_language_there_is_not_is_refused(lang: str) -> None:
    """Asking for words in a language without texts is refused by name, with the languages there are."""
    answer = kzpenal.assess(CHILD)
    for ask in (answer.explain, answer.charges[0].text, answer.orders[0].text):
        with pytest.raises(KzpenalError, match=r"there are no texts in `.*`") as caught:
            ask(lang)
        assert f"`{lang}`" in str(caught.value)
        assert "known: " in str(caught.value)
        assert "en" in str(caught.value)


@pytest.mark.parametrize("citation", ["cc:999", "cc:99(9)", "zzz", "", "bill-2024-02-21:assault", "cc:99("])
@pytest.mark.parametrize("way", ["why", "why_not"])
def test_why_of_an_unknown_id_is_a_key_error(way: str, citation: str) -> None:
    """Reasons for what the law does not hold, or for what is no id, are a KeyError that names it."""
    with pytest.raises(KeyError) as caught:
        getattr(kzpenal.assess(CHILD), way)(citation)
    assert citation in str(caught.value)


def test_why_tells_the_facts_and_the_place() -> None:
    """`why` gives the facts behind a charge, and file and line of the rule."""
    (reason, *_) = kzpenal.assess(CHILD).why("cc:99(3)")
    steps = list(reason.walk())
    assert ("victims[0].age", "9") in [f for s in steps for f in s.facts]
    assert reason.truth == "met"
    assert reason.place.startswith("rules/criminal-code/099-murder.yaml:")


def test_why_not_of_what_failed_tells_what_failed() -> None:
    """`why_not` of a part that is not met gives the facts that fail it, and nothing that is met."""
    answer = kzpenal.assess(CHILD.but({"victims[0].age": 14}))
    (reason, *_) = answer.why_not("cc:99(3)")
    assert reason.truth == "failed"
    assert ("victims[0].age", "14") in [f for s in reason.walk() for f in s.facts]
    assert "met" not in [s.truth for s in reason.walk()]


# Laws


def test_laws_are_the_bills_and_every_day_the_law_changed() -> None:
    """`laws` gives each bill, then the law from each day on which it changed, and no two alike."""
    found = kzpenal.laws()
    assert [x.kind for x in found] == sorted((x.kind for x in found), key=["bill", "in-force"].index)
    assert found[0] == kzpenal.law(bill=BILL)
    days = [x.on for x in found if x.on is not None]
    assert days == sorted(days)
    assert days[0] == dt.date(2022, 9, 12)
    assert len({x.hash for x in found}) == len(found)
    for law in found[1:]:
        assert law.on is not None
        assert kzpenal.law(on=law.on) == law
        before = law.on - dt.timedelta(1)
        if law.on != days[0]:
            assert kzpenal.law(on=before).hash != law.hash


def test_a_law_is_the_same_between_two_changes() -> None:
    """Between two changes the law of every day is of one content, and of a name of its own."""
    one, two = kzpenal.law(on=DAY), kzpenal.law(on=DAY + dt.timedelta(1))
    assert one.hash == two.hash
    assert (one.id, two.id) == ("in-force:2024-07-01", "in-force:2024-07-02")
    assert one != two


def test_provisions_are_looked_up_by_id() -> None:
    """`law[...]` gives the part that an id names, and for a point its part."""
    law = kzpenal.law(on=DAY)
    assert law["cc:99(3)"].citation == Citation("cc", "99", ("3",))
    assert law["cc:99(2)(14)"] == law["cc:99(2)"]
    for provision in law.provisions():
        assert law[str(provision.citation)] == provision
    bill = kzpenal.law(bill=BILL)
    assert bill[f"{BILL}:assault"].text == "Penalties for assault."


@pytest.mark.parametrize("citation", ["cc:999", "cc:99(33)", "nonsense", ""])
def test_a_provision_there_is_not_is_a_key_error(citation: str) -> None:
    """Looking up what the law does not hold is a KeyError that names it."""
    with pytest.raises(KeyError) as caught:
        kzpenal.law(on=DAY)[citation]
    assert citation in str(caught.value)


def test_provisions_stand_in_the_order_of_the_code() -> None:
    """`provisions` gives the articles of each code in its order: 98-2 and 98-3 before 99."""
    articles = list(dict.fromkeys(str(p.citation.whole) for p in kzpenal.law(on=DAY).provisions()))
    criminal = [a for a in articles if a.startswith("cc:")]
    numbers = [tuple(map(int, a.removeprefix("cc:").split("-"))) for a in criminal]
    assert numbers == sorted(numbers)
    assert articles.index("cc:98-3") + 1 == articles.index("cc:99")


@pytest.mark.parametrize("name", ["2024-07-01", BILL])
def test_a_law_answers_about_its_acts_and_no_other(name: str) -> None:
    """Every act of `law.acts` is answered, and every other act there is a word for is refused."""
    law = kzpenal.law(bill=BILL) if name == BILL else kzpenal.law(on=dt.date.fromisoformat(name))
    assert list(law.acts) == sorted(set(law.acts))
    assert law.acts
    for act in Act:
        case = Case(act=act, committed=DAY, offender=MAN)
        if act.value in law.acts:
            assert kzpenal.assess(case, law=law, engine="reference").case == case
        else:
            with pytest.raises(NotEncoded, match=act.value):
                kzpenal.assess(case, law=law, engine="reference")


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"on": DAY, "bill": BILL},
        {"bill": "bill-of-rights"},
        {"on": "2024-07-01"},
        {"on": dt.datetime(2024, 7, 1)},
    ],
)
def test_a_law_is_asked_for_by_a_day_or_a_bill(arguments: dict[str, Any]) -> None:
    """A law is asked for by exactly one of a day and a bill that there is."""
    with pytest.raises(KzpenalError):
        kzpenal.law(**arguments)


def test_the_day_of_the_act_governs() -> None:
    """Without a law the law of the day of the act answers; the law that is passed is never replaced."""
    woman = CHILD.but({"offender.sex": "female"})
    assert kzpenal.assess(woman).law.on == DAY
    later = kzpenal.assess(woman, law=kzpenal.law(on=dt.date(2025, 10, 1)))
    assert later.law.on == dt.date(2025, 10, 1)
    assert later.charges[0].sanction != kzpenal.assess(woman).charges[0].sanction


# Engines


def test_durable_is_the_default_and_is_checked() -> None:
    """Where durable can run it is the default, and the reference engine derives the answer too."""
    assert durable.available() is None
    assert kzpenal.assess(CHILD).to_dict()["engine"] == {"name": "durable", "cross_checked": True}
    assert kzpenal.assess(CHILD, engine="durable") == kzpenal.assess(CHILD)


def test_the_reference_engine_may_be_asked_for() -> None:
    """The reference engine answers the same alone, and the answer says that nothing checked it."""
    alone, both = kzpenal.assess(CHILD, engine="reference"), kzpenal.assess(CHILD)
    assert alone.to_dict()["engine"] == {"name": "reference", "cross_checked": False}
    assert {**alone.to_dict(), "engine": None} == {**both.to_dict(), "engine": None}
    assert "both agree" not in alone.explain()


@pytest.mark.parametrize("engine", ["durabel", "", "columnar"])
def test_an_engine_there_is_not_is_refused(engine: str) -> None:
    """An engine that there is not is refused by name, and no other is taken in its place."""
    with pytest.raises(KzpenalError, match="there is no engine") as caught:
        kzpenal.assess(CHILD, engine=engine)
    assert f"`{engine}`" in str(caught.value)


def test_reference_is_the_default_where_durable_cannot_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where durable cannot run the reference engine answers by default, and the answer says so."""
    monkeypatch.setattr(durable, "_failure", "there is no such extension here")
    monkeypatch.setattr(durable, "_engine", None)
    monkeypatch.setattr(durable, "_compiled", {})
    answer = kzpenal.assess(CHILD)
    assert answer.to_dict()["engine"] == {"name": "reference", "cross_checked": False}
    assert answer.explain().splitlines()[-1] == "Derived by reference alone."


def test_durable_is_refused_where_it_cannot_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for by name where it cannot run, durable is refused with the reason; nothing stands in."""
    monkeypatch.setattr(durable, "_failure", "there is no such extension here")
    monkeypatch.setattr(durable, "_engine", None)
    monkeypatch.setattr(durable, "_compiled", {})
    with pytest.raises(EngineUnavailable, match="there is no such extension here"):
        kzpenal.assess(CHILD, engine="durable")


class Liar(Reference):
    """A reference engine that says the contrary in one of the three strata."""

    stratum = "act"

    def act(self, facts: Facts) -> Marks:
        """Return the marks of the act, the first of them turned round for a liar about the act."""
        return self._told("act", super().act(facts))

    def part(self, facts: Facts, elements: Marks, citation: Citation) -> Marks:
        """Return the marks of liability, the first of them turned round for a liar about it."""
        return self._told("part", super().part(facts, elements, citation))

    def charge(self, facts: Facts, elements: Marks, citation: Citation) -> Marks:
        """Return the marks of a charge, the first of them turned round for a liar about it."""
        return self._told("charge", super().charge(facts, elements, citation))

    def _told(self, stratum: str, marks: Mapping[str, bool | None]) -> Marks:
        first = min(marks)
        return {**marks, first: marks[first] is not True} if stratum == self.stratum else marks


@pytest.mark.parametrize(
    ("stratum", "about"), [("act", "the elements"), ("part", "liability for"), ("charge", "the charge cc:99")]
)
def test_no_answer_is_given_where_the_engines_differ(
    monkeypatch: pytest.MonkeyPatch, stratum: str, about: str
) -> None:
    """Where the two derivations differ, in any stratum, the call raises and answers nothing."""
    monkeypatch.setattr(Liar, "stratum", stratum)
    monkeypatch.setitem(ENGINES, "reference", Liar)
    with pytest.raises(EngineDisagreement, match=about) as caught:
        kzpenal.assess(CHILD, engine="durable")
    assert caught.value.problems[0].code == "KZP303"


# Money


@pytest.fixture(scope="module")
def rate() -> Decimal:
    """Return the rate of the report."""
    (bill,) = [b for b in kzpenal.statute().bills if b.id == BILL]
    assert bill.rate is not None
    assert bill.rate[0] == "USD"
    return bill.rate[1]


@pytest.mark.parametrize(
    ("mci", "tenge", "dollars", "places"),
    [(200, 738_400, "1631", 0), (80, 295_360, "652.42", 2), (10, 36_920, "81.55", 2)],
)
def test_the_dollars_of_the_report(rate: Decimal, mci: int, tenge: int, dollars: str, places: int) -> None:
    """The report's dollars come out of the library to the precision that the report prints."""
    found = kzpenal.statute().tenge(mci, on=dt.date(2024, 2, 22))
    assert found == tenge
    assert exchanged(found, rate, places) == Decimal(dollars)


@pytest.mark.parametrize(
    ("on", "index"),
    [(dt.date(2024, 1, 1), 3692), (dt.date(2024, 12, 31), 3692), (dt.date(2025, 1, 1), 3932)],
)
def test_the_index_of_the_day_counts(on: dt.date, index: int) -> None:
    """The index is that of the year of the day: 3692 tenge in 2024."""
    assert kzpenal.statute().tenge(1, on=on) == index


@pytest.mark.parametrize("on", [dt.date(1999, 1, 1), dt.date(2099, 1, 1)])
def test_an_index_that_was_not_read_is_refused(on: dt.date) -> None:
    """A year whose index was not read is refused; the last one known is not carried on."""
    with pytest.raises(NoLawForDay, match=str(on)):
        kzpenal.statute().tenge(1, on=on)


# What is exported


def test_the_public_names_are_there_and_typed() -> None:
    """Every public name is there, and the package says that it is typed."""
    for name in kzpenal.__all__:
        assert getattr(kzpenal, name) is not None
    assert (Path(kzpenal.__file__).parent / "py.typed").exists()
    assert issubclass(NotEncoded, NoLawForDay)
    assert isinstance(kzpenal.law(on=DAY), Law)
    for error in ("RulesInvalid", "InvalidCase", "NoLawForDay", "EngineDisagreement", "EngineUnavailable"):
        assert issubclass(getattr(kzpenal, error), KzpenalError)
        assert getattr(kzpenal, error)("said").problems[0].message == "said"
