"""The command `kzpenal`: one file a command.

Exit codes: 0 answered, 1 the input is wrong, 2 usage, 3 the law gives no answer for that day or act.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from typing import Any

import click

from kzpenal.cli import (
    assess,
    bounds,
    check,
    compare,
    coverage,
    explain,
    facts,
    flips,
    interview,
    ladder,
    law,
    receipt,
    show,
    supports,
    verify,
)
from kzpenal.cli.common import WRONG_INPUT, fail
from kzpenal.errors import printable
from kzpenal.version import __version__


@contextlib.contextmanager
def _fit_to_print() -> Iterator[None]:
    try:
        yield
    except click.UsageError as error:
        raise click.UsageError(printable(error.format_message()), error.ctx) from None


class _Group(click.Group):
    """Commands whose messages are fit to print: what was typed, and where nothing can be written."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        with _fit_to_print():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")  # a terminal may not have every letter
        try:
            with _fit_to_print():
                return super().invoke(ctx)
        except BrokenPipeError:
            raise  # whoever read the answer has read enough
        except OSError as error:
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - or its rest is tried again at the end
            fail(f"cannot write: {(error.strerror or 'no reason given').lower()}", WRONG_INPUT)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kzpenal")
def main() -> None:
    """Apply the penal law of Kazakhstan on violence against children, women and in the family.

    A tool for reading the law, not legal advice. A case is a file of facts (`kzpenal facts`). A provision
    is named as 'cc:99(3)', in quotes, since brackets mean something to the shell.

    Exit codes: 0 answered, 1 the input is wrong, 2 usage, 3 the law gives no answer for that day or act.
    """


for command in (
    assess.assess,
    compare.compare,
    explain.explain,
    flips.flips,
    supports.supports,
    bounds.bounds,
    receipt.receipt,
    verify.verify,
    check.check,
    show.show,
    ladder.ladder,
    law.law,
    facts.facts,
    interview.interview,
    coverage.coverage,
):
    main.add_command(command)
