"""Pages about the law, written from the rules: a page an article, an index a code, the lists beside.

Nothing here knows an article: what is encoded has a page, and what is added gets one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from gen_cases import Worked, cases_about, cases_page, read_cases
from gen_text import escaped, label, linked, page, table, toctree

from kzpenal.citation import code_order
from kzpenal.labels import condition_text
from kzpenal.provision import Article, Bill, Provision, Remarks, Rule, Version, title_in
from kzpenal.rendering import conclusion_text
from kzpenal.statute import Statute

CASES = Path(__file__).parent.parent / "tests" / "cases"
_LANGUAGES = {"en": "English", "ru": "Russian", "kk": "Kazakh"}


def law_pages(statute: Statute, cases: Path = CASES) -> dict[str, str]:
    """Return the text of each page about the law, by its path below the folder of the site."""
    worked = read_cases(cases)
    written = {page(a.citation): "\n".join(_article(a, statute, worked)) for a in statute.articles}
    for bill in statute.bills:
        for provision in bill.provisions:
            text = "\n".join(_bill_provision(provision, bill, statute, worked))
            written[page(provision.citation)] = text
        written[f"law/{bill.id}/index.md"] = "\n".join(_bill(bill, statute))
    for code, articles in _by_code(statute):
        written[f"law/{code}/index.md"] = "\n".join(_code(code, articles))
    for about, found in worked.items():
        if isinstance(about, str):
            written[f"law/cases/{about}.md"] = "\n".join(cases_page(about, found, statute))
    written["law/lists.md"] = "\n".join(_lists(statute))
    written["law/index.md"] = "\n".join(_index(statute, worked))
    return written


def _titles(title: tuple[tuple[str, str], ...]) -> Iterator[str]:
    yield from (f"- {_LANGUAGES.get(lang, lang)}: {escaped(text)}" for lang, text in title)
    yield ""


# Articles


def _article(article: Article, statute: Statute, worked: Worked) -> Iterator[str]:
    yield from (f"({label(article.citation)})=", f"# {article.citation} {_title(article)}", "")
    yield from _titles(article.title)
    if article.acts:
        yield f"It speaks about the acts {', '.join(f'`{a}`' for a in article.acts)}."
    else:
        yield "It speaks about every act of its code."
    yield ""
    if len(article.versions) > 1:
        yield f"{len(article.versions)} texts are held, the newest first."
        yield ""
    for number, version in enumerate(reversed(article.versions)):
        yield from _version(version, statute, newest=number == 0)
    yield from cases_about(article.citation, worked, statute)


def _title(article: Article) -> str:
    return escaped(title_in(article.title, "en"))


def _version(version: Version, statute: Statute, newest: bool) -> Iterator[str]:
    period = version.in_force
    first = f" from {period.first}" if period.first else ""
    until = f" until {period.until}" if period.until else ""
    yield from (f"## {'Absent' if version.absent else 'In force'}{first}{until}", "")
    if period.until:
        yield from (f"The last day of this text is the day before {period.until}.", "")
    if version.absent:
        told = (
            f" Nothing encoded punished {', '.join(f'`{a}`' for a in version.acts)}." if version.acts else ""
        )
        yield from (f"The article was not in force.{told}", "")
    if version.not_seen:
        yield from ("There was a text, and nobody read it: nothing is answered in its place.", "")
    if version.amended_by:
        name = next((i.name for i in statute.instruments if i.id == version.amended_by), version.amended_by)
        yield from (f"Text given by: [{escaped(name)}](#instrument.{version.amended_by}).", "")
    if version.read:
        yield from ("Redactions read:", "")
        for reading in version.read:
            note = f" ({linked(reading.note, statute)})" if reading.note else ""
            yield f"- [{reading.redaction}](<{reading.url}>){note}"
        yield ""
    yield from _remarks(version.remarks, statute)
    for provision in version.provisions:
        whole = provision.citation.path == ()
        if newest and not whole:
            yield f"({label(provision.citation)})="
        yield from (f"### {provision.citation}", "")
        yield from _provision(provision, statute)


def _provision(provision: Provision, statute: Statute) -> Iterator[str]:
    if provision.text:
        yield from (linked(provision.text, statute), "")
    for rule in provision.rules:
        yield from _rule(rule, statute)
    yield from _remarks(provision.remarks, statute)
    if provision.span:
        yield from (f"Rule: `{provision.span.file}`, line {provision.span.line}.", "")


def _rule(rule: Rule, statute: Statute) -> Iterator[str]:
    yield from (f"**{linked(conclusion_text(rule.conclusion), statute)}**", "")
    words = iter(("if", *["and if"] * (len(rule.conditions) + 1)))
    for condition in rule.conditions:
        yield f"- {next(words)} {linked(condition_text(condition), statute)}"
    if rule.points:
        yield f"- {next(words)} one of these holds:"
        for point in rule.points:
            text = f" {linked(point.text, statute)}:" if point.text else ""
            told = linked(condition_text(point.condition), statute)
            yield f"  - ({'-'.join(point.citation.path[-1:])}){text} {told}"
            for remark in _remark_lines(point.remarks, statute):
                yield f"    - {remark}"
    for unless in rule.unless:
        told = linked(condition_text(unless.condition), statute)
        yield f"- unless, by {linked(str(unless.by), statute)}, {told}"
    if not rule.conditions and not rule.points:
        yield "- always" + (", but for the exceptions" if rule.unless else "")
    yield ""


def _remark_lines(remarks: Remarks, statute: Statute) -> Iterator[str]:
    yield from (f"Read as: {linked(text, statute)}" for text in remarks.interpretation)
    yield from (f"Not encoded: {linked(text, statute)}" for text in remarks.not_encoded)


def _remarks(remarks: Remarks, statute: Statute) -> Iterator[str]:
    for line in _remark_lines(remarks, statute):
        yield from (line, "")


# Bills


def _bill(bill: Bill, statute: Statute) -> Iterator[str]:
    yield from (f"# {escaped(title_in(bill.title, 'en'))}", "", f"`{bill.id}`", "")
    yield from _titles(bill.title)
    yield "This is a bill, not law. It holds what was reported, and nothing else."
    yield f"Reported {bill.reported}: {linked(bill.source, statute)}."
    yield from ("", f"Its way stands under [instruments](#instrument.{bill.id}).", "")
    yield from _remarks(bill.remarks, statute)
    rows = [(f"[{p.citation.article}](#{label(p.citation)})", escaped(p.text)) for p in bill.provisions]
    yield from table(("provision", "what was reported"), rows)
    yield from toctree((f"/{page(p.citation)}" for p in bill.provisions), ":hidden:")


def _bill_provision(provision: Provision, bill: Bill, statute: Statute, worked: Worked) -> Iterator[str]:
    yield from (f"({label(provision.citation)})=", f"# {provision.citation.article}", "")
    name = escaped(title_in(bill.title, "en"))
    yield from (f"`{provision.citation}`: {name}. A bill, not law.", "")
    yield from _provision(provision, statute)
    yield from cases_about(provision.citation, worked, statute)


# Indexes and lists


def _by_code(statute: Statute) -> list[tuple[str, list[Article]]]:
    articles = sorted(statute.articles, key=lambda a: code_order(a.citation))
    return [(code, list(found)) for code, found in groupby(articles, key=lambda a: a.citation.code)]


def _code_title(code: str, articles: list[Article]) -> str:
    """Return the name of a code: that of the folder of its rules."""
    span = articles[0].span
    return f"{Path(span.file).parent.name.replace('-', ' ').capitalize()} ({code})" if span else code


def _code(code: str, articles: list[Article]) -> Iterator[str]:
    yield from (f"# {_code_title(code, articles)}", "")
    rows = []
    for article in articles:
        parts = dict.fromkeys(p.citation for v in article.versions[-1:] for p in v.provisions)
        links = [f"[{c}](#{label(c)})" for c in parts if c.path]
        held = ", ".join(str(v.in_force.first or "…") for v in article.versions)
        read = max((str(v.text_read) for v in article.versions if v.text_read), default="never")
        first = f"[{article.citation}](#{label(article.citation)})"
        rows.append((first, _title(article), " ".join(links), held, read))
    yield from table(("article", "title", "parts", "texts in force from", "read up to"), rows)
    yield from toctree((f"/{page(a.citation)}" for a in articles), ":hidden:")


def _index(statute: Statute, worked: Worked) -> Iterator[str]:
    yield from ("# The law that is held", "")
    yield "Written from the rules. The texts are short descriptions in words of the library's own;"
    yield "the official texts are behind the links. A condition stands as the rules write it; its words are"
    yield from (
        "facts of a [case](/facts.md), or facts of a charge ([the rule format](/rule-format.md)).",
        "",
    )
    yield from ("A day is refused if no text of it is held. Earlier texts of an article may exist.", "")
    pages = []
    for code, articles in _by_code(statute):
        pages.append(f"/law/{code}/index.md")
        yield f"- [{_code_title(code, articles)}]({pages[-1]}): {len(articles)} articles"
    for bill in statute.bills:
        pages.append(f"/law/{bill.id}/index.md")
        name = escaped(title_in(bill.title, "en"))
        yield f"- [{name}]({pages[-1]}): {len(bill.provisions)} provisions, not law"
    for about in worked:
        if isinstance(about, str):
            pages.append(f"/law/cases/{about}.md")
            yield f"- [{about.replace('-', ' ').capitalize()}]({pages[-1]}): worked cases"
    pages.append("/law/lists.md")
    yield from (
        "- [Lists beside the law](/law/lists.md): instruments, assumptions, the index, what is left out",
    )
    yield from ("", *toctree(pages, ":hidden:"))


def _lists(statute: Statute) -> Iterator[str]:
    yield from ("# Lists beside the law", "", "## Instruments", "")
    yield from ("Laws that gave the texts held, and bills, with the days known of their way.", "")
    for instrument in statute.instruments:
        yield from (f"(instrument.{instrument.id})=", f"### {escaped(instrument.name)}", "")
        yield from (f"`{instrument.id}`", "")
        for stage, day, source in instrument.stages:
            told = f" ({linked(source, statute)})" if source else ""
            yield f"- {linked(stage, statute)}: {day or 'day not known'}{told}"
        yield ""
    yield from ("## Taken for granted", "")
    yield from ("What is assumed of a fact that is not stated. The answer says so in `presumed`.", "")
    assumed = statute.tree.assumptions
    rows = [(f"`{a.fact}`", _assumed(a.value, a.same_as), linked(a.because, statute)) for a in assumed]
    yield from table(("fact", "value", "because"), rows)
    yield from ("## The monthly calculation index (MCI)", "")
    rates = [(str(r.first), f"{r.tenge:,}", linked(r.law, statute)) for r in statute.tree.mci]
    yield from table(("from", "tenge", "by"), rates)
    yield from ("## Provisions that exist and are not encoded", "")
    yield from ("A reference to one of these is taken as not met.", "")
    left = [(str(u.citation), str(u.in_force), linked(u.text, statute)) for u in statute.tree.unencoded]
    yield from table(("provision", "in force", "what it is about"), left)


def _assumed(value: object, same_as: str | None) -> str:
    if same_as is not None:
        return f"that of `{same_as}`"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"
