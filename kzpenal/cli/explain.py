"""`kzpenal explain`: why something holds for a case, or why it does not."""

from __future__ import annotations

from typing import Any

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
    out_json,
    read_case,
)


@click.command(short_help="Tell why something holds for a case, or why not.")
@file_argument
@click.argument("asked", metavar="[ID]", required=False)
@click.option(
    "--not", "why_not", metavar="ID", help="Tell only what failed, is not known, or stands against ID."
)
@law_option
@engine_option
@lang_option
@click.option("--json", "as_json", is_flag=True, help="Print the arguments as JSON, in every language.")
@answering
def explain(
    file: str,
    asked: str | None,
    why_not: str | None,
    law_id: str | None,
    engine: str | None,
    lang: str,
    as_json: bool,
) -> None:
    """Argue ID for the case in FILE: a provision such as 'cc:99(3)', a kind such as life-imprisonment, or a
    kind for one charge, 'contact-ban@cc:99(3)'. Without ID, argue everything that the answer holds.
    """
    answer = kzpenal.assess(read_case(file), law=find_law(law_id), engine=engine)
    told: list[tuple[str, bool, tuple[Any, ...]]] = []
    if asked is not None:
        told.append((asked, False, answer.why(asked)))
    if why_not is not None:
        told.append((why_not, True, answer.why_not(why_not)))
    if not told:
        items: tuple[Any, ...] = (
            *answer.charges,
            *answer.mandatory,
            *answer.orders,
            *answer.bars,
            *answer.duties,
            *answer.gaps,
        )
        told = [(item.id, False, answer.why(item)) for item in items]
        told += [(by.provision, False, answer.why(by)) for by in answer.by]
    if as_json:
        keys = ("asked", "not", "arguments")
        out_json([dict(zip(keys, (i, n, [r.to_dict() for r in rs]), strict=True)) for i, n, rs in told])
        return
    for place, (_, _, reasons) in enumerate(told):
        if place:
            out()
        for reason in reasons:
            out(reason.render(lang))
