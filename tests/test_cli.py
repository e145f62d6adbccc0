"""The command: what it prints, and the four ways in which it ends."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

import kzpenal
from kzpenal.cli import main
from kzpenal.vocabulary import vocabulary

ANSWERED, WRONG_INPUT, USAGE, NO_ANSWER = 0, 1, 2, 3
CHILD = "act: murder\ncommitted: 2024-07-01\nvictims: [{age: 9}]\noffender: {age: 34, sex: male}\n"


def run(*arguments: str, text: str | None = None) -> Result:
    """Return what the command does with *arguments* and the standard input *text*."""
    return CliRunner().invoke(main, list(arguments), input=text, catch_exceptions=False)


@pytest.fixture
def child(tmp_path: Path) -> str:
    """Return the path of a case file: a man of 34 murders a child of 9."""
    file = tmp_path / "child.yaml"
    file.write_text(CHILD, "utf-8")
    return str(file)


def case(file: str) -> kzpenal.Case:
    """Return the case in *file*."""
    found: kzpenal.Case = kzpenal.read_case(file)
    return found


# assess


def test_assess_prints_the_explanation(child: str) -> None:
    """`assess` prints what `explain()` returns, and answers."""
    result = run("assess", child)
    assert result.exit_code == ANSWERED
    assert result.stdout == kzpenal.assess(case(child)).explain() + "\n"
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("options", "arguments", "closed"),
    [
        ([], {}, False),
        (["--closed"], {}, True),
        (["--engine", "reference"], {"engine": "reference"}, False),
        (["--law", "2025-10-01"], {"law": "2025-10-01"}, False),
        (["--law", "in-force:2025-10-01"], {"law": "2025-10-01"}, False),
        (["--law", "bill-2024-02-21"], {"law": "bill-2024-02-21"}, False),
        (["--strict"], {"strict": True}, False),
    ],
)
def test_json_is_the_answer(child: str, options: list[str], arguments: dict[str, Any], closed: bool) -> None:
    """`--json` prints `to_dict()` of the same question, and it fits the schema, whatever the options."""
    name = arguments.get("law")
    if name is not None:
        law = (
            kzpenal.law(bill=name) if name.startswith("bill") else kzpenal.law(on=dt.date.fromisoformat(name))
        )
        arguments = {**arguments, "law": law}
    asked = case(child).closed() if closed else case(child)
    result = run("assess", child, "--json", *options)
    assert result.exit_code == ANSWERED
    document = json.loads(result.stdout)
    assert document == kzpenal.assess(asked, **arguments).to_dict()
    jsonschema.validate(document, kzpenal.assessment_schema())


def test_assess_reads_standard_input() -> None:
    """`-` stands for the standard input, in YAML and in JSON."""
    as_json = json.dumps(
        {
            "act": "murder",
            "committed": "2024-07-01",
            "victims": [{"age": 9}],
            "offender": {"age": 34, "sex": "male"},
        }
    )
    for text in (CHILD, as_json):
        result = run("assess", "-", "--json", text=text)
        assert result.exit_code == ANSWERED
        assert json.loads(result.stdout)["charges"][0]["provision"] == "cc:99(3)"


def test_every_fault_of_a_case_file_is_listed_with_its_place(tmp_path: Path) -> None:
    """A case file with faults is wrong input; each is listed as file:line:column, with the line shown."""
    file = tmp_path / "bad.yaml"
    file.write_text(
        "act: murdr\ncommitted: 2024-07-01\nvictims:\n  - age: 9\n  - {age: old, colour: red}\n"
        "offender: {sex: 7}\n",
        "utf-8",
    )
    result = run("assess", str(file))
    assert result.exit_code == WRONG_INPUT
    assert result.stdout == ""
    for place, word in (("1:6", "murdr"), ("5:11", "old"), ("5:16", "colour"), ("6:17", "7")):
        (line,) = [n for n in result.stderr.splitlines() if n.startswith(f"{file}:{place}: KZP")]
        assert word in line
    assert "did you mean `murder`?" in result.stderr
    assert "  1 | act: murdr" in result.stderr


def test_faults_of_standard_input_have_places_too() -> None:
    """A fault of the standard input is told with its line and column."""
    result = run("assess", "-", text="act: murder\ncommitted: 2024-13-01\n")
    assert result.exit_code == WRONG_INPUT
    assert result.stderr.startswith("<stdin>:2:12: KZP")


@pytest.mark.parametrize(
    "text", ["", "- a\n", "act: [\n", "act: murder\n", '"\\ud800"', "\x00", "act: &a murder\n"]
)
def test_what_is_no_case_is_wrong_input(text: str) -> None:
    """Anything that is not a case is wrong input with a message, never a traceback and never an answer."""
    result = run("assess", "-", text=text)
    assert result.exit_code == WRONG_INPUT
    assert result.stdout == ""
    assert "KZP" in result.stderr


def test_bytes_that_are_no_text_are_wrong_input(tmp_path: Path) -> None:
    """A file that is not UTF-8 is wrong input, and the message names it."""
    file = tmp_path / "bytes.yaml"
    file.write_bytes(b"act: \xff\xfe\n")
    result = run("assess", str(file))
    assert result.exit_code == WRONG_INPUT
    assert str(file) in result.stderr


def test_a_file_that_is_not_there_is_wrong_input(tmp_path: Path) -> None:
    """A file that cannot be read is wrong input, and the message names it."""
    missing = str(tmp_path / "nowhere.yaml")
    result = run("assess", missing)
    assert result.exit_code == WRONG_INPUT
    assert f"cannot read `{missing}`" in result.stderr


def test_facts_that_contradict_are_wrong_input(tmp_path: Path) -> None:
    """Facts that contradict each other are wrong input."""
    result = run("assess", "-", text="act: murder\ncommitted: 2024-07-01\ndecided: 2024-01-01\n")
    assert result.exit_code == WRONG_INPUT
    assert "`decided` is 2024-01-01, before the act on 2024-07-01" in result.stderr


@pytest.mark.parametrize(
    ("text", "options", "told"),
    [
        ("act: murder\ncommitted: 2001-01-01\n", [], "2001-01-01"),
        ("act: bullying-not-handled\ncommitted: 2024-07-01\n", [], "bullying-not-handled"),
        ("act: kidnapping\ncommitted: 2024-07-01\n", ["--law", "bill-2024-02-21"], "kidnapping"),
        ("act: murder\ncommitted: 2024-07-01\n", ["--law", "2001-01-01"], "2001-01-01"),
        ("act: murder\ncommitted: 2099-07-01\n", ["--strict"], "2099-07-01"),
    ],
)
def test_no_law_for_the_day_or_act_is_an_exit_of_its_own(text: str, options: list[str], told: str) -> None:
    """Where the law gives no answer the command says why, prints nothing else, and exits with 3."""
    result = run("assess", "-", "--json", *options, text=text)
    assert result.exit_code == NO_ANSWER
    assert result.stdout == ""
    assert told in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["assess"],
        ["assess", "a", "b"],
        ["assess", "a", "--engine", "fast"],
        ["assess", "a", "--lwa", "x"],
        ["assess", "-", "--law", "2024-6-1"],
        ["assess", "-", "--law", "2024-02-30"],
        ["assess", "-", "--law", "bill-of-rights"],
        ["explain"],
        ["show"],
        ["law", "nothing"],
        ["nonsense"],
        [],
    ],
)
def test_wrong_usage_exits_with_two(arguments: list[str]) -> None:
    """Arguments that the command does not take are a usage error, with a hint how it is used."""
    result = run(*arguments, text=CHILD)
    assert result.exit_code == USAGE
    assert "Usage:" in result.stderr
    assert result.stdout == ""


# explain


def test_explain_argues_a_provision(child: str) -> None:
    """`explain` prints the reasons of `why`, with the facts and the places of the rules."""
    result = run("explain", child, "cc:99(3)")
    assert result.exit_code == ANSWERED
    answer = kzpenal.assess(case(child))
    assert result.stdout == "".join(r.render() + "\n" for r in answer.why("cc:99(3)"))
    assert "victims[0].age = 9" in result.stdout
    assert "rules/criminal-code/099-murder.yaml:" in result.stdout


def test_explain_takes_a_law_and_an_engine(child: str) -> None:
    """`explain` argues under the law and by the engine asked for."""
    result = run("explain", child, "bill-2024-02-21:murder-of-minor", "--law", "bill-2024-02-21")
    assert result.exit_code == ANSWERED
    assert "victims[0].age = 9" in result.stdout
    assert run("explain", child, "cc:99(1)", "--engine", "reference").exit_code == ANSWERED


@pytest.mark.parametrize("provision", ["cc:999", "99", "cc:99(77)", "bill-2024-02-21:bullying", "cc:99(2"])
def test_explain_of_what_is_not_there_is_wrong_input(child: str, provision: str) -> None:
    """A provision that the law does not hold, or that is no citation, is wrong input and is named."""
    result = run("explain", child, provision)
    assert result.exit_code == WRONG_INPUT
    assert result.stdout == ""
    assert provision in result.stderr


def test_explain_of_a_refused_case_exits_with_three() -> None:
    """`explain` refuses what `assess` refuses."""
    result = run("explain", "-", "cc:99", text="act: murder\ncommitted: 2001-01-01\n")
    assert result.exit_code == NO_ANSWER


# check


def test_the_librarys_own_rules_are_clean() -> None:
    """`check` finds no fault in the library's own rules."""
    result = run("check")
    assert result.exit_code == ANSWERED
    assert result.stdout.splitlines()[-1].startswith("0 problems, ")
    assert "error" not in result.stdout


GOOD = """
article: cc:1
versions:
  - in_force: {from: 2020-01-01}
    read: [{redaction: 2020-01-01, url: "https://example.org"}]
    when: act is murder
    sanction: {one_of: [warning]}
"""


def test_check_of_a_good_folder(tmp_path: Path) -> None:
    """`check` of a folder without a fault says so, and answers."""
    (tmp_path / "a.yaml").write_text(GOOD, "utf-8")
    result = run("check", str(tmp_path))
    assert (result.exit_code, result.stdout) == (ANSWERED, "0 problems, 0 notes\n")


def test_check_lists_every_fault_of_every_file(tmp_path: Path) -> None:
    """`check` of a broken folder prints the faults of all files with their places, and fails."""
    (tmp_path / "a.yaml").write_text(GOOD.replace("murder", "murdr"), "utf-8")
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "b.yaml").write_text(GOOD.replace("warning", "wrning").replace("when", "whn"), "utf-8")
    result = run("check", str(tmp_path))
    assert result.exit_code == WRONG_INPUT
    heads = [line for line in result.stdout.splitlines() if line.startswith(str(tmp_path))]
    assert [h.split(": KZP")[0] for h in heads] == [
        f"{tmp_path / 'a.yaml'}:6:18",
        f"{inner / 'b.yaml'}:6:5",
        f"{inner / 'b.yaml'}:7:25",
    ]
    assert result.stdout.splitlines()[-1] == "3 problems, 0 notes"


def test_check_of_an_empty_folder_fails(tmp_path: Path) -> None:
    """A folder without rules is a fault, not an empty law."""
    result = run("check", str(tmp_path))
    assert result.exit_code == WRONG_INPUT
    assert "holds no .yaml file" in result.stdout


def test_check_prints_notes_and_does_not_fail_for_them(tmp_path: Path) -> None:
    """A reference that the law makes in vain is printed as a note; the folder is good."""
    (tmp_path / "a.yaml").write_text(GOOD.replace("    when:", "    of: [cc:2]\n    when:"), "utf-8")
    (tmp_path / "b.yaml").write_text(
        "unencoded: [{provision: cc:2, from: 2000-01-01, until: 2001-01-01}]\n", "utf-8"
    )
    result = run("check", str(tmp_path))
    assert result.exit_code == ANSWERED
    assert "KZP031 note:" in result.stdout
    assert result.stdout.splitlines()[-1] == "0 problems, 1 note"


# law


def test_law_lists_every_law_there_is() -> None:
    """`law` alone lists each bill and the law from each day it changed, with its hash."""
    result = run("law")
    assert result.exit_code == ANSWERED
    assert [line.split()[0] for line in result.stdout.splitlines()] == [x.id for x in kzpenal.laws()]
    assert all(x.hash in result.stdout for x in kzpenal.laws())


def test_law_of_a_day_names_its_articles() -> None:
    """`law` of a day names every article in force, since when, and what was read of it."""
    result = run("law", "2024-07-01")
    assert result.exit_code == ANSWERED
    law = kzpenal.law(on=dt.date(2024, 7, 1))
    lines = result.stdout.splitlines()
    assert lines[0] == "Law in force on 2024-07-01"
    assert lines[1].strip() == law.hash
    for article in law.articles:
        assert any(line.startswith(f"  {article.citation} ") for line in lines)
    assert "read 2026-03-08" in next(line for line in lines if line.startswith("  cc:99 "))


def test_law_of_a_day_without_law_exits_with_three() -> None:
    """`law` of a day of which no text is held says so, and gives no answer."""
    result = run("law", "2001-01-01")
    assert result.exit_code == NO_ANSWER
    assert "2001-01-01" in result.stderr


def test_law_of_the_bill_prints_each_stage_known_and_not_known() -> None:
    """`law` of the bill prints every stage of its way with its day, or that the day is not known."""
    result = run("law", "bill-2024-02-21")
    assert result.exit_code == ANSWERED
    for line in (
        "President's address of September 2023 asks for such legislation: day not known",
        "approved by the Mazhilis in first reading: 2024-02-21",
        "adopted by the Senate: 2024-04-11",
        "signed by the President: 2024-04-15",
        "first official publication: day not known",
        "in force: 2024-06-16",
    ):
        assert f"  {line} (" in result.stdout
    stages = next(i for i in kzpenal.statute().instruments if i.id == "bill-2024-02-21").stages
    assert len(stages) == 6
    assert "reported 2024-02-22" in result.stdout


def test_law_of_the_bill_prints_its_provisions_and_money() -> None:
    """`law` of the bill prints what was reported, and its fines in tenge and in the report's dollars."""
    result = run("law", "bill-2024-02-21")
    for provision in kzpenal.law(bill="bill-2024-02-21").provisions():
        assert f"  {provision.citation}\n" in result.stdout
    assert "200 MCI = 738,400 tenge = 1,631.05 USD at 452.715 tenge" in result.stdout
    assert "80 MCI = 295,360 tenge = 652.42 USD at 452.715 tenge" in result.stdout
    assert "10 MCI = 36,920 tenge = 81.55 USD at 452.715 tenge" in result.stdout
    assert "no penalty reported" in result.stdout


# show


def test_show_prints_an_article_as_it_is_encoded() -> None:
    """`show` of an article prints each version of it, where it was read, its parts and their conditions."""
    result = run("show", "cc:46")
    assert result.exit_code == ANSWERED
    assert "in force 2022-09-12 to 2025-09-16, as amended by law-89-vii" in result.stdout
    assert "in force 2025-09-16 to …, as amended by law-210-viii" in result.stdout
    assert "read: redaction of 2024-06-20, https://zan.gov.kz/" in result.stdout
    assert "exclude: life imprisonment" in result.stdout
    assert "substitute: imprisonment, 20 to 25 years" in result.stdout
    assert "offender.sex is female" in result.stdout
    assert "[rules/criminal-code/046-imprisonment.yaml:" in result.stdout


def test_show_of_a_part_prints_only_that_part() -> None:
    """`show` of a part, or of a point, leaves the other parts, or points, out."""
    part = run("show", "cc:99(3)").stdout
    assert "cc:99(3)" in part
    assert {line.split()[0] for line in part.splitlines() if line.startswith("  cc:99")} == {"cc:99(3)"}
    point = run("show", "cc:99(2)(14)").stdout
    assert "cc:99(2)(14): victim.age under 18 and victim.age_known" in point
    assert "cc:99(2)(13)" not in point


def test_show_of_a_bills_provision() -> None:
    """`show` prints a provision of the bill."""
    result = run("show", "bill-2024-02-21:murder-of-minor")
    assert result.exit_code == ANSWERED
    assert "life imprisonment, with no alternative" in result.stdout
    assert "A minor is read as one under 18." in result.stdout


@pytest.mark.dear
def test_everything_encoded_can_be_shown() -> None:
    """`show` prints every article, part and point of every law, and each provision of every bill."""
    for law in kzpenal.laws():
        for provision in law.provisions():
            for citation in (provision.citation, *(p.citation for p in provision.points)):
                result = run("show", str(citation))
                assert result.exit_code == ANSWERED
                assert str(provision.citation) in result.stdout
                # Words, never the classes that hold them.
                assert not re.search(r"[A-Z][a-z]+\(\w+=|\bNone\b|\bTrue\b|\bFalse\b", result.stdout)


@pytest.mark.parametrize(
    ("provision", "cure"),
    [("cc:999", "did you mean"), ("cc:99(77)", "help"), ("murder", "cc:99(2)(14)"), ("", "cc:99(2)(14)")],
)
def test_show_of_what_is_not_encoded_is_wrong_input(provision: str, cure: str) -> None:
    """A provision that is not encoded, or is no citation, is wrong input, with a cure."""
    result = run("show", provision)
    assert result.exit_code == WRONG_INPUT
    assert result.stdout == ""
    assert f"`{provision}`" in result.stderr
    assert cure in result.stderr


# facts and the whole


def test_facts_lists_the_vocabulary() -> None:
    """`facts` lists every fact with what may be written for it."""
    result = run("facts")
    assert result.exit_code == ANSWERED
    for path, fact in vocabulary(kzpenal.Case).facts.items():
        assert f"{path}: {fact.text}" in result.stdout
        assert fact.allowed in result.stdout
    assert "act: the conduct and its result  (required)" in result.stdout
    assert 'group: by a group of persons  ("no" when closed)' in result.stdout


@pytest.mark.parametrize("command", [[], ["assess"], ["explain"], ["check"], ["show"], ["law"], ["facts"]])
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_every_command_has_help(command: list[str], option: str) -> None:
    """Every command tells how it is used."""
    result = run(*command, option)
    assert result.exit_code == ANSWERED
    assert result.stdout.startswith("Usage:")


def test_the_list_of_commands_is_told_whole() -> None:
    """Each command has a line in the list that fits, and no sentence is cut off."""
    listed = run("--help").stdout.partition("Commands:")[2].strip().splitlines()
    assert [line.split()[0] for line in listed] == sorted(main.commands)
    assert all(line.endswith(".") and not line.endswith("...") for line in listed)


def test_version() -> None:
    """`--version` prints the version."""
    result = run("--version")
    assert result.exit_code == ANSWERED
    assert kzpenal.__version__ in result.stdout


def test_the_installed_script_prints_plain_text_into_a_pipe(child: str) -> None:
    """The installed command, piped, prints UTF-8 without colour codes, unbroken, with its exit codes."""
    script = Path(sysconfig.get_path("scripts")) / "kzpenal"
    assert script.exists()
    environment = {k: v for k, v in os.environ.items() if k not in ("FORCE_COLOR", "COLUMNS")}
    environment |= {"PYTHONIOENCODING": "utf-8", "TERM": "xterm-256color", "COLUMNS": "40"}

    def piped(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, str(script), *arguments],
            capture_output=True,
            env=environment,
            check=False,
        )

    done = piped("assess", child)
    assert done.returncode == ANSWERED
    assert b"\x1b" not in done.stdout
    assert done.stdout.decode("utf-8") == kzpenal.assess(case(child)).explain() + "\n"
    assert done.stderr == b""
    shown = piped("show", "cc:99")
    assert "Убийство" in shown.stdout.decode("utf-8")
    assert b"\x1b" not in shown.stdout
    wrong = piped("show", "cc:999")
    assert (wrong.returncode, wrong.stdout) == (WRONG_INPUT, b"")
    assert b"\x1b" not in wrong.stderr
    assert b"Traceback" not in wrong.stderr


def test_markup_in_what_is_printed_is_printed(tmp_path: Path) -> None:
    """Square brackets of an answer or of a file name are text, not markup."""
    file = tmp_path / "[bold]x.yaml"
    file.write_text("act: '[red]murder[/red]'\ncommitted: 2024-07-01\n", "utf-8")
    result = run("assess", str(file))
    assert result.exit_code == WRONG_INPUT
    assert "[red]murder[/red]" in result.stderr
    assert "[bold]x.yaml:1:6" in result.stderr


def test_coverage_tells_what_is_encoded_tested_and_left_out() -> None:
    """`coverage` names each text, what was read, the cases, the second reading, and what is left out."""
    told = run("coverage", "cc:98-3").stdout
    for words in ("2024-06-16 to", "not in force", "worked cases:", "read a second time", "left out:"):
        assert words in told
    assert "not encoded:" in run("coverage", "cc:6").stdout
    entries = json.loads(run("coverage", "--json").stdout)
    assert {e["article"] for e in entries} > {"cc:99", "koap:127-2", "cpc:32", "cc:6"}
    assert run("coverage", "cc:1").exit_code == WRONG_INPUT
