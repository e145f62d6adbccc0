"""`kzpenal explain`: why a provision holds for a case, or why it does not."""

from __future__ import annotations

import click

import kzpenal
from kzpenal.cli.common import (
    answering,
    engine_option,
    file_argument,
    find_law,
    lang_option,
    law_option,
    out,
    read_case,
)
from kzpenal.errors import KzpenalError, Problem


@click.command(short_help="Tell why a provision holds for a case, or why not.")
@file_argument
@click.argument("provision", metavar="ID")
@law_option
@engine_option
@lang_option
@answering
def explain(file: str, provision: str, law_id: str | None, engine: str | None, lang: str) -> None:
    """Argue provision ID, such as 'cc:99(3)', for the case in FILE."""
    answer = kzpenal.assess(read_case(file), law=find_law(law_id), engine=engine)
    try:
        argued = answer.why(provision)
    except KeyError as error:
        raise KzpenalError(Problem("KZP402", None, str(error.args[0]))) from None
    for reason in argued:
        out(reason.render(lang))
