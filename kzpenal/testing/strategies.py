"""Strategies for cases: everything may be stated, not stated, or asked and not known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from kzpenal.enums import Act
from kzpenal.errors import InvalidCase
from kzpenal.facts import Case, Offender, Victim
from kzpenal.vocabulary import UNKNOWN, Fact, leaves_of

#: Ages at which some rule of a penal code changes, and their neighbours.
AGES = (0, 9, 11, 12, 13, 14, 15, 16, 17, 18, 34, 57, 58, 59, 62, 63, 64, 90)
_DERIVED = (
    "born",
    "decided",
    "initiated",
    "age_at_decision",
    "victims_count",
    "domestic",
    "committed",
    "act",
)
#: Facts that may contradict another one that was drawn.
_CONTRADICTING = ("domestic", "form")


def cases(
    acts: Sequence[str | Act] | None = None,
    *,
    days: tuple[dt.date, dt.date] = (dt.date(2022, 9, 12), dt.date(2026, 3, 8)),
    most_victims: int = 3,
) -> st.SearchStrategy[Case]:
    """Return a strategy for cases of *acts* (default: all) done on *days*, both included."""
    values: dict[str, st.SearchStrategy[Any]] = {
        leaf.path: _maybe(leaf) for leaf in leaves_of(Case) if leaf.path not in _DERIVED
    }
    described = st.lists(victims(), max_size=most_victims).map(tuple)
    fields = st.fixed_dictionaries(
        {
            "act": st.sampled_from(list(acts or Act)),
            "committed": st.dates(*days),
            "offender": offenders(),
        },
        optional={**values, "victims": described},
    )
    return fields.map(_case)


def victims() -> st.SearchStrategy[Victim]:
    """Return a strategy for victims."""
    return _part(Victim)


def offenders() -> st.SearchStrategy[Offender]:
    """Return a strategy for offenders."""
    return _part(Offender)


def learned(case: Case) -> st.SearchStrategy[Case]:
    """Return a strategy for *case* with one more fact stated, where one can be.

    Only facts not stated are learned; who the victims are is learned where nobody is described.
    """
    options: list[st.SearchStrategy[dict[str, Any]]] = []
    places: list[tuple[str, Any]] = [("", case), ("offender.", case.offender)]
    places += [(f"victims[{i}].", v) for i, v in enumerate(case.victims or ())]
    for prefix, part in places:
        open_ones = [n for n in leaves_of(type(part)) if getattr(part, n.path) is None]
        options += [_stating(prefix, leaf) for leaf in open_ones if leaf.path not in _DERIVED]
    if case.victims is None:
        options.append(st.lists(victims(), max_size=2).map(lambda vs: {"victims": vs}))
    if not options:
        return st.just(case)
    return st.one_of(options).map(lambda change: _changed(case, change))


def _stating(prefix: str, leaf: Fact) -> st.SearchStrategy[dict[str, Any]]:
    return _value(leaf).map(lambda value: {prefix + leaf.path: value})


def _changed(case: Case, change: dict[str, Any]) -> Case:
    try:
        return case.but(change)
    except InvalidCase:
        return case  # what would be learned contradicts the case


def _case(values: dict[str, Any]) -> Case:
    try:
        return Case(**values)
    except InvalidCase:
        return Case(**{k: v for k, v in values.items() if k not in _CONTRADICTING})


def _part(cls: type[Any]) -> st.SearchStrategy[Any]:
    leaves = [leaf for leaf in leaves_of(cls) if leaf.path not in _DERIVED]
    return st.fixed_dictionaries({}, optional={leaf.path: _maybe(leaf) for leaf in leaves}).map(
        lambda values: cls(**values)
    )


def _maybe(leaf: Fact) -> st.SearchStrategy[Any]:
    return st.one_of(_value(leaf), st.just(UNKNOWN))


def _value(leaf: Fact) -> st.SearchStrategy[Any]:
    if leaf.kind == "bool":
        return st.booleans()
    if leaf.kind == "int":
        near = [a for a in AGES if leaf.low <= a <= leaf.high]
        return st.one_of(st.sampled_from(near), st.integers(leaf.low, min(leaf.high, 120)))
    if leaf.kind == "enum":
        return st.sampled_from(list(leaf.values))
    if leaf.kind == "set":
        return st.frozensets(st.sampled_from(list(leaf.values)), max_size=2)
    return st.dates(dt.date(1930, 1, 1), dt.date(2030, 1, 1))
