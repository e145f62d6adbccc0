"""What the commands share: printing, reading a case and a law, and exit codes."""

from __future__ import annotations

import datetime as dt
import functools
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click
from rich.console import Console
from rich.text import Text

import kzpenal
from kzpenal.errors import InvalidCase, KzpenalError, NoLawForDay, Problem, printable
from kzpenal.files import MAX_BYTES, decoded
from kzpenal.structuring import parse_case
from kzpenal.wording import languages, remark_text

F = TypeVar("F", bound=Callable[..., Any])

WRONG_INPUT, USAGE, NO_ANSWER = 1, 2, 3

file_argument = click.argument("file", metavar="FILE")
law_option = click.option(
    "--law", "law_id", metavar="DAY|BILL", help="A day (2024-06-16) or a bill; default: the day of the act."
)
engine_option = click.option(
    "--engine", type=click.Choice(["durable", "reference"]), help="Default: durable where it can run."
)
lang_option = click.option(
    "--lang",
    type=click.Choice(languages()),
    default="en",
    help="The language of the answer; messages of faults are in English.",
)
file_option = click.option("-o", "--output", "file", metavar="FILE", help="Write the picture to FILE.")

closed_option = click.option("--closed", is_flag=True, help='Take every circumstance not stated as "no".')
json_option = click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")


def out(text: str = "", style: str | None = None) -> None:
    """Print a line, plain in a pipe; nothing in it is read as markup."""
    console = Console(soft_wrap=True, highlight=False)
    console.print(Text(text, style=style or ""))


def told(remark: str, lang: str) -> str:
    """Return a *remark* of the library's own rules in *lang*."""
    return remark_text(remark, lang, kzpenal.statute().tree.translations)


def out_json(document: Any) -> None:
    """Print *document* as JSON, in letters that the output has."""
    text = json.dumps(document, ensure_ascii=False, indent=1)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(document, indent=1)
    click.echo(text)


def out_picture(svg: str, file: str | None) -> None:
    """Print an SVG, or write it to *file*; it is UTF-8 whatever the terminal speaks."""
    if file is None:
        click.echo(svg.encode(), nl=False)
        return
    try:
        Path(file).write_text(svg, "utf-8", newline="\n")
    except (OSError, ValueError) as error:  # ValueError: no file can have that name
        reason = (error.strerror if isinstance(error, OSError) else str(error)) or "no reason given"
        fail(f"cannot write `{printable(file)}`: {reason.lower()}", WRONG_INPUT)


def out_answer(text: str) -> None:
    """Print an answer: headings stand out on a terminal."""
    for line in text.splitlines():
        out(line, None if line.startswith(" ") else "bold")


def fail(message: str, code: int) -> NoReturn:
    """Print *message* to the error stream and leave with *code*."""
    Console(stderr=True, soft_wrap=True, highlight=False).print(Text(message))
    sys.exit(code)


def answering(command: F) -> F:
    """Return *command* with every refusal of the library as a message and an exit code."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except NoLawForDay as error:
            fail(str(error), NO_ANSWER)
        except KzpenalError as error:
            fail(str(error), WRONG_INPUT)

    return run  # type: ignore[return-value]


def read_case(file: str) -> kzpenal.Case:
    """Return the case in *file*, or on the standard input for `-`."""
    if file == "-":
        if sys.stdin is None:
            raise InvalidCase(Problem("KZP001", None, "the standard input is closed"))
        text = decoded(sys.stdin.buffer.read(MAX_BYTES + 1), "<stdin>")
        if isinstance(text, Problem):
            raise InvalidCase(text)
        return parse_case(text, "<stdin>", kzpenal.Case)
    return kzpenal.read_case(file)


def answer_about(file: str, law_id: str | None, closed: bool) -> kzpenal.Assessment:
    """Return the answer for the case in *file*, by the reference engine alone, to be asked further."""
    case = read_case(file)
    return kzpenal.assess(case.closed() if closed else case, law=find_law(law_id), engine="reference")


def find_law(law_id: str | None, statute: kzpenal.Statute | None = None) -> kzpenal.Law | None:
    """Return the Law of *statute*, or of the library's own, that a day or a bill names; None for None."""
    if law_id is None:
        return None
    of = statute or kzpenal.statute()
    named = named_law(law_id, of)
    return of.law(bill=named) if isinstance(named, str) else of.law(on=named)


def named_day(name: str) -> dt.date:
    """Return the day that *name* writes."""
    try:
        day = dt.date.fromisoformat(name)
        if day.isoformat() != name:
            raise ValueError  # other spellings of ISO 8601 are not read, here as in files
    except ValueError:
        raise click.UsageError(f"`{name}` is no day; write it as 2024-06-16") from None
    return day


def named_law(law_id: str, statute: kzpenal.Statute | None = None) -> dt.date | str:
    """Return the day, or the id of the bill, that *law_id* names."""
    name = law_id.removeprefix("in-force:")
    if name[:1].isdigit():
        return named_day(name)
    bills = [b.id for b in (statute or kzpenal.statute()).bills]
    if name not in bills:
        told = f"`{law_id}`" if law_id else "an empty name"
        raise click.UsageError(f"{told} is neither a day nor a bill; bills: {', '.join(bills)}")
    return name
