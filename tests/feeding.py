"""Feeds one hostile input to one way into the library, and says how it ended.

A feed returns the class of the outcome: "answered", or the codes of the refusal. Whatever else
happens, an exception that is no KzpenalError or a message that is not fit to print, is raised.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

import attrs
from click.testing import CliRunner

import kzpenal
from kzpenal.cli import main
from kzpenal.errors import MAX_MESSAGE, MAX_PROBLEMS, InvalidCase, KzpenalError, RulesInvalid
from kzpenal.structuring import parse_case
from tests.hostile import (
    CASE,
    FACTS,
    OBJECTS,
    PIECES,
    PLAIN,
    RULES,
    encoded,
    garbled,
    made,
    real_texts,
    reshaped,
    written,
)

GOOD = kzpenal.Case.from_dict(CASE)
_CODE = re.compile(r"KZP[0-9]{3}\Z")
_COMMANDS = ("assess", "explain", "check", "show", "law", "facts")


def fit_to_print(text: str) -> None:
    """Fail where *text* would do more to a terminal than print, or is very long."""
    for line in text.split("\n"):
        assert line.isprintable(), ascii(line[:200])
    assert len(text) < 400 * MAX_PROBLEMS * 10, len(text)


def refused(error: KzpenalError, file: Path | str | None = None) -> str:
    """Return the codes of *error*, whose problems must be few, named, and placed where there is a *file*."""
    assert 0 < len(error.problems) <= MAX_PROBLEMS + 1
    for problem in error.problems:
        assert _CODE.match(problem.code), problem.code
        assert problem.message.isprintable()
        assert len(problem.message) <= MAX_MESSAGE + 1
        if problem.span is None:
            fit_to_print(str(problem))
        if file is not None and problem.code not in ("KZP001", "KZP005"):
            assert problem.span is not None, problem.message
            assert problem.span.file == str(file)
            assert problem.span.line >= 1
            assert problem.span.column >= 1
    fit_to_print(str(error))
    return " ".join(sorted({p.code for p in error.problems}))


@lru_cache(maxsize=1)
def _real() -> list[str]:
    return real_texts()


def rules_text(rng: Random) -> bytes:
    """Return a rule file that was good."""
    if rng.random() < 0.03:
        return encoded(rng, garbled(rng, rng.choice(_real())))
    data = rng.choice(RULES)
    if rng.random() < 0.6:
        return written(rng, reshaped(rng, data)).encode("utf-8", "replace")
    return encoded(rng, garbled(rng, written(rng, data)))


def feed_rules(rng: Random, folder: Path) -> str:
    """Load a broken rule file; what loads is asked about a case, and shown."""
    path = folder / rng.choice(("a.yaml", "a.json", "a.yml"))
    path.write_bytes(rules_text(rng))
    try:
        statute = kzpenal.load(path if rng.random() < 0.9 else folder)
    except RulesInvalid as error:
        return refused(error, path)
    finally:
        path.unlink()
    for problem in statute.notes:
        fit_to_print(str(problem))
    return "answered" if rng.random() < 0.7 else _asked(statute)


def _asked(statute: kzpenal.Statute) -> str:
    try:
        for law in statute.laws():
            answer = kzpenal.assess(GOOD, law=law, engine="reference")
            json.dumps(answer.to_dict())
            answer.explain()
    except KzpenalError as error:
        return f"loaded, {refused(error)}"
    return "answered"


def feed_case_file(rng: Random, folder: Path) -> str:
    """Read a broken case file; what is read is the same case in every way out and in."""
    path = folder / rng.choice(("c.yaml", "c.json"))
    if rng.random() < 0.5:
        text = written(rng, reshaped(rng, CASE)).encode("utf-8", "replace")
    else:
        text = encoded(rng, garbled(rng, written(rng, CASE)))
    path.write_bytes(text)
    try:
        case = kzpenal.read_case(path)
    except InvalidCase as error:
        return refused(error, path)
    finally:
        path.unlink()
    return _taken(case)


def _taken(case: kzpenal.Case) -> str:
    """Hold *case* to what every case promises."""
    for part in (case, case.offender, *(case.victims or ())):
        for name, value in attrs.asdict(part, recurse=False).items():  # type: ignore[arg-type]
            assert value is None or type(value).__module__ in ("builtins", "datetime", *_OWN), name
    data = case.to_dict()
    again = kzpenal.Case.from_dict(json.loads(json.dumps(data)))
    assert again == case
    assert hash(again) == hash(case)
    fit_to_print(repr(case))
    return "answered"


_OWN = ("kzpenal.enums", "kzpenal.facts", "kzpenal.vocabulary")


def feed_case_data(rng: Random, _: Path) -> str:
    """Read broken plain data; the same data as a JSON text is the same case, or is refused too."""
    data = reshaped(rng, CASE)
    found: list[Any] = []
    read: tuple[Callable[[], Any], ...] = (
        lambda: kzpenal.Case.from_dict(data),
        lambda: parse_case(json.dumps(data), "c.json", kzpenal.Case),
    )
    said = ""
    for one in read if rng.random() < 0.3 else read[:1]:
        try:
            found.append(one())
        except InvalidCase as error:
            codes = refused(error)
            said = said or codes
            found.append(None)
    assert all(f == found[0] for f in found), found
    return said or _taken(found[0])


def feed_case_objects(rng: Random, _: Path) -> str:
    """Make a case from values of Python that have no business there."""
    way = rng.randrange(5)
    try:
        if way == 0:
            return _taken(kzpenal.Case.from_dict(reshaped(rng, CASE, OBJECTS)))
        if way == 1:
            changes: Any = {rng.choice(_PATHS): made(rng, OBJECTS) for _ in range(rng.choice((1, 2)))}
            return _taken(GOOD.but(made(rng, OBJECTS) if rng.random() < 0.1 else changes))
        if way == 2:
            names = [a.name for a in attrs.fields(kzpenal.Case)]
            facts = {rng.choice(names): made(rng, OBJECTS) for _ in range(rng.choice((1, 2)))}
            return _taken(kzpenal.Case(**{"act": "murder", "committed": "2024-07-01", **facts}))
        cls = rng.choice((kzpenal.Victim, kzpenal.Offender))
        part = cls(**{rng.choice([a.name for a in attrs.fields(cls)]): made(rng, OBJECTS)})
        fit_to_print(repr(part))
    except InvalidCase as error:
        return refused(error)
    return "answered"


_PATHS: tuple[Any, ...] = (
    *("act", "committed", "stage", "group", "victims", "offender", "victims_count", "decided"),
    *(
        "victims[0]",
        "victims[1].age",
        "victims[0].relations",
        "offender.age",
        "offender.sex",
        "victims[9].age",
    ),
    *(
        "act.x",
        "stage.x",
        "to_dict.x",
        "victims.age",
        "offender.age.x",
        "__class__",
        "",
        "[0]",
        "victims[99999999]",
    ),
    *("victims[-1]", "offender.", ".", "\x1b", "a" * 10_000, 3, None, (), *FACTS[::9]),
)


def feed_calls(rng: Random, folder: Path) -> str:
    """Call the public functions with what they do not take."""

    def value() -> Any:
        return made(rng, OBJECTS if rng.random() < 0.7 else PLAIN)

    answer = _answer()
    calls: tuple[Callable[[], Any], ...] = (
        lambda: kzpenal.load(value()),
        lambda: kzpenal.read_case(value()),
        lambda: kzpenal.load(folder / "none", facts=value()),
        lambda: kzpenal.law(on=value()),
        lambda: kzpenal.law(bill=value()),
        lambda: kzpenal.law(on=dt.date(2024, 7, 1), bill=value()),
        lambda: kzpenal.assess(value()),
        lambda: kzpenal.assess(GOOD, law=value()),
        lambda: kzpenal.assess(GOOD, engine=value()),
        lambda: answer.explain(value()),
        lambda: kzpenal.statute().tenge(3, on=value()),
    )
    try:
        rng.choice(calls)()
    except KzpenalError as error:
        return refused(error)
    return "answered"


@lru_cache(maxsize=1)
def _answer() -> kzpenal.Assessment:
    return kzpenal.assess(GOOD.but({"decided": None}), engine="reference")


def feed_command(rng: Random, folder: Path) -> str:
    """Run the command on a broken file, broken standard input, or broken arguments."""
    path = folder / "c.yaml"
    path.write_bytes(
        encoded(rng, garbled(rng, written(rng, CASE))) if rng.random() < 0.7 else rules_text(rng)
    )
    command = rng.choice(_COMMANDS)
    arguments = [command]
    if command in ("assess", "explain"):
        arguments.append(rng.choice((str(path), str(path), str(path), "-", str(folder), "none")))
    if command in ("explain", "show"):
        arguments.append(rng.choice(("cc:99", "cc:99(3)", garbled(rng, "cc:99(2)(14)"))))
    if command in ("check", "law"):
        arguments.append(rng.choice((str(path), str(folder), garbled(rng, "2024-07-01"))))
    if rng.random() < 0.2:
        arguments += rng.choice(
            (["--law", garbled(rng, "2024-07-01")], ["--engine", "x"], [rng.choice(PIECES)])
        )
    arguments = [a.replace("\0", "") if rng.random() < 0.9 else a for a in arguments]
    result = CliRunner().invoke(main, arguments, input=path.read_bytes())
    path.unlink()
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code in (0, 1, 2, 3), result.exit_code
    assert (result.exit_code == 0) <= (result.stderr == "")
    fit_to_print(result.stdout)
    fit_to_print(result.stderr)
    assert result.exit_code == 0 or result.stderr or result.stdout
    return f"exit {result.exit_code}"


#: Every way in, and how many of a thousand inputs of the long run go there: more where one is cheap.
FEEDS: dict[str, tuple[Callable[[Random, Path], str], int]] = {
    "rules": (feed_rules, 80),
    "case file": (feed_case_file, 130),
    "case data": (feed_case_data, 400),
    "case objects": (feed_case_objects, 290),
    "calls": (feed_calls, 90),
    "command": (feed_command, 10),
}
