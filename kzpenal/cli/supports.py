"""`kzpenal supports`: from which facts something in an answer follows by itself."""

from __future__ import annotations

import click

from kzpenal.cli.common import (
    answer_about,
    answering,
    closed_option,
    file_argument,
    json_option,
    lang_option,
    law_option,
    out_answer,
    out_json,
)
from kzpenal.supporting import LIMIT


@click.command(short_help="Tell from which facts something in the answer follows.")
@file_argument
@click.argument("name", metavar="ID")
@law_option
@closed_option
@click.option(
    "--limit", type=click.IntRange(1), default=LIMIT, show_default=True, help="So many sets, at most."
)
@lang_option
@json_option
@answering
def supports(
    file: str, name: str, law_id: str | None, closed: bool, limit: int, lang: str, as_json: bool
) -> None:
    """List the smallest sets of facts in FILE from which ID, a kind or a provision, follows."""
    answer = answer_about(file, law_id, closed)
    found = answer.supports(name, limit=limit)
    if as_json:
        out_json([s.to_dict() for s in found])
    else:
        out_answer("\n".join(s.text(lang) for s in found))
