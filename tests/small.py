"""A small world to draw random rules over: its facts, and strategies for conditions and statutes.

Everything is drawn as the plain data of rule files, so that the loader is tested too.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

from attrs import frozen
from hypothesis import strategies as st

import kzpenal
from kzpenal.vocabulary import UNKNOWN, Facts, Unknown, checked, fact, flatten

Maybe = Any


@frozen(kw_only=True)
class Thing:
    """One of a group."""

    p: bool | Unknown | None = None
    q: bool | Unknown | None = None
    age: int | Unknown | None = fact(high=40)
    kind: Literal["u", "v"] | Unknown | None = None

    def __attrs_post_init__(self) -> None:
        checked(self, "thing.")


@frozen(kw_only=True)
class Actor:
    """Whose liability is asked about."""

    age: int | Unknown | None = fact(high=40)
    sane: bool | Unknown | None = None

    def __attrs_post_init__(self) -> None:
        checked(self, "actor.")


@frozen(kw_only=True)
class Small:
    """A case of the small world."""

    act: Literal["x", "y"] = "x"
    a: bool | Unknown | None = None
    b: bool | Unknown | None = None
    c: bool | Unknown | None = None
    n: int | Unknown | None = fact(high=9)
    e: Literal["k", "l", "m"] | Unknown | None = None
    s: frozenset[Literal["g", "h"]] | Unknown | None = None
    things: tuple[Thing, ...] | None = None
    things_count: int | Unknown | None = fact(high=9)
    actor: Actor = Actor()

    def __attrs_post_init__(self) -> None:
        checked(self)


def _maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), values, st.just(UNKNOWN))


ages = st.integers(0, 20)
things = st.builds(
    Thing,
    p=_maybe(st.booleans()),
    q=_maybe(st.booleans()),
    age=_maybe(ages),
    kind=_maybe(st.sampled_from(["u", "v"])),
)


@st.composite
def small_cases(draw: st.DrawFn) -> Small:
    """Draw a case; a count of things is never less than those described."""
    described = draw(st.one_of(st.none(), st.lists(things, max_size=3).map(tuple)))
    count = draw(st.one_of(st.none(), st.integers(len(described or ()), 5)))
    return Small(
        act=draw(st.sampled_from(["x", "y"])),
        a=draw(_maybe(st.booleans())),
        b=draw(_maybe(st.booleans())),
        c=draw(_maybe(st.booleans())),
        n=draw(_maybe(st.integers(0, 9))),
        e=draw(_maybe(st.sampled_from(["k", "l", "m"]))),
        s=draw(_maybe(st.frozensets(st.sampled_from(["g", "h"])))),
        things=described,
        things_count=count,
        actor=Actor(age=draw(_maybe(ages)), sane=draw(_maybe(st.booleans()))),
    )


def small_facts() -> st.SearchStrategy[Facts]:
    """Return a strategy for the flat facts of small cases."""
    return small_cases().map(flatten)


_CASE_TESTS = [
    "a",
    "not a",
    "b",
    "c",
    "not c",
    "n under 3",
    "n at least 3",
    "n 2..5",
    "n over 7",
    "n at most 0",
    "n is 1 or 2 or 5",
    "n is not 3",
    "e is k",
    "e is not k",
    "e is k or m",
    "s has g",
    "s has g or h",
    "actor.age at least 14",
    "actor.age under 16",
    "actor.sane",
    "act is x",
    "a and b",
]
_THING_TESTS = [
    "thing.p",
    "not thing.p",
    "thing.q",
    "thing.age under 14",
    "thing.age at least 10",
    "thing.kind is u",
    "thing.kind is not u",
    "thing.p and thing.age under 12",
    "thing.q and not a",
    "thing.age 5..9 and c",
]
_COUNTS = [
    "things at least 2",
    "things at least 1",
    "things with p at least 2",
    "things with age under 14 and q at least 2",
    "things with kind is u at least 1",
]


def conditions(extra: tuple[str, ...] = ()) -> st.SearchStrategy[Any]:
    """Return a strategy for conditions, as a rule file writes them; *extra* tests are drawn too."""
    tests = st.sampled_from([*_CASE_TESTS, *_THING_TESTS, *_COUNTS, *extra])

    def grow(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        several = st.lists(inner, min_size=1, max_size=3)
        return st.one_of(
            several.map(lambda items: {"all": items}),
            several.map(lambda items: {"any": items}),
            inner.map(lambda item: {"not": item}),
            inner.map(lambda item: {"no": item}),
        )

    return st.recursive(tests, grow, max_leaves=8)


_SANCTIONS = [
    {"one_of": ["life imprisonment"]},
    {"one_of": ["imprisonment 15..20 years", "life imprisonment"], "and_also": ["confiscation may"]},
    {"one_of": ["imprisonment up to 3 years"]},
    {"one_of": ["fine up to 80 mci", "arrest up to 25 days"]},
    {"one_of": [{"imprisonment 5..8 years": {"with": ["disqualification for life must"]}}]},
]
_OPERATIONS = [
    "floor imprisonment 6 months",
    "floor fine 20 mci",
    "exclude life-imprisonment",
    "exclude arrest",
    "substitute imprisonment 10..12 years",
    "scale 3/4",
    "cap imprisonment 4 years",
    "cap fine 30 mci",
    "shift fine to parents",
    "lower",
    "lower imprisonment",
    "allow fine 20..60 mci",
    "allow imprisonment 1..2 years",
    "waive",
]
_ABOUT_A_CHARGE = (
    "charge is t:1",
    "charge is t:1(2)",
    "charge is t:1(1)(1)",
    "charge is not t:2",
    "charge.kind is crime",
    "charge.gravity is grave or minor",
    "statutory.has is life-imprisonment",
    "statutory.only is imprisonment",
    "charge.elements has a",
    "charge.elements is not b",
)


@st.composite
def statutes(draw: st.DrawFn) -> dict[str, Any]:
    """Draw the files of a small statute: a graded article, a special norm, and a general part."""
    period = {
        "in_force": {"from": "2020-01-01"},
        "read": [{"redaction": "2021-01-01", "url": "drawn"}],
    }

    def part(number: int) -> dict[str, Any]:
        out: dict[str, Any] = {"sanction": draw(st.sampled_from(_SANCTIONS))}
        if number > 1:
            earlier = [str(i) for i in range(1, number)]
            out["of"] = draw(st.lists(st.sampled_from(earlier), min_size=1, max_size=2, unique=True))
        if number == 1 or draw(st.booleans()):
            out["when"] = draw(conditions())
        if draw(st.booleans()):
            count = draw(st.integers(1, 2))
            out["any"] = {str(i): draw(conditions()) for i in range(1, count + 1)}
        if draw(st.booleans()):
            out["unless"] = [{"by": "t:9", "when": draw(conditions())}]
        return out

    def article(citation: str, body: dict[str, Any], **more: Any) -> dict[str, Any]:
        return {"article": citation, **more, "versions": [{**period, **body}]}

    graded = {str(n): part(n) for n in range(1, draw(st.integers(2, 3)) + 1)}
    if "any" not in graded["1"]:
        graded["1"]["any"] = {"1": draw(conditions())}
    special = {**part(1), "instead_of": ["t:1"]}
    beside = {**part(1), "beside": True}
    about = conditions(_ABOUT_A_CHARGE)
    about_part = conditions(("part is t:1", "part.kind is crime"))
    about_class = conditions((*_ABOUT_A_CHARGE, "charge.classes has odd"))
    about_classes = conditions((*_ABOUT_A_CHARGE, "charge.classes has odd", "charge.classes has rare"))
    crime, longest = "part.kind is crime", "statutory.max.imprisonment"
    operations = [
        {"operation": phrase, "when": draw(about)}
        for phrase in draw(st.lists(st.sampled_from(_OPERATIONS), max_size=4, unique=True))
    ]
    files = [
        article("t:1", {"parts": graded}, acts=["x", "y"]),
        article("t:2", special, acts=["x", "y"]),
        article("t:3", beside, acts=["x", "y"]),
        article(
            "t:4",
            {
                "parts": {
                    "1": {
                        "liability": "liable",
                        "when": draw(about_part),
                    },
                    "2": {"liability": "not-liable", "when": draw(conditions())},
                }
            },
        ),
        article(
            "t:5",
            {
                "parts": {
                    "1": {"classify": "crime", "when": "statutory.has is imprisonment or life-imprisonment"},
                    "2": {"classify": "misdemeanour", "when": "statutory.has is arrest"},
                    "3": {
                        "classify": "minor",
                        "when": f"{crime} and {longest} at most 36",
                    },
                    "4": {
                        "classify": "grave",
                        "when": f"{crime} and {longest} over 36",
                    },
                }
            },
        ),
        article(
            "t:6",
            {
                "parts": {
                    "1": {"define": "odd", "when": draw(about)},
                    "2": {"define": "rare", "when": draw(about_class)},
                }
            },
        ),
        article(
            "t:7",
            {
                "parts": {
                    "1": {
                        "order": "help may 3..12 months",
                        "when": draw(about_class),
                    },
                    "2": {"order": "payment must 5 mci", "when": draw(about)},
                    "3": {
                        "bar": "parole",
                        "when": draw(about_classes),
                    },
                    "4": {"duty": "look", "when": draw(conditions())},
                }
            },
        ),
        article("t:9", {"order": "note may"}),
    ]
    if operations:
        files.append(article("t:8", {"parts": {"1": {"rules": operations}}}))
    return {f"{number}.yaml": document for number, document in enumerate(files)}


def write(files: dict[str, Any], folder: Path) -> Path:
    """Write *files* into *folder*, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, document in files.items():
        (folder / name).write_text(json.dumps(document), encoding="utf-8")
    return folder


def load(files: dict[str, Any], folder: Path) -> kzpenal.Statute:
    """Return the statute that *files* hold."""
    return kzpenal.load(write(files, folder), facts=Small)
