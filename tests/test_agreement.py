"""Every derivation is made twice; here the two are held against each other, on random rules and cases."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kzpenal
from kzpenal.citation import cite
from kzpenal.deriving import derive
from kzpenal.engines import durable
from kzpenal.engines.reference import Reference
from kzpenal.errors import KzpenalError, RulesInvalid
from kzpenal.testing import cases
from kzpenal.vocabulary import flatten
from tests.formulas import Formulas
from tests.small import conditions, load, small_cases, small_facts, statutes

DAY = dt.date(2021, 6, 1)
LAWS = [
    kzpenal.law(on=dt.date(2022, 10, 1)),
    kzpenal.law(on=dt.date(2024, 7, 1)),
    kzpenal.law(on=dt.date(2025, 10, 1)),
    kzpenal.law(bill="bill-2024-02-21"),
]
CHILD = kzpenal.Case(act=kzpenal.Act.MURDER, committed=dt.date(2024, 7, 1), victims=(kzpenal.Victim(age=9),))
PERIOD = {"in_force": {"from": "2020-01-01"}, "read": [{"redaction": "2021-01-01", "url": "drawn"}]}
_folders = itertools.count()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for drawn statutes."""
    return tmp_path_factory.mktemp("statutes")


def one_condition(condition: Any, folder: Path) -> kzpenal.Law:
    """Return a law whose only part has *condition*."""
    part = {"sanction": {"one_of": ["warning"]}, "when": condition}
    files = {"1.yaml": {"article": "t:1", "versions": [{**PERIOD, "parts": {"1": part}}]}}
    return load(files, folder / str(next(_folders))).law(on=DAY)


@settings(max_examples=200)
@given(condition=conditions(), facts=st.lists(small_facts(), min_size=1, max_size=6))
def test_lowering_keeps_the_meaning(condition: Any, facts: list[Any], folder: Path) -> None:
    """A lowered condition has the reference engine's three-valued truth for every case."""
    law = one_condition(condition, folder)
    for each in facts:
        assert dict(Formulas(law).act(each)) == dict(Reference(law).act(each))


@settings(max_examples=30)
@given(condition=conditions(), facts=st.lists(small_facts(), min_size=1, max_size=8))
def test_durable_agrees_on_random_conditions(condition: Any, facts: list[Any], folder: Path) -> None:
    """durable_rules gives every case the reference engine's three-valued truth of any condition."""
    law = one_condition(condition, folder)
    engine = durable.Durable(law)
    for each in facts:
        assert dict(engine.act(each)) == dict(Reference(law).act(each))


@settings(max_examples=75, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(files=statutes(), drawn=st.lists(small_cases(), min_size=1, max_size=4))
def test_lowering_keeps_the_meaning_of_random_rule_files(files: Any, drawn: Any, folder: Path) -> None:
    """All three strata of a lowered random statute agree with the statute as written."""
    law = law_of(files, folder)
    if law is not None:
        for case in drawn:
            derive(law, flatten(case), [Reference(law), Formulas(law)])


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(files=statutes(), drawn=st.lists(small_cases(), min_size=1, max_size=5))
def test_durable_agrees_on_random_rule_files(files: Any, drawn: Any, folder: Path) -> None:
    """All three strata of a random statute are inferred alike by durable_rules and the reference."""
    law = law_of(files, folder)
    if law is not None:
        for case in drawn:
            answer = kzpenal.assess(case, law=law, engine="durable")
            assert answer.engine.cross_checked
            assert answer == attrs_without_engine(kzpenal.assess(case, law=law, engine="reference"), answer)


def law_of(files: Any, folder: Path) -> kzpenal.Law | None:
    """Return the law that drawn *files* hold, or None where they contradict themselves."""
    try:
        return load(files, folder / str(next(_folders))).law(on=DAY)
    except RulesInvalid as error:
        if any(p.code != "KZP035" for p in error.problems):
            raise
        return None  # two drawn operations contradict each other


def attrs_without_engine(answer: kzpenal.Assessment, like: kzpenal.Assessment) -> kzpenal.Assessment:
    """Return *answer* as if the engine of *like* had given it."""
    return attrs.evolve(answer, engine=like.engine)


@functools.cache
def engines_of(law: kzpenal.Law) -> list[Any]:
    """Return every engine over *law*."""
    return [Reference(law), durable.Durable(law), Formulas(law)]


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.id)
@settings(max_examples=16)
@given(data=st.data())
def test_engines_agree_on_the_real_rules(law: kzpenal.Law, data: st.DataObject) -> None:
    """Under each law that is encoded the engines derive the same from any case."""
    facts = flatten(data.draw(cases(law.acts)))
    engines = engines_of(law)
    derive(law, facts, engines)
    # Every charge, not only those that stand, has its classes, operations, orders and bars compared.
    elements = engines[0].act(facts)
    for part in law.parts:
        marks = [dict(e.charge(facts, elements, part.citation)) for e in engines]
        assert marks[0] == marks[1] == marks[2]


def test_a_fault_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that errs in a single mark gives no answer at all."""
    right = Reference.act

    def wrong(self: Reference, facts: Any) -> Any:
        return {**right(self, facts), "cc:99(3)": None}

    monkeypatch.setattr(Reference, "act", wrong)
    with pytest.raises(kzpenal.EngineDisagreement, match=r"cc:99\(3\)"):
        kzpenal.assess(CHILD, engine="durable")


def test_formulas_cannot_be_met_and_failed() -> None:
    """No real case makes a rule both true and false."""
    law = LAWS[0]
    part = cite("cc:99(1)")
    facts = flatten(CHILD)
    assert Formulas(law).act(facts)[str(part)] is True


def test_too_complex_a_condition_is_refused_by_name(folder: Path) -> None:
    """A condition that mixes victims and the act in too many ways is refused, not approximated."""
    mixed = {"all": [{"any": [{"all": ["thing.p", test]}, {"all": ["thing.q", "b"]}]} for test in ["a"] * 9]}
    law = one_condition(mixed, folder)
    with pytest.raises(KzpenalError, match="more than 256 ways"):
        durable.Durable(law)
