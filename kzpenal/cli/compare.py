"""`kzpenal compare`: one case under several laws, side by side."""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

import kzpenal
from kzpenal.cli.common import (
    NO_ANSWER,
    answering,
    engine_option,
    fail,
    file_argument,
    lang_option,
    named_law,
    out_json,
    read_case,
)
from kzpenal.comparing import Comparison

#: Columns narrower than this are not read; what would stand in them is listed.
COLUMN = 22


@click.command(short_help="Compare what several laws make of a case.")
@file_argument
@click.option(
    "--laws",
    metavar="A,B[,…]",
    help="Days (2024-06-16) or bills, at least two; default: every bill, and the day of the act.",
)
@engine_option
@click.option("--closed", is_flag=True, help='Take every circumstance not stated as "no".')
@click.option("--strict", is_flag=True, help="Refuse a day after the newest redaction that was read.")
@lang_option
@click.option("--json", "as_json", is_flag=True, help="Print the answers, and what differs, as JSON.")
@answering
def compare(
    file: str, laws: str | None, engine: str | None, closed: bool, strict: bool, lang: str, as_json: bool
) -> None:
    """Compare what several laws make of the case in FILE (YAML or JSON; - for standard input).

    A topic on which the laws differ is marked with ≠. The provisions that say so are not compared, and
    which law is milder is not said.
    """
    case = read_case(file)
    if closed:
        case = case.closed()
    named = (
        [*(b.id for b in kzpenal.statute().bills), str(case.committed)] if laws is None else laws.split(",")
    )
    found = kzpenal.compare(case, [named_law(n.strip()) for n in named], engine=engine, strict=strict)
    if as_json:
        out_json(found.to_dict())
    else:
        console = Console(highlight=False)
        wide = console.width >= COLUMN * (1 + len(found.sides))
        console.print(table(found, lang) if wide else listed(found, lang))
    if all(side.answer is None for side in found.sides):
        fail("none of these laws gives an answer", NO_ANSWER)


def table(found: Comparison, lang: str = "en") -> Table:
    """Return *found* as a table: a column a law, a row a topic."""
    grid = Table(show_lines=True, expand=True)
    grid.add_column("", ratio=2, overflow="fold")
    for side in found.sides:
        grid.add_column(Text(side.name), ratio=6, overflow="fold")
    for heading, differs, cells in found.rows(lang):
        mark = "≠" if differs else "="
        grid.add_row(Text(f"{mark} {heading}"), *(Text("\n".join(c) or "—") for c in cells))
    return grid


def listed(found: Comparison, lang: str = "en") -> Text:
    """Return *found* as text: under each topic what each law says."""
    lines = []
    for heading, differs, cells in found.rows(lang):
        lines.append(f"{'≠' if differs else '='} {heading}")
        for side, cell in zip(found.sides, cells, strict=True):
            lines.append(f"  {side.name}:")
            lines += [f"    {line}" for item in cell or ("—",) for line in item.splitlines()]
    return Text("\n".join(lines))
