"""The law as constraints is a third derivation; here it is held against the engines."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import kzpenal
from kzpenal.errors import RulesInvalid
from kzpenal.items import items, items_of
from kzpenal.laws import Law
from kzpenal.presuming import facts_under
from kzpenal.retelling import retell
from kzpenal.varying import vary
from kzpenal.vocabulary import Facts, flatten
from tests.completing import complete, some_models
from tests.small import load, small_cases, statutes

DAY = dt.date(2021, 6, 1)
LAWS = [
    kzpenal.law(on=dt.date(2022, 10, 1)),
    kzpenal.law(on=dt.date(2024, 7, 1)),
    kzpenal.law(on=dt.date(2025, 10, 1)),
    kzpenal.law(bill="bill-2024-02-21"),
]
_folders = itertools.count()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for drawn statutes."""
    return tmp_path_factory.mktemp("statutes")


def agree(law: Law, facts: Facts, pick: random.Random, most: int) -> None:
    """Check that completions of *facts* hold by constraints what the reference engine derives from them."""
    varied = vary(law, facts, lambda _: False)
    held = list(items(varied))
    for model in some_models(varied, pick, most):
        core = retell(law, complete(varied, model, pick))
        if not core.readings and not any(g.kind == "penalty-not-reported" for g in core.gaps):
            mine = {item for item, when in held if varied.logic.holds(when, model)}
            assert mine == items_of(core)


@settings(
    max_examples=60,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(files=statutes(), drawn=st.lists(small_cases(), min_size=1, max_size=3), seed=st.integers(0, 999))
def test_constraints_agree_on_random_rule_files(files: Any, drawn: Any, seed: int, folder: Path) -> None:
    """For every completion that is tried, constraints say of a random statute what the engine derives."""
    try:
        law = load(files, folder / str(next(_folders))).law(on=DAY)
    except RulesInvalid as error:
        if any(p.code != "KZP035" for p in error.problems):
            raise
        return  # two drawn operations contradict each other
    for case in drawn:
        agree(law, flatten(case), random.Random(seed), 4)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.id)
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_constraints_agree_on_the_real_rules(law: Law, data: st.DataObject) -> None:
    """For every completion that is tried, constraints say of the real law what the engine derives."""
    act = data.draw(st.sampled_from(law.acts))
    drawn: list[Any] = [None, [], [{}], [{}, {"age": 9}]]
    victims = data.draw(st.sampled_from(drawn))
    stated = {"act": act, "committed": law.on or dt.date(2024, 7, 1)}
    case = kzpenal.Case.from_dict(stated if victims is None else {**stated, "victims": victims})
    agree(law, facts_under(law, case), random.Random(data.draw(st.integers(0, 999))), 4)
