"""`kzpenal check`: every problem of a folder of rules."""

from __future__ import annotations

import sys

import click

import kzpenal
from kzpenal.api import rules_folder
from kzpenal.cli.common import WRONG_INPUT, answering, out
from kzpenal.errors import Problem, RulesInvalid


@click.command(short_help="Check a folder of rules.")
@click.argument("folder", metavar="[DIR]", required=False)
@answering
def check(folder: str | None) -> None:
    """Check the rules in DIR (default: the library's own) and print every problem."""
    problems: tuple[Problem, ...]
    try:
        found = kzpenal.load(rules_folder() if folder is None else folder)
        problems = (*found.notes, *found.translation_problems())
    except RulesInvalid as error:
        problems = error.problems
    for problem in problems:
        out(str(problem))
    errors = sum(p.severity == "error" for p in problems)
    notes = len(problems) - errors
    out(f"{errors} problem{'' if errors == 1 else 's'}, {notes} note{'' if notes == 1 else 's'}")
    if errors:
        sys.exit(WRONG_INPUT)
