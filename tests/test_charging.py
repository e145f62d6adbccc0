"""Which charges are possible while liability is open, what each brings, and what leaves nothing to impose."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

import kzpenal
from kzpenal import Assessment
from tests.small import Actor, Small

HEAD = """
article: {article}
versions:
  - in_force: {{from: 2020-01-01}}
    read: [{{redaction: 2024-01-01, url: "https://example.org"}}]
    parts:
"""
KINDS = """
      "1": {classify: crime, when: statutory.has is imprisonment}
      "2": {classify: misdemeanour, when: statutory.has is arrest}
"""
ONE_KIND = """
      "1": {classify: crime, when: statutory.has is imprisonment}
"""
LIABLE = """
      "1": {{liability: liable, {condition}}}
"""
OFFENCE = """
      "1":
        when: a
        sanction: {one_of: [imprisonment 1..2 years]}
      "2":
        of: ["1"]
        when: b
        sanction: {one_of: [arrest 5..50 days]}
"""
EXCLUDED = """
      "1": {operation: exclude imprisonment, when: c}
      "2": {operation: exclude arrest, when: c}
"""
GAP = "no-imposable-penalty"
ONE_PENALTY = """
      "1":
        when: a
        sanction: {one_of: [imprisonment 1..2 years]}
"""
TWO_PENALTIES = """
      "1":
        when: a
        sanction: {one_of: [imprisonment 1..2 years, arrest 5..50 days]}
"""


def ask(folder: Path, articles: dict[str, str], case: Small) -> Assessment:
    """Return what a law of these *articles* makes of *case*."""
    for number, (article, parts) in enumerate(articles.items()):
        (folder / f"{number}.yaml").write_text(HEAD.format(article=article) + parts, "utf-8")
    law = kzpenal.load(folder, facts=Small).law(on=dt.date(2024, 7, 1))
    return kzpenal.assess(case, law=law)


@pytest.mark.parametrize(
    ("condition", "possible"),
    [
        # What is asked of both parts alike is answered of both alike: the later part takes the charge.
        ("when: actor.sane", ["x:9(2)"]),
        ("all: [part is x:9, actor.sane]", ["x:9(2)"]),
        ("any: [{all: [part is x:9, c]}, actor.sane]", ["x:9(2)"]),
        # What is asked of one part only may be answered of it alone.
        ("any: [{all: [part is x:9(1), c]}, actor.sane]", ["x:9(1)", "x:9(2)"]),
        ("any: [{all: [part.kind is crime, c]}, actor.sane]", ["x:9(1)", "x:9(2)"]),
    ],
)
def test_an_earlier_part_is_possible_where_one_may_be_liable_for_it_alone(
    tmp_path: Path, condition: str, possible: list[str]
) -> None:
    """Where liability is open, a part that is met is possible unless a later one stands whenever it does."""
    articles = {"x:1": KINDS, "x:2": LIABLE.format(condition=condition), "x:9": OFFENCE}
    answer = ask(tmp_path, articles, Small(act="x", a=True, b=True, actor=Actor()))
    assert answer.outcome == "possible"
    assert [p.provision for p in answer.possible if p.what == "charge"] == possible


def test_the_gap_names_the_exclusion_that_left_nothing(tmp_path: Path) -> None:
    """Where two provisions exclude one penalty each, the gap is the doing of the one that took the last."""
    articles = {"x:1": ONE_KIND, "x:2": EXCLUDED, "x:9": TWO_PENALTIES}
    answer = ask(tmp_path, articles, Small(act="x", a=True, b=False, c=True))
    assert [s.provision for s in answer.charges[0].steps] == ["x:2(1)", "x:2(2)"]
    assert [(g.kind, g.provision) for g in answer.gaps] == [("no-imposable-penalty", "x:2(2)")]


@pytest.mark.parametrize(
    ("known", "missing"),
    [({}, ("b", "c")), ({"b": True}, ("c",)), ({"c": True}, ("b",)), ({"c": False}, None)],
)
def test_an_open_gap_hangs_on_every_fact_that_may_make_it(
    tmp_path: Path, known: dict[str, Any], missing: tuple[str, ...] | None
) -> None:
    """A gap that takes two exclusions is possible with the facts of both, or of the one that is open."""
    excluded = EXCLUDED.replace("exclude arrest, when: c", "exclude arrest, when: b")
    articles = {"x:1": ONE_KIND, "x:2": excluded, "x:9": TWO_PENALTIES}
    answer = ask(tmp_path, articles, Small(act="x", a=True, **known))
    assert answer.gaps == ()
    found = [p.missing for p in answer.possible if p.what == "gap"]
    assert found == ([] if missing is None else [missing])


@pytest.mark.parametrize(
    ("many", "sure"), [("substitute imprisonment 1..2 years", []), ("cap arrest 9 days", [GAP])]
)
def test_a_gap_that_too_many_open_operations_may_mend_is_not_certain(
    tmp_path: Path, many: str, sure: list[str]
) -> None:
    """With more open operations than are tried, a gap is certain only if nothing can take its place."""
    ages = "".join(f'      "{n}": {{operation: {many}, when: thing.age over {n}}}\n' for n in range(1, 10))
    articles = {
        "x:1": ONE_KIND,
        "x:2": EXCLUDED,
        "x:3": "\n" + ages,
        "x:9": """
      "1":
        when: a
        sanction: {one_of: [imprisonment 1..2 years, arrest 5..50 days]}
""",
    }
    answer = ask(tmp_path, articles, Small(act="x", a=True, c=True))
    assert [g.kind for g in answer.gaps] == sure
    assert [p.kind for p in answer.possible if p.what == "gap"] == ([] if sure else [GAP])


def test_each_charge_brings_its_own(tmp_path: Path) -> None:
    """Two charges that threaten the same bring it twice: once for each."""
    articles = {"x:1": ONE_KIND, "x:8": ONE_PENALTY, "x:9": ONE_PENALTY}
    answer = ask(tmp_path, articles, Small(act="x", a=True))
    assert [(m.kind, m.for_) for m in answer.mandatory] == [
        ("imprisonment", "x:8(1)"),
        ("imprisonment", "x:9(1)"),
    ]
