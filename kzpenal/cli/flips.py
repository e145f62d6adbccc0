"""`kzpenal flips`: which facts, stated otherwise, would take away or bring a punishment."""

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
from kzpenal.flipping import MOST


@click.command(short_help="Tell which facts, stated otherwise, would change what is mandatory.")
@file_argument
@law_option
@closed_option
@click.option(
    "--most", type=click.IntRange(1), default=MOST, show_default=True, help="So many facts at once, at most."
)
@click.option(
    "--hold", multiple=True, default=("act",), show_default=True, metavar="FACT", help="A fact that stays."
)
@lang_option
@json_option
@answering
def flips(
    file: str, law_id: str | None, closed: bool, most: int, hold: tuple[str, ...], lang: str, as_json: bool
) -> None:
    """List the smallest sets of facts that would change what is mandatory for the case in FILE."""
    found = answer_about(file, law_id, closed).flips(most=most, hold=hold)
    out_json(found.to_dict()) if as_json else out_answer(found.text(lang))
