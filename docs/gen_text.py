"""Markdown for the generated pages: escapes, links to provisions, tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kzpenal.citation import Citation, cite
from kzpenal.statute import Statute

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|$~!&])")
_CITED = re.compile(r"[a-z][a-z0-9-]*:[0-9a-z]+(?:-[0-9a-z]+)*(?:\([0-9a-z]+(?:-[0-9a-z]+)*\))*")


def page(citation: Citation) -> str:
    """Return the path of the page about the article, or the bill's provision, of *citation*.

    >>> page(cite("x:99-1(2)"))
    'law/x/99-1.md'
    """
    return f"law/{citation.code}/{citation.article}.md"


def label(citation: Citation) -> str:
    """Return the name of the place where *citation* stands; no two citations share one.

    >>> label(cite("x:127-2(1)")), label(cite("x:127(2)(1)"))
    ('law.x.127-2.1', 'law.x.127.2.1')
    """
    return ".".join(("law", citation.code, citation.article, *citation.path))


def escaped(text: str) -> str:
    r"""Return *text* such that Markdown shows it as it is.

    >>> print(escaped("a_b [c]"))
    a\_b \[c\]
    """
    return _SPECIAL.sub(r"\\\1", text)


def linked(text: str, statute: Statute) -> str:
    """Return *text* escaped, with a link at each citation of what is encoded."""
    places = _places(statute)
    out, end = [], 0
    for match in _CITED.finditer(text):
        try:
            cited = cite(match[0])
        except ValueError:
            continue
        while cited.path and cited not in places:
            cited = cited.parent
        if cited in places:
            out += [escaped(text[end : match.start()]), f"[{match[0]}](#{label(cited)})"]
            end = match.end()
    return "".join([*out, escaped(text[end:])])


def _places(statute: Statute) -> set[Citation]:
    articles = [(a.citation, a.versions[-1:]) for a in statute.articles]
    parts = {p.citation for _, versions in articles for v in versions for p in v.provisions}
    return {c for c, _ in articles} | parts | {p.citation for b in statute.bills for p in b.provisions}


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the lines of a table."""
    heads = list(heads)
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def toctree(pages: Iterable[str], *options: str) -> Iterator[str]:
    """Yield the lines that put *pages* into the contents."""
    yield from ("```{toctree}", *options, "")
    yield from (p.removesuffix(".md") for p in pages)
    yield from ("```", "")
