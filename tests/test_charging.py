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


ADDED = """
      "1":
        when: a
        sanction:
          one_of:
            - imprisonment 1..2 years: {with: [confiscation must, disqualification up to 3 years may]}
            - arrest 5..50 days
          and_also: [confiscation may]
"""


def test_an_addition_is_excluded_wherever_it_is_joined(tmp_path: Path) -> None:
    """What may not be imposed goes out of each alternative's additions, and out of those to all of them."""
    rule = '\n      "1": {operation: exclude confiscation, when: c}\n'
    articles = {"x:1": ONE_KIND, "x:2": rule, "x:9": ADDED}
    charge = ask(tmp_path, articles, Small(act="x", a=True, c=True)).charges[0]
    assert [a.penalty.kind for a in charge.sanction.one_of or ()] == ["imprisonment", "arrest"]
    assert [[p.kind for p in a.with_] for a in charge.sanction.one_of or ()] == [["disqualification"], []]
    assert charge.sanction.and_also == ()
    assert [(s.op, s.provision, s.after) for s in charge.steps] == [("exclude", "x:2(1)", None)] * 2


def test_an_excluded_addition_leaves_no_gap(tmp_path: Path) -> None:
    """A gap of a sanction with nothing left names the exclusion of a penalty, not of an addition to one."""
    rule = '\n      "3": {operation: exclude confiscation, when: c}\n'
    articles = {"x:1": ONE_KIND, "x:2": EXCLUDED + rule, "x:9": ADDED}
    answer = ask(tmp_path, articles, Small(act="x", a=True, c=True))
    assert [(g.kind, g.provision) for g in answer.gaps] == [(GAP, "x:2(2)")]
    open_one = ask(tmp_path, {"x:1": ONE_KIND, "x:2": rule, "x:9": ADDED}, Small(act="x", a=True))
    assert [(p.what, p.kind, p.missing) for p in open_one.possible] == [("penalty", "confiscation", ("c",))]


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


FINE = """
      "1":
        when: a
        sanction: {one_of: [fine exactly 30 mci]}
"""
SHIFTED = """
      "1": {operation: cap fine 10 mci, when: a, minimum_yields: x:2(1)}
      "2": {operation: shift fine to parents, when: c}
"""


@pytest.mark.parametrize(("falls", "bearer"), [(True, "parents"), (False, None)])
def test_a_penalty_falls_on_another_where_the_law_shifts_it(
    tmp_path: Path, falls: bool, bearer: str | None
) -> None:
    """A shift names who bears the penalty; the amount is left to the operations before it."""
    articles = {"x:1": ONE_KIND, "x:2": SHIFTED, "x:9": FINE}
    answer = ask(tmp_path, articles, Small(act="x", a=True, c=falls))
    steps = [(s.op, s.provision) for s in answer.charges[0].steps]
    assert steps == [("cap", "x:2(1)"), *([("shift", "x:2(2)")] if falls else [])]
    assert [(m.kind, m.max, m.on) for m in answer.mandatory] == [("fine", 10, bearer)]


def test_while_it_is_open_who_bears_a_penalty_nothing_of_it_is_certain(tmp_path: Path) -> None:
    """A fine that one or another bears is not certain for either; the fact that settles it is named."""
    articles = {"x:1": ONE_KIND, "x:2": SHIFTED, "x:9": FINE}
    answer = ask(tmp_path, articles, Small(act="x", a=True))
    assert answer.mandatory == ()
    assert [(p.what, p.provision, p.missing) for p in answer.possible] == [("penalty", "x:2(2)", ("c",))]


@pytest.mark.parametrize("phrase", ["shift fine", "shift fine parents", "shift fine to", "shift to parents"])
def test_a_shift_that_names_nobody_is_refused(tmp_path: Path, phrase: str) -> None:
    """A shift says which penalty falls on whom."""
    articles = {"x:1": ONE_KIND, "x:2": f'\n      "1": {{operation: {phrase}, when: c}}\n', "x:9": FINE}
    with pytest.raises(kzpenal.RulesInvalid) as caught:
        ask(tmp_path, articles, Small(act="x", a=True))
    assert {p.code for p in caught.value.problems} == {"KZP024"}


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


@pytest.mark.parametrize(
    ("offered", "ordered"),
    [
        ("one_of: [imprisonment 1..2 years]", ["x:2(1)"]),
        ("one_of: [imprisonment 1..2 years], and_also: [disqualification up to 3 years may]", []),
        ("one_of: [{imprisonment 1..2 years: {with: [disqualification for life must]}}]", []),
    ],
)
def test_what_a_sanction_offers_holds_its_additions(tmp_path: Path, offered: str, ordered: list[str]) -> None:
    """A rule may ask whether the printed sanction offers an addition, to all its penalties or to one."""
    order = """
      "1": {order: disqualification may 1..10 years, when: statutory.has is not disqualification}
"""
    offence = f"""
      "1":
        when: a
        sanction: {{{offered}}}
"""
    articles = {"x:1": ONE_KIND, "x:2": order, "x:9": offence}
    answer = ask(tmp_path, articles, Small(act="x", a=True))
    assert [o.provision for o in answer.orders] == ordered


@pytest.mark.parametrize(
    ("day", "barred"), [(dt.date(2024, 6, 30), ["x:2(2)"]), (dt.date(2024, 7, 1), ["x:2(1)"])]
)
def test_a_class_that_no_rule_of_the_day_defines_holds_no_charge(
    tmp_path: Path, day: dt.date, barred: list[str]
) -> None:
    """A rule may name a class before the day on which the class is defined: no charge is of it then."""
    defined = HEAD.format(article="x:3") + '      "1": {define: grim, when: a}\n'
    defined = defined.replace("from: 2020-01-01", "from: 2024-07-01").replace("2024-01-01", "2024-07-01")
    defined = defined.replace("versions:\n", "versions:\n  - {in_force: {until: 2024-07-01}, absent: true}\n")
    bars = """
      "1": {bar: parole, when: charge.classes has grim}
      "2": {bar: amnesty, when: {not: charge.classes has grim}}
"""
    (tmp_path / "3.yaml").write_text(defined, "utf-8")
    for article, parts in {"x:1": ONE_KIND, "x:2": bars, "x:9": ONE_PENALTY}.items():
        (tmp_path / f"{article[2:]}.yaml").write_text(HEAD.format(article=article) + parts, "utf-8")
    law = kzpenal.load(tmp_path, facts=Small).law(on=day)
    answer = kzpenal.assess(Small(act="x", a=True), law=law)
    assert [b.provision for b in answer.bars] == barred
