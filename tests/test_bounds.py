"""Bounds under ignorance: exact, as sound as the engines, and only narrowed by what is learned."""

from __future__ import annotations

import datetime as dt
import functools
import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import validate

import kzpenal
from kzpenal import Case
from kzpenal.bounding import Bounds, Extreme, bounds
from kzpenal.items import Item, items, items_of, lifted
from kzpenal.presuming import facts_under
from kzpenal.retelling import retell
from kzpenal.sanction import Penalty
from kzpenal.severity import NOTHING, Weight, heaviest, lightest, span
from kzpenal.testing import cases, learned
from kzpenal.varying import vary
from tests.completing import complete, some_models

EXAMPLES = Path(__file__).parent.parent / "examples"
SNAPSHOTS = Path(__file__).parent / "snapshots"
DAYS = (dt.date(2024, 6, 16), dt.date(2026, 3, 8))


def case_of(name: str) -> Case:
    """Return an example."""
    return kzpenal.read_case(EXAMPLES / f"{name}.yaml")


@functools.cache
def found(name: str) -> Bounds:
    """Return the bounds of an example."""
    case = case_of(name)
    return bounds(kzpenal.law(on=case.committed), case)


def whole(item: Item) -> Item:
    """Return *item* as it is of the whole article."""
    return item if item.what in ("point", "duty") else lifted(item)


def ends(held: Bounds) -> tuple[Weight, Weight] | None:
    """Return the weights of the mildest and the gravest outcome; None where there is none."""
    if held.mildest is None or held.gravest is None:
        return None
    low = NOTHING if held.mildest.penalty is None else lightest(held.mildest.penalty)
    return low, NOTHING if held.gravest.penalty is None else heaviest(held.gravest.penalty)


@pytest.mark.dear
@settings(max_examples=4)
@given(case=cases(days=DAYS, most_victims=1), seed=st.integers(0, 999))
def test_every_completion_lies_within(case: Case, seed: int) -> None:
    """Whatever completion is tried, the engine finds in it all that is in every one, and nothing beyond."""
    law = kzpenal.law(on=case.committed)
    held, pick = bounds(law, case), random.Random(seed)
    # Of a charge that is at least so much, what is certain is certain of the article.
    assert {whole(i) for i in items_of(retell(law, facts_under(law, case)))} <= {whole(i) for i in held.every}
    varied = vary(law, facts_under(law, case), lambda _: False)
    reach = ends(held)
    for model in some_models(varied, pick, 4):
        core = retell(law, complete(varied, model, pick))
        if core.readings:
            continue
        mine = items_of(core)
        assert {whole(i) for i in held.every} <= {whole(i) for i in mine}
        assert {i for i in held.every if whole(i) != i} <= mine
        if case.victims is not None:
            assert mine <= {*held.every, *held.some}
        within = span(c.sanction for c in core.charges)
        if within is not None and reach is not None:
            assert reach[0] <= within[0] <= within[1] <= reach[1]


@pytest.mark.dear
@settings(max_examples=4)
@given(data=st.data())
def test_to_state_a_fact_only_narrows(data: st.DataObject) -> None:
    """What holds in every completion still does when one more fact is stated, and nothing new comes."""
    case = data.draw(cases(days=DAYS, most_victims=1))
    more = data.draw(learned(case))
    law = kzpenal.law(on=case.committed)
    before, after = (facts_under(law, c) for c in (case, more))
    moved = [p for p, v in before.values.items() if v is not None and after.values[p] != v]
    wide, narrow = bounds(law, case), bounds(law, more)
    if not moved:  # nothing that was taken for granted is displaced by it
        assert {whole(i) for i in wide.every} <= {whole(i) for i in narrow.every}
        assert {whole(i) for i in (*narrow.every, *narrow.some)} <= {
            whole(i) for i in (*wide.every, *wide.some)
        }
        outer, inner = ends(wide), ends(narrow)
        if outer is not None and inner is not None:
            assert outer[0] <= inner[0]
            assert inner[1] <= outer[1]


def test_what_each_part_brings_is_certain_of_the_article() -> None:
    """A murder of one whose age is not known is charged under some part, and each brings the payment."""
    every = found("murder-age-not-stated").every
    assert Item("charge", "cc:99") in every
    assert ("compulsory-payment", "cc:99") in {(i.kind, i.for_) for i in every}
    assert not any(i.provision.startswith("cc:99(") for i in every)


def test_the_interval_of_a_murder_whose_victim_may_be_a_child() -> None:
    """Without the victim's age it reaches up to life imprisonment; with it, it is life imprisonment alone."""
    life = Penalty("life-imprisonment")
    open_one, known = found("murder-age-not-stated"), found("child-murder")
    assert open_one.gravest is not None
    assert open_one.gravest.penalty == life
    assert open_one.mildest is not None
    assert open_one.mildest.penalty is not None
    assert open_one.mildest.penalty.kind == "imprisonment"
    assert (known.mildest, known.gravest) == (Extreme(life, ("cc:99(3)",)), Extreme(life, ("cc:99(3)",)))


def test_a_child_is_charged_with_nothing() -> None:
    """For an offender of 13 the mildest and the gravest outcome are no charge."""
    case = case_of("child-murder").but({"offender.age": 13})
    held = kzpenal.assess(case, engine="reference").bounds()
    assert (held.mildest, held.gravest) == (Extreme(), Extreme())
    assert not any(i.what == "charge" for i in (*held.every, *held.some))


def test_items_hold_as_constraints_say() -> None:
    """What is in some completions but not in every one is true in a solution and false in another."""
    case = case_of("murder-age-not-stated")
    law = kzpenal.law(on=case.committed)
    varied = vary(law, facts_under(law, case), lambda _: False)
    search = varied.logic.search(*varied.bound)
    whens = dict(items(varied))
    for item in found("murder-age-not-stated").some:
        assert search.solution(whens[item]) is not None
        assert search.solution(varied.logic.no(whens[item])) is not None


@pytest.mark.parametrize("name", ["child-murder", "murder-age-not-stated"])
def test_the_json_is_as_its_schema_says(name: str) -> None:
    """What is given as JSON keeps the shape that products rely on."""
    validate(json.loads(json.dumps(found(name).to_dict())), kzpenal.bounds_schema())


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
def test_the_words_stay(lang: str) -> None:
    """The bounds of a child's murder are told in each language as they were read and approved."""
    told = found("child-murder").text(lang) + "\n"
    assert told == (SNAPSHOTS / f"bounds.{lang}.txt").read_text("utf-8")
