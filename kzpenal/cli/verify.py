"""`kzpenal verify`: whether a receipt holds, by a checker of its own."""

from __future__ import annotations

import sys
from pathlib import Path

import click

import kzpenal
from kzpenal.cli.common import WRONG_INPUT, answering, lang_option, out
from kzpenal.errors import KzpenalError, Problem
from kzpenal.files import read_bytes
from kzpenal.sealing import MAX_BYTES


@click.command(short_help="Check a receipt.")
@click.argument("receipt", metavar="RECEIPT")
@click.option("--openings", metavar="FILE", help="What shows the facts that are withheld.")
@click.option("--sha256", metavar="HEX", help="The hash of the receipt, known from elsewhere.")
@click.option("--rules", metavar="PATH", help="The rules to check against; default: the library's own.")
@lang_option
@answering
def verify(receipt: str, openings: str | None, sha256: str | None, rules: str | None, lang: str) -> None:
    """Check the file RECEIPT against the rules, derive its answer again, and tell every fault."""
    found = kzpenal.verify(
        _read(receipt),
        statute=None if rules is None else kzpenal.load(rules),
        openings=None if openings is None else _read(openings),
        sha256=sha256,
    )
    for line in found.lines(lang):
        out(line)
    if not found.ok:
        sys.exit(WRONG_INPUT)


def _read(name: str) -> bytes:
    if name == "-":
        return b"" if sys.stdin is None else sys.stdin.buffer.read(MAX_BYTES + 1)
    data = read_bytes(Path(name), most=MAX_BYTES)
    if isinstance(data, Problem):
        raise KzpenalError(data)
    return data
