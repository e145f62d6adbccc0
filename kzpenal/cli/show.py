"""`kzpenal show`: a provision as it is encoded, through time."""

from __future__ import annotations

import click

import kzpenal
from kzpenal.citation import Citation, cite
from kzpenal.cli.common import (
    answering,
    file_option,
    lang_option,
    named_day,
    out,
    out_picture,
    read_case,
    told,
)
from kzpenal.errors import KzpenalError, Problem, did_you_mean
from kzpenal.labels import condition_text, value_label
from kzpenal.provision import Point, Provision, Remarks, Rule, title_in
from kzpenal.rendering import conclusion_text, period_text
from kzpenal.wording import phrase


@click.command(short_help="Show a provision as it is encoded.")
@click.argument("provision", metavar="ID")
@lang_option
@click.option(
    "--svg", is_flag=True, help="Draw one text as a decision graph, in SVG (extra kzpenal[pictures])."
)
@click.option("--on", "day", metavar="DAY", help="With --svg: the text of this day; default: the newest.")
@click.option(
    "--case", metavar="FILE", help="With --svg: how the case in FILE stands to it, on the day of its act."
)
@file_option
@answering
def show(provision: str, lang: str, svg: bool, day: str | None, case: str | None, file: str | None) -> None:
    """Show provision ID, such as cc:99, 'cc:99(3)' or a bill's, as it is encoded."""
    if svg:
        return _draw(provision, lang, day, case, file)
    for name, given in (("--on", day), ("--case", case), ("--output", file)):
        if given is not None:
            raise click.UsageError(f"`{name}` goes with `--svg`")
    _print(provision, lang)
    return None


def _draw(provision: str, lang: str, day: str | None, case: str | None, file: str | None) -> None:
    from kzpenal import pictures  # only here: few draw, and all wait for what is imported above

    on = None if day is None else named_day(day)
    if case is None:
        picture = pictures.graph(provision, on=on, lang=lang)
    else:
        law = None if on is None else kzpenal.law(on=on)
        picture = pictures.graph(provision, answer=kzpenal.assess(read_case(case), law=law), lang=lang)
    out_picture(picture, file)


def _print(provision: str, lang: str) -> None:
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
    shown = _article(wanted, lang) or _bill(wanted, lang)
    if not shown:
        cure = did_you_mean(provision, known) or listed
        raise KzpenalError(Problem("KZP402", None, f"`{provision}` is not encoded", cure))


def _article(wanted: Citation, lang: str) -> bool:
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
            by = phrase("show-amended", lang, law=version.amended_by) if version.amended_by else ""
            out("  " + phrase("show-in-force", lang, period=period_text(version.in_force, lang)) + by)
            if version.absent:
                out("  " + phrase("show-absent", lang))
                if version.acts:
                    acts = ", ".join(value_label("act", a, lang) for a in version.acts)
                    out("  " + phrase("show-absent-acts", lang, acts=acts))
            if version.not_seen:
                out("  " + phrase("show-not-seen", lang))
            for reading in version.read:
                note = f" ({reading.note})" if reading.note else ""
                out("  " + phrase("show-read", lang, day=reading.redaction, url=reading.url) + note)
            _remarks(version.remarks, 2, lang)
            for part in parts:
                _provision(part, wanted, lang)
    return found


def _bill(wanted: Citation, lang: str) -> bool:
    for bill in kzpenal.statute().bills:
        parts = [p for p in bill.provisions if bill.id == wanted.code and _asked(p, wanted)]
        if parts:
            out(f"{bill.id} {title_in(bill.title, lang)}", "bold")
            for part in parts:
                _provision(part, wanted, lang)
            return True
    return False


def _asked(part: Provision, wanted: Citation) -> bool:
    return part.citation.within(wanted) or any(p.citation == wanted for p in part.points)


def _provision(part: Provision, wanted: Citation, lang: str) -> None:
    place = f"  [{part.span.file}:{part.span.line}]" if part.span else ""
    out(f"  {part.citation}{place}", "bold")
    if part.text:
        out("    " + phrase("show-text", lang, text=told(part.text, lang)))
    for rule in part.rules:
        _rule(rule, wanted, lang)
    _remarks(part.remarks, 4, lang)


def _rule(rule: Rule, wanted: Citation, lang: str) -> None:
    out(f"    {conclusion_text(rule.conclusion, lang)}")
    for node in rule.conditions:
        out("      " + phrase("show-if", lang, condition=condition_text(node, lang)))
    chosen = [p for p in rule.points if p.citation == wanted] or list(rule.points)
    for point in chosen:
        _point(point, lang)
    for exception in rule.unless:
        condition = condition_text(exception.condition, lang)
        out("      " + phrase("show-unless", lang, provision=exception.by, condition=condition))


def _point(point: Point, lang: str) -> None:
    out(f"      {point.citation}: {condition_text(point.condition, lang)}")
    _remarks(point.remarks, 8, lang)


def _remarks(remarks: Remarks, indent: int, lang: str) -> None:
    for key, found in (("show-read-as", remarks.interpretation), ("show-left-out", remarks.not_encoded)):
        for text in found:
            out(" " * indent + phrase(key, lang, text=told(text, lang)))
