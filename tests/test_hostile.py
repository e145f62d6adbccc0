"""Bad input, from the hand and by chance: every input ends in an answer or in a refusal that says where.

The long run of the same feeds is `make stress`; docs/hardening.md tells what it found.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import kzpenal
from kzpenal import Case, InvalidCase, KzpenalError, Offender, RulesInvalid, Victim, circles, files, source
from kzpenal.cli import main
from kzpenal.engines import durable
from kzpenal.errors import MAX_PROBLEMS
from kzpenal.structuring import MAX_MEMBERS, parse_case
from kzpenal.vocabulary import LARGEST
from tests import hostile
from tests.feeding import FEEDS, GOOD, fit_to_print, refused

ENGINES = [
    "reference",
    pytest.param(
        "durable", marks=pytest.mark.skipif(durable.available() is not None, reason="it cannot run here")
    ),
]
HEAD = """\
article: cc:1
acts: [murder]
versions:
  - in_force: {from: 2024-01-01}
    read: [{redaction: 2024-01-01, url: "https://example.org"}]
"""
PART = HEAD + "    when: act is murder\n    sanction: {one_of: [imprisonment 8..15 years]}\n"
MURDER = "act: murder\ncommitted: 2024-07-01\n"


ROOT = Path(__file__).resolve().parent.parent


def murder(**facts: Any) -> Case:
    """Return a murder of 1 July 2024."""
    return Case(act="murder", committed="2024-07-01", **facts)


# By chance


@pytest.mark.parametrize("way", FEEDS)
@settings(max_examples=75)
@given(seed=st.integers(0, 2**32))
def test_no_input_breaks_out(way: str, seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever is fed in by whatever way ends in an answer or in a refusal that is fit to print."""
    folder = tmp_path_factory.getbasetemp() / "fed"
    folder.mkdir(exist_ok=True)
    assert FEEDS[way][0](Random(seed), folder)


@pytest.mark.parametrize("way", FEEDS)
def test_an_input_is_made_again_from_its_seed(way: str, tmp_path: Path) -> None:
    """The same seed is the same input and the same end: what the long run finds can be looked at."""
    feed = FEEDS[way][0]
    assert [feed(Random(n), tmp_path) for n in range(30)] == [feed(Random(n), tmp_path) for n in range(30)]


@given(seed=st.integers(0, 2**32))
def test_how_a_case_is_written_does_not_matter(seed: int) -> None:
    """JSON and YAML in blocks, however spaced, give the same case as the plain data."""
    text = hostile.written(Random(seed), hostile.CASE)
    for ending in ("\n", "\r\n", "\r"):
        assert parse_case(text.replace("\n", ending), "c.yaml", Case) == GOOD


# Texts

TEXTS: dict[str, tuple[str | bytes, str]] = {
    "ten-million-characters": (b"act: " + b"x" * 10_000_000, "KZP001"),
    "one-character": (b"a" * 10_000_000, "KZP001"),
    "brackets": (b"[" * 900_000, "KZP002"),
    "braces": (b"{" * 900_000, "KZP002"),
    "brackets-in-brackets": (b"a: " + b"[{b: " * 1_000, "KZP002"),
    "dashes": (b"- " * 5_000, "KZP002"),
    "questions": (b"? " * 5_000, "KZP002"),
    "indented": ("".join(f"{' ' * n}a:\n" for n in range(500)), "KZP002"),
    "tags": (b"!" * 900_000, "KZP005"),
    "shorter-tags": (b"[" + b"!t, " * 500 + b"]", "KZP003"),
    "laughs": (
        "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40)),
        "KZP003",
    ),
    "itself": ("victims: &a [*a]\n", "KZP003"),
    "merge": (MURDER + "offender: {<<: {age: 34}}\n", "KZP003"),
    "merge-of-alias": ("base: &b {age: 34}\noffender:\n  <<: *b\n", "KZP003"),
    "python": ("act: !!python/object/apply:os.system [touch /tmp/kzpenal-was-here]\n", "KZP003"),
    "binary": ("act: !!binary bXVyZGVy\n", "KZP003"),
    "timestamp": ("act: murder\ncommitted: !!timestamp 2024-07-01\n", "KZP003"),
    "set": ("victims: !!set {a, b}\n", "KZP003"),
    "list-as-key": ("? [a, b]\n: c\n", "KZP003"),
    "digits": ("victims_count: " + "9" * 100_000, "KZP003"),
    "no-number": ("victims_count: .nan\nact: murder\ncommitted: 2024-07-01\n", "KZP101"),
    "endless": ("victims_count: -.inf\nact: murder\ncommitted: 2024-07-01\n", "KZP101"),
    "exponent": (MURDER + "victims_count: 1e3\n", "KZP101"),
    "yes-for-one": (MURDER + "victims_count: true\n", "KZP101"),
    "one-for-yes": (MURDER + "group: 1\n", "KZP101"),
    "half": ('act: "\\ud800"\n', "KZP003"),
    "nul": ("act: murder\x00\n", "KZP002"),
    "bell": ("act: mur\x07der\n", "KZP002"),
    "escape": ('act: "\\x1b[31mmurder"\ncommitted: 2024-07-01\n', "KZP101"),
    "bidi": (MURDER.replace("murder", "\u202emurder"), "KZP101"),
    "zero-width": (MURDER.replace("act", "a\u200bct"), "KZP104"),
    "homoglyph": (MURDER.replace("act", "\u0430ct"), "KZP104"),
    "full-width": (MURDER + "victims_count: \uff12\n", "KZP101"),
    "separator": (MURDER.replace("\n", "\u2028"), "KZP002"),
    "next-line": (MURDER.replace("\n", "\x85"), "KZP002"),
    "tab": (MURDER + "offender:\n\tage: 34\n", "KZP002"),
    "utf-16": (MURDER.encode("utf-16"), "KZP001"),
    "utf-32": (MURDER.encode("utf-32"), "KZP001"),
    "utf-16-without-a-mark": (MURDER.encode("utf-16-le"), "KZP002"),
    "no-utf-8": (b"act: \xff\xfe\n", "KZP001"),
    "overlong": (b"act: \xc0\xaf\n", "KZP001"),
    "mark-within": (MURDER.replace("act", "a\ufeffct"), "KZP104"),
    "empty": (b"", "KZP002"),
    "space": (b" \n \n", "KZP002"),
    "only-a-mark": (b"\xef\xbb\xbf", "KZP002"),
    "nothing": ("---\n", "KZP101"),
    "two-documents": (MURDER + "---\n" + MURDER, "KZP002"),
    "twice": (MURDER + "act: rape\n", "KZP004"),
    "year-0": ("act: murder\ncommitted: 0000-01-01\n", "KZP003"),
    "no-such-day": ("act: murder\ncommitted: 2024-02-30\n", "KZP003"),
    "year-10000": ("act: murder\ncommitted: 10000-01-01\n", "KZP101"),
    "negative-day": ("act: murder\ncommitted: -2024-01-01\n", "KZP101"),
    "with-a-time": ("act: murder\ncommitted: 2024-07-01T00:00:00Z\n", "KZP101"),
    "age-below": (MURDER + "offender: {age: -1}\n", "KZP101"),
    "age-above": (MURDER + "offender: {age: 151}\n", "KZP101"),
    "age-far-above": (MURDER + "offender: {age: 1000000000}\n", "KZP101"),
    "a-million-victims": (MURDER + "victims: [" + "{}," * 250_000 + "]\n", "KZP005"),
    "many-victims": (MURDER + "victims: [" + "{}," * 1_001 + "]\n", "KZP101"),
    "many-relations": (MURDER + "victims: [{relations: [" + "child," * 10_001 + "]}]\n", "KZP005"),
    "many-faults": (MURDER + "".join(f"fact_{n}: {n}\n" for n in range(10_000)), "KZP005"),
    "one-long-line-of-faults": ("{" + ",".join(f"k{n}: yes" for n in range(20_000)) + "}", "KZP005"),
    "long-key": (MURDER + "k" * 90_000 + ": 1\n", "KZP002"),
    "long-value": ("act: " + "m" * 90_000 + "\ncommitted: 2024-07-01\n", "KZP101"),
    "quotes": ("act: '" + "`" * 90_000 + "'\ncommitted: 2024-07-01\n", "KZP101"),
}


@pytest.mark.parametrize(("text", "code"), TEXTS.values(), ids=TEXTS)
def test_a_hostile_text_is_refused(
    text: str | bytes, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a case the text is refused with this code, at a place, in a short message that is fit to print."""
    monkeypatch.setattr(source, "MAX_NODES", 5_000)  # as many as it is would take the suite too long
    path = tmp_path / "file.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(InvalidCase) as case:
        kzpenal.read_case(path)
    assert code in refused(case.value, path).split()
    with pytest.raises(RulesInvalid) as rules:
        kzpenal.load(path)
    refused(rules.value, path)
    result = CliRunner().invoke(main, ["assess", str(path)])
    assert (result.exit_code, result.stdout) == (1, "")
    fit_to_print(result.stderr)
    longest = max(len(line) for line in result.stderr.splitlines())
    assert longest < 2_400


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "mark"])
@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r"], ids=["lf", "crlf", "cr"])
def test_a_good_text_is_read_however_it_is_saved(mark: bytes, ending: bytes, tmp_path: Path) -> None:
    """A byte order mark and the ends of lines of other systems change nothing, places included."""
    path = tmp_path / "case.yaml"
    path.write_bytes(mark + MURDER.encode().replace(b"\n", ending))
    assert kzpenal.read_case(path) == murder()
    path.write_bytes(mark + (MURDER + "grup: true\n").encode().replace(b"\n", ending))
    with pytest.raises(InvalidCase) as caught:
        kzpenal.read_case(path)
    (problem,) = caught.value.problems
    assert problem.span is not None
    assert (problem.span.line, problem.span.column, problem.span.text) == (3, 1, "grup: true")


def test_brackets_in_a_remark_are_no_levels() -> None:
    """Only levels count as levels, not brackets that stand in a comment or in a text."""
    brackets = "[{" * 200
    assert parse_case(f"# {brackets}\n{MURDER}", "c.yaml", Case) == murder()


def test_an_alias_is_told_where_it_stands() -> None:
    """Each anchor and each alias is told at its own place."""
    with pytest.raises(InvalidCase) as caught:
        parse_case(MURDER + "group: &a true\nweapon: *a\n", "c.yaml", Case)
    assert [(p.code, p.span.line) for p in caught.value.problems if p.span] == [("KZP003", 3), ("KZP003", 4)]


def test_an_entry_that_cannot_be_read_hides_no_other() -> None:
    """The faults of a list are told together, each by its number, whatever cannot be read there."""
    text = (
        MURDER + "victims: [{age: 900}, &a {age: 3}, {sex: boy}, no, {relations: [yes, chld]}, {agee: 1}]\n"
    )
    with pytest.raises(InvalidCase) as caught:
        parse_case(text, "c.yaml", Case)
    told = [(p.code, p.message.split(" ")[0]) for p in caught.value.problems]
    assert told == [
        ("KZP101", "`victims[0].age`"),
        ("KZP003", "anchors"),
        ("KZP101", "`victims[2].sex`"),
        ("KZP003", "`no`"),
        ("KZP101", "`victims[4].relations`"),
        ("KZP003", "`yes`"),
        ("KZP104", "`victims[5].agee`"),
    ]
    columns = [p.span.column for p in caught.value.problems if p.span]
    assert columns == sorted(columns)


def test_a_letter_of_another_script_is_told() -> None:
    """A word that looks like a fact, in letters of another script, is told as such."""
    with pytest.raises(InvalidCase) as caught:
        parse_case(MURDER.replace("act", "\u0430ct"), "c.yaml", Case)
    assert [p.help for p in caught.value.problems] == ["did you mean `act`, in plain Latin letters?"]


# Values of Python


@pytest.mark.parametrize("make", hostile.OBJECTS, ids=range(len(hostile.OBJECTS)))
def test_a_value_of_any_class_is_taken_or_refused(make: Callable[[], Any]) -> None:
    """No value, whatever its own methods do, breaks out of a constructor, of `from_dict` or of `but`."""
    facts = ("act", "committed", "decided", "victims", "victims_count", "offender", "group", "stage")
    ways: list[Callable[[], Any]] = [lambda: Case.from_dict(make()), lambda: GOOD.but(make())]
    for name in facts:
        ways += [
            lambda n=name: Case(**{"act": "murder", "committed": "2024-07-01", n: make()}),  # type: ignore[misc]
            lambda n=name: Case.from_dict({**hostile.CASE, n: make()}),  # type: ignore[misc]
            lambda n=name: GOOD.but({n: make()}),  # type: ignore[misc]
        ]
    for name in ("age", "sex", "born", "relations"):
        ways += [
            lambda n=name: Victim(**{n: make()}),  # type: ignore[misc]
            lambda n=name: GOOD.but({f"victims[0].{n}": make()}),  # type: ignore[misc]
            lambda n=name: Case.from_dict({**hostile.CASE, "victims": [{n: make()}]}),  # type: ignore[misc]
        ]
    for way in ways:
        try:
            fit_to_print(repr(way()))
        except InvalidCase as error:
            refused(error)


@pytest.mark.parametrize("make", [hostile.Liar, hostile.Broken, hostile.EndlessList, hostile.BrokenDict])
def test_one_change_is_made_within_another(make: Callable[[], Any]) -> None:
    """A change within a value of another change is refused by its path where the value has no such place."""
    for changes in (
        {"offender": make(), "offender.age": 3},
        {"victims": make(), "victims[0].age": 3},
        {"victims": [make()], "victims[0].age": 3},
        {"victims": make(), "victims[0]": {}},
    ):
        with pytest.raises(InvalidCase):
            GOOD.but(changes)


def test_what_a_caller_passes_is_not_changed() -> None:
    """`but` leaves the data that it is given as they are."""
    offender, victims = {"age": 30}, [{"age": 3}]
    case = GOOD.but({"offender": offender, "offender.age": 31, "victims": victims, "victims[0].age": 4})
    assert (case.offender.age, [v.age for v in case.victims or ()]) == (31, [4])
    assert (offender, victims) == ({"age": 30}, [{"age": 3}])


def test_what_is_checked_is_what_is_kept() -> None:
    """A value of a caller's own class is kept as the plain value that was checked."""
    case = Case.from_dict({"act": hostile.SlyText("rape"), "committed": "2024-07-01"})
    assert case.act is kzpenal.Act.RAPE
    victim = Victim(age=hostile.SlyNumber(9))
    assert type(victim.age) is int
    assert victim.age == 9
    with pytest.raises(InvalidCase):
        Victim(age=hostile.SlyNumber(-5))


def test_a_case_has_a_bounded_number_of_victims() -> None:
    """However a case is made, it describes at most a thousand victims; more are counted."""
    many = murder(victims=[Victim()] * 1_000)
    assert len(many.victims or ()) == 1_000
    ways: tuple[Callable[[], Case], ...] = (
        lambda: murder(victims=[Victim()] * 1_001),
        lambda: Case.from_dict({**murder().to_dict(), "victims": [{}] * 1_001}),
        lambda: murder().but({"victims": [Victim()] * 1_001}),
    )
    for way in ways:
        with pytest.raises(InvalidCase, match="`victims` has more than 1,000 entries"):
            way()
    assert murder(victims_count=1_000_000).victims_count == 1_000_000


# Files


def test_only_a_regular_file_is_read(tmp_path: Path) -> None:
    """A pipe, a device, a folder or a link in a circle is refused at once: none of them is waited for."""
    pipe, circle = tmp_path / "pipe.yaml", tmp_path / "circle.yaml"
    os.mkfifo(pipe)
    circle.symlink_to(circle)
    for path in (pipe, circle, tmp_path, Path("/dev/zero"), tmp_path / ("x" * 5_000)):
        with pytest.raises(InvalidCase) as case:
            kzpenal.read_case(path)
        assert refused(case.value) == "KZP001"
    for path in (pipe, circle, Path("/dev/zero")):
        with pytest.raises(RulesInvalid) as rules:
            kzpenal.load(path)
        assert refused(rules.value) == "KZP001"


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file or folder that the system does not let be read is told, never left out."""
    (tmp_path / "inner").mkdir()
    (tmp_path / "a.yaml").write_text(PART, "utf-8")
    scan = os.scandir

    def forbidding(path: str) -> Any:
        if str(path).endswith("inner"):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", forbidding)
    with pytest.raises(RulesInvalid, match=r"cannot read `.*inner`: permission denied"):
        kzpenal.load(tmp_path)

    def closed(*_: Any) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", closed)
    with pytest.raises(RulesInvalid, match=r"cannot read `.*a\.yaml`: permission denied"):
        kzpenal.load(tmp_path / "a.yaml")


def test_links_in_a_folder_of_rules_are_refused(tmp_path: Path) -> None:
    """A link to a file of rules or to a folder is told, not followed, not left out; the folder may be one."""
    folder, outside = tmp_path / "rules", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    (folder / "a.yaml").write_text(PART, "utf-8")
    (folder / "readme.txt").symlink_to(outside)
    (folder / "readme.txt").unlink()
    (folder / "note.txt").symlink_to(folder / "a.yaml")
    assert len(kzpenal.load(folder).articles) == 1
    (tmp_path / "named").symlink_to(folder)
    assert len(kzpenal.load(tmp_path / "named").articles) == 1
    for name, target in (
        ("b.yaml", folder / "a.yaml"),
        ("up", tmp_path),
        ("out", outside),
        ("gone.yml", folder / "x"),
    ):
        (folder / name).symlink_to(target)
        with pytest.raises(RulesInvalid) as caught:
            kzpenal.load(folder)
        (problem,) = caught.value.problems
        assert problem.code == "KZP001"
        assert f"{name}` is a symbolic link, which is not followed" in problem.message
        (folder / name).unlink()


def test_names_of_files_are_fit_to_print(tmp_path: Path) -> None:
    """A file name with line breaks, control characters or bytes that are no text is shown without them."""
    folder = tmp_path / "r"
    folder.mkdir()
    for name in (b"a\nb.yaml", b"c\x1b[31m.yaml", b"d\xff.yaml", "e\u202e.yaml".encode()):
        Path(os.fsdecode(bytes(folder) + b"/" + name)).write_text("nothing: 1\n", "utf-8")
    with pytest.raises(RulesInvalid) as caught:
        kzpenal.load(folder)
    fit_to_print(str(caught.value))
    assert len(caught.value.problems) == 4
    result = CliRunner().invoke(main, ["check", str(folder)])
    assert result.exit_code == 1
    fit_to_print(result.output)


def test_folders_may_be_deep(tmp_path: Path) -> None:
    """Rules are found however deep they lie, without a step of Python's stack for each folder."""
    here = tmp_path
    for _ in range(300):
        here = here / "d"
        here.mkdir()
    (here / "a.yaml").write_text(PART, "utf-8")
    assert [str(a.citation) for a in kzpenal.load(tmp_path).articles] == ["cc:1"]


# Nothing is executed, nothing is opened


def test_rules_and_cases_are_data(tmp_path: Path) -> None:
    """Reading rules and a case opens the files named and no other, imports, runs and connects nothing."""
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "a.yaml").write_text(PART, "utf-8")
    (rules / "b.yaml").write_text(
        "article: cc:2\nversions: !!python/object/apply:os.system [id]\n"
        "title: !include /etc/passwd\nx: !!python/name:os.system\n<<: /etc/passwd\n",
        "utf-8",
    )
    case = tmp_path / "case.yaml"
    case.write_text(MURDER + "x: !include /etc/passwd\ny: file:///etc/passwd\n$ref: /etc/passwd\n", "utf-8")
    program = textwrap.dedent(
        """
        import sys
        import kzpenal
        rules, case, good, kind = sys.argv[1:]
        kzpenal.load(good)  # what is imported at the first use is imported
        try:
            kzpenal.read_case(case)
        except kzpenal.InvalidCase:
            pass
        seen = []
        sys.addaudithook(lambda event, args: seen.append((event, repr(args[0]) if args else "")))
        for read, path in ((kzpenal.load, rules), (kzpenal.read_case, case), (kzpenal.load, good)):
            try:
                read(path)
            except kzpenal.KzpenalError:
                pass
        found = list(seen)
        for event, what in found:
            print(event, what)
        """
    )
    asked = [sys.executable, "-c", program, str(rules), str(case), str(rules / "a.yaml"), "x"]
    done = subprocess.run(asked, capture_output=True, text=True, check=True, timeout=300)
    events = [line.split(" ", 1) for line in done.stdout.splitlines()]
    opened = {what for event, what in events if event == "open"}
    assert opened == {repr(str(p)) for p in (rules / "a.yaml", rules / "b.yaml", case)} | {
        repr(p) for p in (rules / "a.yaml", rules / "b.yaml", case)
    } or opened == {repr(str(p)) for p in (rules / "a.yaml", rules / "b.yaml", case)}
    harmless = {"open", "os.scandir", "object.__getattr__", "object.__setattr__", "sys._getframe"}
    assert {event for event, _ in events} <= harmless


# Valid, and large


@pytest.mark.parametrize("engine", ENGINES)
def test_many_victims_are_answered(engine: str) -> None:
    """A case of 200 victims is answered, and each victim counts."""
    case = murder(victims=[Victim(age=40)] * 199 + [Victim(age=9)], offender=Offender(age=34, sex="male"))
    answer = kzpenal.assess(case, engine=engine)
    assert answer.charges[0].provision == "cc:99(3)"
    assert "cc:99(3)" not in {
        c.provision for c in kzpenal.assess(case.but({"victims[199].age": 40}), engine=engine).charges
    }


@pytest.mark.parametrize("engine", ENGINES)
def test_many_points_are_answered(engine: str, tmp_path: Path) -> None:
    """One article of 5,000 points is read and answered."""
    points = "".join(f'      "{n}": victims at least {n}\n' for n in range(1, 5_001))
    text = HEAD + f"    when: act is murder\n    any:\n{points}    sanction: {{one_of: [warning]}}\n"
    path = tmp_path / "a.yaml"
    path.write_text(text, "utf-8")
    law = kzpenal.load(path).law(on=dt.date(2024, 7, 1))
    (charge,) = kzpenal.assess(murder(victims_count=3), law=law, engine=engine).charges
    assert charge.points == ("cc:1(1)", "cc:1(2)", "cc:1(3)")


def test_many_articles_are_read(tmp_path: Path) -> None:
    """A folder of very many articles is read whole."""
    for number in range(1, 1_001):
        text = PART.replace("cc:1", f"cc:{number}").replace("act is murder", f"victims at least {number}")
        (tmp_path / f"{number}.yaml").write_text(text, "utf-8")
    law = kzpenal.load(tmp_path).law(on=dt.date(2024, 7, 1))
    charges = kzpenal.assess(murder(victims_count=3), law=law, engine="reference").charges
    assert [c.provision for c in charges] == ["cc:1", "cc:2", "cc:3"]


def chain(length: int, back: bool = False) -> str:
    """Return an article of *length* parts, each of which rests on the next."""
    parts = [f'      "{n}": {{of: "{n + 1}", sanction: not reported}}\n' for n in range(1, length)]
    last = 'of: "1"' if back else "when: act is murder"
    return HEAD + "    parts:\n" + "".join(parts) + f'      "{length}": {{{last}, sanction: not reported}}\n'


@pytest.mark.parametrize(
    ("text", "code"),
    [(chain(60), None), (chain(500), "KZP005"), (chain(500, back=True), "KZP032")],
    ids=["bounded", "long", "circle"],
)
def test_elements_rest_on_others_in_bounded_steps(text: str, code: str | None, tmp_path: Path) -> None:
    """Elements that rest on others are followed a bounded number of steps; a longer chain is refused."""
    path = tmp_path / "a.yaml"
    path.write_text(text, "utf-8")
    if code is None:
        law = kzpenal.load(path).law(on=dt.date(2024, 7, 1))
        assert kzpenal.assess(murder(), law=law).charges[0].provision == "cc:1(60)"
        return
    with pytest.raises(RulesInvalid) as caught:
        kzpenal.load(path)
    assert code in refused(caught.value, path).split()


def test_elements_are_asked_for_a_bounded_number_of_times(tmp_path: Path) -> None:
    """Very many parts that each ask for very many others are refused, not followed."""
    parts = "".join(f'      "{n}": {{of: "cc:2", sanction: not reported}}\n' for n in range(1, 1_101))
    others = "".join(f'      "{n}": {{when: group, sanction: not reported}}\n' for n in range(1, 1_101))
    (tmp_path / "1.yaml").write_text(HEAD + "    parts:\n" + parts, "utf-8")
    (tmp_path / "2.yaml").write_text(HEAD.replace("cc:1", "cc:2") + "    parts:\n" + others, "utf-8")
    with pytest.raises(
        RulesInvalid, match="the rules ask for the elements of others more than 1,000,000 times"
    ):
        kzpenal.load(tmp_path)


def test_the_bounds_are_documented() -> None:
    """Each bound stands in the documents as it is in the code."""
    format_ = (ROOT / "docs" / "rule-format.md").read_text("utf-8")
    table = dict(re.findall(r"^\| ([^|]+) \| ([0-9,]+) \| KZP[0-9]+ \|$", format_, re.M))
    bounds = {
        "characters of a file": files.MAX_CHARACTERS,
        "levels of lists and mappings": source.MAX_DEPTH,
        "digits of a number": 15,
        "keys and values of a file": source.MAX_NODES,
        "characters of one value": source.MAX_SCALAR,
        "files of rules in a folder": files.MAX_FILES,
        "entries of any kind in a folder": files.MAX_ENTRIES,
        "characters of a folder's files together": files.MAX_TOTAL,
        "steps in which elements rest on others, conditions included": source.MAX_DEPTH,
        "rules that all `of` lead to, together": circles.MAX_USES,
        "problems that are told": MAX_PROBLEMS,
    }
    assert table == {name: f"{most:,}" for name, most in bounds.items()}
    semantics = (ROOT / "docs" / "semantics.md").read_text("utf-8")
    assert f"at most {MAX_MEMBERS:,} victims" in semantics
    assert f"up to {LARGEST:,}" in semantics


# The command in a process of its own


def run(*arguments: str, **more: Any) -> subprocess.CompletedProcess[bytes]:
    """Return what the command did as a process."""
    program = "import sys; from kzpenal.cli import main; main(prog_name='kzpenal')"
    return subprocess.run([sys.executable, "-c", program, *arguments], check=False, timeout=300, **more)


def test_an_endless_input_is_refused() -> None:
    """Standard input without an end is read up to the bound, and refused."""
    with open("/dev/zero", "rb") as zero:
        done = run("assess", "-", stdin=zero, capture_output=True)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"<stdin>:1:1: KZP001 the file is too large")


def test_a_terminal_without_the_letters_gets_them_in_escapes(tmp_path: Path) -> None:
    """Where the output has no Cyrillic and no dashes, they are written as escapes; JSON stays JSON."""
    case = tmp_path / "case.yaml"
    case.write_text(MURDER, "utf-8")
    ascii_only = {**os.environ, "PYTHONIOENCODING": "ascii"}
    for arguments in (["show", "cc:99"], ["assess", str(case)], ["assess", str(case), "--json"]):
        done = run(*arguments, env=ascii_only, capture_output=True)
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.isascii()
        assert b"\\u20" in done.stdout or b"\\u04" in done.stdout
    answer = kzpenal.assess(murder()).to_dict()
    assert json.loads(done.stdout) == answer


def test_an_output_that_is_full_is_told() -> None:
    """Where nothing can be written the command says so, and does not succeed."""
    with open("/dev/full", "wb") as full:
        done = run("law", stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 1
    assert done.stderr.startswith(b"cannot write: no space left on device")


@pytest.mark.parametrize("day", ["20240701", "2024-W27-1", "2024-7-1", "\uff12\uff10\uff12\uff14-07-01"])
def test_a_day_is_written_in_one_way(day: str) -> None:
    """A day on the command line is written as in files; another spelling is a usage error."""
    result = CliRunner().invoke(main, ["law", day])
    assert result.exit_code == 2
    assert "write it as 2024-06-16" in result.output or "neither a day nor a bill" in result.output


def test_usage_errors_are_fit_to_print() -> None:
    """What was typed is shown without its control characters."""
    for arguments in (
        ["law", "2024\x1b[31m"],
        ["law", "\u202ex"],
        ["assess", "a", "\x1b"],
        ["\x1b[31m"],
        ["law", "--\x07"],
    ):
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 2
        fit_to_print(result.output)


def test_an_empty_name_is_no_folder() -> None:
    """`check ""` is a fault, not the library's own rules."""
    result = CliRunner().invoke(main, ["check", ""])
    assert result.exit_code == 1
    assert "a file is named by a text or a Path, not by ''" in result.output


def test_the_wrong_thing_in_a_call_is_named() -> None:
    """A call with a value of the wrong kind is refused by a named error that shows the value."""
    calls: list[tuple[Callable[[], Any], str]] = [
        (lambda: kzpenal.load(3), "not by 3"),  # type: ignore[arg-type]
        (lambda: kzpenal.read_case(None), "not by None"),  # type: ignore[call-overload]
        (lambda: kzpenal.load("x", facts=3), "`facts` is a class, not 3"),  # type: ignore[arg-type]
        (lambda: kzpenal.law(on=[]), "`on` is a day"),  # type: ignore[arg-type]
        (lambda: kzpenal.law(on=dt.datetime(2024, 7, 1)), "`on` is a day"),
        (lambda: kzpenal.law(bill={}), "`bill` is the id of a bill, not {}"),  # type: ignore[arg-type]
        (lambda: kzpenal.statute().tenge(True, on=dt.date(2024, 7, 1)), "`mci` is a whole number, not True"),
        (lambda: kzpenal.assess(murder(), engine=[]), "there is no engine `[]`"),  # type: ignore[arg-type]
        (lambda: kzpenal.assess(murder(), law=hostile.Liar()), "`law` is a law"),  # type: ignore[arg-type]
        (lambda: kzpenal.assess(murder()).explain({}), "there are no texts in `{}`"),  # type: ignore[arg-type]
        (lambda: murder().but(3), "`changes` is facts by their paths, not 3"),  # type: ignore[arg-type]
    ]
    for call, words in calls:
        with pytest.raises(KzpenalError) as caught:
            call()
        assert words in str(caught.value)
