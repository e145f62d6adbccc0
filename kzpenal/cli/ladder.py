"""`kzpenal ladder`: sanctions side by side, as a picture."""

from __future__ import annotations

import click

from kzpenal.cli.common import answering, file_option, lang_option, named_day, out_picture


@click.command(short_help="Draw sanctions side by side.")
@click.argument("provisions", metavar="ID...", nargs=-1, required=True)
@click.option(
    "--on", "days", metavar="DAY", multiple=True, help="Only the texts of this day; may be repeated."
)
@lang_option
@file_option
@answering
def ladder(provisions: tuple[str, ...], days: tuple[str, ...], lang: str, file: str | None) -> None:
    """Draw what the articles or parts ID... threaten, side by side and text by text, as SVG.

    Needs the extra kzpenal[pictures].
    """
    from kzpenal import pictures  # only here, as in `show`

    out_picture(pictures.ladder(*provisions, on=[named_day(d) for d in days], lang=lang), file)
