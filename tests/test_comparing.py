"""Several laws over one case, and the page that sets the report beside what became law."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import re
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner

import kzpenal
from kzpenal.cli import main
from kzpenal.cli.compare import COLUMN
from kzpenal.comparing import Comparison, Side
from kzpenal.errors import KzpenalError, NoLawForDay
from kzpenal.facts import Case, Offender, Victim
from kzpenal.sanction import Sanction
from kzpenal.source import parse, plain

ROOT = Path(__file__).parent.parent
BILL, LAW = kzpenal.law(bill="bill-2024-02-21"), kzpenal.law(on=dt.date(2024, 6, 16))
CHILD = Case(
    act=kzpenal.Act.MURDER,
    committed=dt.date(2024, 7, 1),
    victims=(Victim(age=9),),
    offender=Offender(age=34, sex=kzpenal.Sex.MALE),
)


def test_each_side_is_the_answer_under_its_law() -> None:
    """A comparison holds, in the order asked, what `assess` gives under each law."""
    found = kzpenal.compare(CHILD, [BILL, LAW])
    assert [s.answer for s in found.sides] == [kzpenal.assess(CHILD, law=law) for law in (BILL, LAW)]
    assert [s.law for s in found.sides] == [BILL, LAW]


def test_what_is_imposed_is_compared_and_not_who_says_so() -> None:
    """The same life imprisonment by two provisions is no difference; a payment on one side is."""
    assert "outcome" not in kzpenal.compare(CHILD, [BILL, LAW]).differing()
    assert "mandatory" in kzpenal.compare(CHILD, [BILL, LAW]).differing()
    later = kzpenal.law(on=dt.date(2024, 12, 1))
    assert kzpenal.compare(CHILD, [LAW, later]).differing() == ()


def test_a_law_that_gives_no_answer_is_a_side_with_its_refusal() -> None:
    """An act that one of the laws does not know does not hide what the other says of it."""
    torment = CHILD.but({"act": "torment"})
    bill, law = kzpenal.compare(torment, [BILL, LAW]).sides
    assert bill.answer is None
    assert [p.code for p in bill.refusal] == ["KZP202"]
    assert bill.lines("outcome") == (bill.refusal[0].message,)
    assert bill.lines("mandatory") == ()
    assert law.answer is not None


def test_a_day_without_a_law_is_a_side_too() -> None:
    """A day of which no text is encoded says so beside the bill, which answers."""
    early = CHILD.but({"committed": "2022-07-01"})
    bill, day = kzpenal.compare(early, iter((BILL.id, dt.date(2022, 7, 1)))).sides
    assert bill.answer == kzpenal.assess(early, law=BILL)
    assert (day.name, day.law, day.answer) == ("in-force:2022-07-01", None, None)
    assert "no text of the law is encoded for 2022-07-01" in day.lines("outcome")[0]
    assert kzpenal.compare(early, [dt.date(2022, 7, 1), dt.date(2021, 7, 1)]).differing() == ()


def test_an_error_of_the_callers_own_iterator_is_the_callers() -> None:
    """What the caller's generator raises is not hidden behind a fault of the argument."""
    with pytest.raises(NoLawForDay, match="2022-01-01"):
        kzpenal.compare(CHILD, (kzpenal.law(on=d) for d in (dt.date(2024, 7, 1), dt.date(2022, 1, 1))))


def test_what_is_printed_is_compared_beside_what_is_left() -> None:
    """A charge whose printed sanction differs differs, where what is left of it is the same."""
    answer = kzpenal.assess(CHILD, law=LAW)
    charge = attrs.evolve(answer.charges[0], statutory=Sanction(()))
    side = Side(LAW.id, LAW, answer)
    other = attrs.evolve(side, answer=attrs.evolve(answer, charges=(charge,)))
    assert Comparison((side, side)).differing() == ()
    assert Comparison((side, other)).differing() == ("charges",)


def test_a_charge_that_is_open_is_compared_by_what_it_threatens(tmp_path: Path) -> None:
    """The same open charge under two texts of its sanction is a difference."""
    text = """
article: cc:99
title: {en: Murder}
acts: [murder]
versions:
  - in_force: {from: 2024-06-16, until: 2025-01-01}
    read: [{redaction: 2024-06-20, url: "https://example.org/99"}]
    when: act is murder and repeated
    sanction: {one_of: [imprisonment 8..15 years]}
  - in_force: {from: 2025-01-01}
    read: [{redaction: 2025-01-01, url: "https://example.org/99"}]
    when: act is murder and repeated
    sanction: {one_of: [imprisonment 8..16 years]}
"""
    (tmp_path / "099.yaml").write_text(text)
    statute = kzpenal.load(tmp_path)
    first, second, third = (statute.law(on=dt.date(2024, m, 1)) for m in (7, 8, 9))
    later = statute.law(on=dt.date(2025, 1, 1))
    assert "possible" in kzpenal.compare(CHILD, (first, later)).differing()
    assert kzpenal.compare(CHILD, (first, second, third)).differing() == ()


@pytest.mark.parametrize(
    ("laws", "told"),
    [
        ([LAW], "at least two laws"),
        ([], "at least two laws"),
        (None, "`laws` is a list of laws, not None"),
        (LAW, "`laws` is a list of laws"),
        ("bill-2024-02-21", "`laws` is a list of laws, not 'bill-2024-02-21'"),
        (itertools.repeat(LAW), "at most 1,000 laws"),
        ([LAW, 3], "`laws` holds laws, days or bills, not 3"),
        ([LAW, "bill-x"], "bill-x"),
    ],
)
def test_what_is_no_list_of_laws_is_refused(laws: Any, told: str) -> None:
    """Fewer than two laws, no laws and endless ones are refused in words."""
    with pytest.raises(KzpenalError, match=told):
        kzpenal.compare(CHILD, laws)


def test_rows_leave_out_what_no_side_speaks_about() -> None:
    """Every row has words on some side, and says whether the sides differ."""
    rows = list(kzpenal.compare(CHILD, [BILL, LAW]).rows())
    assert [heading for heading, _, _ in rows][:3] == ["outcome", "charges", "must impose"]
    assert all(any(cells) for _, _, cells in rows)
    assert {heading: differs for heading, differs, _ in rows}["must impose"] is True


def ask(*arguments: str) -> Any:
    """Return the result of the command."""
    return CliRunner().invoke(main, ["compare", *arguments], env={"COLUMNS": "160"})


def test_the_command_prints_the_laws_side_by_side() -> None:
    """Each law has a column, each topic a row, and a topic that differs is marked."""
    result = ask(str(ROOT / "examples/child-murder.yaml"), "--laws", "bill-2024-02-21,2024-06-16")
    assert result.exit_code == 0
    assert "bill-2024-02-21" in result.output.splitlines()[1]
    assert "in-force:2024-06-16" in result.output.splitlines()[1]
    assert "= outcome" in result.output
    assert "≠ must impose" in result.output


@pytest.mark.parametrize(
    ("width", "many"), [(12, 2), (66, 2), (160, 2), (40, 3), (80, 3), (12, 9), (66, 9), (160, 9)]
)
def test_nothing_is_lost_however_narrow(width: int, many: int) -> None:
    """Every word of every law's answer is printed, whatever the width and however many the laws."""
    path = str(ROOT / "examples/child-murder.yaml")
    days = [dt.date(2024, 7, 1) + dt.timedelta(days=n) for n in range(many - 1)]
    laws = ",".join([BILL.id, *map(str, days)])
    result = CliRunner().invoke(main, ["compare", path, "--laws", laws], env={"COLUMNS": str(width)})
    assert result.exit_code == 0
    found = kzpenal.compare(kzpenal.read_case(path), [BILL, *days])
    if width >= COLUMN * (many + 1):
        columns = columns_of(result.output)
        assert len(columns) == many + 1
        for number, side in enumerate(found.sides):
            told = side.name + "".join("".join(cells[number]) or "—" for _, _, cells in found.rows())
            assert columns[number + 1] == "".join(told.split())
    else:
        printed = "".join(result.output.split())
        for _, _, cells in found.rows():
            told = "".join(
                s.name + ":" + ("".join(c) or "—") for s, c in zip(found.sides, cells, strict=True)
            )
            assert "".join(told.split()) in printed


def columns_of(table: str) -> list[str]:
    """Return what stands in each column of a table, without spaces."""
    rows = [re.split("[│┃]", line)[1:-1] for line in table.splitlines() if line[:1] in ("│", "┃")]
    return ["".join("".join(cell.split()) for cell in column) for column in zip(*rows, strict=True)]


def test_the_command_takes_every_bill_and_the_day_of_the_act() -> None:
    """Without laws named, the bills and the law of the day of the act are compared."""
    result = ask(str(ROOT / "examples/child-murder.yaml"), "--json")
    told = json.loads(result.output)
    assert [s["law"] for s in told["sides"]] == ["bill-2024-02-21", "in-force:2024-07-01"]
    assert told["sides"][0]["refused"] == []
    assert "mandatory" in told["differing"]


@pytest.mark.parametrize(
    ("laws", "code", "told"),
    [
        ("2024-06-16", 1, "at least two laws"),
        ("bill-2024-02-21,bill-x", 2, "neither a day nor a bill"),
        ("bill-2024-02-21,", 2, "an empty name is neither a day nor a bill"),
        ("2022-09-10,2022-09-11", 3, "no text of the law is encoded for 2022-09-11"),
    ],
)
def test_the_command_refuses_what_is_no_law(laws: str, code: int, told: str) -> None:
    """Too few laws, no law, and a day without one are told apart by message and exit code."""
    result = ask(str(ROOT / "examples/child-murder.yaml"), "--laws", laws)
    assert (result.exit_code, told in result.output + result.stderr) == (code, True)


def test_a_case_that_no_law_answers_leaves_with_the_code_of_no_answer(tmp_path: Path) -> None:
    """Where every side is a refusal the table shows them, and the exit code says that there is no answer."""
    path = tmp_path / "case.yaml"
    path.write_text("act: bullying-not-handled\ncommitted: 2024-07-01\n")
    result = ask(str(path), "--laws", "2023-01-01,2024-07-01")
    assert result.exit_code == 3
    assert "speaks about the act" in result.output


# The page

PAGE = (ROOT / "docs/bill-and-law.md").read_text("utf-8")
SENTENCE = re.compile(r"^- (?P<text>.+?) \((?P<cases>[a-z0-9-]+ \d+(?:, \d+)*)\)$")


def sentences() -> list[Any]:
    """Return every sentence of the page under "Reported" and "Enacted"."""
    found: list[Any] = []
    side = ""
    for line in PAGE.splitlines():
        if line in ("Reported:", "Enacted:"):
            side = line[:-1]
        elif line.startswith("- "):
            found.append(pytest.param(side, line, id=f"{side}-{len(found)}"))
    return found


def worked(name: str) -> list[dict[str, Any]]:
    """Return the worked cases of one file."""
    node, problems = parse((ROOT / f"tests/cases/{name}.yaml").read_text("utf-8"), name)
    assert not problems
    cases: list[dict[str, Any]] = plain(node)["cases"]
    return cases


@pytest.mark.parametrize(("side", "line"), sentences())
def test_every_sentence_of_the_page_is_backed_by_worked_cases(side: str, line: str) -> None:
    """Each sentence names worked cases, under the law that it is about, which speak of its provision."""
    match = SENTENCE.match(line)
    assert match is not None, line
    name, _, numbers = match["cases"].partition(" ")
    for number in map(int, numbers.split(", ")):
        case = worked(name)[number - 1]
        of_the_bill = case.get("law", "in-force") != "in-force"
        assert of_the_bill == (side == "Reported"), case["title"]
        cited = re.match(r"`(.+?)`: ", match["text"])
        assert (cited is None) == (side == "Reported")
        if cited is not None:
            assert cited[1] in json.dumps(case, default=str), f"{cited[1]} is not in: {case['title']}"


def test_the_page_is_about_every_provision_of_the_bill() -> None:
    """Each of the bill's provisions is shown by a worked case of its file, and has a section."""
    names = {p.citation.article for p in BILL.provisions()}
    cited = {m["cases"].partition(" ")[0] for p in sentences() if (m := SENTENCE.match(p.values[1]))}
    assert {f"bill-{name}" for name in names} <= cited
    assert PAGE.count("\n## ") == len(names)
