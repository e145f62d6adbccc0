"""What a court may do for somebody: go below the least, impose another penalty, leave an addition out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import kzpenal
from kzpenal import Assessment
from kzpenal.phrases import parse_operation
from kzpenal.sanction import Penalty
from kzpenal.wording import measure
from tests.small import Small

FILE = """
article: t:1
acts: [x]
versions:
  - in_force: {from: 2020-01-01}
    read: [{redaction: 2024-01-01, url: "https://example.org"}]
    parts:
      "1":
        when: a
        sanction: {one_of: [imprisonment 8..12 years], and_also: [disqualification up to 3 years must]}
      "2":
        of: ["1"]
        when: b
        sanction: {one_of: [life imprisonment]}
---
article: t:2
versions:
  - in_force: {from: 2020-01-01}
    read: [{redaction: 2024-01-01, url: "https://example.org"}]
    parts:
      "1": {classify: crime, when: statutory.has is imprisonment or life-imprisonment}
      "2": {operation: floor imprisonment 6 months, when: charge.kind is crime}
      "3":
        rules:
RULES
"""


def asked(folder: Path, facts: dict[str, Any], *rules: str) -> Assessment:
    """Return the answer of a small law whose general part says *rules*."""
    text = FILE.replace("RULES", "\n".join(f"          - {r}" for r in rules))
    for number, file in enumerate(text.split("---\n")):
        (folder / f"{number}.yaml").write_text(file, "utf-8")
    law = kzpenal.load(folder, facts=Small).law(
        on=kzpenal.Case(act="murder", committed="2024-07-01").committed
    )
    return kzpenal.assess(Small(**facts), law=law)


def _told(penalty: Penalty) -> str:
    return measure("penalty", penalty.kind, low=penalty.min, high=penalty.max, unit=penalty.unit)


def left(answer: Assessment) -> list[str]:
    """Return what is left of the sanction of the one charge, in words."""
    return [_told(a.penalty) for a in answer.charges[0].sanction.one_of or ()]


def test_elements_are_what_the_part_names_and_the_parts_it_rests_on(tmp_path: Path) -> None:
    """A circumstance counts beside the elements, and not again where it is one of them."""
    rule = "{operation: scale 1/2, when: charge.elements is not b}"
    assert left(asked(tmp_path, {"a": True, "b": False}, rule)) == ["imprisonment, 8 to 6 years"]
    answer = asked(
        tmp_path,
        {"a": True, "b": True},
        "{operation: exclude life imprisonment, when: charge.elements has a or b}",
    )
    assert [g.kind for g in answer.gaps] == ["no-imposable-penalty"]


def test_lower_takes_the_printed_least_away_and_leaves_the_general_one(tmp_path: Path) -> None:
    """Below the least of the article, not below the least of the penalty."""
    answer = asked(
        tmp_path, {"a": True, "b": False}, "{operation: lower, when: a}", "{operation: scale 1/2, when: a}"
    )
    assert left(answer) == ["imprisonment, 6 to 72 months"]
    assert not answer.gaps


def test_allow_adds_an_alternative_so_that_nothing_is_mandatory(tmp_path: Path) -> None:
    """What the court may impose too leaves no penalty that it must."""
    facts: dict[str, Any] = {"a": True, "b": True}
    answer = asked(tmp_path, facts, "{operation: allow imprisonment 20..25 years, when: b}")
    assert left(answer) == ["life imprisonment", "imprisonment, 20 to 25 years"]
    assert not answer.mandatory
    barred = asked(
        tmp_path,
        facts,
        "{operation: allow imprisonment 20..25 years, when: b}",
        "{operation: exclude imprisonment, when: b}",
    )
    assert left(barred) == ["life imprisonment"]


def test_allow_fills_what_exclude_left_empty(tmp_path: Path) -> None:
    """Where nothing is left of a sanction, what may be imposed instead is no gap."""
    answer = asked(
        tmp_path,
        {"a": True, "b": True},
        "{operation: exclude life imprisonment, when: b}",
        "{operation: allow imprisonment 20..25 years, when: b}",
    )
    assert left(answer) == ["imprisonment, 20 to 25 years"]
    assert not answer.gaps


def test_waive_makes_an_addition_one_that_the_court_may_leave_out(tmp_path: Path) -> None:
    """An addition that must be imposed otherwise is no longer mandatory."""
    facts = {"a": True, "b": False}
    assert "disqualification" in [
        m.kind for m in asked(tmp_path, facts, "{operation: lower, when: b}").mandatory
    ]
    answer = asked(tmp_path, facts, "{operation: waive, when: a}")
    assert "disqualification" not in [m.kind for m in answer.mandatory]
    assert [p.force for p in answer.charges[0].sanction.and_also] == ["may"]


def test_a_class_may_rest_on_classes_wherever_they_stand(tmp_path: Path) -> None:
    """What a class is defined by may itself be a class, and may stand after it."""
    rules = (
        "{define: second, when: charge.classes has first}",
        "{define: first, when: b}",
        "{operation: scale 1/2, when: charge.classes has second}",
    )
    assert left(asked(tmp_path, {"a": True, "b": False}, *rules)) == ["imprisonment, 8 to 12 years"]
    answer = asked(tmp_path, {"a": True}, *rules[:2], "{bar: parole, when: charge.classes has second}")
    assert [(p.kind, p.missing) for p in answer.possible if p.what == "bar"] == [("parole", ("b",))]


@pytest.mark.parametrize(
    "phrase", ["lower 6 months", "waive imprisonment", "lower confiscation", "allow confiscation may"]
)
def test_phrases_that_are_refused(phrase: str) -> None:
    """A phrase that says what its operation cannot do is refused."""
    with pytest.raises(ValueError, match="`"):
        parse_operation(phrase)
