"""What would change an answer: each flip flips, no part of it does, and none is left out."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import validate

import kzpenal
from kzpenal import Case
from kzpenal.errors import InvalidCase, KzpenalError
from kzpenal.flipped import Flip, Flips
from kzpenal.flipping import flips
from kzpenal.mandates import Mandate, mandatory
from kzpenal.presuming import facts_under
from kzpenal.retelling import retell
from kzpenal.testing import cases
from kzpenal.varying import choices, value_at, vary
from kzpenal.vocabulary import Interval, vocabulary
from tests.completing import complete, some_models

EXAMPLES = Path(__file__).parent.parent / "examples"
SNAPSHOTS = Path(__file__).parent / "snapshots"
ASKED = {"child-murder": 2, "battery-of-own-child": 1, "rape-of-15-year-old": 1, "murder-age-not-stated": 1}


def case_of(name: str) -> Case:
    """Return an example."""
    return kzpenal.read_case(EXAMPLES / f"{name}.yaml")


def law_of(case: Case) -> kzpenal.Law:
    """Return the law of the day of the act."""
    return kzpenal.law(on=case.committed)


def must(case: Case) -> frozenset[Mandate]:
    """Return what the engine makes mandatory for *case*."""
    law = law_of(case)
    return mandatory(retell(law, facts_under(law, case)))


@functools.cache
def found(name: str) -> Flips:
    """Return the flips of an example."""
    return flips(law_of(case_of(name)), case_of(name), most=ASKED[name])


@functools.cache
def briefly(name: str) -> Flips:
    """Return the flips of one fact of an example."""
    return flips(law_of(case_of(name)), case_of(name), most=1)


def stated(case: Case, changes: dict[str, Any], dropped: tuple[str, ...] = ()) -> Case | None:
    """Return *case* with *changes*, of a number whichever end is accepted; None if none is."""
    ends = [[v.low, v.high] if isinstance(v, Interval) else [_plain(v)] for v in changes.values()]
    for picked in itertools.product(*ends):
        try:
            return case.but({**dict.fromkeys(dropped), **dict(zip(changes, picked, strict=True))})
        except InvalidCase:
            continue
    return None


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else value


def ways(flip: Flip) -> Iterator[dict[str, Any]]:
    """Yield each choice of values that *flip* allows."""
    for picked in itertools.product(*(c.to for c in flip.changes)):
        yield {c.fact: v for c, v in zip(flip.changes, picked, strict=True)}


def brought(case: Case, some: set[Mandate]) -> bool:
    """Say whether the engine makes *some* mandatory in every completion of *case* that is tried."""
    if some <= must(case):
        return True  # in all of them, as it says itself
    law, pick = law_of(case), random.Random(3)
    varied = vary(law, facts_under(law, case), lambda _: False)
    cores = [retell(law, complete(varied, m, pick)) for m in some_models(varied, pick, 4)]
    return all(some <= mandatory(core) for core in cores)


@pytest.mark.dear
@pytest.mark.parametrize("name", ASKED)
def test_a_flip_flips(name: str) -> None:
    """With the changes stated, what a flip removes is mandatory no more, and what it brings is."""
    case = case_of(name)
    now = must(case)
    for flip in found(name).flips[::2]:
        assert set(flip.removes) <= now
        assert not set(flip.brings) & now
        for changes in itertools.islice(ways(flip), 1):
            other = stated(case, changes, flip.dropped)
            assert other is not None
            assert not set(flip.removes) & must(other)
            assert brought(other, set(flip.brings))


@pytest.mark.dear
@pytest.mark.parametrize("name", ASKED)
def test_no_part_of_a_flip_does_the_same(name: str) -> None:
    """Without any one of its changes, nothing that a flip removes is gone, nothing that it brings there."""
    case = case_of(name)
    for flip in found(name).flips[::-1][:8]:
        changes = next(ways(flip))
        for left_out in changes if len(changes) > 1 else ():
            fewer = stated(case, {p: v for p, v in changes.items() if p != left_out}, flip.dropped)
            if fewer is not None:
                after = must(fewer)
                assert set(flip.removes) <= after
                assert not set(flip.brings) & after


def singles(case: Case) -> Iterator[dict[str, Any]]:
    """Yield every way to state one fact otherwise that a rule could tell from how it is."""
    law = law_of(case)
    facts = facts_under(law, case)
    for path, allowed in choices(law).of.items():
        fact = law.vocabulary.facts[path]
        member = law.vocabulary.is_member(path)
        places = [f"victims[{i}].{fact.path.partition('.')[2]}" for i in range(len(facts.members))]
        for place in places if member else [path]:
            held = value_at(facts, place, law)
            values: Sequence[Any] = allowed
            if fact.kind == "set":
                inside = held if isinstance(held, frozenset) else frozenset()
                values = [inside ^ {str(w)} for w in allowed]
            yield from ({place: value} for value in values if value != held and path != "act")


@pytest.mark.dear
def test_no_flip_of_one_fact_is_left_out() -> None:
    """Every fact, stated otherwise in every way that a rule can tell, flips just what the flips say."""
    case = case_of("child-murder")
    now = must(case)
    told: dict[tuple[str, Any], Flip] = {}
    for one in found("child-murder").flips:
        if len(one.changes) == 1:
            (change,) = one.changes
            told.update({(change.fact, value): one for value in change.to})
    tried = 0
    for changes in singles(case):
        other = stated(case, changes)
        if other is None:
            continue
        tried += 1
        after = must(other)
        ((path, value),) = changes.items()
        flip = next((f for (p, v), f in told.items() if p == path and _covers(v, value)), None)
        removes, brings = (set(flip.removes), set(flip.brings)) if flip else (set(), set())
        assert now - after == removes
        assert after - now <= brings
        assert brought(other, brings)
    assert tried > 150


def _covers(wide: Any, value: Any) -> bool:
    if isinstance(wide, Interval) and isinstance(value, Interval):
        return wide.low <= value.low and value.high <= wide.high
    return bool(wide == value)


@pytest.mark.dear
@settings(max_examples=8)
@given(data=st.data())
def test_what_flips_by_chance_holds_a_flip(data: st.DataObject) -> None:
    """Two facts stated otherwise by chance that take a thing away, or bring it, hold a set that is told."""
    name = data.draw(st.sampled_from(["child-murder"]))
    case = case_of(name)
    pair = data.draw(st.lists(st.sampled_from(list(singles(case))), min_size=2, max_size=2))
    changes = {**pair[0], **pair[1]}
    other = stated(case, changes)
    if other is None:
        return
    now, after = must(case), must(other)
    for target in now ^ after:
        side = "removes" if target in now else "brings"
        named = [f for f in found(name).flips if target in getattr(f, side)]
        assert any(
            all(any(_covers(v, changes.get(c.fact)) for v in c.to) for c in f.changes) for f in named
        ), (target, changes)


@pytest.mark.dear
@settings(max_examples=2)
@given(case=cases(days=(dt.date(2024, 6, 16), dt.date(2026, 3, 8)), most_victims=1))
def test_flips_of_any_case_flip(case: Case) -> None:
    """Whatever the case, with facts unknown too, a flip of one fact brings and removes as it says."""
    for flip in flips(law_of(case), case, most=1).flips[:4]:
        other = stated(case, next(ways(flip)), flip.dropped)
        assert other is not None
        assert not set(flip.removes) & must(other)
        assert brought(other, set(flip.brings))


EVERYTHING = ("victims", *({p.partition(".")[0] for p in vocabulary(Case).facts} - {"victim"}))


def test_held_facts_stay() -> None:
    """No change is to a fact that is held, or to one of a person who is."""
    case = case_of("child-murder")
    found = flips(law_of(case), case, most=1, hold=("act", "offender", "victims[0].age"))
    assert {c.fact for f in found.flips for c in f.changes} == {"form", "stage"}


@pytest.mark.dear
def test_a_larger_bound_finds_more_and_says_when_it_cuts() -> None:
    """Flips of one change are those of a larger bound too, and what lies beyond the bound is said."""
    one = flips(law_of(case_of("child-murder")), case_of("child-murder"), most=1)
    two = found("child-murder")
    assert set(one.flips) == {f for f in two.flips if len(f.changes) == 1}
    assert one.cut
    held = flips(law_of(case_of("child-murder")), case_of("child-murder"), most=2, hold=EVERYTHING)
    assert held == evolve(held, flips=(), cut=False)


def test_both_directions_are_told() -> None:
    """A child's age that is not stated would bring life imprisonment; a woman's sex would take it away."""
    gained = [f for f in briefly("murder-age-not-stated").flips if Mandate("life-imprisonment") in f.brings]
    assert [(c.fact, c.to) for f in gained for c in f.changes] == [("victims[0].age", (Interval(0, 13),))]
    assert {f.direction for f in gained} == {"prosecution"}
    lost = [f for f in briefly("child-murder").flips if f.changes[0].fact == "offender.sex"]
    assert lost[0].direction == "defence"


@pytest.mark.parametrize("name", ["child-murder", "murder-age-not-stated"])
def test_the_json_is_as_its_schema_says(name: str) -> None:
    """What is given as JSON keeps the shape that products rely on."""
    validate(json.loads(json.dumps(briefly(name).to_dict())), kzpenal.flips_schema())


@pytest.mark.parametrize(
    ("options", "code"), [({"hold": ("frm",)}, "KZP104"), ({"most": 0}, "KZP410"), ({"most": True}, "KZP410")]
)
def test_bad_questions_are_refused(options: dict[str, Any], code: str) -> None:
    """A fact that there is not, and a bound that is none, are refused with their code."""
    with pytest.raises(KzpenalError) as caught:
        kzpenal.assess(case_of("child-murder"), engine="reference").flips(**options)
    assert caught.value.problems[0].code == code


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
def test_the_words_stay(lang: str) -> None:
    """What flips a child's murder is told in each language as it was read and approved."""
    told = briefly("child-murder").text(lang) + "\n"
    assert told == (SNAPSHOTS / f"flips.{lang}.txt").read_text("utf-8")


def test_what_is_known_only_between_bounds_may_be_narrowed() -> None:
    """Of one who was 62 at the act, and 62 or 63 at the decision, the narrower age is told, and a younger."""
    case = case_of("child-murder").but({"offender.age": 62, "decided": "2024-12-01"}).closed()
    told = flips(law_of(case), case, most=1)
    life = [f for f in told.flips if Mandate("life-imprisonment") in f.brings]
    assert {c.fact: c.to for f in life for c in f.changes} == {
        "months_since_act": (Interval(0, 1), Interval(6, 1_000_000)),
        "offender.age": (Interval(18, 57),),
        "offender.age_at_decision": (Interval(62, 62),),
    }
    assert not told.broken_off


@pytest.mark.dear
def test_what_a_change_takes_for_granted_goes_along_with_it() -> None:
    """A battery called a careless death keeps what that act presumes: nothing is told to fall away."""
    case = case_of("battery-of-own-child")
    told = flips(law_of(case), case, most=1, hold=[p for p in EVERYTHING if p != "act"])
    for flip in told.flips:
        for changes in ways(flip):
            other = stated(case, changes, flip.dropped)
            assert other is not None
            assert not set(flip.removes) & must(other)


@pytest.mark.dear
def test_a_set_that_is_not_known_may_be_stated_whole() -> None:
    """That a victim is nothing to the offender, once stated, makes the sanction certain, and is told."""
    case = case_of("rape-of-15-year-old").but({"victims[0].relations": None})
    told = flips(law_of(case), case, most=1)
    assert not told.broken_off
    (flip,) = [f for f in told.flips if f.changes[0].fact == "victims[0].relations"]
    assert flip.changes[0].now is None
    assert frozenset() in flip.changes[0].to
    assert frozenset({"child"}) not in flip.changes[0].to
    assert flip.brings == (Mandate("imprisonment"),)
    assert Mandate("imprisonment") in must(case.but({"victims[0].relations": []}))
    assert Mandate("imprisonment") not in must(case)
