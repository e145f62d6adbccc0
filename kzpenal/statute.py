"""A Statute: all that a folder of rules holds through time, from which Laws are taken."""

from __future__ import annotations

import datetime as dt

import attrs
from attrs import field

from kzpenal import money
from kzpenal.citation import code_order
from kzpenal.errors import KzpenalError, NoLawForDay, Problem, did_you_mean
from kzpenal.laws import InForce, Law, Silence
from kzpenal.lists import Coverage, Instrument
from kzpenal.loading import Tree
from kzpenal.provision import Article, Bill, Point, Provision, Version, title_in
from kzpenal.timeline import Period, boundaries, governing
from kzpenal.values import is_a, shown
from kzpenal.vocabulary import Vocabulary

#: So many Laws a Statute keeps ready; the next takes the place of the oldest.
MAX_LAWS = 512


@attrs.define(frozen=True, eq=False, slots=False)
class Statute:
    """Everything that a folder of rules holds, through time; `law` takes from it what governs."""

    tree: Tree
    vocabulary: Vocabulary
    notes: tuple[Problem, ...] = ()
    _laws: dict[object, Law] = field(factory=dict, init=False, repr=False)

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles, in the codes' order."""
        return self.tree.articles

    @property
    def bills(self) -> tuple[Bill, ...]:
        """The bills."""
        return self.tree.bills

    @property
    def instruments(self) -> tuple[Instrument, ...]:
        """The amending laws and bills, with the days known of their way."""
        return self.tree.instruments

    @property
    def coverage(self) -> tuple[Coverage, ...]:
        """How far each article is covered, and which are left out and why."""
        return self.tree.coverage

    def translation_problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with the translations of remarks, which are read only when asked for."""
        return self.tree.translations.problems(self.remarks())

    def remarks(self) -> frozenset[str]:
        """Return every text, reading, omission and reason for one that the rules state, in English."""
        versions = [v for a in self.articles for v in a.versions]
        held = [p for v in versions for p in v.provisions] + [p for b in self.bills for p in b.provisions]
        said: list[Provision | Point] = [*held, *(p for h in held for r in h.rules for p in r.points)]
        texts = {s.text for s in said} - {""}
        for remarks in (x.remarks for group in (versions, self.bills, said) for x in group):
            texts |= {*remarks.interpretation, *remarks.not_encoded}
        return frozenset(texts | {c.why for c in self.coverage if c.why})

    def tenge(self, mci: int, *, on: dt.date) -> int:
        """Return *mci* monthly calculation indexes in tenge, by the index of the day *on*.

        Raises NoLawForDay for a day of a year whose index was not read.
        """
        _check_day(on)
        if type(mci) is not int:
            raise KzpenalError(f"`mci` is a whole number, not {shown(mci)}")
        return money.tenge(mci, on, self.tree.mci)

    def law(self, *, on: dt.date | None = None, bill: str | None = None) -> Law:
        """Return the Law that governs on the day *on*, or that of *bill*.

        Raises NoLawForDay where no article has a text for that day, KzpenalError for an unknown bill.
        """
        if (on is None) == (bill is None):
            raise KzpenalError("a law is asked for by the day it governs (`on`) or by `bill`")
        if on is not None:
            _check_day(on)
        elif not is_a(bill, str):
            raise KzpenalError(f"`bill` is the id of a bill, not {shown(bill)}")
        key = on if on is not None else bill
        found = self._laws.get(key)
        if found is None:
            found = self._in_force(on) if on is not None else self._bill(str(bill))
            self._laws[key] = found
            for oldest in list(self._laws)[:-MAX_LAWS]:
                self._laws.pop(oldest, None)  # another thread may have been quicker
        return found

    def laws(self) -> tuple[Law, ...]:
        """Return every Law there is to ask: each bill, then the law from each day it changed."""
        days = sorted(boundaries(v for a in self.articles for v in a.versions))
        found = [self.law(bill=b.id) for b in self.bills]
        for day in days:
            try:
                law = self.law(on=day)
            except NoLawForDay:
                continue
            if all(law.hash != f.hash for f in found):
                found.append(law)
        return tuple(found)

    def periods(self, first: dt.date, last: dt.date) -> tuple[Period, ...]:
        """Return the periods of one text each, from the day *first* to the day *last*, both included."""
        inside = {d for d in boundaries(v for a in self.articles for v in a.versions) if first < d <= last}
        days = [first, *sorted(inside)]
        return tuple(Period(d, u) for d, u in zip(days, [*days[1:], None], strict=True))

    def _in_force(self, day: dt.date) -> Law:
        articles, silences = [], []
        for article in self.articles:
            version = governing(article.versions, day)
            if version is None or version.not_seen:
                silences.append(self._silence(article, version, day))
            elif not version.absent or version.acts is not None:
                newest = max((v.text_read for v in article.versions if v.text_read), default=None)
                acts = article.acts if version.acts is None else version.acts
                articles.append(InForce(article.citation, article.title, acts, version, newest))
        if not articles:
            first = min(boundaries(v for a in self.articles for v in a.versions), default=None)
            message = f"no text of the law is encoded for {day}"
            cure = f"the encoded texts begin on {first}" if first else "the rules hold no article"
            raise NoLawForDay(Problem("KZP201", None, message, cure))
        return Law(
            "in-force",
            day,
            None,
            tuple(sorted(articles, key=lambda a: code_order(a.citation))),
            self.vocabulary,
            self.tree.assumptions,
            tuple(silences),
            mci=self.tree.mci,
            translations=self.tree.translations,
        )

    def _silence(self, article: Article, version: Version | None, day: dt.date) -> Silence:
        title = title_in(article.title, "en")
        named = f"{article.citation}" + (f" ({title})" if title else "")
        why = (
            "its text of that day was not seen"
            if version is not None
            else "no text of it is encoded for that day"
        )
        problem = Problem("KZP201", None, f"{named} on {day}: {why}", "nothing is answered in its place")
        acts = None if article.unrestricted() else frozenset(article.acts)
        return Silence(article.citation.code, acts, problem)

    def _bill(self, name: str) -> Law:
        bill = next((b for b in self.bills if b.id == name), None)
        if bill is None:
            known = [b.id for b in self.bills]
            near = did_you_mean(name, known)
            cure = near or (f"known: {', '.join(known)}" if known else "the rules hold no bill")
            raise KzpenalError(Problem("KZP203", None, f"there is no bill `{name}`", cure))
        always = Period(None)
        articles = tuple(
            InForce(p.citation, (), bill.acts, Version(always, provisions=(p,), span=p.span))
            for p in bill.provisions
        )
        return Law(
            "bill",
            None,
            bill.id,
            articles,
            self.vocabulary,
            self.tree.assumptions,
            (),
            bill.remarks,
            bill.title,
            self.tree.mci,
            self.tree.translations,
        )


def _check_day(on: object) -> None:
    if is_a(on, dt.datetime) or not is_a(on, dt.date):
        raise KzpenalError(f"`on` is a day (datetime.date), not {shown(on)}")
