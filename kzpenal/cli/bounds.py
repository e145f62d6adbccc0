"""`kzpenal bounds`: what holds whatever the unknown facts turn out to be, and what may."""

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


@click.command(short_help="Tell what holds whatever the unknown facts are, and what may.")
@file_argument
@law_option
@closed_option
@lang_option
@json_option
@answering
def bounds(file: str, law_id: str | None, closed: bool, lang: str, as_json: bool) -> None:
    """List what holds in every completion of the facts in FILE, what in some, and how far they reach."""
    found = answer_about(file, law_id, closed).bounds()
    out_json(found.to_dict()) if as_json else out_answer(found.text(lang))
