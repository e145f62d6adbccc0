"""`kzpenal facts`: the vocabulary of a case."""

from __future__ import annotations

import click

import kzpenal
from kzpenal.cli.common import out
from kzpenal.vocabulary import vocabulary


@click.command(short_help="List the facts that a case may state.")
def facts() -> None:
    """List the facts that a case may state, and what may be written for each."""
    words = vocabulary(kzpenal.Case)
    for path, fact in words.facts.items():
        notes = []
        if fact.required:
            notes.append("required")
        if fact.closes:
            notes.append('"no" when closed')
        told = f"  ({'; '.join(notes)})" if notes else ""
        out(f"{path}: {fact.text}{told}")
        out(f"    {fact.allowed}, unknown, or null for not stated")
    out(f"{words.group}: the list of those described; victims_count: how many, where more")
