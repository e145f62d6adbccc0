"""`kzpenal coverage`: for every article and text, what is encoded, tested, read again, and left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

import kzpenal
from kzpenal.citation import cite, code_order
from kzpenal.cli.common import answering, fail, lang_option, out, out_json, told
from kzpenal.provision import Article, Version, title_in
from kzpenal.rendering import period_text
from kzpenal.wording import phrase


@click.command(short_help="Tell what is encoded, tested and left out.")
@click.argument("provision", metavar="[ARTICLE]", required=False)
@lang_option
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@answering
def coverage(provision: str | None, lang: str, as_json: bool) -> None:
    """Tell for every article, or for ARTICLE, and each of its texts: what is encoded, which redactions were
    read, how many worked cases there are, whether it was read a second time, and what is left out and why.
    """
    entries = list(_entries(lang))
    if provision is not None:
        entries = [e for e in entries if e["article"] == _article(provision)]
        if not entries:
            fail(phrase("coverage-none", lang, provision=provision), 1)
    if as_json:
        for entry in entries:
            for text in entry["texts"]:
                del text["_period"]
        out_json(entries)
        return
    for entry in entries:
        _print(entry, lang)


def _article(provision: str) -> str:
    try:
        return str(cite(provision).whole)
    except ValueError:
        return provision


def _entries(lang: str) -> Iterator[dict[str, Any]]:
    """Yield what is known of each article, encoded or left out, in the code's order."""
    statute = kzpenal.statute()
    known = {c.citation: c for c in statute.coverage}
    articles = {a.citation: a for a in statute.articles}
    for citation in sorted({*known, *articles}, key=code_order):
        covered, article = known.get(citation), articles.get(citation)
        yield {
            "article": str(citation),
            "title": title_in(article.title, lang) if article is not None else "",
            "cases": covered.cases if covered is not None else 0,
            "read_again": [d.isoformat() for d in covered.read_again] if covered is not None else [],
            "why": told(covered.why, lang) if covered is not None and covered.why else "",
            "texts": [_text(v) for v in article.versions] if article is not None else [],
            "left_out": list(dict.fromkeys(_left_out(article, lang))) if article is not None else [],
        }


def _text(version: Version) -> dict[str, Any]:
    first, until = version.in_force.first, version.in_force.until
    state = "absent" if version.absent else "not-seen" if version.not_seen else "encoded"
    return {
        "from": None if first is None else first.isoformat(),
        "until": None if until is None else until.isoformat(),
        "state": state,
        "read": [r.redaction.isoformat() for r in version.read],
        "provisions": [str(p.citation) for p in version.provisions],
        "_period": version.in_force,
    }


def _left_out(article: Article, lang: str) -> Iterator[str]:
    for version in article.versions:
        for text in version.remarks.not_encoded:
            yield told(text, lang)
        for provision in version.provisions:
            for text in provision.remarks.not_encoded:
                yield f"{provision.citation}: {told(text, lang)}"
            for point in provision.points:
                for text in point.remarks.not_encoded:
                    yield f"{point.citation}: {told(text, lang)}"


def _print(entry: dict[str, Any], lang: str) -> None:
    out(f"{entry['article']} {entry['title']}".rstrip(), "bold")
    if entry["why"]:
        out("  " + phrase("coverage-why", lang, why=entry["why"]))
    for text in entry["texts"]:
        period = period_text(text["_period"], lang)
        read = ", ".join(text["read"]) or phrase("no", lang)
        out("  " + phrase(f"coverage-{text['state']}", lang, period=period, read=read))
    if entry["texts"]:
        again = ", ".join(entry["read_again"]) or phrase("no", lang)
        out("  " + phrase("coverage-tested", lang, cases=entry["cases"], again=again))
    for text in entry["left_out"]:
        out("  " + phrase("coverage-left-out", lang, text=text))
