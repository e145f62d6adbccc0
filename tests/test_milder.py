"""The milder law: which of two texts applies to an act before the later one (cc:5, cc:6)."""

from __future__ import annotations

import datetime as dt
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

import kzpenal
from kzpenal import Case
from kzpenal.sanction import MAIN, SEVERITY

ACT, DECISION = dt.date(2024, 7, 1), dt.date(2025, 7, 1)
MIRROR = {"milder": "harsher", "harsher": "milder"}


@lru_cache(maxsize=256)
def statute(before: str, after: str, more: str = "") -> kzpenal.Statute:
    """Return a statute whose one article has another text from 2025 on."""
    read = 'read: [{redaction: 2024-01-01, url: "https://example.org"}, {redaction: 2025-06-01, url: "https://example.org"}]'
    article = f"""
article: x:1
title: Example
acts: [battery]
versions:
  - in_force: {{from: 2024-01-01, until: 2025-01-01}}
    {read}
    {before}
  - in_force: {{from: 2025-01-01}}
    {read}
    {after}
"""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "1.yaml").write_text(article, "utf-8")
        if more:
            Path(folder, "2.yaml").write_text(more, "utf-8")
        return kzpenal.load(folder)


def decided(before: str, after: str, more: str = "", **facts: Any) -> kzpenal.Assessment:
    """Return the answer about a battery between the two texts and decided under the later one."""
    case = Case.from_dict({"act": "battery", "committed": ACT, "decided": DECISION, "victims": [{}], **facts})
    return kzpenal.assess(case, statute=statute(before, after, more), engine="reference")


def threatens(*penalties: str, also: str = "", when: str = "act is battery") -> str:
    """Return the text of an article that threatens these penalties."""
    added = f", and_also: [{also}]" if also else ""
    return f"{{when: {when}, sanction: {{one_of: [{', '.join(penalties)}]{added}}}}}"


def version(body: str) -> str:
    """Return a flow mapping as the keys of a version."""
    return body[1:-1].replace(", sanction:", "\n    sanction:", 1)


PAIRS = {
    "less of the same": (["imprisonment 2..5 years"], ["imprisonment 2..4 years"], "milder"),
    "a lower minimum": (["imprisonment 2..5 years"], ["imprisonment 1..5 years"], "milder"),
    "lower above, higher below": (["imprisonment 2..5 years"], ["imprisonment 3..4 years"], "undecided"),
    "months are months": (["imprisonment up to 24 months"], ["imprisonment up to 2 years"], "same"),
    "a graver kind": (["arrest up to 50 days"], ["imprisonment up to 1 year"], "harsher"),
    "a milder way out": (
        ["imprisonment 1..2 years"],
        ["fine up to 100 mci", "imprisonment 1..2 years"],
        "milder",
    ),
    "a way between": (
        ["fine up to 100 mci", "imprisonment up to 2 years"],
        ["fine up to 100 mci", "restriction of liberty up to 2 years", "imprisonment up to 2 years"],
        "milder",
    ),
    "a graver way": (["fine up to 100 mci"], ["fine up to 100 mci", "arrest up to 10 days"], "harsher"),
    "more of a milder kind": (
        ["fine up to 100 mci", "imprisonment up to 2 years"],
        ["fine up to 200 mci", "imprisonment up to 2 years"],
        "harsher",
    ),
    "life for a term": (["imprisonment 15..20 years", "life imprisonment"], ["life imprisonment"], "harsher"),
    "money of two kinds": (["fine up to 100 mci"], ["fine up to 100 tenge"], "undecided"),
}


@pytest.mark.parametrize("name", PAIRS)
def test_two_sanctions(name: str) -> None:
    """Each pair of sanctions stands to one another as the page about the milder law says, both ways round."""
    before, after, expected = PAIRS[name]
    one, two = version(threatens(*before)), version(threatens(*after))
    there = decided(one, two).milder
    back = decided(two, one).milder
    assert there is not None
    assert back is not None
    assert there.laws[1].relation == expected
    assert back.laws[1].relation == MIRROR.get(expected, expected)


def test_additions_count() -> None:
    """An addition that one law knows and the other does not makes that law harsher."""
    plain = version(threatens("imprisonment 1..2 years"))
    added = version(threatens("imprisonment 1..2 years", also="confiscation may"))
    forced = version(threatens("imprisonment 1..2 years", also="confiscation must"))
    for one, two, expected in (
        (plain, added, "harsher"),
        (added, plain, "milder"),
        (added, forced, "harsher"),
    ):
        found = decided(one, two).milder
        assert found is not None
        assert found.laws[1].relation == expected


ORDERS = """
article: x:2
title: Orders
versions:
  - in_force: {{from: 2024-01-01, until: 2025-01-01}}
    read: [{{redaction: 2024-01-01, url: "https://example.org"}}, {{redaction: 2025-06-01, url: "https://example.org"}}]
    when: act is battery
    order: {before}
  - in_force: {{from: 2025-01-01}}
    read: [{{redaction: 2024-01-01, url: "https://example.org"}}, {{redaction: 2025-06-01, url: "https://example.org"}}]
    when: act is battery
    order: {after}
"""


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("eviction may up to 30 days", "eviction may up to 20 days", "milder"),
        ("eviction may up to 30 days", "eviction must up to 30 days", "harsher"),
        ("release-through-reconciliation may", "release-through-reconciliation must", "milder"),
        ("release-through-reconciliation may", "eviction may", "harsher"),
        ("release-on-surety may 6..12 months", "release-on-surety may 12..24 months", "harsher"),
        ("release-on-surety may 6..12 months", "release-on-surety may 6..24 months", "harsher"),
        ("release-on-surety may 6..12 months", "release-on-surety must 6..12 months", "milder"),
        ("release-on-surety may 6..12 months", "release-on-surety must 12..24 months", "undecided"),
    ],
)
def test_orders_burden_unless_they_release(before: str, after: str, expected: str) -> None:
    """An order burdens; one whose kind begins with `release-` favours, the less the longer its probation."""
    text = version(threatens("fine up to 10 mci"))
    there = decided(text, text, ORDERS.format(before=before, after=after)).milder
    back = decided(text, text, ORDERS.format(before=after, after=before)).milder
    assert there is not None
    assert back is not None
    assert there.laws[1].relation == expected
    assert back.laws[1].relation == MIRROR.get(expected, expected)


def test_the_answer_is_that_of_the_law_that_applies() -> None:
    """Where the later law is milder, the charges and the law of the answer are those of the later law."""
    answer = decided(version(threatens("fine up to 20 mci")), version(threatens("fine up to 10 mci")))
    assert answer.milder is not None
    assert (answer.milder.verdict, answer.milder.applies) == ("later", "in-force:2025-01-01")
    assert answer.law.id == "in-force:2025-01-01"
    assert answer.charges[0].sanction.one_of is not None
    assert answer.charges[0].sanction.one_of[0].penalty.max == 10


def test_an_act_that_is_no_offence_any_more_is_free() -> None:
    """A law under which there is no charge is milder than any under which there is one."""
    none = version(threatens("fine up to 10 mci", when="act is battery and group"))
    some = version(threatens("warning"))
    for one, two, verdict in ((some, none, "later"), (none, some, "act")):
        answer = decided(one, two, group=False)
        assert answer.milder is not None
        assert answer.milder.verdict == verdict
        assert answer.outcome == "none-met"


def test_what_one_law_refuses_is_not_compared() -> None:
    """A text in between that nobody saw leaves it undecided; a person who is free needs no comparison."""
    for facts, verdict in (({}, "undecided"), ({"group": False}, "act")):
        text = version(threatens("warning", when="act is battery and group"))
        whole = f"""
article: x:1
title: Example
acts: [battery]
versions:
  - in_force: {{from: 2024-01-01, until: 2025-01-01}}
    read: [{{redaction: 2024-01-01, url: "https://example.org"}}]
    {text}
  - in_force: {{from: 2025-01-01}}
    not_seen: true
"""
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "1.yaml").write_text(whole, "utf-8")
            rules = kzpenal.load(folder)
        case = Case.from_dict(
            {"act": "battery", "committed": ACT, "decided": DECISION, "group": True} | facts
        )
        found = kzpenal.assess(case, statute=rules, engine="reference").milder
        assert found is not None
        assert (found.verdict, found.laws[1].relation) == (verdict, "refused")


def test_open_facts_are_tried_every_way() -> None:
    """A difference that only some completion of the facts brings is told as not certain."""
    rule = """
article: x:2
title: Not for servicemen
versions:
  - in_force: {until: 2025-01-01}
    absent: true
  - in_force: {from: 2025-01-01}
    read: [{redaction: 2025-01-01, url: "https://example.org"}]
    operation: exclude arrest
    when: offender.serviceman
"""
    text = version(threatens("fine up to 10 mci", "arrest up to 10 days"))
    found = decided(text, text, rule).milder
    assert found is not None
    assert found.laws[1].relation == "milder"
    assert {d.certain for d in found.laws[1].differs} == {False}
    sure = decided(text, text, rule, offender={"serviceman": True}).milder
    assert sure is not None
    assert {d.certain for d in sure.laws[1].differs} == {True}
    never = decided(text, text, rule, offender={"serviceman": False}).milder
    assert never is not None
    assert never.laws[1].relation == "same"


def test_severity_ranks_every_main_penalty_once() -> None:
    """Each main penalty has one place in the order from mild to grave."""
    assert sorted(SEVERITY) == sorted(MAIN)


def test_without_a_day_of_decision_nothing_is_compared() -> None:
    """`milder` is null where no day of decision is stated, and where a law is asked for by name."""
    case = Case.from_dict({"act": "murder", "committed": "2024-07-01", "victims": [{"age": 9}]})
    assert kzpenal.assess(case).to_dict()["milder"] is None
    later = case.but({"decided": dt.date(2025, 12, 1)})
    assert kzpenal.assess(later, law=kzpenal.law(on=case.committed)).milder is None
    assert kzpenal.assess(later).milder is not None


@pytest.mark.parametrize("lang", kzpenal.languages())
def test_every_law_is_told_in_words(lang: str) -> None:
    """Each law between act and decision is told in every language, and JSON holds the same."""
    case = Case.from_dict(
        {
            "act": "murder",
            "committed": "2024-05-10",
            "decided": "2025-10-10",
            "victims": [{"age": 9}],
            "offender": {"age": 15, "sex": "male"},
        }
    ).closed()
    found = kzpenal.assess(case, engine="reference").milder
    assert found is not None
    told = "\n".join(found.lines(lang))
    assert all(ruling.law in told for ruling in found.laws)
    assert [r["relation"] for r in found.to_dict()["laws"]] == [r.relation for r in found.laws]
    assert any(ruling.differs for ruling in found.laws)
