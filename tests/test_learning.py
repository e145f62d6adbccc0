"""What learning one more fact cannot change, and what order cannot change either."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kzpenal
from kzpenal.checks import check
from kzpenal.engines.reference import Reference
from kzpenal.statute import Statute
from kzpenal.testing import cases, learned
from kzpenal.vocabulary import flatten

LAWS = [
    kzpenal.law(on=dt.date(2024, 7, 1)),
    kzpenal.law(on=dt.date(2025, 10, 1)),
    kzpenal.law(bill="bill-2024-02-21"),
]
#: Stating one of these replaces what the question took for granted: a correction, not learning.
PRESUMED = (
    "stage",
    "form",
    "exceptional_circumstances",
    "offender.sane",
    "offender.immature",
    "offender.age_at_decision",
)


def assess(case: kzpenal.Case, law: kzpenal.Law) -> kzpenal.Assessment:
    """Return the reference answer."""
    return kzpenal.assess(case, law=law, engine="reference")


def corrects(before: kzpenal.Case, after: kzpenal.Case) -> bool:
    """Say whether *after* states a fact that was presumed of *before*."""
    first, second = before.to_dict(), after.to_dict()
    return any(_get(first, p) is None and _get(second, p) is not None for p in PRESUMED)


def _get(data: dict[str, Any], path: str) -> Any:
    for name in path.split("."):
        data = data.get(name) or {}
    return data or None


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.id)
@settings(max_examples=15)
@given(data=st.data())
def test_learning_never_changes_what_is_settled(law: kzpenal.Law, data: st.DataObject) -> None:
    """One more fact never changes a known mark, a settled charge, or an item of what must be imposed."""
    case = data.draw(cases(law.acts))
    more = data.draw(learned(case))
    if corrects(case, more):
        return
    engine = Reference(law)
    before, after = engine.act(flatten(case)), engine.act(flatten(more))
    assert all(after[k] == truth for k, truth in before.items() if truth is not None)
    first, second = assess(case, law), assess(more, law)
    now = {c.provision: c for c in second.charges}
    for charge in first.charges:
        if charge.certainty == "settled":
            kept = now[charge.provision]
            assert kept.certainty == "settled"
            assert (kept.kind, kept.gravity, kept.statutory) == (
                charge.kind,
                charge.gravity,
                charge.statutory,
            )
            assert set(charge.points) <= set(kept.points)
    imposed = {m.content() for m in second.mandatory}
    assert {m.content() for m in first.mandatory} <= imposed


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.id)
@settings(max_examples=15)
@given(data=st.data())
def test_what_is_possible_names_facts_not_known(law: kzpenal.Law, data: st.DataObject) -> None:
    """Each possible thing names at least one fact, sorted, and none that the case states."""
    case = data.draw(cases(law.acts))
    known = {k for k, v in flatten(case).values.items() if v is not None}
    for entry in assess(case, law).possible:
        assert entry.missing
        assert list(entry.missing) == sorted(set(entry.missing))
        assert not known & set(entry.missing)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.id)
@settings(max_examples=15)
@given(data=st.data())
def test_the_order_of_victims_never_matters(law: kzpenal.Law, data: st.DataObject) -> None:
    """The same victims in another order bring the same answer, but for their numbers."""
    case = data.draw(cases(law.acts))
    if case.victims is None:
        return
    shuffled = data.draw(st.permutations(case.victims))
    first, second = assess(case, law), assess(case.but({"victims": list(shuffled)}), law)
    plain = ("charges", "mandatory", "orders", "bars", "duties", "gaps", "outcome")
    assert all(getattr(first, n) == getattr(second, n) for n in plain)
    assert [(p.what, p.provision, p.kind) for p in first.possible] == [
        (p.what, p.provision, p.kind) for p in second.possible
    ]


@settings(max_examples=20)
@given(case=cases(LAWS[0].acts), seed=st.integers(0, 2**16))
def test_the_order_of_facts_never_matters(case: kzpenal.Case, seed: int) -> None:
    """A case file with its keys in another order is the same case."""
    items = list(case.to_dict().items())
    random.Random(seed).shuffle(items)
    assert kzpenal.Case.from_dict(dict(items)) == case


@given(seed=st.integers(0, 2**16))
@settings(max_examples=5)
def test_the_order_of_files_never_matters(seed: int) -> None:
    """The articles in any order of files make the same laws, with the same hash."""
    whole = kzpenal.statute()
    articles = list(whole.articles)
    random.Random(seed).shuffle(articles)
    tree = attrs.evolve(whole.tree, articles=tuple(articles))
    assert [p for p in check(tree, whole.vocabulary) if p.severity == "error"] == []
    again = Statute(tree, whole.vocabulary)
    for law in LAWS[:2]:
        assert law.on is not None
        assert again.law(on=law.on) == law
        assert [str(p.citation) for p in again.law(on=law.on).parts] == [str(p.citation) for p in law.parts]
