"""`kzpenal show`: a provision as it is encoded, through time."""

from __future__ import annotations

import click

import kzpenal
from kzpenal.citation import Citation, cite
from kzpenal.cli.common import answering, out
from kzpenal.errors import KzpenalError, Problem, did_you_mean
from kzpenal.provision import Point, Provision, Remarks, Rule, title_in
from kzpenal.rendering import conclusion_text, condition_text


@click.command(short_help="Show a provision as it is encoded.")
@click.argument("provision", metavar="ID")
@answering
def show(provision: str) -> None:
    """Show provision ID, such as cc:99, 'cc:99(3)' or a bill's, as it is encoded."""
    known = [str(a.citation) for a in kzpenal.statute().articles]
    listed = (
        "the articles of a day are listed by `kzpenal law 2024-07-01`, a bill by `kzpenal law` and its id"
    )
    try:
        wanted = cite(provision)
    except ValueError as error:
        named = [
            name for name in known if provision and name.partition(":")[2] == provision.partition("(")[0]
        ]
        cure = f"write the code too: {', '.join(named)}" if named else listed
        raise KzpenalError(Problem("KZP023", None, str(error), cure)) from None
    shown = _article(wanted) or _bill(wanted)
    if not shown:
        cure = did_you_mean(provision, known) or listed
        raise KzpenalError(Problem("KZP402", None, f"`{provision}` is not encoded", cure))


def _article(wanted: Citation) -> bool:
    found = False
    for article in kzpenal.statute().articles:
        if article.citation != wanted.whole:
            continue
        for version in article.versions:
            parts = [p for p in version.provisions if _asked(p, wanted)]
            if wanted.path and not parts:
                continue
            found = True
            titles = " / ".join(t for _, t in article.title)
            out(f"{article.citation} {titles}", "bold")
            by = f", as amended by {version.amended_by}" if version.amended_by else ""
            out(f"  in force {version.in_force}{by}")
            if version.absent:
                out("  did not exist")
            if version.not_seen:
                out("  the text was not seen")
            for reading in version.read:
                note = f" ({reading.note})" if reading.note else ""
                out(f"  read: redaction of {reading.redaction}, {reading.url}{note}")
            _remarks(version.remarks, 2)
            for part in parts:
                _provision(part, wanted)
    return found


def _bill(wanted: Citation) -> bool:
    for bill in kzpenal.statute().bills:
        parts = [p for p in bill.provisions if bill.id == wanted.code and _asked(p, wanted)]
        if parts:
            out(f"{bill.id} {title_in(bill.title, 'en')}", "bold")
            for part in parts:
                _provision(part, wanted)
            return True
    return False


def _asked(part: Provision, wanted: Citation) -> bool:
    return part.citation.within(wanted) or any(p.citation == wanted for p in part.points)


def _provision(part: Provision, wanted: Citation) -> None:
    place = f"  [{part.span.file}:{part.span.line}]" if part.span else ""
    out(f"  {part.citation}{place}", "bold")
    if part.text:
        out(f"    {part.text}")
    for rule in part.rules:
        _rule(rule, wanted)
    _remarks(part.remarks, 4)


def _rule(rule: Rule, wanted: Citation) -> None:
    out(f"    {conclusion_text(rule.conclusion)}")
    for condition in rule.conditions:
        out(f"      if {condition_text(condition)}")
    chosen = [p for p in rule.points if p.citation == wanted] or list(rule.points)
    for point in chosen:
        _point(point)
    for exception in rule.unless:
        out(f"      unless, by {exception.by}, {condition_text(exception.condition)}")


def _point(point: Point) -> None:
    out(f"      {point.citation}: {condition_text(point.condition)}")
    _remarks(point.remarks, 8)


def _remarks(remarks: Remarks, indent: int) -> None:
    for text in remarks.interpretation:
        out(" " * indent + f"read as: {text}")
    for text in remarks.not_encoded:
        out(" " * indent + f"not encoded: {text}")
