"""`kzpenal assess`: what the law makes of a case."""

from __future__ import annotations

import click

import kzpenal
from kzpenal.cli.common import (
    answering,
    closed_option,
    engine_option,
    file_argument,
    find_law,
    json_option,
    lang_option,
    law_option,
    out_answer,
    out_json,
    read_case,
)


@click.command(short_help="Tell what the law makes of a case.")
@file_argument
@law_option
@engine_option
@closed_option
@click.option("--strict", is_flag=True, help="Refuse a day after the newest redaction that was read.")
@lang_option
@json_option
@answering
def assess(
    file: str, law_id: str | None, engine: str | None, closed: bool, strict: bool, lang: str, as_json: bool
) -> None:
    """Tell what the law makes of the case in FILE (YAML or JSON; - for standard input)."""
    case = read_case(file)
    if closed:
        case = case.closed()
    answer = kzpenal.assess(case, law=find_law(law_id), engine=engine, strict=strict)
    if as_json:
        out_json(answer.to_dict())
    else:
        out_answer(answer.explain(lang))
