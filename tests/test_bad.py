"""Broken rules, broken cases and refused questions: each fault with the exact words it is told in.

`tests/bad/rules/` and `tests/bad/cases/` hold one fixture a fault, with what must be said of it in
the `.txt` beside it. The words are written by hand when a fault is added; nothing rewrites them.
"""

from __future__ import annotations

import ast
import copy
import datetime as dt
import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import attrs
import pytest
from click.testing import CliRunner

import kzpenal
import kzpenal.pictures
from kzpenal import api, assessing, casefile, files, sealing, source, worlds
from kzpenal.cli import interview, main
from kzpenal.engines import durable
from kzpenal.engines.reference import Reference
from kzpenal.errors import (
    EngineDisagreement,
    EngineUnavailable,
    InvalidCase,
    KzpenalError,
    NoLawForDay,
    NotEncoded,
    Problem,
    RulesInvalid,
)
from kzpenal.pictures.common import CURE, library
from kzpenal.program import Marks
from kzpenal.vocabulary import Facts, fact

BAD = Path(__file__).parent / "bad"
DOCS = Path(__file__).parent.parent / "docs"
PACKAGE = Path(kzpenal.__file__).parent
HEAD = re.compile(r"(?:\S+:[0-9]+:[0-9]+: )?(KZP[0-9]{3}) (?:note: )?(.+)")
#: Which modules report which codes: a code that moves, or is used elsewhere, has got a new meaning.
HOMES = {
    "KZP000": {"errors"},
    "KZP001": {"cli.common", "cli.receipt", "files", "source"},
    "KZP002": {"source"},
    "KZP003": {"source"},
    "KZP004": {"source", "translations"},
    "KZP005": {"checks", "errors", "files", "source", "loading"},
    "KZP006": {"api"},
    "KZP010": {"syntax", "statements", "conclusions"},
    "KZP011": {"syntax", "conclusions"},
    "KZP012": {"syntax"},
    "KZP013": {"syntax"},
    "KZP020": {"walking", "loading", "statements"},
    "KZP021": {"walking", "lists", "loading", "statements", "translations"},
    "KZP022": {"walking", "lists", "loading"},
    "KZP023": {"walking", "loading", "conclusions", "syntax", "cli.show"},
    "KZP024": {"conclusions"},
    "KZP025": {"walking", "lists", "loading"},
    "KZP026": {"walking"},
    "KZP030": {"checks"},
    "KZP031": {"checks"},
    "KZP032": {"checks"},
    "KZP033": {"checks"},
    "KZP034": {"checks"},
    "KZP035": {"checks"},
    "KZP036": {"checks"},
    "KZP037": {"checks", "loading"},
    "KZP040": {"statements"},
    "KZP041": {"checks"},
    "KZP042": {"checks"},
    "KZP043": {"checks"},
    "KZP044": {"translations"},
    "KZP101": {"asking", "dialogue", "facts", "structuring", "vocabulary"},
    "KZP102": {"structuring", "vocabulary"},
    "KZP103": {"consistency"},
    "KZP104": {"flipping", "structuring"},
    "KZP201": {"statute"},
    "KZP202": {"laws"},
    "KZP203": {"statute"},
    "KZP204": {"assessing"},
    "KZP206": {"money"},
    "KZP301": {"engines.durable"},
    "KZP302": {"assessing"},
    "KZP303": {"deriving", "receipts"},
    "KZP304": {"api", "dialogue"},
    "KZP305": {"assessing"},
    "KZP306": {"comparing"},
    "KZP307": {"joining"},
    "KZP401": {"wording"},
    "KZP402": {"cli.show", "naming", "pictures.common", "pictures.decisions", "pictures.ladders"},
    "KZP403": {"pictures.common"},
    "KZP404": {"pictures.common"},
    "KZP405": {"cli.interview"},
    "KZP406": {"casefile"},
    "KZP407": {"solving"},
    "KZP408": {"worlds"},
    "KZP409": {"supporting"},
    "KZP410": {"flipping", "supporting"},
    "KZP501": {"sealing", "verifying"},
    "KZP502": {"sealing", "verifying"},
    "KZP503": {"verifying"},
    "KZP504": {"verifying"},
    "KZP505": {"verifying"},
    "KZP506": {"rederiving", "verifying"},
    "KZP507": {"verifying"},
    "KZP508": {"receipts", "sealing"},
}
#: A law of two articles: one whose text changed, one whose text was not seen at first.
SMALL = {
    "1.yaml": """
article: cc:1
title: First
acts: [murder]
versions:
  - in_force: {from: 2024-01-01, until: 2025-01-01}
    read: [{redaction: 2024-03-01, url: "https://example.org"}]
    when: act is murder
    sanction: {one_of: [imprisonment 8..15 years]}
  - in_force: {from: 2025-01-01}
    read: [{redaction: 2025-01-01, url: "https://example.org"}]
    when: act is murder
    sanction: {one_of: [imprisonment 10..15 years]}
""",
    "2.yaml": """
article: cc:2
title: Second
acts: [rape]
versions:
  - {in_force: {from: 2024-01-01, until: 2025-01-01}, not_seen: true}
  - in_force: {from: 2025-01-01, until: 2026-01-01}
    read: [{redaction: 2025-01-01, url: "https://example.org"}]
    when: act is rape
    sanction: {one_of: [imprisonment 5..8 years]}
""",
    "3.yaml": """
bill: bill-1
reported: 2024-02-22
provisions:
  murder: {acts: [murder], when: act is murder, sanction: not reported}
""",
    "mci.yaml": """
mci:
  - {from: 2024-01-01, tenge: 3692, law: Law 43-VIII}
  - {from: 2025-01-01, tenge: 3932, law: Law 141-VIII}
""",
}


def told(error: KzpenalError) -> str:
    """Return all that *error* says, with its codes."""
    return "\n".join(map(str, error.problems))


def heads(text: str) -> list[tuple[str, str]]:
    """Return code and message of each problem written in *text*."""
    return [(m[1], m[2]) for line in text.splitlines() if (m := HEAD.fullmatch(line))]


def fixtures(folder: str) -> list[Any]:
    """Return the faulty files and folders of *folder*, each with the text that belongs to it."""
    found = []
    for path in sorted((BAD / folder).iterdir()):
        if path.suffix != ".txt":
            stem = path.name if path.is_dir() else path.stem
            found.append(pytest.param(f"{folder}/{path.name}", BAD / folder / f"{stem}.txt", id=stem))
    return found


def expected() -> list[Path]:
    """Return every text that a fixture is held to."""
    return sorted(BAD.glob("*/*.txt"))


def modules() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every module of the library."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        yield ".".join(p for p in parts if p != "__init__"), path.read_text("utf-8")


def codes() -> set[str]:
    """Return every code that occurs in the source of the library."""
    return {code for _, text in modules() for code in re.findall(r"KZP[0-9]{3}", text)}


# Rules and cases


@pytest.mark.parametrize(("name", "says"), fixtures("rules"))
def test_faulty_rules_say_exactly_this(name: str, says: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Loading a faulty rule file or folder refuses it, with every fault, place and cure as written."""
    monkeypatch.chdir(BAD)
    with pytest.raises(RulesInvalid) as refused:
        kzpenal.load(name)
    assert told(refused.value) == says.read_text("utf-8").rstrip("\n")


@pytest.mark.parametrize(("name", "says"), fixtures("cases"))
def test_faulty_cases_say_exactly_this(name: str, says: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading a faulty case refuses it, with every fault, place and cure as written."""
    monkeypatch.chdir(BAD)
    with pytest.raises(InvalidCase) as refused:
        kzpenal.read_case(name)
    assert told(refused.value) == says.read_text("utf-8").rstrip("\n")


def test_every_expectation_has_its_fixture() -> None:
    """No expected text stands without the file or folder that it is about."""
    about = {says for folder in ("rules", "cases") for says in (p.values[1] for p in fixtures(folder))}
    assert set(expected()) == about


@pytest.mark.parametrize("path", expected(), ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_a_fixture_shows_the_code_of_its_name(path: Path) -> None:
    """A fixture named for a code says that code, and one named for many says many."""
    said = [code for code, _ in heads(path.read_text("utf-8"))]
    if path.stem.startswith("KZP"):
        assert path.stem[:6] in said
    else:
        assert len(set(said)) > 1


@pytest.mark.parametrize("path", expected(), ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_no_fault_is_told_twice(path: Path) -> None:
    """One fault at one place is one problem."""
    lines = [line for line in path.read_text("utf-8").splitlines() if HEAD.fullmatch(line)]
    assert len(lines) == len(set(lines))


def test_all_faulty_files_are_reported_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of faulty files is refused once, with faults of every one of them."""
    monkeypatch.chdir(BAD)
    with pytest.raises(RulesInvalid) as refused:
        kzpenal.load("rules/all-at-once")
    files = {p.span.file for p in refused.value.problems if p.span is not None}
    assert files == {f"rules/all-at-once/{number}.yaml" for number in range(1, 6)}


def test_every_fixture_in_one_folder_reports_each(tmp_path: Path) -> None:
    """Faulty files lie beside each other without hiding each other's faults."""
    stems = []
    for path in sorted((BAD / "rules").glob("KZP0[0-2]*.yaml")):
        (tmp_path / path.name).write_bytes(path.read_bytes())
        stems.append(path.stem)
    with pytest.raises(RulesInvalid) as refused:
        kzpenal.load(tmp_path)
    seen = {(Path(p.span.file).stem, p.code) for p in refused.value.problems if p.span is not None}
    assert {(stem, stem[:6]) for stem in stems} <= seen


def test_a_note_refuses_nothing(tmp_path: Path) -> None:
    """A citation of what is gone by then is a note: the rules load, and the note is kept."""
    folder = BAD / "rules" / "KZP031-cites-what-is-gone"
    for path in folder.iterdir():
        text = path.read_text("utf-8").replace('of: ["3"]', 'of: ["1"]')
        (tmp_path / path.name).write_text(text, "utf-8")
    statute = kzpenal.load(tmp_path)
    assert [(p.code, p.severity) for p in statute.notes] == [("KZP031", "note")]


def test_a_point_that_a_later_text_lost_is_a_note(tmp_path: Path) -> None:
    """A citation of a point that only an earlier text of the article holds is a note, and no refusal."""
    versions = """
article: cc:1
acts: [murder]
versions:
  - in_force: {from: 2024-01-01, until: 2025-01-01}
    read: [{redaction: 2024-01-01, url: "https://example.org"}]
    parts: {"1": {when: act is murder, any: {"1": group, "2": weapon}, sanction: not reported}}
  - in_force: {from: 2025-01-01}
    read: [{redaction: 2025-01-01, url: "https://example.org"}]
    parts: {"1": {when: act is murder, any: {"1": group}, sanction: not reported}}
"""
    citing = """
article: cc:2
versions:
  - in_force: {from: 2025-01-01}
    read: [{redaction: 2025-01-01, url: "https://example.org"}]
    parts: {"1": {define: gone, when: "charge is cc:1(1)(2)"}}
"""
    (tmp_path / "1.yaml").write_text(versions, "utf-8")
    (tmp_path / "2.yaml").write_text(citing, "utf-8")
    assert [(n.code, n.severity) for n in kzpenal.load(tmp_path).notes] == [("KZP031", "note")]


# Refusals


@pytest.fixture
def statute(tmp_path: Path) -> kzpenal.Statute:
    """Return the Statute of SMALL."""
    for name, text in SMALL.items():
        (tmp_path / name).write_text(text, "utf-8")
    return kzpenal.load(tmp_path)


def murder(day: str = "2024-02-01", **facts: Any) -> kzpenal.Case:
    """Return a murder on *day*."""
    return kzpenal.Case.from_dict({"act": "murder", "committed": day, **facts})


def law_on(statute: kzpenal.Statute, day: str = "2024-02-01") -> kzpenal.Law:
    """Return the Law of *day*."""
    return statute.law(on=dt.date.fromisoformat(day))


def rape(statute: kzpenal.Statute, day: str) -> kzpenal.Assessment:
    """Return what the Law of *day* makes of a rape on it."""
    case = kzpenal.Case.from_dict({"act": "rape", "committed": day})
    return kzpenal.assess(case, law=law_on(statute, day))


@attrs.frozen
class Other:
    """Facts of another law."""

    hungry: bool | None = None


@attrs.frozen
class TwoGroups:
    """A class that is no facts class: it has two groups."""

    cats: tuple[Other, ...] | None = None
    dogs: tuple[Other, ...] | None = None


@attrs.frozen
class Inner:
    """The second of three levels."""

    other: Other = attrs.field(factory=Other)


@attrs.frozen
class Deep:
    """A class that is no facts class: facts lie too deep."""

    inner: Inner | None = None


@attrs.frozen
class Text:
    """A class that is no facts class: it holds free text."""

    kind: Literal["a", "b"] | None = fact()
    name: str | None = fact()


REFUSED: list[tuple[str, Callable[[kzpenal.Statute], object], type[KzpenalError], str]] = [
    (
        "neither-day-nor-bill",
        lambda s: s.law(),
        KzpenalError,
        "KZP000 a law is asked for by the day it governs (`on`) or by `bill`",
    ),
    (
        "no-day",
        lambda s: s.law(on="2024-07-01"),  # type: ignore[arg-type]
        KzpenalError,
        "KZP000 `on` is a day (datetime.date), not '2024-07-01'",
    ),
    (
        "another-facts-class",
        lambda s: kzpenal.assess(Other(), law=law_on(s)),
        KzpenalError,
        "KZP000 this law speaks about `Case`, not about `Other`",
    ),
    (
        "no-attrs-class",
        lambda s: kzpenal.load(BAD / "rules", facts=int),
        KzpenalError,
        "KZP000 `int` is not an attrs class",
    ),
    (
        "two-groups",
        lambda s: kzpenal.load(BAD / "rules", facts=TwoGroups),
        KzpenalError,
        "KZP000 `TwoGroups` has two groups: `cats` and `dogs`",
    ),
    (
        "facts-too-deep",
        lambda s: kzpenal.load(BAD / "rules", facts=Deep),
        KzpenalError,
        "KZP000 `Inner.other`: facts nest one level deep",
    ),
    (
        "free-text",
        lambda s: kzpenal.load(BAD / "rules", facts=Text),
        KzpenalError,
        "KZP000 `Text.name` has the type `str | None`; a fact is a bool, int, date, a str enum, a Literal "
        "of strings, a frozenset of one of them, or a nested attrs class",
    ),
    (
        "no-such-file",
        lambda s: kzpenal.load("nowhere.yaml"),
        RulesInvalid,
        "KZP001 cannot read `nowhere.yaml`: no such file or directory",
    ),
    (
        "no-such-case",
        lambda s: kzpenal.read_case("nowhere.json"),
        InvalidCase,
        "KZP001 cannot read `nowhere.json`: no such file or directory",
    ),
    (
        "path-with-nul",
        lambda s: kzpenal.load("a\0b"),
        RulesInvalid,
        "KZP001 the path holds a NUL character",
    ),
    (
        "wrong-kind-in-python",
        lambda s: murder().but({"offender.age": "34", "victims": [{"age": 200}]}),
        InvalidCase,
        "KZP101 `victims[0].age` is 200, but must be a whole number from 0 to 150\n"
        "KZP101 `offender.age` is '34', but must be a whole number from 0 to 150",
    ),
    (
        "required-in-python",
        lambda s: kzpenal.Victim(age=-1),
        InvalidCase,
        "KZP101 `victim.age` is -1, but must be a whole number from 0 to 150",
    ),
    (
        "required-unknown",
        lambda s: murder(day="unknown"),
        InvalidCase,
        "KZP102 `committed` is required: a day as YYYY-MM-DD",
    ),
    (
        "contradiction",
        lambda s: murder(decided="2023-01-01"),
        InvalidCase,
        "KZP103 `decided` is 2023-01-01, before the act on 2024-02-01",
    ),
    (
        "no-such-fact",
        lambda s: murder().but({"offender.agee": 3, "victims[0].age": 9, "": 1}),
        InvalidCase,
        "KZP104 there is no fact `offender.agee`\n"
        "  help: did you mean `offender.age`?\n"
        "KZP104 there is no fact `victims[0].age`\n"
        "  help: no such victim is described in the case\n"
        "KZP104 there is no fact ``",
    ),
    (
        "day-before-all-texts",
        lambda s: law_on(s, "2020-01-01"),
        NoLawForDay,
        "KZP201 no text of the law is encoded for 2020-01-01\n  help: the encoded texts begin on 2024-01-01",
    ),
    (
        "text-not-seen",
        lambda s: rape(s, "2024-07-01"),
        NoLawForDay,
        "KZP201 cc:2 (Second) on 2024-07-01: its text of that day was not seen\n"
        "  help: nothing is answered in its place",
    ),
    (
        "no-text-of-an-article",
        lambda s: rape(s, "2026-07-01"),
        NoLawForDay,
        "KZP201 cc:2 (Second) on 2026-07-01: no text of it is encoded for that day\n"
        "  help: nothing is answered in its place",
    ),
    (
        "act-not-encoded",
        lambda s: kzpenal.assess(
            kzpenal.Case.from_dict({"act": "stalking", "committed": "2025-02-01"}),
            law=law_on(s, "2025-02-01"),
        ),
        NotEncoded,
        "KZP202 no article encoded under in-force:2025-02-01 speaks about the act `stalking`\n"
        "  help: it answers about: murder, rape",
    ),
    (
        "no-such-bill",
        lambda s: s.law(bill="bill-2"),
        KzpenalError,
        "KZP203 there is no bill `bill-2`\n  help: did you mean `bill-1`?",
    ),
    (
        "later-text-strictly",
        lambda s: kzpenal.assess(murder("2024-06-01"), law=law_on(s, "2024-06-01"), strict=True),
        NoLawForDay,
        "KZP204 the text was read up to the redaction of 2024-03-01, not to 2024-06-01\n"
        "  help: ask without `strict` for an answer marked so",
    ),
    (
        "index-not-read",
        lambda s: s.tenge(200, on=dt.date(2026, 1, 1)),
        NoLawForDay,
        "KZP206 the monthly calculation index of 2026-01-01 was not read\n"
        "  help: it was read for 2024 to 2025",
    ),
    (
        "one-case-is-no-proceedings",
        lambda s: kzpenal.proceedings([murder()], statute=s),
        KzpenalError,
        "KZP307 two cases or more are joined, up to 100, and 1 given\n"
        "  help: ask about one act with `kzpenal.assess`",
    ),
    (
        "no-such-engine",
        lambda s: kzpenal.assess(murder(), law=law_on(s), engine="refrence"),
        KzpenalError,
        "KZP302 there is no engine `refrence`\n  help: did you mean `reference`?",
    ),
    (
        "facts-class-without-law",
        lambda s: kzpenal.assess(Other()),
        KzpenalError,
        "KZP304 a case of the class `Other` is assessed under a law of its own\n"
        "  help: pass `law=`, from `kzpenal.load(...)`",
    ),
    (
        "data-for-a-case",
        lambda s: kzpenal.assess(murder().to_dict()),
        KzpenalError,
        "KZP304 `case` is a Case, not plain data\n  help: read it with `Case.from_dict(...)`",
    ),
    (
        "law-is-no-law",
        lambda s: kzpenal.assess(murder(), law="bill-1"),  # type: ignore[arg-type]
        KzpenalError,
        "KZP305 `law` is a law, not 'bill-1'\n  help: get one from `kzpenal.law(on=…)` or `(bill=…)`",
    ),
    (
        "one-law-to-compare",
        lambda s: kzpenal.compare(murder(), [law_on(s)]),
        KzpenalError,
        "KZP306 a comparison takes at least two laws\n  help: name a day or a bill for each",
    ),
    (
        "no-such-language",
        lambda s: kzpenal.assess(murder(), law=law_on(s)).explain("tlh"),
        KzpenalError,
        "KZP401 there are no texts in `tlh`\n  help: known: en, kk, ru",
    ),
    (
        "picture-without-its-library",
        lambda s: library("no_such_package.at.all"),
        KzpenalError,
        "KZP403 this picture needs the Python package `no_such_package`, which is not installed\n  help: "
        + CURE,
    ),
    (
        "ladder-of-nothing",
        lambda s: kzpenal.pictures.ladder(statute=s),
        KzpenalError,
        "KZP404 no article is named\n  help: name one or more, such as cc:99 cc:106",
    ),
    (
        "graph-of-nothing",
        lambda s: kzpenal.pictures.graph("cc:3", statute=s),
        KzpenalError,
        "KZP402 `cc:3` is not encoded\n  help: did you mean `cc:2`?",
    ),
    (
        "terminal-without-its-library",
        lambda s: interview.library("no_such_package"),
        KzpenalError,
        "KZP405 an interview on a terminal needs the Python package `no_such_package`, which is not "
        "installed\n"
        "  help: `pip install 'kzpenal[interview]'`, or give the answers on the standard input, one a line",
    ),
    (
        "interview-as-json",
        lambda s: casefile.read("case.json", kzpenal.Case),
        KzpenalError,
        "KZP406 an interview is not kept as JSON: `case.json`\n  help: name a file that ends in .yaml",
    ),
    (
        "act-withheld",
        lambda s: kzpenal.assess(murder(), law=law_on(s)).receipt(withhold=["act"]),
        KzpenalError,
        "KZP508 `act` cannot be withheld: what is charged tells it",
    ),
    (
        "no-such-fact-withheld",
        lambda s: kzpenal.assess(murder(), law=law_on(s)).receipt(withhold=["stge"]),
        KzpenalError,
        "KZP508 `stge` is no fact of this case\n"
        "  help: a person such as `victims[0]`, or the path of one fact",
    ),
]


@pytest.mark.parametrize(
    ("ask", "error", "says"), [entry[1:] for entry in REFUSED], ids=[entry[0] for entry in REFUSED]
)
def test_refusals_say_exactly_this(
    ask: Callable[[kzpenal.Statute], object],
    error: type[KzpenalError],
    says: str,
    statute: kzpenal.Statute,
) -> None:
    """A question that is not answered is refused by its own error, in exactly these words."""
    with pytest.raises(KzpenalError) as refused:
        ask(statute)
    assert type(refused.value) is error
    assert told(refused.value) == says


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('{"receipt"', '{"recipe"', "KZP501 this is no receipt: it is not of the form"),
        ("", "", "KZP502 the receipt has the sha256 "),
        ('"kzpenal":"', '"kzpenal":"9.', "KZP503 the receipt was made by kzpenal `9."),
        ('"value":"murder"', '"value":"murdr"', "KZP504 `act` is 'murdr', but must be "),
        ('"test":"act is murder"', '"test":"act is rape"', "KZP505 the proof of `cc:1 (elements)` does not "),
        ('"outcome":"charged"', '"outcome":"none"', "KZP506 `answer.outcome` is not what the proof supports"),
        ('"value":30', '"value":31', "KZP507 the opening of `offender.age` fits no fact that is withheld"),
    ],
)
def test_a_receipt_is_faulted_in_these_words(old: str, new: str, says: str, statute: kzpenal.Statute) -> None:
    """Each part of a receipt that is not as it was is told by a code of its own, in these words."""
    case = kzpenal.Case(act="murder", committed=dt.date(2024, 2, 1), offender=kzpenal.Offender(age=30))
    made = kzpenal.assess(case, law=law_on(statute), engine="reference").receipt(withhold=["offender.age"])
    papers = []
    for text, name in ((made.text, "receipt"), (str(made.openings), "openings")):
        changed = json.loads(text.replace(old, new, 1))
        papers.append(sealing.sealed(name, changed[name]) if name in changed else text.replace(old, new))
    known = "0" * 64 if not old else None
    found = kzpenal.verify(papers[0], statute=statute, sha256=known, openings=_renamed(papers))
    assert any(str(f).startswith(says) for f in found.faults), [str(f) for f in found.faults]


def _renamed(papers: list[Any]) -> bytes:
    """Return the openings in *papers* as those of the receipt there, whatever was changed in it."""
    held = json.loads(papers[1])["openings"]
    return sealing.sealed("openings", {**held, "receipt": json.loads(papers[0])["sha256"]})


def test_too_large_a_file_is_refused(tmp_path: Path) -> None:
    """A file of more characters than are read is refused before it is parsed."""
    path = tmp_path / "case.yaml"
    path.write_text("#" * (files.MAX_CHARACTERS + 1), "utf-8")
    with pytest.raises(InvalidCase) as refused:
        kzpenal.read_case(path)
    assert told(refused.value) == (
        f"{path}:1:1: KZP001 the file is too large\n  help: a file holds at most 1,000,000 characters"
    )


@pytest.mark.dear
@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "a: [" + "1," * 100_000 + "1]",
            ":1:199999: KZP005 the file holds more than 100,000 keys and values",
        ),
        ("a: 1\nb: " + "x" * 100_001, ":2:4: KZP005 a text of more than 100,000 characters"),
        (
            "".join(f"k{n}: 01\n" for n in range(1_100)),
            "KZP005 more than 1,000 problems: the others are not told",
        ),
        (
            "".join(f"k{n}: 1\n" for n in range(1_100)),
            "KZP005 more than 1,000 problems: the others are not told",
        ),
    ],
    ids=["values", "text", "problems-of-text", "problems"],
)
def test_more_than_is_read_is_refused_by_its_bound(text: str, says: str, tmp_path: Path) -> None:
    """A file that passes a bound is refused; the bound is named, and where it was passed."""
    case, rules = tmp_path / "case.yaml", tmp_path / "rules.yaml"
    case.write_text(text, "utf-8")
    rules.write_text(text + "\narticle: cc:1\n", "utf-8")
    for read, path in ((kzpenal.read_case, case), (kzpenal.load, rules)):
        with pytest.raises(KzpenalError) as refused:
            read(path)
        heads = [str(p).partition("\n")[0] for p in refused.value.problems]
        assert [h for h in heads if h.endswith(says)]
        assert len(heads) <= 1_001


@pytest.mark.parametrize(
    ("bound", "most", "says"),
    [
        ("files.MAX_FILES", 2, "KZP005 `FOLDER` holds more than 2 files of rules"),
        ("files.MAX_ENTRIES", 2, "KZP005 `FOLDER` holds more than 2 entries"),
        (
            "loading.MAX_TOTAL",
            60,
            "FOLDER/1.yaml:1:1: KZP005 the files hold more than 60 characters together",
        ),
    ],
)
def test_a_folder_that_holds_too_much_is_refused(
    bound: str, most: int, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of more than is read is refused as a whole; the bound is named."""
    for number in range(4):
        (tmp_path / f"{number}.yaml").write_text(
            f"unencoded: [{{provision: 'cc:{number}'}}]\n# {'x' * 10}", "utf-8"
        )
    assert len(kzpenal.load(tmp_path).tree.unencoded) == 4
    monkeypatch.setattr(f"kzpenal.{bound}", most)
    with pytest.raises(RulesInvalid) as refused:
        kzpenal.load(tmp_path)
    assert told(refused.value).partition("\n")[0] == says.replace("FOLDER", str(tmp_path))


def test_too_many_members_are_refused() -> None:
    """A case of more victims than any case has is refused, not computed."""
    with pytest.raises(InvalidCase) as refused:
        murder(victims=[{}] * 1_001)
    assert told(refused.value) == "KZP101 `victims` has more than 1,000 entries"


def test_an_engine_that_cannot_run_is_refused(
    statute: kzpenal.Statute, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asking for durable where it cannot be imported is refused, with the reason and the cure."""
    monkeypatch.setattr(durable, "_compiled", {})
    monkeypatch.setattr(durable, "available", lambda: "durable_rules cannot be imported: no such module")
    with pytest.raises(EngineUnavailable) as refused:
        kzpenal.assess(murder(), law=law_on(statute), engine="durable")
    assert told(refused.value) == (
        "KZP301 the engine `durable` cannot run: durable_rules cannot be imported: no such module\n"
        '  help: ask for engine="reference"'
    )


def test_questions_about_an_answer_are_refused_in_these_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the solver, with a class that refuses too much, of what is not held: nothing is guessed."""
    case = murder("2024-07-01", offender={"age": 34})
    answer = kzpenal.assess(case, engine="reference")

    def refusal(ask: Callable[[], object]) -> str:
        with pytest.raises(KzpenalError) as refused:
            ask()
        (problem,) = refused.value.problems
        return f"{problem.code} {problem.message}\n  help: {problem.help}"

    assert refusal(lambda: answer.supports("cc:98-2(4)")) == (
        "KZP409 the answer holds nothing that is called `cc:98-2(4)`\n  help: did you mean `cc:98-2(5)`?"
    )
    refused = refusal(lambda: answer.flips(most=0))
    assert refused == "KZP410 `most` is a number of changes, 1 or more, not 0\n  help: None"
    monkeypatch.setattr(worlds, "MOST_REFUSED", -1)
    monkeypatch.setattr(worlds, "restated", lambda case, changes: None)
    assert refusal(answer.bounds) == (
        "KZP408 the facts class refuses too many completions for all of them to be looked at\n"
        "  help: state more of the facts"
    )
    monkeypatch.setitem(sys.modules, "z3", None)
    assert refusal(answer.flips) == (
        "KZP407 what would change an answer, what it rests on, and its bounds are found with z3, which is "
        "absent\n  help: pip install 'kzpenal[solver]'"
    )


def test_engines_that_differ_are_refused(statute: kzpenal.Statute, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where two engines derive different marks no answer is given, and the mark is named."""

    class Contrary:
        """An engine that denies everything."""

        name = "durable"

        def __init__(self, law: kzpenal.Law) -> None:
            self.reference = Reference(law)

        def act(self, facts: Facts) -> Marks:
            """Return every mark as false."""
            return dict.fromkeys(self.reference.act(facts), False)

    monkeypatch.setitem(assessing.ENGINES, "durable", Contrary)
    with pytest.raises(EngineDisagreement) as refused:
        kzpenal.assess(murder(), law=law_on(statute), engine="durable")
    assert told(refused.value) == (
        "KZP303 durable and reference differ about the elements: cc:1\n"
        "  help: please report the case; no answer is given"
    )


@pytest.mark.parametrize("beside", [[], ["rules"]], ids=["alone", "beside-rules-of-another-package"])
def test_lost_rules_are_named(beside: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the package has lost its rules, the refusal says where they should be, and how to mend it."""
    for name in ("kzpenal", *beside):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(api, "__file__", str(tmp_path / "kzpenal" / "api.py"))
    with pytest.raises(RulesInvalid) as refused:
        api.rules_folder()
    assert told(refused.value) == (
        f"KZP006 the library's own rules are not beside its modules, in `{tmp_path / 'kzpenal' / 'rules'}`\n"
        "  help: install kzpenal again with pip, unpacked; it does not run from inside a zip file"
    )


LISTED = "the articles of a day are listed by `kzpenal law 2024-07-01`, a bill by `kzpenal law` and its id"


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (
            ["show", "article 99"],
            "KZP023",
            f"`article 99` is no citation such as cc:99(2)(14)\n  help: {LISTED}\n",
        ),
        (
            ["show", "99(3)"],
            "KZP023",
            "`99(3)` is no citation such as cc:99(2)(14)\n  help: write the code too: cc:99\n",
        ),
        (
            ["show", "xx:1"],
            "KZP402",
            f"`xx:1` is not encoded\n  help: {LISTED}\n",
        ),
        (["show", "cc:98-9"], "KZP402", "`cc:98-9` is not encoded\n  help: did you mean `cc:98-3`?\n"),
        (
            ["explain", "CASE", "cc:9"],
            "KZP402",
            "`cc:9` is not encoded under in-force:2024-07-01\n  help: did you mean `cc:90`?\n",
        ),
    ],
    ids=["show-no-citation", "show-no-code", "show-not-encoded", "show-misspelled", "explain-not-encoded"],
)
def test_the_command_refuses_in_these_words(
    arguments: list[str], code: str, says: str, tmp_path: Path
) -> None:
    """The command says on the error stream what it was asked about and does not hold."""
    case = tmp_path / "case.yaml"
    case.write_text("act: murder\ncommitted: 2024-07-01\n", "utf-8")
    result = CliRunner().invoke(main, [str(case) if a == "CASE" else a for a in arguments])
    assert result.exit_code == 1
    assert result.stderr == says
    assert code in HOMES


# Codes


def test_every_code_has_a_fixture_or_a_test() -> None:
    """No code occurs in the source that no fixture and no test triggers."""
    shown = {code for path in expected() for code, _ in heads(path.read_text("utf-8"))}
    shown |= {code for _, _, _, says in REFUSED for code, _ in heads(says)}
    here = Path(__file__).read_text("utf-8").partition("# Refusals")[2]
    beside = Path(__file__).with_name("test_translations.py").read_text("utf-8")
    named = set(re.findall(r"KZP[0-9]{3}", here + beside))
    assert codes() - shown - named == set()


def test_a_code_is_reported_where_its_meaning_is() -> None:
    """Each code is used by its own modules only: two unrelated meanings never share one."""
    homes: dict[str, set[str]] = defaultdict(set)
    for name, text in modules():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Constant) and re.fullmatch(r"KZP[0-9]{3}", str(node.value)):
                homes[str(node.value)].add(name)
    assert dict(homes) == HOMES


def test_one_message_has_one_code() -> None:
    """A sentence, whatever it quotes, is never told under two codes."""
    shapes: dict[str, set[str]] = defaultdict(set)
    texts = [path.read_text("utf-8") for path in expected()] + [says for *_, says in REFUSED]
    for text in texts:
        for code, message in heads(text):
            # Rules and cases are apart: what is written there and here has codes of its own.
            shapes[code[3] + re.sub(r"`[^`]*`|'[^']*'|[0-9]+(-[0-9]+)*", "_", message)].add(code)
    assert {shape: codes for shape, codes in shapes.items() if len(codes) > 1} == {}


def test_messages_keep_the_manner() -> None:
    """A message begins in lower case, is one line, has no full stop and names no class of Python."""
    texts = [path.read_text("utf-8") for path in expected()] + [says for *_, says in REFUSED]
    for text in texts:
        for _, message in heads(text):
            assert re.match(r"[a-z`]", message), message
            assert not message.endswith("."), message
            own = re.sub(r"`[^`]*`", "", message)
            assert not re.search(r"\b(None|NoneType|dict|Scalar|Mapping|Sequence|Node)\b", own), message
            assert message.isprintable(), message


def test_the_list_of_problems_holds_every_code() -> None:
    """docs/problems.md explains exactly the codes that exist, in order, each under a title of its own."""
    text = (DOCS / "problems.md").read_text("utf-8")
    titles = re.findall(r"^## (KZP[0-9]{3}): (.+)$", text, re.M)
    assert [code for code, _ in titles] == sorted(codes())
    assert len({title for _, title in titles}) == len(titles)
    entries = re.split(r"^## ", text, flags=re.M)[1:]
    for entry in entries:
        assert "Cure:" in entry, entry[:40]
        assert re.search(rf"^    .*{entry[:6]}", entry, re.M), entry[:40]


# Hostile inputs

ARTICLE = {
    "article": "cc:1",
    "title": {"en": "First"},
    "acts": ["murder"],
    "versions": [
        {
            "in_force": {"from": "2024-01-01", "until": "2025-01-01"},
            "amended_by": "law-1",
            "read": [{"redaction": "2024-01-01", "url": "https://example.org", "note": "n"}],
            "interpretation": ["i"],
            "fault": "intent",
            "beside": False,
            "parts": {
                "1": {
                    "text": "t",
                    "when": "act is murder",
                    "sanction": {
                        "one_of": [
                            "fine up to 3 mci",
                            {"imprisonment 1..2 years": {"with": ["confiscation may"], "on": "parents"}},
                        ],
                        "and_also": ["confiscation must"],
                    },
                },
                "2": {
                    "of": ["1"],
                    "any": {
                        "1": "repeated",
                        "2": {"text": "x", "all": ["repeated", "group"], "interpretation": ["x"]},
                        "3": {"no": "victim.age under 3"},
                        "4": {"not": "repeated"},
                    },
                    "kind": "crime",
                    "instead_of": ["cc:1(1)"],
                    "sanction": "not reported",
                    "unless": [{"by": "cc:1(1)", "when": "group"}],
                },
                "3": {
                    "when": "act is murder",
                    "rules": [
                        {"operation": "floor fine 2 mci", "minimum_yields": "cc:1(1)"},
                        {"order": "assistance may 1..2 days", "when": "charge is cc:1"},
                        {"classify": "grave"},
                    ],
                },
                "4": {"points": {"1": {"liability": "liable"}}},
            },
        },
        {"in_force": {"from": "2025-01-01"}, "not_seen": True},
    ],
}
BILL = {
    "bill": "bill-1",
    "title": "t",
    "reported": "2024-01-01",
    "source": "s",
    "rate": {"currency": "USD", "tenge": "1.5"},
    "provisions": {
        "a": {"acts": ["murder"], "text": "t", "when": "act is murder", "sanction": "not reported"},
        "b": {"text": "t", "increases": ["a"]},
    },
}
LISTS = {
    "instruments": {"law-1": {"name": "n", "stages": [{"stage": "s", "day": None, "source": "x"}]}},
    "mci": [{"from": "2024-01-01", "tenge": 3692, "law": "l"}],
    "unencoded": [{"provision": "cc:2", "from": "2024-01-01", "until": "2025-01-01", "text": "t"}],
    "assumptions": [
        {"fact": "stage", "value": "completed", "because": "b"},
        {"fact": "offender.age_at_decision", "same_as": "offender.age", "because": "b"},
    ],
}
CASE = {
    "act": "murder",
    "committed": "2024-07-01",
    "victims": [{"age": 9, "relations": ["child"], "born": "2015-01-01"}],
    "victims_count": 2,
    "offender": {"age": 34, "sex": "male"},
    "group": "unknown",
}
HOSTILE: list[Any] = [
    None,
    3,
    -1.5,
    float("nan"),
    True,
    "",
    "\x1b[31m\u202e`",
    "x" * 5000,
    "9999-12-31",
    [],
    {},
    [None],
    [[{}]],
    {"": None},
    {"sanction": 1},
]


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of everything in *data*."""
    yield path
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in entries:
        yield from places(value, (*path, key))


def replaced(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    """Return *data* with *value* at *path*."""
    if not path:
        return value
    data = copy.deepcopy(data)
    here = data
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    return data


def read(data: Any, path: Path, what: str) -> tuple[Problem, ...]:
    """Return the problems of *data* as a file, none if it is read."""
    path.write_text(json.dumps(data).replace("NaN", ".nan"), "utf-8")
    try:
        if what == "case":
            kzpenal.read_case(path)
        else:
            kzpenal.load(path)
    except KzpenalError as error:
        return error.problems
    return ()


@pytest.mark.dear
@pytest.mark.parametrize(
    ("what", "good"),
    [("article", ARTICLE), ("bill", BILL), ("lists", LISTS), ("case", CASE)],
    ids=["article", "bill", "lists", "case"],
)
def test_a_wrong_shape_anywhere_is_read_or_refused(what: str, good: Any, tmp_path: Path) -> None:
    """Whatever stands at whatever key, reading ends in rules or in problems that are fit to print."""
    path = tmp_path / "file.yaml"
    assert read(good, path, what) == ()
    for place in places(good):
        for value in HOSTILE:
            for problem in read(replaced(good, place, value), path, what):
                assert problem.message.isprintable()
                assert len(problem.message) < 2000
                assert str(problem)


@pytest.mark.parametrize(
    ("what", "good"),
    [("article", ARTICLE), ("bill", BILL), ("lists", LISTS), ("case", CASE)],
    ids=["article", "bill", "lists", "case"],
)
def test_no_unknown_key_is_passed_over(what: str, good: Any, tmp_path: Path) -> None:
    """A key that is not known is reported wherever it stands, except where keys are names."""
    path = tmp_path / "file.yaml"
    names = {
        ("versions", 0, "parts"),
        ("versions", 0, "parts", "2", "any"),
        ("provisions",),
        ("instruments",),
    }
    names.add(("versions", 0, "parts", "4", "points"))
    for place in places(good):
        here = good
        for step in place:
            here = here[step]
        if isinstance(here, dict):
            found = read(replaced(good, (*place, "zzz"), 1), path, what)
            assert found, place
            if place not in names:
                assert any("`" in p.message and "zzz" in p.message for p in found) or "one_of" in place


@pytest.mark.parametrize(
    "text",
    [
        '"' + '\\"' * 200_000,
        "[" * 100_000,
        "- " * 5_000,
        "a: &a [*a]",
        "a: " + "9" * 5_000,
        "? " * 1_000,
        "%YAML 9.9\n---\n",
        "a: |\n" + " " * 1_000 + "\tb",
        "{" * 59 + "}" * 59,
        "a: 2024-02-30\nb: 0000-01-01\nc: .inf\nd: 1e999",
        "\x00",
        "\ufeff\ufeffa: 1",
        "a:\u2028b: 1\u0085c: 2",
    ],
    ids=range(13),
)
def test_no_text_breaks_the_reader(text: str, tmp_path: Path) -> None:
    """A hostile text is parsed or refused with problems: it neither hangs nor breaks out."""
    node, problems = source.parse(text, "file.yaml")
    assert node is not None or problems
    assert all(str(p) and p.message.isprintable() for p in problems)
    path = tmp_path / "case.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(InvalidCase):
        kzpenal.read_case(path)
