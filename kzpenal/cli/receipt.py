"""`kzpenal receipt`: an answer with its facts, provisions and proof, as one sealed document."""

from __future__ import annotations

import os
from pathlib import Path

import click

import kzpenal
from kzpenal.cli.common import answering, engine_option, file_argument, find_law, law_option, read_case
from kzpenal.errors import KzpenalError, Problem


@click.command(short_help="Give the answer about a case as a receipt.")
@file_argument
@click.option("-o", "--output", metavar="FILE", help="Write the receipt there; default: print it.")
@click.option("--withhold", multiple=True, metavar="PATH", help="A fact, or a person such as victims[0].")
@click.option("--openings", metavar="FILE", help="Write there what shows the withheld facts; keep it apart.")
@law_option
@engine_option
@click.option("--closed", is_flag=True, help='Take every circumstance not stated as "no".')
@answering
def receipt(
    file: str,
    output: str | None,
    withhold: tuple[str, ...],
    openings: str | None,
    law_id: str | None,
    engine: str | None,
    closed: bool,
) -> None:
    """Give the answer about the case in FILE as a receipt, which `kzpenal verify` checks."""
    if bool(withhold) != (openings is not None):
        raise click.UsageError(
            "`--withhold` and `--openings` go together: without its openings a fact is lost"
        )
    case = read_case(file).closed() if closed else read_case(file)
    made = kzpenal.assess(case, law=find_law(law_id), engine=engine).receipt(withhold)
    if openings is not None and made.openings is not None:
        _write(openings, made.openings, private=True)
    if output is None:
        click.echo(made.data, nl=False)  # bytes: no terminal may change a letter
    else:
        _write(output, made.text)
        click.echo(made.sha256)


def _write(name: str, text: str, private: bool = False) -> None:
    """Write *text*, byte for byte; what is *private* for the owner alone, in a new file."""
    try:
        if private:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
            with open(os.open(name, flags, 0o600), "wb") as file:
                file.write(text.encode())
        else:
            Path(name).write_bytes(text.encode())
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "the name is none of a file").lower()
        raise KzpenalError(Problem("KZP001", None, f"cannot write `{name}`: {reason}")) from None
