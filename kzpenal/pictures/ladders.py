"""What a ladder of sanctions shows, as plain data: what each part threatens, text by text through time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Literal

import attrs
from attrs import frozen

from kzpenal import api
from kzpenal.answers import penalty_text
from kzpenal.citation import Citation, code_order
from kzpenal.errors import KzpenalError, Problem, did_you_mean
from kzpenal.pictures.common import cited, undrawable
from kzpenal.provision import Charge, Provision, Version, title_in
from kzpenal.quantity import MONTHS_IN_A_YEAR
from kzpenal.sanction import MAIN, Penalty, Sanction
from kzpenal.statute import Statute
from kzpenal.timeline import Period
from kzpenal.wording import amount, phrase, word

State = Literal["printed", "not-reported", "absent", "no-part", "not-seen"]
#: Life imprisonment stands at the end of the column of this kind.
IMPRISONMENT, LIFE = "imprisonment", "life-imprisonment"


@frozen
class Bar:
    """One alternative of a sanction: its bounds as printed, in the unit of the article (None: none is)."""

    kind: str
    low: int | None
    high: int | None
    unit: str | None
    text: str

    @property
    def span(self) -> tuple[float | None, float]:
        """The bounds in the unit of the column: terms of months and years in years."""
        divisor = MONTHS_IN_A_YEAR if self.unit == "month" else 1
        return None if self.low is None else self.low / divisor, (self.high or 0) / divisor


@frozen
class Row:
    """A part in one text: from its first to its last day, and what it threatens then."""

    state: State
    first: dt.date | None
    last: dt.date | None
    when: str
    bars: tuple[Bar, ...] = ()
    #: Additional penalties, and who bears the penalty where that is not the offender, in words.
    also: tuple[str, ...] = ()
    #: What stands in the place of bars where there are none.
    text: str = ""


@frozen
class Rung:
    """A part with a row for each text in which its sanction differs."""

    provision: str
    rows: tuple[Row, ...]


@frozen
class Group:
    """An article, or a bill, with its parts."""

    provision: str
    title: str
    rungs: tuple[Rung, ...]


@frozen
class Column:
    """A kind of penalty in one unit (None: it has no amount), and the most of it that is printed."""

    kind: str
    unit: str | None
    most: float
    text: str
    #: Whether life imprisonment stands at its end.
    life: bool = False


@frozen
class Ladder:
    """Articles side by side."""

    groups: tuple[Group, ...]
    columns: tuple[Column, ...]

    def rows(self) -> Iterator[tuple[Rung, Row]]:
        """Yield every row with its part."""
        for group in self.groups:
            for rung in group.rungs:
                yield from ((rung, row) for row in rung.rows)


def rungs(
    *provisions: str,
    on: dt.date | Iterable[dt.date] = (),
    statute: Statute | None = None,
    lang: str = "en",
) -> Ladder:
    """Return what the ladder of *provisions*, articles or parts, shows: each text, or that of the days *on*.

    Raises KzpenalError for a citation that names nothing that is held (KZP402), or no sanction (KZP404).
    """
    held = statute or api.statute()
    days = (on,) if isinstance(on, dt.date) else tuple(on)
    for day in days:
        held.law(on=day)  # a day that is none, or before all texts, is refused there
    if not provisions:
        raise undrawable("no article is named", "name one or more, such as cc:99 cc:106")
    asked: dict[str, list[Citation]] = {}
    for provision in provisions:
        wanted = cited(provision)
        bill = any(b.id == wanted.code for b in held.bills)
        asked.setdefault(wanted.code if bill else str(wanted.whole), []).append(wanted)
    groups = tuple(_group(held, name, wanted, days, lang) for name, wanted in asked.items())
    return Ladder(groups, _columns(groups, lang))


def _group(
    statute: Statute, name: str, wanted: list[Citation], days: tuple[dt.date, ...], lang: str
) -> Group:
    bill = next((b for b in statute.bills if b.id == name), None)
    if bill is not None:
        title = f"{title_in(bill.title, lang)}. {phrase('law-bill', lang, bill=bill.id)}"
        versions: tuple[Version, ...] = (Version(Period(None), provisions=bill.provisions),)
        days = ()
    else:
        article = next((a for a in statute.articles if str(a.citation) == name), None)
        if article is None:
            near = did_you_mean(name, [str(a.citation) for a in statute.articles])
            raise KzpenalError(Problem("KZP402", None, f"`{name}` is not encoded", near))
        title, versions = title_in(article.title, lang), article.versions
    charging = {
        p.citation: None
        for v in versions
        for p in v.provisions
        if any(isinstance(r.conclusion, Charge) for r in p.rules)
    }
    for each in wanted:
        if not any(_asked(c, each) for c in charging):
            known = {p.citation for v in versions for p in v.provisions}
            if any(_asked(c, each) for c in known):
                raise undrawable(f"`{each}` threatens no sanction", "name a part that does, or its article")
            raise KzpenalError(Problem("KZP402", None, f"`{each}` is not encoded"))
    parts = [c for c in charging if any(_asked(c, each) for each in wanted)]
    if bill is None:
        parts.sort(key=code_order)
    return Group(name, title, tuple(_rung(versions, part, days, lang) for part in parts))


def _asked(part: Citation, wanted: Citation) -> bool:
    """Say whether *part* is what is named, or of it, or holds it as a point."""
    return part.within(wanted) or wanted.within(part)


def _rung(versions: tuple[Version, ...], part: Citation, days: tuple[dt.date, ...], lang: str) -> Rung:
    rows: list[tuple[Period, Row]] = []
    for version in versions:
        for row in _told(version, part, lang):
            before, last = rows[-1] if rows else (None, None)
            if before is not None and last == row and before.until == version.in_force.first:
                rows[-1] = (Period(before.first, version.in_force.until), row)
            else:
                rows.append((version.in_force, row))
    kept = [(p, r) for p, r in rows if not days or any(d in p for d in days)]
    if not kept:
        return Rung(str(part), (Row("not-seen", None, None, "", text=phrase("show-not-seen", lang)),))
    return Rung(str(part), tuple(_dated(period, row) for period, row in kept))


def _dated(period: Period, row: Row) -> Row:
    last = None if period.until is None else period.until - dt.timedelta(days=1)
    when = "" if period.first is None and last is None else f"{period.first or '…'} — {last or '…'}"
    return attrs.evolve(row, first=period.first, last=last, when=when)


def _told(version: Version, part: Citation, lang: str) -> Iterator[Row]:
    """Yield what *version* threatens by *part*, without its days; one row a rule that charges."""
    if version.absent or version.not_seen:
        key = "absent" if version.absent else "not-seen"
        yield Row(key, None, None, "", text=phrase(f"show-{key}", lang))  # type: ignore[arg-type]
        return
    provision = next((p for p in version.provisions if p.citation == part), None)
    said = [] if provision is None else _charges(provision)
    if not said:
        yield Row("no-part", None, None, "", text=phrase("picture-no-part", lang))
    for charge in said:
        liable = charge.liable != "offender"
        borne = [phrase("liable", lang, person=word("person", charge.liable, lang))] if liable else []
        sanction = charge.sanction or Sanction(None)
        if sanction.one_of is None:
            text = phrase("not-reported", lang)
            yield Row("not-reported", None, None, "", (), tuple(borne), text)
        else:
            bars = tuple(_bar(a.penalty, lang) for a in sanction.one_of)
            yield Row("printed", None, None, "", bars, (*_also(sanction, lang), *borne))


def _charges(provision: Provision) -> list[Charge]:
    return [r.conclusion for r in provision.rules if isinstance(r.conclusion, Charge)]


def _bar(penalty: Penalty, lang: str) -> Bar:
    text = amount(penalty.min, penalty.max, penalty.unit, lang)
    if penalty.kind == LIFE:
        text = phrase("for-life", lang)
    return Bar(
        penalty.kind, penalty.min, penalty.max, penalty.unit, text or word("penalty", penalty.kind, lang)
    )


def _also(sanction: Sanction, lang: str) -> Iterator[str]:
    for alternative in sanction.one_of or ():
        if alternative.with_:
            additions = phrase("and", lang).join(penalty_text(p, lang) for p in alternative.with_)
            penalty = word("penalty", alternative.penalty.kind, lang)
            yield phrase("with", lang, penalty=penalty, additions=additions)
    yield from (penalty_text(p, lang) for p in sanction.and_also)


def _columns(groups: tuple[Group, ...], lang: str) -> tuple[Column, ...]:
    """Return the kinds of penalty that occur, from the gravest to the mildest as the code lists them."""
    bars = [b for g in groups for r in g.rungs for row in r.rows for b in row.bars]
    found = []
    for kind in MAIN[1:]:
        life = kind == IMPRISONMENT and any(b.kind == LIFE for b in bars)
        units = {_unit(b): None for b in bars if b.kind == kind} or ({"year": None} if life else {})
        for unit in sorted(units, key=str):
            most = max((b.span[1] for b in bars if b.kind == kind and _unit(b) == unit), default=0)
            found.append(Column(kind, unit, most, word("penalty", kind, lang), life))
            life = False
    return tuple(found)


def _unit(bar: Bar) -> str | None:
    return "year" if bar.unit == "month" else bar.unit
