"""What an answer rests on: a support supports whatever the rest is, and nothing in it can be left out."""

from __future__ import annotations

import functools
import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import validate

import kzpenal
from kzpenal import Case
from kzpenal.errors import KzpenalError
from kzpenal.items import Item, items, items_of
from kzpenal.presuming import facts_under
from kzpenal.retelling import retell
from kzpenal.supporting import Support, Supports, supports
from kzpenal.testing import cases
from kzpenal.varying import vary
from tests.completing import complete

EXAMPLES = Path(__file__).parent.parent / "examples"
SNAPSHOTS = Path(__file__).parent / "snapshots"
NAMES = ["child-murder", "battery-of-own-child", "rape-of-15-year-old"]


def case_of(name: str) -> Case:
    """Return an example."""
    return kzpenal.read_case(EXAMPLES / f"{name}.yaml")


@functools.cache
def found(name: str) -> tuple[Supports, ...]:
    """Return the supports of everything in the answer for an example."""
    case = case_of(name)
    law = kzpenal.law(on=case.committed)
    return supports(law, case, sorted(items_of(retell(law, facts_under(law, case))), key=str))


def fails(case: Case, item: Item, facts: list[str], pick: random.Random) -> Any:
    """Return complete facts that hold *facts* as *case* does, and lack *item*; None where there are none."""
    law = kzpenal.law(on=case.committed)
    flat = facts_under(law, case)
    varied = vary(law, flat, lambda path: path not in facts, others="victims" not in facts)
    when = dict(items(varied, {str(item.for_ or item.provision)})).get(item, False)
    there = [varied.there(path) for path in facts]
    model = varied.logic.search(*varied.bound, *there).solution(varied.logic.no(when))
    return None if model is None else complete(varied, model, pick)


def check(case: Case, item: Item, support: Support, pick: random.Random) -> None:
    """Check that *support* holds *item*, and that nothing in it can be left out, by another engine."""
    law = kzpenal.law(on=case.committed)
    paths = [f.fact for f in support.facts]
    assert fails(case, item, paths, pick) is None
    for left_out in pick.sample(paths, min(3, len(paths))):
        facts = fails(case, item, [p for p in paths if p != left_out], pick)
        assert facts is not None
        assert item not in items_of(retell(law, facts))


@pytest.mark.dear
@pytest.mark.parametrize("name", NAMES)
def test_a_support_supports_and_is_smallest(name: str) -> None:
    """Whatever the other facts are the item follows, and for each fact left out some facts make it fail."""
    pick = random.Random(7)
    case = case_of(name)
    for one in pick.sample(found(name), 2):
        for support in one.supports[:1]:
            check(case, one.item, support, pick)


@pytest.mark.parametrize("name", NAMES)
def test_everything_certain_has_a_support(name: str) -> None:
    """Each thing in an answer rests on some facts, all of them stated or taken for granted."""
    case = case_of(name)
    law = kzpenal.law(on=case.committed)
    answer = kzpenal.assess(case, engine="reference")
    assert {one.item for one in found(name)} == items_of(answer)
    assert all(one.supports and not one.cut for one in found(name))
    flat = facts_under(law, case)
    for given_fact in {f for one in found(name) for s in one.supports for f in s.facts}:
        if given_fact.fact != "victims" and "[" not in given_fact.fact:
            assert flat.values[given_fact.fact] == given_fact.value


@pytest.mark.parametrize("name", NAMES)
def test_the_json_is_as_its_schema_says(name: str) -> None:
    """What is given as JSON keeps the shape that products rely on."""
    for one in found(name):
        validate(json.loads(json.dumps(one.to_dict())), kzpenal.supports_schema())


def test_no_support_holds_another() -> None:
    """Two supports of one thing are neither the same nor one within the other."""
    for one in found("battery-of-own-child"):
        sets = [frozenset(f.fact for f in s.facts) for s in one.supports]
        assert not any(a <= b for a in sets for b in sets if a is not b)
    charge = next(one for one in found("battery-of-own-child") if one.item.what == "charge")
    assert (
        len(charge.supports) == 2
    )  # the child's age, known to the offender, or that the child depends on him


@pytest.mark.dear
@settings(max_examples=4)
@given(case=cases(most_victims=1), seed=st.integers(0, 99))
def test_supports_of_any_case(case: Case, seed: int) -> None:
    """Whatever the case, what is certain of it has supports that hold and are smallest."""
    law = kzpenal.law(on=case.committed)
    pick = random.Random(seed)
    certain = sorted(items_of(retell(law, facts_under(law, case))), key=str)
    for one in supports(law, case, pick.sample(certain, min(2, len(certain))), limit=2):
        check(case, one.item, one.supports[0], pick)


def test_a_limit_is_said() -> None:
    """Where more sets exist than were asked for, that is told; where not, it is not."""
    answer = kzpenal.assess(case_of("battery-of-own-child"), engine="reference")
    (one,) = answer.supports("cc:109-1(2)", limit=1)
    assert (len(one.supports), one.cut) == (1, True)
    (two,) = answer.supports("cc:109-1(2)", limit=2)
    assert (len(two.supports), two.cut) == (2, False)


@pytest.mark.parametrize(
    ("name", "options"), [("life-imprisonmen", {}), ("cc:1", {}), ("murder", {"limit": 0})]
)
def test_bad_questions_are_refused(name: str, options: dict[str, int]) -> None:
    """What the answer does not hold has no supports, and the refusal says what it holds."""
    with pytest.raises(KzpenalError, match=r"called|number"):
        kzpenal.assess(case_of("child-murder"), engine="reference").supports(
            "life-imprisonment" if options else name, **options
        )


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
def test_the_words_stay(lang: str) -> None:
    """What life imprisonment rests on is told in each language as it was read and approved."""
    one = next(s for s in found("child-murder") if s.item.kind == "life-imprisonment")
    assert one.text(lang) + "\n" == (SNAPSHOTS / f"supports.{lang}.txt").read_text("utf-8")
