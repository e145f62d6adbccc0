"""Somebody else's law over somebody else's facts: nothing in the library knows of animals."""

from __future__ import annotations

import datetime as dt
import pickle
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Any, Literal

import attrs
import jsonschema
import pytest
from attrs import frozen
from hypothesis import given, settings
from hypothesis import strategies as st

import kzpenal
from kzpenal import UNKNOWN, Assessment, KzpenalError, Law, NoLawForDay, NotEncoded, RulesInvalid, Statute
from kzpenal.engines import durable
from kzpenal.facts import Maybe
from kzpenal.vocabulary import Fact, checked, fact, leaves_of


class Deed(Enum):
    """What was done."""

    BEAT = "beat"
    KILL = "kill"
    NEGLECT = "neglect"
    ABANDON = "abandon"
    TEASE = "tease"
    SELL = "sell"


@frozen(kw_only=True)
class Animal:
    """One animal; not checked, so that a plain attrs class is tried too."""

    species: Maybe[Literal["dog", "cat", "horse"]] = None
    age: Maybe[int] = fact(text="age in years", low=0, high=60)
    protected: Maybe[bool] = fact(text="of a protected kind", closes=True)
    dying: Maybe[bool] = fact(text="was dying already")
    marks: Maybe[frozenset[Literal["chip", "collar"]]] = None


@frozen(kw_only=True)
class Keeper:
    """Who did it."""

    age: Maybe[int] = fact(text="age at the act", low=0, high=120)
    age_now: Maybe[int] = fact(text="age at the decision", low=0, high=120)
    sane: Maybe[bool] = fact(text="was sane")
    poor: Maybe[bool] = fact(text="has no means")

    def __attrs_post_init__(self) -> None:
        checked(self, "keeper.")


@frozen(kw_only=True)
class Farm:
    """A case of cruelty to animals."""

    act: Deed = fact(attrs.NOTHING, text="what was done")
    stage: Maybe[Literal["completed", "attempt"]] = fact(text="how far it came")
    animals: tuple[Animal, ...] | None = fact(text="the animals", member="animal")
    animals_count: Maybe[int] = fact(text="how many, where more than are described", low=1)
    keeper: Keeper = attrs.field(factory=Keeper)
    in_public: Maybe[bool] = fact(text="before other people", closes=True)
    gang: Maybe[bool] = fact(text="by several persons", closes=True)
    for_show: Maybe[bool] = fact(text="for show", closes=True)
    tools: Maybe[frozenset[Literal["whip", "chain", "rod"]]] = fact(text="with what")

    def __attrs_post_init__(self) -> None:
        checked(self)


@frozen
class Lamp:
    """The least that facts can be: two answers of yes or no, and no act."""

    lit: bool | None = None
    broken: bool | None = None


GENERAL = {
    "assumptions": """
assumptions:
  - {fact: stage, value: completed, because: it is asked about as done}
  - {fact: keeper.sane, value: true, because: most are}
  - {fact: keeper.age_now, same_as: keeper.age, because: no other age is stated}
""",
    "lists": """
unencoded:
  - {provision: "bc:90", from: 2020-01-01}
  - {provision: "bc:91", from: 2010-01-01, until: 2015-01-01}
""",
    "001": """
article: bc:1
title: {en: Kinds and gravity}
versions:
  - in_force: {from: 2020-01-01}
    read: [{redaction: 2024-03-01, url: "https://example.org/1"}]
    parts:
      "1": {classify: crime, when: statutory.has is imprisonment or life-imprisonment}
      "2": {classify: misdemeanour, when: statutory.has is arrest or community-service}
      "3":
        rules:
          - classify: minor
            all:
              - part.kind is crime and statutory.has is not life-imprisonment
              - statutory.max.imprisonment at most 72
          - classify: grave
            all:
              - part.kind is crime
              - any: [statutory.max.imprisonment over 72, statutory.has is life-imprisonment]
""",
    "002": """
article: bc:2
title: {en: Who answers}
versions:
  - in_force: {from: 2020-01-01}
    read: [{redaction: 2024-03-01, url: "https://example.org/2"}]
    parts:
      "1": {liability: liable, when: keeper.age at least 16}
      "2": {liability: liable, all: [keeper.age at least 12, part is bc:11]}
      "3": {liability: not-liable, when: not keeper.sane}
      "4": {liability: not-liable, when: stage is attempt and part.kind is misdemeanour}
""",
    "003": """
article: bc:3
title: {en: Sentencing}
versions:
  - in_force: {from: 2020-01-01}
    read: [{redaction: 2024-03-01, url: "https://example.org/3"}]
    parts:
      "1": {operation: floor imprisonment 6 months}
      "2": {operation: exclude life-imprisonment, any: [keeper.age under 18, keeper.age_now at least 70]}
      "3":
        operation: substitute imprisonment 10..20 years
        when: statutory.only is life-imprisonment and keeper.age under 18
      "4": {operation: scale 2/3, when: stage is attempt}
      "5":
        operation: cap imprisonment 4 years
        when: keeper.age under 18 and charge is bc:11(2)
        minimum_yields: bc:3(5)
      "6": {operation: cap fine 15 mci, when: keeper.poor}
      "7": {operation: exclude arrest, when: keeper.age under 18}
      "8":
        operation: floor fine 2 mci
        unless: [{by: "bc:3(6)", when: keeper.poor}]
""",
    "004": """
article: bc:4
title: {en: What follows}
versions:
  - in_force: {from: 2020-01-01}
    read: [{redaction: 2024-03-01, url: "https://example.org/4"}]
    parts:
      "1": {order: compulsory-payment must 5 mci, when: charge.kind is crime}
      "2": {order: training may 1..3 months, when: charge.classes has against-the-weak}
      "3": {bar: parole, when: charge.classes has against-the-weak}
      "4": {bar: surety, when: charge is bc:90 or bc:91}
      "5": {duty: rescue, when: animal.dying}
      "6": {order: disqualification may for life, all: [charge.gravity is grave, {no: animal.age over 1}]}
""",
    "005": """
article: bc:5
title: {en: Words}
versions:
  - in_force: {from: 2020-01-01}
    read: [{redaction: 2024-03-01, url: "https://example.org/5"}]
    points:
      "3":
        define: against-the-weak
        any: ["charge is bc:10(2)(2)", "charge is bc:11(1) and animal.age under 1"]
""",
}

SPECIAL = {
    "010": """
article: bc:10
title: {en: Beating, ru: Избиение}
acts: [beat]
versions:
  - in_force: {from: 2020-01-01, until: 2022-01-01}
    read: [{redaction: 2020-06-01, url: "https://example.org/10"}]
    parts:
      "1": {when: act is beat, sanction: {one_of: [warning]}}
  - in_force: {from: 2022-07-01, until: 2025-01-01}
    read:
      - {redaction: 2022-07-01, url: "https://example.org/10"}
      - {redaction: 2023-06-01, url: "https://example.org/10"}
    parts:
      "1":
        text: Beating an animal.
        when: act is beat
        sanction: {one_of: [fine up to 50 mci, arrest up to 30 days]}
      "2":
        text: Beating of the worse kinds.
        of: ["1"]
        any:
          "1": animals at least 2
          "2": animal.age under 1 and animal.protected
          "3": {text: For show., all: [for_show]}
          "3-1": tools has whip or chain
          "10":
            any: [gang, animals with species is dog and age over 5 at least 2]
            interpretation: [old dogs are read as over 5]
        sanction:
          one_of:
            - imprisonment up to 3 years: {with: [disqualification up to 2 years may]}
          and_also: [confiscation may]
        interpretation: [several is read as two]
        not_encoded: [the measure of pain]
  - in_force: {from: 2025-01-01}
    not_seen: true
""",
    "011": """
article: bc:11
title: {en: Killing}
acts: [kill]
versions:
  - in_force: {from: 2020-01-01}
    read: [{redaction: 2024-02-01, url: "https://example.org/11"}]
    parts:
      "1": {when: act is kill, sanction: {one_of: [imprisonment 2..6 years]}}
      "2":
        of: ["1"]
        any: {"1": animals at least 2, "2": animal.protected}
        sanction: {one_of: [imprisonment 5..12 years], and_also: [confiscation must]}
      "3":
        of: ["2"]
        when: animal.age under 1
        sanction: {one_of: [life imprisonment], and_also: [confiscation must]}
      "4":
        beside: true
        when: act is kill and in_public
        sanction: {one_of: [community service exactly 40 hours]}
""",
    "012": """
article: bc:12
title: {en: Killing out of mercy}
acts: [kill]
versions:
  - in_force: {from: 2020-01-01}
    read: [{redaction: 2024-02-01, url: "https://example.org/12"}]
    instead_of: ["bc:11(1)", "bc:11(2)", "bc:11(3)"]
    when: act is kill and animal.dying
    sanction: {one_of: [fine 20..40 mci]}
""",
    "013": """
article: bc:13
title: {en: Neglect}
acts: [neglect]
versions:
  - in_force: {from: 2020-01-01}
    read: [{redaction: 2024-02-01, url: "https://example.org/13"}]
    parts:
      "1": {when: act is neglect, sanction: {one_of: [fine 4..20 mci, community service up to 50 hours]}}
      "2":
        of: ["1"]
        when: keeper.age under 16
        liable: parents
        sanction: {one_of: [fine up to 20 mci: {on: parents}]}
""",
    "014": """
article: bc:14
title: {en: Abandonment}
acts: [abandon]
versions:
  - in_force: {from: 2020-01-01}
    read: [{redaction: 2024-02-01, url: "https://example.org/14"}]
    when: act is abandon
    sanction: {one_of: [life imprisonment]}
""",
    "015": """
article: bc:15
title: {en: Teasing}
acts: [tease]
versions:
  - in_force: {from: 2020-01-01}
    read: [{redaction: 2024-02-01, url: "https://example.org/15"}]
    when: act is tease and for_show
    sanction: {one_of: [community service exactly 10 hours]}
""",
    "bill": """
bill: bill-beasts
title: {en: A bill on beasts}
reported: 2024-05-01
source: a newspaper
provisions:
  beating: {text: Beating., acts: [beat], when: act is beat, sanction: {one_of: [fine exactly 7 mci]}}
  worse: {text: Worse., acts: [beat], increases: [beating], when: gang}
  selling: {text: Selling., acts: [sell], when: act is sell, sanction: not reported}
""",
}

NOW = dt.date(2023, 1, 1)


def person(**facts: Any) -> Keeper:
    """Return one of whom *facts* are known, and that they have means."""
    return Keeper(**{"poor": False, **facts})


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write *files* into *folder* and return it."""
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def statute(tmp_path_factory: pytest.TempPathFactory) -> Statute:
    """Return the law on beasts."""
    return kzpenal.load(write(tmp_path_factory.mktemp("beasts"), GENERAL | SPECIAL), facts=Farm)


@pytest.fixture(scope="module")
def law(statute: Statute) -> Law:
    """Return the law on beasts of 2023."""
    return statute.law(on=NOW)


@pytest.fixture(scope="module", autouse=True)
def _able() -> None:
    """Skip this module where durable cannot run."""
    if durable.available() is not None:
        pytest.skip(f"durable cannot run here: {durable.available()}")


@pytest.fixture(scope="module")
def under(law: Law) -> Callable[[Farm, str], Assessment]:
    """Return a function that assesses a case under an engine."""
    return lambda case, engine: kzpenal.assess(case, law=law, engine=engine)


@pytest.fixture(scope="module", params=["durable", "reference"])
def ask(request: pytest.FixtureRequest, law: Law) -> Callable[..., Assessment]:
    """Return a function that assesses a case, given by its facts, under one of the engines."""

    def asked(**facts: Any) -> Assessment:
        facts.setdefault("keeper", person(age=30))
        return kzpenal.assess(Farm(**facts), law=law, engine=request.param)

    return asked


def charged(answer: Assessment) -> list[tuple[str, str]]:
    """Return the charges as provision and certainty."""
    return [(c.provision, c.certainty) for c in answer.charges]


def open_charges(answer: Assessment) -> list[str]:
    """Return the charges that are only possible."""
    return [p.provision for p in answer.possible if p.what == "charge"]


def plain(items: Any) -> list[dict[str, Any]]:
    """Return the JSON of each of *items*."""
    return [i.to_dict() for i in items]


CLEAN = Animal(age=3, protected=False, dying=False, species="cat", marks=frozenset())
CLOSED: dict[str, Any] = {"gang": False, "for_show": False, "in_public": False, "tools": frozenset()}


def test_an_assumption_rests_on_what_was_stated(tmp_path: Path) -> None:
    """What is taken for granted is no ground to take more for granted, in whatever order they stand."""
    chained = """
  - {fact: in_public, value: true, because: it is asked about as seen}
  - {fact: gang, value: true, when: in_public, because: what is seen is done by many}
"""
    files = {**GENERAL, "assumptions": GENERAL["assumptions"] + chained, **SPECIAL}
    law = kzpenal.load(write(tmp_path, files), facts=Farm).law(on=NOW)
    taken = kzpenal.assess(Farm(act=Deed.BEAT), law=law)
    assert "gang" not in {p.fact for p in taken.presumed}
    assert any("gang" in p.missing for p in taken.possible)
    assert "gang" in {p.fact for p in kzpenal.assess(Farm(act=Deed.BEAT, in_public=True), law=law).presumed}


# The whole way


def test_the_law_is_clean_but_for_the_dangling_reference(statute: Statute) -> None:
    """A law of another's invention loads without a fault; what it cites in vain is noted, not refused."""
    assert [(n.code, n.severity) for n in statute.notes] == [("KZP031", "note")]
    assert "bc:91" in statute.notes[0].message
    span = statute.notes[0].span
    assert span is not None
    assert span.file.endswith("004.yaml")
    assert span.text[span.column - 1 :].startswith("charge is bc:90 or bc:91")


def test_a_foreign_answer_fits_the_schema(ask: Callable[..., Assessment]) -> None:
    """An answer over foreign facts is of the one shape that all answers have."""
    answer = ask(act="kill", animals=(CLEAN, CLEAN), in_public=True, gang=None)
    jsonschema.validate(answer.to_dict(), kzpenal.assessment_schema())
    assert [c["provision"] for c in answer.to_dict()["charges"]] == ["bc:11(2)", "bc:11(4)"]


def test_a_foreign_answer_is_explained(ask: Callable[..., Assessment]) -> None:
    """Every charge, measure and reason of a foreign answer is told in words, with places in the files."""
    answer = ask(act="beat", animals=(Animal(age=0, protected=True),), **CLOSED)
    told = answer.explain()
    assert "Charge bc:10(2) Beating" in told
    assert "met: bc:10(2)(2)" in told
    assert "imprisonment, 6 to 36 months" in told
    assert "training, 1 to 3 months" in told
    reason = answer.why("bc:10(2)(2)")[0].render()
    assert "animals[0].age = 0" in reason
    assert "animals[0].protected = yes" in reason
    assert "010.yaml:" in reason


def test_why_not_tells_only_what_failed(ask: Callable[..., Assessment]) -> None:
    """`why_not` keeps what is not met or not known, and drops what is met."""
    answer = ask(act="beat", animals=(Animal(age=0, protected=False),), **CLOSED)
    steps = [r for whole in answer.why_not("bc:10(2)(2)") for r in whole.walk()]
    assert ("animals[0].protected", "false") in [f for r in steps for f in r.facts]
    assert all(r.truth != "met" for whole in answer.why_not("bc:10(2)(2)") for r in whole.walk())
    assert any(r.truth == "met" for whole in answer.why("bc:10(2)(2)") for r in whole.walk())


def test_why_of_what_the_law_does_not_hold_is_a_key_error(ask: Callable[..., Assessment]) -> None:
    """Asking for the reasons of a provision that is not there names it and the law."""
    with pytest.raises(KeyError, match=r"bc:77. is not encoded under in-force:2023-01-01"):
        ask(act="kill").why("bc:77")


def test_a_case_of_another_class_is_refused(law: Law) -> None:
    """A law does not answer about facts of a class that it was not written over."""
    with pytest.raises(KzpenalError, match=r"`Farm`.*`Lamp`"):
        kzpenal.assess(Lamp(lit=True), law=law)


def test_a_foreign_case_needs_its_law() -> None:
    """The library's own law is never applied to somebody else's facts."""
    with pytest.raises(KzpenalError, match="pass `law=`"):
        kzpenal.assess(Lamp(lit=True))


def test_a_foreign_law_and_its_answers_travel(law: Law, ask: Callable[..., Assessment]) -> None:
    """Law and answer over foreign facts come out of a pickle equal, and the law answers again."""
    again = pickle.loads(pickle.dumps(law))
    assert again == law
    answer = ask(act="kill", animals=(CLEAN,))
    assert pickle.loads(pickle.dumps(answer)) == answer
    assert kzpenal.assess(answer.case, law=again, engine=answer.engine.name) == answer


def test_a_foreign_case_is_read_from_a_file(tmp_path: Path, law: Law) -> None:
    """A case file over foreign facts is read like one of the library's own."""
    file = tmp_path / "case.yaml"
    file.write_text("act: beat\nanimals: [{age: 0, protected: true, marks: [chip]}]\nkeeper: {age: 40}\n")
    case = kzpenal.read_case(file, facts=Farm)
    wanted = Animal(age=0, protected=True, marks=frozenset({"chip"}))
    assert case == Farm(act=Deed.BEAT, animals=(wanted,), keeper=Keeper(age=40))
    assert charged(kzpenal.assess(case, law=law)) == [("bc:10(2)", "settled")]


def test_a_foreign_case_file_with_faults_names_them_all(tmp_path: Path) -> None:
    """Every fault of a foreign case file is listed at once, with its place."""
    file = tmp_path / "case.yaml"
    file.write_text("act: sing\nanimals: [{species: cow}]\nkeeper: {agee: 4}\n")
    with pytest.raises(kzpenal.InvalidCase) as caught:
        kzpenal.read_case(file, facts=Farm)
    found = [(p.span.line, p.span.column, p.message) for p in caught.value.problems if p.span]
    assert [f[:2] for f in found] == [(1, 6), (2, 21), (3, 10)]
    assert "`act` is 'sing'" in found[0][2]
    assert "`animals[0].species` is 'cow'" in found[1][2]
    assert "agee" in found[2][2]


# From elements to charge


def test_the_last_part_met_is_charged(ask: Callable[..., Assessment]) -> None:
    """Within an article the last part that is met is charged, and the others yield."""
    answer = ask(act="kill", animals=(Animal(age=0, protected=True, dying=False),), **CLOSED)
    assert charged(answer) == [("bc:11(3)", "settled")]
    assert answer.outcome == "charged"
    assert open_charges(answer) == []


def test_a_charge_that_can_be_displaced_is_at_least(ask: Callable[..., Assessment]) -> None:
    """A charge is only "at least" while a later part of its article may yet be met; that part is possible."""
    answer = ask(act="beat", animals=(CLEAN,), gang=False, for_show=False)
    assert charged(answer) == [("bc:10(1)", "at-least")]
    assert answer.outcome == "at-least"
    assert plain(answer.possible)[0] == {"what": "charge", "provision": "bc:10(2)", "missing": ["tools"]}


def test_a_charge_nothing_can_displace_is_settled(ask: Callable[..., Assessment]) -> None:
    """A charge is settled when every later part is false, or it is the last itself."""
    assert charged(ask(act="beat", animals=(CLEAN,), **CLOSED)) == [("bc:10(1)", "settled")]
    last = ask(act="kill", animals=(Animal(age=0, protected=True, dying=False),))
    assert ("bc:11(3)", "settled") in charged(last)


def test_a_part_already_displaced_is_never_possible(ask: Callable[..., Assessment]) -> None:
    """A part before one that is charged is not listed, however open it is itself."""
    answer = ask(act="kill", animals=(Animal(age=0, protected=True, dying=False),))
    assert open_charges(answer) == ["bc:11(4)"]


def test_the_special_norm_displaces_the_general_one(ask: Callable[..., Assessment]) -> None:
    """A part yields to the special norm that names it, whatever else of its article is met."""
    answer = ask(act="kill", animals=(Animal(age=0, protected=True, dying=True),), **CLOSED)
    assert charged(answer) == [("bc:12", "settled")]


def test_the_special_norm_displaces_even_one_who_is_not_liable_for_it(ask: Callable[..., Assessment]) -> None:
    """The special norm displaces by its elements alone: a person too young for it goes free of both."""
    young = person(age=13)
    assert charged(ask(act="kill", animals=(CLEAN,), keeper=young, **CLOSED)) == [("bc:11(1)", "settled")]
    answer = ask(act="kill", animals=(Animal(age=3, dying=True),), keeper=young, **CLOSED)
    assert answer.outcome == "not-liable"
    assert answer.charges == ()
    assert answer.to_dict()["by"] == [
        {"provision": "bc:2(1)", "for": "bc:12"},
        {"provision": "bc:2(2)", "for": "bc:12"},
    ]


def test_while_the_special_norm_is_open_neither_stands(ask: Callable[..., Assessment]) -> None:
    """While it is unknown whether the special norm is met, it and the general one are possible only."""
    answer = ask(act="kill", animals=(Animal(age=3, protected=False),), **CLOSED)
    assert answer.outcome == "possible"
    assert open_charges(answer) == ["bc:11(1)", "bc:12"]
    assert answer.mandatory == ()
    assert all(p.missing == ("animals[0].dying",) for p in answer.possible)


def test_a_part_beside_the_others_is_charged_too(ask: Callable[..., Assessment]) -> None:
    """A part that stands beside the others neither yields to them nor displaces them."""
    facts = {**CLOSED, "in_public": True}
    answer = ask(act="kill", animals=(Animal(age=0, protected=True, dying=False),), **facts)
    assert charged(answer) == [("bc:11(3)", "settled"), ("bc:11(4)", "settled")]


def test_liability_may_hang_on_the_part(ask: Callable[..., Assessment]) -> None:
    """One of 13 answers for killing, which the law names, and not for beating."""
    young = person(age=13)
    assert ask(act="kill", animals=(CLEAN,), keeper=young, **CLOSED).outcome == "charged"
    beaten = ask(act="beat", animals=(CLEAN,), keeper=young, **CLOSED)
    assert beaten.outcome == "not-liable"
    assert {b.for_ for b in beaten.by} == {"bc:10(1)"}


def test_a_denial_is_stronger_than_a_grant(ask: Callable[..., Assessment]) -> None:
    """One who was insane is not liable, whatever grants liability; the denial is named, not the grants."""
    answer = ask(act="kill", animals=(CLEAN,), keeper=person(age=30, sane=False), **CLOSED)
    assert plain(answer.by) == [{"provision": "bc:2(3)", "for": "bc:11(1)"}]


def test_liability_may_test_the_kind_of_the_part(ask: Callable[..., Assessment]) -> None:
    """An attempt at a misdemeanour is not punished, an attempt at a crime is."""
    tried = {"stage": "attempt", "animals": (CLEAN,), **CLOSED}
    assert plain(ask(act="beat", **tried).by) == [{"provision": "bc:2(4)", "for": "bc:10(1)"}]
    assert charged(ask(act="kill", **tried)) == [("bc:11(1)", "settled")]


def test_parents_answer_for_a_child(ask: Callable[..., Assessment]) -> None:
    """A part with a liable person of its own asks for no rule of liability; its penalty says who bears it."""
    answer = ask(act="neglect", animals=(CLEAN,), keeper=person(age=9), **CLOSED)
    assert [(c.provision, c.liable) for c in answer.charges] == [("bc:13(2)", "parents")]
    assert answer.charges[0].to_dict()["sanction"]["one_of"] == [
        {"kind": "fine", "min": 2, "max": 20, "unit": "mci", "on": "parents"}
    ]
    assert answer.mandatory[0].on == "parents"
    assert "liable: the parents" in answer.charges[0].text()


def test_none_met_is_not_lawful(ask: Callable[..., Assessment]) -> None:
    """Where every article about the act was tried in vain the answer says only that, in its words too."""
    answer = ask(act="tease", animals=(CLEAN,), for_show=False)
    assert answer.outcome == "none-met"
    assert (answer.charges, answer.possible, answer.by, answer.mandatory) == ((), (), (), ())
    assert "every encoded article about this act was tried and none is met" in answer.explain()
    assert "lawful" not in answer.explain()


# The group


def test_of_binds_no_animal(ask: Callable[..., Assessment]) -> None:
    """`of` says that elements are met and nothing of whom: one animal may meet the part, another the rest."""
    pair = (Animal(age=8, protected=True, dying=False), Animal(age=0, protected=False, dying=False))
    assert charged(ask(act="kill", animals=pair, **CLOSED)) == [("bc:11(3)", "settled")]


def test_one_block_speaks_of_one_animal(ask: Callable[..., Assessment]) -> None:
    """One point asks for one animal that meets all of it; two that meet half each do not."""
    halves = (Animal(age=0, protected=False), Animal(age=8, protected=True))
    whole = (Animal(age=0, protected=True),)
    assert "bc:10(2)(2)" not in ask(act="beat", animals=halves, **CLOSED).charges[0].points
    assert ask(act="beat", animals=whole, **CLOSED).charges[0].points == ("bc:10(2)(2)",)


def test_nobody_described_is_not_nobody(ask: Callable[..., Assessment]) -> None:
    """No list leaves open who and how many; the empty list says that there was none."""
    unknown = ask(act="beat", **CLOSED)
    assert open_charges(unknown) == ["bc:10(2)"]
    assert unknown.possible[0].missing == ("animals",)
    assert charged(ask(act="beat", animals=(), **CLOSED)) == [("bc:10(1)", "settled")]


@pytest.mark.parametrize(
    ("described", "stated", "expected"), [(1, None, False), (2, None, True), (1, 2, True)]
)
def test_the_group_is_counted(
    ask: Callable[..., Assessment], described: int, stated: int | None, expected: bool
) -> None:
    """A count takes those described, and those stated beyond them."""
    answer = ask(act="beat", animals=(CLEAN,) * described, animals_count=stated, **CLOSED)
    points = answer.charges[-1].points
    assert ("bc:10(2)(1)" in points) is expected


def test_those_not_described_may_be_of_any_kind(ask: Callable[..., Assessment]) -> None:
    """A larger count leaves those not described unknown, and only them."""
    answer = ask(act="kill", animals=(CLEAN,), animals_count=2, **CLOSED)
    assert {p.provision: p.missing for p in answer.possible if p.what == "charge"} == {
        "bc:11(2)": ("animals",),
        "bc:11(3)": ("animals",),
        "bc:12": ("animals",),
    }


@pytest.mark.parametrize(("ages", "expected"), [((6, 7), True), ((6, 5), False), ((6,), False)])
def test_a_count_with_a_condition(
    ask: Callable[..., Assessment], ages: tuple[int, ...], expected: bool
) -> None:
    """A count with a condition takes only the members that meet all of it."""
    dogs = [Animal(age=a, species="dog", protected=False, dying=False) for a in ages]
    cat = Animal(age=9, species="cat", protected=False, dying=False)
    answer = ask(act="beat", animals=(*dogs, cat), **CLOSED)
    assert ("bc:10(2)(10)" in answer.charges[0].points) is expected


def test_no_such_animal(ask: Callable[..., Assessment]) -> None:
    """`no` is true only where the list is complete and nobody on it meets the condition."""

    def ordered(animals: tuple[Animal, ...], count: int | None = None) -> str:
        answer = ask(act="kill", animals=animals, animals_count=count, **CLOSED)
        sure = any(o.provision == "bc:4(6)" for o in answer.orders)
        perhaps = any(p.provision == "bc:4(6)" for p in answer.possible)
        return "yes" if sure else "open" if perhaps else "no"

    pup = Animal(age=0, protected=True, dying=False)
    old = Animal(age=5, protected=True, dying=False)
    assert ordered((pup,)) == "yes"
    assert ordered((pup, old)) == "no"
    assert ordered((pup, pup), 2) == "yes"


def test_points_stand_in_the_order_of_the_code(ask: Callable[..., Assessment]) -> None:
    """The points met are all listed, as the code orders them: 3-1 before 10."""
    answer = ask(
        act="beat", animals=(CLEAN, CLEAN), gang=True, for_show=True, tools={"chain"}, in_public=False
    )
    assert answer.charges[0].points == ("bc:10(2)(1)", "bc:10(2)(3)", "bc:10(2)(3-1)", "bc:10(2)(10)")


def test_a_set_of_words_is_asked_for_one_of_them(ask: Callable[..., Assessment]) -> None:
    """`has A or B` is met by a set that holds one of them, and not by one that holds neither."""
    facts = {**CLOSED, "animals": (CLEAN,)}
    assert ask(act="beat", **{**facts, "tools": {"rod"}}).charges[0].provision == "bc:10(1)"
    assert ask(act="beat", **{**facts, "tools": {"rod", "whip"}}).charges[0].points == ("bc:10(2)(3-1)",)


# Time and silence


def assessed(statute: Statute, day: dt.date, act: str = "beat", **options: Any) -> Assessment:
    """Return the answer of the law of *day* to a plain case."""
    case = Farm(act=Deed(act), animals=(CLEAN,), keeper=person(age=30), **CLOSED)
    return kzpenal.assess(case, law=statute.law(on=day), **options)


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        (dt.date(2020, 1, 1), ["warning"]),
        (dt.date(2021, 12, 31), ["warning"]),
        (dt.date(2022, 7, 1), ["fine", "arrest"]),
        (dt.date(2024, 12, 31), ["fine", "arrest"]),
    ],
)
def test_the_version_of_the_day_governs(statute: Statute, day: dt.date, kinds: list[str]) -> None:
    """A version governs from its first day up to, and not including, its last bound."""
    one_of = assessed(statute, day).charges[0].statutory.one_of
    assert one_of is not None
    assert [a.penalty.kind for a in one_of] == kinds


@pytest.mark.parametrize("day", [dt.date(2022, 1, 1), dt.date(2022, 6, 30)])
def test_a_hole_is_refused(statute: Statute, day: dt.date) -> None:
    """A day between two versions is refused for the acts of the article, and answered for others."""
    with pytest.raises(NoLawForDay, match=f"bc:10 .*{day}"):
        assessed(statute, day)
    assert assessed(statute, day, "kill").outcome == "charged"


def test_a_version_that_nobody_read_is_refused(statute: Statute) -> None:
    """A version that is there and was not seen is refused for its acts."""
    with pytest.raises(NoLawForDay, match="was not seen"):
        assessed(statute, dt.date(2025, 1, 1))
    assert assessed(statute, dt.date(2025, 1, 1), "kill").outcome == "charged"


def test_the_day_before_the_first_is_refused(statute: Statute) -> None:
    """Before the first day of any text there is no law to ask."""
    assert statute.law(on=dt.date(2020, 1, 1)).acts == ("abandon", "beat", "kill", "neglect", "tease")
    with pytest.raises(NoLawForDay, match="2019-12-31"):
        statute.law(on=dt.date(2019, 12, 31))


def test_an_act_nobody_encoded_is_refused(ask: Callable[..., Assessment]) -> None:
    """An act about which no article speaks is refused, with the acts that are known."""
    with pytest.raises(NotEncoded, match=r"`sell`[\s\S]*abandon, beat, kill, neglect, tease"):
        ask(act="sell")


def test_a_law_that_did_not_know_an_act_answers_so_where_the_rules_say_so(tmp_path: Path) -> None:
    """An absent article that lists acts answers about them: none is met, with what it remarks."""
    files = GENERAL | SPECIAL
    files["016"] = """
article: bc:16
title: {en: Selling}
acts: [sell]
versions:
  - in_force: {from: 2020-01-01, until: 2023-01-01}
    absent: true
    acts: [sell]
    read: [{redaction: 2022-06-01, url: "https://example.org/16"}]
    interpretation: selling was nobody's concern
  - in_force: {from: 2023-01-01, until: 2024-01-01}
    absent: true
  - in_force: {from: 2024-01-01}
    read: [{redaction: 2024-01-01, url: "https://example.org/16"}]
    when: act is sell
    sanction: {one_of: [fine up to 5 mci]}
"""
    statute = kzpenal.load(write(tmp_path, files), facts=Farm)
    before = assessed(statute, dt.date(2022, 5, 1), "sell")
    assert (before.outcome, before.charges, before.law.text_read) == ("none-met", (), dt.date(2024, 1, 1))
    assert [(r.provision, r.remark) for r in before.interpretations] == [
        ("bc:16", "selling was nobody's concern")
    ]
    assert assessed(statute, dt.date(2024, 1, 1), "sell").outcome == "charged"
    assert not assessed(statute, dt.date(2022, 7, 1), "kill").interpretations
    with pytest.raises(NotEncoded, match="`sell`"):
        assessed(statute, dt.date(2023, 1, 1), "sell")
    with pytest.raises(NoLawForDay):
        assessed(statute, dt.date(2019, 12, 31), "sell")


@pytest.mark.parametrize(
    ("start", "act", "redaction", "code"),
    [
        ("", "sell", "[{redaction: 2023-01-01, url: u}]", "KZP021"),
        ("from: 2023-01-01, ", "sell", "[]", "KZP037"),
        ("from: 2023-01-01, ", "sell", "[{redaction: 2022-01-01, url: u}]", "KZP037"),
        ("from: 2023-01-01, ", "kill", "[{redaction: 2023-01-01, url: u}]", "KZP022"),
    ],
)
def test_an_absent_article_answers_from_a_day_and_by_what_was_read(
    tmp_path: Path, start: str, act: str, redaction: str, code: str
) -> None:
    """That the law did not know an act is said from a day on, of acts of the article, and was read."""
    version = (
        f"in_force: {{{start}until: 2024-01-01}}\n    absent: true\n    acts: [{act}]\n    read: {redaction}"
    )
    text = f"article: bc:16\nacts: [sell]\nversions:\n  - {version}\n"
    with pytest.raises(RulesInvalid) as refused:
        kzpenal.load(write(tmp_path, {"016": text}), facts=Farm)
    assert [p.code for p in refused.value.problems] == [code]


def test_an_unread_general_part_refuses_its_code(tmp_path: Path) -> None:
    """A general-part article whose text was not seen refuses every act of its code on that day."""
    files = GENERAL | SPECIAL
    files["003"] = files["003"].replace(
        "    parts:", "  - {in_force: {from: 2024-01-01}, not_seen: true}\n    parts:", 1
    )
    head, _, tail = GENERAL["003"].partition("  - in_force: {from: 2020-01-01}\n")
    files["003"] = (
        head
        + "  - in_force: {from: 2020-01-01, until: 2024-01-01}\n"
        + tail
        + "  - {in_force: {from: 2024-01-01}, not_seen: true}\n"
    )
    statute = kzpenal.load(write(tmp_path, files), facts=Farm)
    assert assessed(statute, dt.date(2023, 12, 31), "kill", engine="reference").outcome == "charged"
    for act in ("beat", "kill", "neglect", "abandon"):
        with pytest.raises(NoLawForDay, match="bc:3 "):
            assessed(statute, dt.date(2024, 1, 1), act, engine="reference")


def test_text_read_is_the_earliest_of_what_was_used(statute: Statute) -> None:
    """`text_read` is the earliest newest redaction among the provisions that the answer used."""
    assert assessed(statute, NOW).law.text_read == dt.date(2023, 6, 1)
    assert assessed(statute, NOW, "kill").law.text_read == dt.date(2024, 2, 1)


def test_a_later_day_is_answered_marked_and_refused_when_strict(statute: Statute) -> None:
    """A day after the newest redaction read is answered and marked; `strict` refuses it, and only it."""
    for day, later in ((dt.date(2023, 6, 1), False), (dt.date(2023, 6, 2), True)):
        marked = [p for p in assessed(statute, day).presumed if p.fact == "law.text_read"]
        assert [p.value for p in marked] == (["2023-06-01"] if later else [])
    assert assessed(statute, dt.date(2023, 6, 1), strict=True).outcome == "charged"
    with pytest.raises(NoLawForDay, match="2023-06-01"):
        assessed(statute, dt.date(2023, 6, 2), strict=True)


# The sanction


def sanction(answer: Assessment) -> list[dict[str, Any]]:
    """Return the alternatives left of the one charge."""
    (one,) = answer.charges
    found: list[dict[str, Any]] = one.to_dict()["sanction"]["one_of"]
    return found


def test_an_amount_is_counted_in_the_smaller_unit_where_it_must_be(ask: Callable[..., Assessment]) -> None:
    """Three years with a floor of six months are months; bounds that are whole years stay years."""
    answer = ask(act="beat", animals=(CLEAN, CLEAN), **CLOSED)
    assert answer.charges[0].to_dict()["statutory"]["one_of"][0] == {
        "kind": "imprisonment",
        "min": None,
        "max": 3,
        "unit": "year",
        "with": [{"kind": "disqualification", "min": None, "max": 2, "unit": "year", "force": "may"}],
    }
    assert {k: sanction(answer)[0][k] for k in ("min", "max", "unit")} == {
        "min": 6,
        "max": 36,
        "unit": "month",
    }
    killed = ask(act="kill", animals=(CLEAN,), **CLOSED)
    assert sanction(killed) == [{"kind": "imprisonment", "min": 2, "max": 6, "unit": "year"}]
    assert killed.charges[0].steps == ()


def test_a_floor_lifts_only_what_lies_below_it(ask: Callable[..., Assessment]) -> None:
    """The general minimum is filled in where none is stated, recorded as a step, and moves no higher one."""
    answer = ask(act="beat", animals=(CLEAN,), **CLOSED)
    assert sanction(answer) == [
        {"kind": "fine", "min": 2, "max": 50, "unit": "mci"},
        {"kind": "arrest", "min": None, "max": 30, "unit": "day"},
    ]
    assert plain(answer.charges[0].steps) == [
        {
            "op": "floor",
            "provision": "bc:3(8)",
            "before": {"kind": "fine", "min": None, "max": 50, "unit": "mci"},
            "after": {"kind": "fine", "min": 2, "max": 50, "unit": "mci"},
        }
    ]
    neglected = ask(act="neglect", animals=(CLEAN,), **CLOSED)
    assert sanction(neglected)[0] == {"kind": "fine", "min": 4, "max": 20, "unit": "mci"}
    assert neglected.charges[0].steps == ()


def test_an_exception_takes_an_operation_away(ask: Callable[..., Assessment]) -> None:
    """Where an exception holds the rule does not apply, and `why` names the provision that takes it away."""
    answer = ask(act="beat", animals=(CLEAN,), keeper=person(age=30, poor=True), **CLOSED)
    assert sanction(answer)[0] == {"kind": "fine", "min": None, "max": 15, "unit": "mci"}
    assert [s.provision for s in answer.charges[0].steps] == ["bc:3(6)"]
    assert "exception by bc:3(6): met" in answer.why("bc:3(8)")[0].render()


def test_scale_touches_the_maximum_and_rounds_down(ask: Callable[..., Assessment]) -> None:
    """A fraction is taken of the maximum only, in the smaller unit, and rounded down."""
    answer = ask(act="beat", animals=(CLEAN, CLEAN), stage="attempt", **CLOSED)
    (found,) = sanction(answer)
    assert (found["min"], found["max"], found["unit"]) == (6, 24, "month")
    child = ask(act="neglect", stage="attempt", keeper=person(age=9), animals=(CLEAN,), **CLOSED)
    assert sanction(child)[0]["max"] == 13  # two thirds of twenty


def test_the_excluded_alternative_disappears(ask: Callable[..., Assessment]) -> None:
    """What this person may not get is gone from the sanction, recorded, and still in the printed one."""
    answer = ask(act="beat", animals=(CLEAN,), keeper=person(age=17), **CLOSED)
    assert [a["kind"] for a in sanction(answer)] == ["fine"]
    charge = answer.charges[0].to_dict()
    assert charge["sanction"]["non_alternative"] is True
    assert charge["statutory"]["non_alternative"] is False
    assert {
        "op": "exclude",
        "provision": "bc:3(7)",
        "before": {"kind": "arrest", "min": None, "max": 30, "unit": "day"},
        "after": None,
    } in charge["steps"]


def test_the_substitute_takes_the_place_of_what_is_excluded(ask: Callable[..., Assessment]) -> None:
    """Operations run in the code's order: life is excluded, then a term is put in its place."""
    answer = ask(act="abandon", keeper=person(age=17))
    assert sanction(answer) == [{"kind": "imprisonment", "min": 10, "max": 20, "unit": "year"}]
    assert plain(answer.charges[0].steps) == [
        {"op": "exclude", "provision": "bc:3(2)", "before": {"kind": "life-imprisonment"}, "after": None},
        {
            "op": "substitute",
            "provision": "bc:3(3)",
            "before": None,
            "after": {"kind": "imprisonment", "min": 10, "max": 20, "unit": "year"},
        },
    ]
    assert answer.gaps == ()


def test_nothing_left_to_impose_is_a_gap(ask: Callable[..., Assessment]) -> None:
    """Where every alternative is excluded and no substitute given, the gap is named and nothing filled in."""
    answer = ask(act="abandon", keeper=person(age=30, age_now=71))
    assert sanction(answer) == []
    assert plain(answer.gaps) == [{"kind": "no-imposable-penalty", "provision": "bc:3(2)", "for": "bc:14"}]
    assert [m.kind for m in answer.mandatory] == ["compulsory-payment"]


def test_an_open_exclusion_is_possible_with_its_gap(ask: Callable[..., Assessment]) -> None:
    """An operation whose condition is unknown is not applied; it and the gap it would cause are possible."""
    answer = ask(act="abandon", animals=(), keeper=person(age=30, age_now=UNKNOWN))
    assert sanction(answer) == [{"kind": "life-imprisonment"}]
    assert answer.gaps == ()
    assert plain(answer.possible) == [
        {
            "what": "penalty",
            "provision": "bc:3(2)",
            "kind": "life-imprisonment",
            "missing": ["keeper.age_now"],
        },
        {
            "what": "gap",
            "provision": "bc:3(2)",
            "kind": "no-imposable-penalty",
            "missing": ["keeper.age_now"],
        },
    ]
    assert "life-imprisonment" not in [m.kind for m in answer.mandatory]


def test_a_cap_below_a_minimum_that_does_not_yield_is_a_gap(ask: Callable[..., Assessment]) -> None:
    """A maximum brought below the printed minimum is a gap, and the printed minimum stays."""
    case = {"act": "kill", "animals": (Animal(age=3, dying=True),), "keeper": person(age=30, poor=True)}
    answer = ask(**case, **CLOSED)
    assert sanction(answer) == [{"kind": "fine", "min": 20, "max": 15, "unit": "mci"}]
    assert {"kind": "bounds-crossed", "provision": "bc:3(6)", "for": "bc:12"} in plain(answer.gaps)


def test_a_minimum_that_yields_becomes_the_general_floor(ask: Callable[..., Assessment]) -> None:
    """Where the rule lets the minimum yield it becomes the general floor, and there is no gap."""
    answer = ask(act="kill", animals=(CLEAN, CLEAN), keeper=person(age=17), **CLOSED)
    assert sanction(answer) == [{"kind": "imprisonment", "min": 6, "max": 48, "unit": "month"}]
    assert answer.gaps == ()
    assert [(s.op, s.provision) for s in answer.charges[0].steps] == [("cap", "bc:3(5)")]


def test_a_kind_the_law_does_not_tell_is_a_gap(ask: Callable[..., Assessment]) -> None:
    """A part whose kind no rule of its code tells has none, and that is a gap."""
    answer = ask(act="kill", animals=(Animal(age=3, dying=True),), **CLOSED)
    assert (answer.charges[0].kind, answer.charges[0].gravity) == (None, None)
    assert plain(answer.gaps) == [{"kind": "kind-undetermined", "provision": "bc:12", "for": "bc:12"}]
    assert "kind not determined" in answer.charges[0].text()


def test_what_follows_under_each_kind_is_told(ask: Callable[..., Assessment]) -> None:
    """Where the kind is not told, the answer says what follows under each that the code knows."""
    answer = ask(act="kill", animals=(Animal(age=3, dying=True),), **CLOSED)
    told = {r.kind: (r.gravity, [m.kind for m in r.mandatory]) for r in answer.readings}
    assert told == {
        "crime": ("minor", ["fine", "compulsory-payment"]),
        "misdemeanour": (None, ["fine"]),
    }
    assert [m.kind for m in answer.mandatory] == ["fine"]
    assert not any("kind" in f or "gravity" in f for p in answer.possible for f in p.missing)
    assert "read as crime, of minor gravity: charged" in answer.explain()


def killing_for_show(parts: int) -> str:
    """Return an article of *parts* parts, each charged beside the others, whose kind no rule tells."""
    head = """
article: bc:16
title: {en: Killing for show}
acts: [kill]
versions:
  - in_force: {from: 2020-01-01}
    read: [{redaction: 2024-02-01, url: "https://example.org/16"}]
    parts:
"""
    told = "{beside: true, when: act is kill and for_show, sanction: {one_of: [fine exactly 3 mci]}}"
    return head + "".join(f'      "{n}": {told}\n' for n in range(1, parts + 1))


@pytest.mark.parametrize("order", [("1", "2"), ("2", "1")])
def test_every_kind_that_is_not_told_is_read_each_way(tmp_path: Path, order: tuple[str, str]) -> None:
    """Two parts without a kind are both read each way, whichever kind the code speaks of first."""
    first, second = order
    kinds = f"""
      "{first}": {{classify: crime, when: statutory.has is imprisonment or life-imprisonment}}
      "{second}": {{classify: misdemeanour, when: statutory.has is arrest or community-service}}
"""
    head, _, tail = GENERAL["001"].partition("    parts:")
    rest = tail[tail.index('      "3":') :]
    files = {**GENERAL, "001": f"{head}    parts:{kinds}{rest}", **SPECIAL, "016": killing_for_show(1)}
    law = kzpenal.load(write(tmp_path, files), facts=Farm).law(on=NOW)
    case = Farm(
        act=Deed.KILL,
        animals=(Animal(age=3, dying=True),),
        keeper=person(age=30),
        **(CLOSED | {"for_show": True}),
    )
    answer = kzpenal.assess(case, law=law)
    assert [(c.provision, c.kind, c.certainty) for c in answer.charges] == [
        ("bc:12", None, "settled"),
        ("bc:16(1)", None, "settled"),
    ]
    assert [(g.kind, g.provision) for g in answer.gaps] == [
        ("kind-undetermined", "bc:12"),
        ("kind-undetermined", "bc:16(1)"),
    ]
    assert {(r.provision, r.kind) for r in answer.readings} == {
        (f"bc:{n}", kind) for n in ("12", "16(1)") for kind in ("crime", "misdemeanour")
    }
    assert [(m.kind, m.for_) for m in answer.mandatory] == [("fine", "bc:12"), ("fine", "bc:16(1)")]


def test_of_many_kinds_that_are_not_told_none_is_read(tmp_path: Path) -> None:
    """Of more such parts than are tried each is a gap, and nobody is asked to state a kind."""
    law = kzpenal.load(write(tmp_path, GENERAL | SPECIAL | {"016": killing_for_show(4)}), facts=Farm).law(
        on=NOW
    )
    facts = CLOSED | {"for_show": True}
    case = Farm(
        act=Deed.KILL, animals=(Animal(age=3, protected=False, dying=False),), keeper=person(age=30), **facts
    )
    answer = kzpenal.assess(case, law=law)
    assert [g.provision for g in answer.gaps] == [f"bc:16({n})" for n in range(1, 5)]
    assert answer.readings == ()
    assert answer.possible
    assert not any("kind" in f or "gravity" in f for p in answer.possible for f in p.missing)


def test_a_kind_that_liability_hangs_on_caps_nothing_for_certain(tmp_path: Path) -> None:
    """Where each kind caps the fine otherwise, and liability hangs on the kind, what is printed is left."""
    either = '"1": {liability: liable, any: [part.kind is crime, part.kind is misdemeanour]}'
    caps = """
      "9": {operation: cap fine 25 mci, when: charge.kind is crime}
      "10": {operation: cap fine 30 mci, when: charge.kind is misdemeanour}
"""
    files = {**GENERAL, **SPECIAL}
    files["002"] = files["002"].replace('"1": {liability: liable, when: keeper.age at least 16}', either)
    files["003"] += caps.removeprefix("\n")
    law = kzpenal.load(write(tmp_path, files), facts=Farm).law(on=NOW)
    case = Farm(act=Deed.KILL, animals=(Animal(age=3, dying=True),), keeper=person(age=30), **CLOSED)
    answer = kzpenal.assess(case, law=law)
    assert [r.mandatory[0].max for r in answer.readings] == [25, 30]
    assert [(c.sanction, c.steps) for c in answer.charges] == [(answer.charges[0].statutory, ())]
    assert answer.mandatory == ()


@pytest.mark.parametrize(
    ("provision", "kind", "gravity"),
    [
        ("bc:10(1)", "misdemeanour", None),
        ("bc:10(2)", "crime", "minor"),
        ("bc:11(1)", "crime", "minor"),
        ("bc:11(2)", "crime", "grave"),
        ("bc:14", "crime", "grave"),
    ],
)
def test_kind_and_gravity_follow_from_the_printed_sanction(
    law: Law, provision: str, kind: str | None, gravity: str | None
) -> None:
    """Kind and gravity of a part are constants of the law, known before any case."""
    found = {str(p.citation): (p.kind, p.gravity) for p in law.parts}
    assert found[provision] == (kind, gravity)


def test_a_rule_that_names_a_point_that_is_gone_is_a_gap(tmp_path: Path) -> None:
    """A rule that names a point which does not exist is a gap where it would say something else with it."""
    (tmp_path / "law.yaml").write_text(
        """
article: x:1
versions:
  - in_force: {from: 2020-01-01}
    read: [{redaction: 2020-01-01, url: "https://example.org/1"}]
    parts:
      "2": {any: {"1": broken, "2": lit}, sanction: {one_of: [warning]}}
      "3": {bar: parole, when: charge is x:1(2)(1) or x:1(2)(7)}
"""
    )
    gone = 'unencoded: [{provision: "x:1(2)(7)", until: 2020-01-01}]'
    (tmp_path / "lists.yaml").write_text(gone)
    statute = kzpenal.load(tmp_path, facts=Lamp)
    assert [n.code for n in statute.notes] == ["KZP031"]
    law = statute.law(on=dt.date(2024, 1, 1))
    gap = {"kind": "dangling-reference", "provision": "x:1(3)", "for": "x:1(2)"}
    lit = kzpenal.assess(Lamp(lit=True, broken=False), law=law)
    assert plain(lit.gaps) == [gap]
    # The rule applies by the point that is there.
    broken = kzpenal.assess(Lamp(lit=True, broken=True), law=law)
    assert not broken.gaps
    assert [b.kind for b in broken.bars] == ["parole"]
    # Whether it does is not known.
    asked = kzpenal.assess(Lamp(lit=True), law=law)
    assert not asked.gaps
    held = [p for p in asked.possible if p.kind == "dangling-reference"]
    assert [(p.what, p.provision, p.missing) for p in held] == [("gap", "x:1(3)", ("broken",))]
    for answer, every, some in ((lit, 1, 0), (broken, 0, 0), (asked, 0, 1)):
        bounds = answer.bounds()
        kinds = [[i.kind for i in held].count("dangling-reference") for held in (bounds.every, bounds.some)]
        assert kinds == [every, some]


# What follows


def test_what_the_court_must_order_is_mandatory(ask: Callable[..., Assessment]) -> None:
    """An order in force "must" stands in `mandatory`, and neither in `orders` nor in the sanction."""
    answer = ask(act="kill", animals=(CLEAN, CLEAN), **CLOSED)
    assert plain(answer.mandatory) == [
        {
            "kind": "imprisonment",
            "min": 5,
            "max": 12,
            "unit": "year",
            "provision": "bc:11(2)",
            "for": "bc:11(2)",
        },
        {"kind": "confiscation", "provision": "bc:11(2)", "for": "bc:11(2)"},
        {
            "kind": "compulsory-payment",
            "min": 5,
            "max": 5,
            "unit": "mci",
            "provision": "bc:4(1)",
            "for": "bc:11(2)",
        },
    ]
    assert answer.orders == ()
    assert plain(answer.charges[0].sanction.and_also) == [{"kind": "confiscation", "force": "must"}]


def test_mandatory_holds_for_every_charge_that_is_possible(ask: Callable[..., Assessment]) -> None:
    """While a graver charge is possible only what both impose is mandatory, as of the standing charge."""
    answer = ask(act="kill", animals=(Animal(protected=True, dying=False),), **CLOSED)
    assert charged(answer) == [("bc:11(2)", "at-least")]
    assert open_charges(answer) == ["bc:11(3)"]
    assert [(m.kind, m.provision, m.for_) for m in answer.mandatory] == [
        ("confiscation", "bc:11(2)", "bc:11(2)"),
        ("compulsory-payment", "bc:4(1)", "bc:11(2)"),
    ]


def test_nothing_is_mandatory_unless_a_charge_stands(ask: Callable[..., Assessment]) -> None:
    """Where charges are only possible nothing is mandatory, even what all of them would impose."""
    answer = ask(act="kill", animals=(Animal(age=0, protected=True),), in_public=False)
    assert answer.outcome == "possible"
    assert answer.mandatory == ()


def test_a_class_brings_orders_and_bars(ask: Callable[..., Assessment]) -> None:
    """A class that a `define` rule concludes is seen by the rules about that charge, and of no other."""
    pup = Animal(age=0, protected=False, dying=False)
    weak = ask(act="kill", animals=(pup,), **CLOSED)
    assert plain(weak.orders) == [
        {
            "kind": "training",
            "force": "may",
            "min": 1,
            "max": 3,
            "unit": "month",
            "provision": "bc:4(2)",
            "for": "bc:11(1)",
        }
    ]
    assert plain(weak.bars) == [{"kind": "parole", "provision": "bc:4(3)", "for": "bc:11(1)"}]
    strong = ask(act="kill", animals=(CLEAN,), **CLOSED)
    assert (strong.orders, strong.bars) == ((), ())


def test_a_class_may_hang_on_a_point(ask: Callable[..., Assessment]) -> None:
    """`charge is` a point asks whether that point of the part charged is met."""
    point = ask(act="beat", animals=(Animal(age=0, protected=True),), **CLOSED)
    other = ask(act="beat", animals=(CLEAN, CLEAN), **CLOSED)
    assert [b.kind for b in point.bars] == ["parole"]
    assert other.bars == ()


def test_an_open_class_leaves_its_orders_and_bars_open(ask: Callable[..., Assessment]) -> None:
    """What hangs on a class that is unknown is possible, with the facts behind the class."""
    answer = ask(act="kill", animals=(Animal(protected=False, dying=False),), **CLOSED)
    assert plain(answer.possible) == [
        {"what": "order", "provision": "bc:4(2)", "kind": "training", "missing": ["animals[0].age"]},
        {"what": "bar", "provision": "bc:4(3)", "kind": "parole", "missing": ["animals[0].age"]},
    ]


def test_a_duty_needs_no_charge(ask: Callable[..., Assessment]) -> None:
    """A duty of an authority follows from the facts, charge or no charge."""
    answer = ask(act="beat", animals=(Animal(dying=True),), keeper=person(age=5), **CLOSED)
    assert answer.charges == ()
    assert plain(answer.duties) == [{"kind": "rescue", "provision": "bc:4(5)", "for": None}]
    assert ask(act="beat", animals=(CLEAN,), **CLOSED).duties == ()


def test_references_to_nothing_are_false(ask: Callable[..., Assessment]) -> None:
    """A bar for provisions that are not encoded, or are gone, never holds and is never possible."""
    for act in ("beat", "kill", "neglect", "abandon"):
        answer = ask(act=act)
        assert "surety" not in [b.kind for b in answer.bars]
        assert "bc:4(4)" not in [p.provision for p in answer.possible]


def test_remarks_travel_with_the_answers_that_rest_on_them(ask: Callable[..., Assessment]) -> None:
    """Readings and omissions come with an answer that used their provision or point, and with no other."""
    several = ask(act="beat", animals=(CLEAN, CLEAN), **CLOSED)
    assert plain(several.interpretations) == [{"provision": "bc:10(2)", "text": "several is read as two"}]
    assert plain(several.not_encoded) == [{"provision": "bc:10(2)", "text": "the measure of pain"}]
    gang = ask(act="beat", animals=(CLEAN,), **{**CLOSED, "gang": True})
    assert ("bc:10(2)(10)", "old dogs are read as over 5") in [
        (r.provision, r.remark) for r in gang.interpretations
    ]
    alone = ask(act="kill", animals=(CLEAN,), **CLOSED)
    assert (alone.interpretations, alone.not_encoded) == ((), ())


# What the question takes for granted


def test_what_is_taken_for_granted_is_printed_where_it_matters(ask: Callable[..., Assessment]) -> None:
    """An assumption is printed when the answer would differ or be open without it, and only then."""
    answer = ask(act="kill", animals=(CLEAN,), **CLOSED)
    assert {p.fact: p.value for p in answer.presumed} == {"stage": "completed", "keeper.sane": True}
    assert answer.presumed[0].because == "it is asked about as done"
    stated = ask(act="kill", animals=(CLEAN,), stage="completed", keeper=person(age=30, sane=True), **CLOSED)
    assert stated.presumed == ()
    life = ask(act="abandon")
    assert "keeper.age_now" in [p.fact for p in life.presumed]


def test_stating_a_fact_overrides_what_is_taken_for_granted(ask: Callable[..., Assessment]) -> None:
    """A stated fact is never replaced by an assumption."""
    insane = ask(act="kill", animals=(CLEAN,), keeper=person(age=30, sane=False), **CLOSED)
    assert insane.outcome == "not-liable"
    assert "keeper.sane" not in [p.fact for p in insane.presumed]


def test_unknown_overrides_what_is_taken_for_granted(ask: Callable[..., Assessment]) -> None:
    """A fact stated UNKNOWN is left open, and so is what hangs on it."""
    answer = ask(act="kill", animals=(CLEAN,), keeper=person(age=30, sane=UNKNOWN), **CLOSED)
    assert answer.outcome == "possible"
    assert plain(answer.possible) == [{"what": "charge", "provision": "bc:11(1)", "missing": ["keeper.sane"]}]
    assert "keeper.sane" not in [p.fact for p in answer.presumed]


# A bill of another's


def test_a_foreign_bill_is_a_law_of_its_own(statute: Statute) -> None:
    """Under a bill nothing of the law in force flows in; the answer says so, and that all are held liable."""
    law = statute.law(bill="bill-beasts")
    answer = kzpenal.assess(Farm(act=Deed.BEAT, gang=False, keeper=person(age=3)), law=law)
    assert charged(answer) == [("bill-beasts:beating", "settled")]
    assert (answer.charges[0].kind, answer.charges[0].gravity, answer.gaps) == (None, None, ())
    assert (answer.law.kind, answer.law.on, answer.law.text_read) == ("bill", None, None)
    assert answer.charges[0].steps == ()
    told = " ".join(r.remark for r in answer.not_encoded)
    assert "nothing of the law in force is added" in told
    assert "everyone is taken as liable" in told


def test_an_increase_of_unknown_extent_is_a_step_and_a_gap(statute: Statute) -> None:
    """A rule that increases adds a step without extent and a gap to the charge, and is no charge itself."""
    law = statute.law(bill="bill-beasts")
    answer = kzpenal.assess(Farm(act=Deed.BEAT, gang=True), law=law)
    assert charged(answer) == [("bill-beasts:beating", "settled")]
    step = {"op": "increase", "provision": "bill-beasts:worse", "before": None, "after": None, "extent": None}
    assert plain(answer.charges[0].steps) == [step]
    assert plain(answer.gaps) == [
        {"kind": "extent-not-reported", "provision": "bill-beasts:worse", "for": "bill-beasts:beating"}
    ]
    assert answer.mandatory == ()


def test_a_penalty_not_reported_is_a_gap(statute: Statute) -> None:
    """A sanction that was not reported is null, not empty, and a gap."""
    answer = kzpenal.assess(Farm(act=Deed.SELL), law=statute.law(bill="bill-beasts"))
    charge = answer.charges[0].to_dict()
    assert charge["statutory"] == {"one_of": None, "and_also": [], "non_alternative": False}
    assert plain(answer.gaps) == [
        {
            "kind": "penalty-not-reported",
            "provision": "bill-beasts:selling",
            "for": "bill-beasts:selling",
        }
    ]


# Faults of rules


def refused(tmp_path: Path, name: str, old: str, new: str) -> list[kzpenal.Problem]:
    """Return the faults of the law on beasts with one text of it changed."""
    files = GENERAL | SPECIAL
    assert files[name].count(old) == 1
    files[name] = files[name].replace(old, new)
    with pytest.raises(RulesInvalid) as caught:
        kzpenal.load(write(tmp_path, files), facts=Farm)
    return [p for p in caught.value.problems if p.severity == "error"]


def test_a_reference_to_what_is_nowhere_is_a_fault(tmp_path: Path) -> None:
    """A citation of what is neither encoded nor listed is an error at its place."""
    (fault,) = refused(tmp_path, "004", "charge is bc:90", "charge is bc:89")
    assert (fault.code, fault.span and Path(fault.span.file).name) == ("KZP030", "004.yaml")
    assert "bc:89" in fault.message


def test_two_substitutes_that_contradict_are_a_fault_with_both_places(tmp_path: Path) -> None:
    """Two operations that may both apply and differ, neither yielding, show both places."""
    rule = '      "9": {operation: substitute fine up to 9 mci, when: keeper.poor}\n      "4":'
    (fault,) = refused(tmp_path, "003", '      "4":', rule)
    assert fault.code == "KZP035"
    assert fault.span is not None
    ((_, other),) = fault.related
    assert {fault.span.line, other.line} == {
        i
        for i, line in enumerate((tmp_path / "003.yaml").read_text("utf-8").splitlines(), 1)
        if "substitute" in line
    } or len({fault.span.line, other.line}) == 2


def test_a_fact_of_another_vocabulary_is_a_fault(tmp_path: Path) -> None:
    """A rule may name only facts of the class it is loaded over: `victim` means nothing here."""
    (fault,) = refused(tmp_path, "011", "when: animal.age under 1\n", "when: victim.age under 1\n")
    assert fault.code == "KZP011"
    assert "`victim.age`" in fault.message
    assert fault.help is not None
    assert "did you mean" in fault.help


def test_a_word_outside_a_literal_is_a_fault(tmp_path: Path) -> None:
    """A value that the Literal or enum does not hold is refused, with what it may be."""
    (fault,) = refused(tmp_path, "010", "tools has whip or chain", "tools has whip or chian")
    assert "`chian` is no value of `tools`" in fault.message
    assert fault.help == "did you mean `chain`?"


# A law without liability, and the least of facts

LAMPS = {
    "lamps": """
article: lamp:1
title: {en: Light}
versions:
  - in_force: {from: 2000-01-01}
    read: [{redaction: 2000-01-01, url: "https://example.org/lamps"}]
    parts:
      "1": {when: lit, sanction: {one_of: [warning]}}
      "2": {of: ["1"], when: broken, sanction: {one_of: [fine exactly 1 mci]}}
"""
}


@pytest.fixture(scope="module")
def lamps(tmp_path_factory: pytest.TempPathFactory) -> Law:
    """Return the law on lamps."""
    folder = write(tmp_path_factory.mktemp("lamps"), LAMPS)
    return kzpenal.load(folder / "lamps.yaml", facts=Lamp).law(on=dt.date(2000, 1, 1))


@pytest.mark.parametrize("engine", ["durable", "reference"])
@pytest.mark.parametrize(
    ("lit", "broken", "outcome", "provisions"),
    [
        (True, True, "charged", ["lamp:1(2)"]),
        (True, False, "charged", ["lamp:1(1)"]),
        (True, None, "at-least", ["lamp:1(1)"]),
        (False, True, "none-met", []),
        (None, False, "possible", []),
        (None, None, "possible", []),
    ],
)
def test_the_least_of_facts_is_enough(
    lamps: Law, engine: str, lit: bool | None, broken: bool | None, outcome: str, provisions: list[str]
) -> None:
    """Facts without an act, persons or a group are assessed and explained like any."""
    answer = kzpenal.assess(Lamp(lit, broken), law=lamps, engine=engine)
    assert (answer.outcome, [c.provision for c in answer.charges]) == (outcome, provisions)
    assert "lamp:1" in answer.explain() or outcome == "none-met"
    assert answer.why("lamp:1(1)")[0].truth == {True: "met", False: "failed", None: "unknown"}[lit]
    jsonschema.validate(answer.to_dict(), kzpenal.assessment_schema())


def test_a_law_without_liability_rules_says_so(lamps: Law, law: Law) -> None:
    """A law that holds no rule of liability takes everyone as liable, and says so in every answer."""
    said = "no rule of liability is held"
    bare = kzpenal.assess(Lamp(lit=False), law=lamps)
    assert any(said in r.remark and r.provision == lamps.id for r in bare.not_encoded)
    full = kzpenal.assess(Farm(act=Deed.KILL, keeper=person(age=3)), law=law)
    assert not any(said in r.remark for r in full.not_encoded)


def test_equal_rules_over_unequal_facts_are_unequal_laws(tmp_path: Path) -> None:
    """What rules mean hangs on the class they are loaded over, so laws over two classes are two laws."""

    @frozen
    class Wick:
        lit: bool | None = None
        broken: bool | None = None
        trimmed: bool | None = None

    file = write(tmp_path, LAMPS) / "lamps.yaml"
    day = dt.date(2000, 1, 1)
    assert kzpenal.load(file, facts=Lamp).law(on=day) == kzpenal.load(file, facts=Lamp).law(on=day)
    assert kzpenal.load(file, facts=Wick).law(on=day) != kzpenal.load(file, facts=Lamp).law(on=day)


@frozen
class Beast:
    """One beast, alone or of a herd."""

    tame: bool | None = None


@frozen
class Alone:
    """A case about one beast."""

    loose: bool | None = None
    beast: Beast = Beast()


@frozen
class Herd:
    """A case about beasts, each of whom is named as the one is."""

    loose: bool | None = None
    beasts: tuple[Beast, ...] | None = None


def test_equal_rules_over_unequal_facts_mean_what_each_says(tmp_path: Path) -> None:
    """Words that name one beast in one vocabulary and any of a herd in another are not mixed up."""
    rules = LAMPS["lamps"].replace("when: lit", "all: [loose, {no: beast.tame}]").replace("broken", "loose")
    file = write(tmp_path, {"beasts": rules}) / "beasts.yaml"
    day = dt.date(2000, 1, 1)
    one, many = (kzpenal.load(file, facts=cls).law(on=day) for cls in (Alone, Herd))
    assert one.hash == many.hash
    assert kzpenal.assess(Alone(True, Beast(False)), law=one).outcome == "charged"
    assert kzpenal.assess(Herd(True, (Beast(False), Beast(False))), law=many).outcome == "charged"
    assert kzpenal.assess(Herd(True, (Beast(False), Beast(True))), law=many).outcome == "none-met"
    assert kzpenal.assess(Herd(True), law=many).outcome == "possible"


# Properties


def value(leaf: Fact) -> st.SearchStrategy[Any]:
    """Return values that may be stated for *leaf*."""
    if leaf.kind == "bool":
        return st.booleans()
    if leaf.kind == "int":
        near = [n for n in (0, 1, 2, 5, 6, 11, 12, 15, 16, 17, 18, 69, 70) if leaf.low <= n <= leaf.high]
        return st.sampled_from(near)
    if leaf.kind == "set":
        return st.frozensets(st.sampled_from(leaf.values))
    return st.sampled_from(leaf.values)


def part(cls: type[Any]) -> st.SearchStrategy[Any]:
    """Return instances of *cls* with each fact stated, not stated, or asked and not known."""
    optional = {leaf.path: st.one_of(value(leaf), st.just(UNKNOWN)) for leaf in leaves_of(cls)}
    return st.fixed_dictionaries({}, optional=optional).map(lambda facts: cls(**facts))


def farms() -> st.SearchStrategy[Farm]:
    """Return cases under the law on beasts."""
    leaves = {leaf.path: leaf for leaf in leaves_of(Farm) if leaf.path not in ("act", "animals_count")}
    optional: dict[str, st.SearchStrategy[Any]] = {
        name: st.one_of(value(leaf), st.just(UNKNOWN)) for name, leaf in leaves.items()
    }
    optional["animals"] = st.lists(part(Animal), max_size=3).map(tuple)
    optional["animals_count"] = st.integers(3, 5)
    required = {
        "act": st.sampled_from(["beat", "kill", "neglect", "abandon", "tease"]),
        "keeper": part(Keeper),
    }
    return st.fixed_dictionaries(required, optional=optional).map(lambda facts: Farm(**facts))


ASSUMED = {"stage", "sane", "age_now", "animals_count"}


def learn(case: Farm, data: st.DataObject) -> Farm:
    """Return *case* with one more fact, of those neither stated nor presumed."""
    places: list[tuple[Any, Fact]] = [
        (holder, leaf)
        for holder in (case, case.keeper, *(case.animals or ()))
        for leaf in leaves_of(type(holder))
        if getattr(holder, leaf.path) is None and leaf.path not in ASSUMED
    ]
    if case.animals is None:
        described = data.draw(st.lists(part(Animal), max_size=2).map(tuple))
        if not places or data.draw(st.booleans()):
            return attrs.evolve(case, animals=described)
    if not places:
        return case
    holder, leaf = data.draw(st.sampled_from(places))
    told = attrs.evolve(holder, **{leaf.path: data.draw(value(leaf))})
    if holder is case:
        return told  # type: ignore[no-any-return]
    if holder is case.keeper:
        return attrs.evolve(case, keeper=told)
    animals = tuple(told if a is holder else a for a in case.animals or ())
    return attrs.evolve(case, animals=animals)


@pytest.mark.dear
@settings(deadline=None, max_examples=75)
@given(case=farms())
def test_both_engines_give_every_case_the_same_answer(
    under: Callable[[Farm, str], Assessment], case: Farm
) -> None:
    """Whatever the case, the two engines give one answer, and it fits the schema and can be explained."""
    one = under(case, "durable")
    two = under(case, "reference")
    assert {**one.to_dict(), "engine": None} == {**two.to_dict(), "engine": None}
    jsonschema.validate(one.to_dict(), kzpenal.assessment_schema())
    assert one.explain()


@pytest.mark.dear
@settings(deadline=None, max_examples=150)
@given(case=farms(), data=st.data())
def test_learning_changes_nothing_that_is_settled(
    under: Callable[[Farm, str], Assessment], case: Farm, data: st.DataObject
) -> None:
    """One more fact never changes a settled charge, takes away what is mandatory, or unmakes a point."""
    before = under(case, "reference")
    after = under(learn(case, data), "reference")
    later = {c.provision: c for c in after.charges}
    for charge in before.charges:
        if charge.certainty == "settled":
            assert charge.provision in later
            again = later[charge.provision]
            assert again.certainty == "settled"
            assert (again.kind, again.gravity, again.statutory) == (
                charge.kind,
                charge.gravity,
                charge.statutory,
            )
            assert set(charge.points) <= set(again.points)
    kept = {m.content() for m in after.mandatory}
    assert {m.content() for m in before.mandatory} <= kept
    if before.outcome == "none-met":
        assert after.outcome == "none-met"
    if before.outcome == "not-liable":
        assert after.outcome in ("not-liable", "none-met")


@settings(deadline=None, max_examples=100)
@given(case=farms())
def test_what_is_missing_is_not_stated(under: Callable[[Farm, str], Assessment], case: Farm) -> None:
    """`missing` names only facts that are neither stated nor presumed, sorted, and never none."""
    answer = under(case, "reference")
    for entry in answer.possible:
        assert entry.missing
        assert list(entry.missing) == sorted(set(entry.missing))
        for path in entry.missing:
            name, _, rest = path.partition(".")
            if name in ("charge", "part"):  # of a part whose kind no rule tells: nobody can state it
                named = [c.provision for c in answer.charges] + open_charges(answer)
                assert set(named) & {"bc:12", "bc:13(2)"}
            elif path == "animals":
                count = case.animals_count if isinstance(case.animals_count, int) else 0
                assert case.animals is None or count > len(case.animals)
            elif name.startswith("animals["):
                assert case.animals is not None
                held = getattr(case.animals[int(name[8:-1])], rest)
                assert held is None or held is UNKNOWN
            else:
                holder = case.keeper if rest else case
                held = getattr(holder, rest or name)
                assert held is None or held is UNKNOWN
