"""`kzpenal facts`: the vocabulary of a case."""

from __future__ import annotations

import click

import kzpenal
from kzpenal.cli.common import lang_option, out
from kzpenal.labels import allowed_text, fact_label, question
from kzpenal.vocabulary import UNKNOWN, vocabulary
from kzpenal.wording import phrase


@click.command(short_help="List the facts that a case may state.")
@lang_option
def facts(lang: str) -> None:
    """List the facts that a case may state, the question for each, and what may be written."""
    words = vocabulary(kzpenal.Case)
    for path, fact in words.facts.items():
        notes = []
        if fact.required:
            notes.append(phrase("fact-required", lang))
        if fact.closes:
            notes.append(phrase("fact-closes", lang))
        told = f"  ({'; '.join(notes)})" if notes else ""
        out(f"{path}: {fact_label(path, lang)}{told}")
        out(f"    {question(path, lang)}")
        out(
            "    "
            + phrase(
                "fact-allowed", lang, allowed=allowed_text(fact, lang), unknown=UNKNOWN.value, null="null"
            )
        )
    out(phrase("fact-group", lang, group=words.group, count="victims_count"))
