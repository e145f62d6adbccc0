"""What a decision graph shows, as plain data: rules, their conditions, and how a case stands to each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Literal

import attrs
from attrs import frozen

from kzpenal import api
from kzpenal.answers import sanction_text
from kzpenal.assessment import Assessment
from kzpenal.charging import displacing
from kzpenal.citation import Citation
from kzpenal.condition import All, Any, Scope
from kzpenal.errors import KzpenalError, Problem, did_you_mean
from kzpenal.laws import Part, condition_of
from kzpenal.pictures.common import cited
from kzpenal.pictures.conditions import Condition, State, View, boxed, flat
from kzpenal.provision import (
    Bar,
    Charge,
    Classify,
    Conclusion,
    Define,
    Duty,
    Increase,
    Liability,
    Operation,
    Order,
    Provision,
    Rule,
    Version,
    title_in,
)
from kzpenal.rendering import conclusion_text, period_text
from kzpenal.statute import Statute
from kzpenal.timeline import governing
from kzpenal.values import shown
from kzpenal.vocabulary import Vocabulary
from kzpenal.wording import phrase, word

Standing = Literal["charged", "possible", "yields", "not-liable"]
#: What is concluded about a part, and about a charge of it.
_ABOUT_PART = (Liability, Classify)
_ABOUT_CHARGE = (Define, Operation, Order, Bar, Increase)


@frozen
class Branch:
    """One rule: its condition (None: none is asked), and what it concludes, a line each.

    `state` is that of its condition; `follows` whether the conclusion does: a part that is met and yields to
    another is not charged.
    """

    conclusion: tuple[str, ...]
    condition: Condition | None
    state: State | None = None
    follows: State | None = None


@frozen
class Section:
    """A part of an article with its rules; `standing` is how the case's charge stands to it, if it does."""

    provision: str
    text: str
    branches: tuple[Branch, ...]
    standing: Standing | None = None
    notes: tuple[str, ...] = ()


@frozen
class Decision:
    """An article, or one part or point of it, under one law."""

    provision: str
    title: str
    notes: tuple[str, ...]
    sections: tuple[Section, ...]
    #: Whether a case is asked about.
    asked: bool

    def conditions(self) -> Iterator[Condition]:
        """Yield every condition, from the first part to the last."""
        for section in self.sections:
            for branch in section.branches:
                if branch.condition is not None:
                    yield from branch.condition.walk()


def decision(
    provision: str,
    *,
    on: dt.date | None = None,
    answer: Assessment | None = None,
    statute: Statute | None = None,
    lang: str = "en",
) -> Decision:
    """Return what the graph of *provision* shows.

    The text is that of the law of *answer*, else that of the day *on*, else the newest.

    Raises KzpenalError for a citation that is none, or names nothing that is held (KZP402).
    """
    wanted = cited(provision)
    if answer is None:
        found = _of_statute(wanted, on, statute or api.statute(), lang)
    elif not isinstance(answer, Assessment):
        raise KzpenalError(f"`answer` is what `assess` returns, not {shown(answer)}")
    elif on is not None or statute is not None:
        raise KzpenalError("an answer has a law of its own: neither `on` nor `statute` goes with it")
    else:
        found = _of_answer(wanted, answer, lang)
    title, notes, provisions, words = found
    openness = None if answer is None else answer.openness
    sections = tuple(
        _section(p, _chosen(p, wanted), answer, words, lang) for p in provisions if _asked(p, wanted)
    )
    if not sections:
        raise _nothing(wanted, [str(p.citation) for p in provisions])
    return Decision(str(wanted), title, notes, sections, openness is not None)


def _nothing(wanted: Citation, known: Iterable[str], why: str = "is not encoded") -> KzpenalError:
    return KzpenalError(Problem("KZP402", None, f"`{wanted}` {why}", did_you_mean(str(wanted), known)))


_Found = tuple[str, tuple[str, ...], tuple[Provision, ...], Vocabulary]


def _of_statute(wanted: Citation, on: dt.date | None, statute: Statute, lang: str) -> _Found:
    if on is not None:
        statute.law(on=on)  # a day that is none, or before all texts, is refused there
    for bill in statute.bills:
        if bill.id == wanted.code and any(_asked(p, wanted) for p in bill.provisions):
            notes = (phrase("law-bill", lang, bill=bill.id),)
            return title_in(bill.title, lang), notes, bill.provisions, statute.vocabulary
    article = next((a for a in statute.articles if a.citation == wanted.whole), None)
    if article is None:
        raise _nothing(wanted, [str(a.citation) for a in statute.articles])
    if on is not None:
        version = governing(article.versions, on)
    else:  # the newest of which there is a text: an article may have ended, or its end not been seen
        held = [v for v in article.versions if not (v.absent or v.not_seen)]
        version = held[-1] if held else article.versions[-1]
    if version is None or version.absent or version.not_seen:
        raise _nothing(wanted, (), _without(version) + (f" on {on}" if on is not None else ""))
    return title_in(article.title, lang), (_in_force(version, lang),), version.provisions, statute.vocabulary


def _without(version: Version | None) -> str:
    """Return why there is nothing to draw of *version*."""
    if version is None:
        return "has no encoded text"
    return "was not in force" if version.absent else "was not seen"


def _of_answer(wanted: Citation, answer: Assessment, lang: str) -> _Found:
    law = answer.openness.law
    held = [a for a in law.articles if a.citation.whole == wanted.whole]
    if not held:
        raise _nothing(wanted, [str(a.citation) for a in law.articles], f"is not encoded under {law.id}")
    if all(a.version.absent or a.version.not_seen for a in held):
        raise _nothing(wanted, (), f"{_without(held[0].version)} under {law.id}")
    notes = [phrase("outcome", lang, outcome=word("outcome", answer.outcome, lang))]
    if law.kind == "bill":
        notes.insert(0, phrase("law-bill", lang, bill=law.id))
        title = title_in(law.title, lang)
    else:
        day = phrase("law-of-day", lang, on=law.on)
        notes.insert(0, f"{day}; {_in_force(held[0].version, lang)}")
        title = title_in(held[0].title, lang)
    return title, tuple(notes), tuple(p for a in held for p in a.version.provisions), law.vocabulary


def _in_force(version: Version, lang: str) -> str:
    return phrase("show-in-force", lang, period=period_text(version.in_force, lang))


def _asked(provision: Provision, wanted: Citation) -> bool:
    return provision.citation.within(wanted) or any(p.citation == wanted for p in provision.points)


def _chosen(provision: Provision, wanted: Citation) -> Citation | None:
    """Return the point that is asked for, where only one is."""
    return wanted if any(p.citation == wanted for p in provision.points) else None


def _section(
    provision: Provision, point: Citation | None, answer: Assessment | None, words: Vocabulary, lang: str
) -> Section:
    text = provision.text if lang == "en" else ""  # it is written in one language only
    standing, notes = (None, ()) if answer is None else _standing(provision, answer, lang)
    if answer is not None:
        notes += tuple(_subject(provision, answer, lang))
    branches = tuple(_branch(r, point, answer, standing, words, lang) for r in provision.rules)
    return Section(str(provision.citation), text, branches, standing, notes)


def _subject(provision: Provision, answer: Assessment, lang: str) -> Iterator[str]:
    """Yield about which charge the rules of *provision* are asked, where they are about a charge."""
    rules = [r for r in provision.rules if isinstance(r.conclusion, _ABOUT_PART + _ABOUT_CHARGE)]
    if rules:
        part = _about(rules[0], answer)
        yield (
            phrase("picture-no-charge", lang)
            if part is None
            else phrase("picture-about", lang, provision=part.citation)
        )


def _standing(provision: Provision, answer: Assessment, lang: str) -> tuple[Standing | None, tuple[str, ...]]:
    charging, here = answer.charging, provision.citation
    for standing in charging.standing:
        if standing.part.citation == here:
            certainty = phrase(f"certainty-{standing.certainty}", lang)
            return "charged", (phrase("picture-charged", lang, certainty=certainty),)
    if any(p.citation == here for p in charging.possible):
        return "possible", (phrase("picture-possible", lang),)
    denied = tuple(
        phrase("liability-denial", lang, provision=c) for c, p in charging.not_liable if p.citation == here
    )
    if denied:
        return "not-liable", denied
    if answer.openness.elements.get(str(here)) is False:
        return None, ()
    yields = tuple(phrase(key, lang, provision=c) for key, c in _before(here, answer))
    return ("yields" if yields else None), yields


def _before(here: Citation, answer: Assessment) -> Iterator[tuple[str, Citation]]:
    """Yield the parts that go before the part *here*: special norms, and the last later one, that are met."""
    law, marks = answer.openness.law, answer.openness.elements
    part = law.by_citation.get(here)
    if not isinstance(part, Part):
        return
    for special in displacing(law, part):
        if marks.get(str(special.citation)) is True:
            yield "displaced", special.citation
    article = [p.citation for p in law.parts if p.article == part.article and not p.charge.beside]
    after = article[article.index(here) + 1 :] if here in article else []
    yield from (("outranked", c) for c in [c for c in after if marks.get(str(c)) is True][-1:])


# One rule


def _branch(
    rule: Rule,
    point: Citation | None,
    answer: Assessment | None,
    standing: Standing | None,
    words: Vocabulary,
    lang: str,
) -> Branch:
    scope = None if answer is None else _scope(rule, answer)
    view = View(scope, words, lang)
    items = [boxed(n, view) for n in flat(All, rule.conditions)]
    points = [p for p in rule.points if point in (None, p.citation)]
    told = [attrs.evolve(boxed(p.condition, view), role="point", provision=str(p.citation)) for p in points]
    if len(told) > 1:
        circumstances = Any(tuple(p.condition for p in points))
        items.append(Condition("any", phrase("any-of", lang), view.state(circumstances), parts=tuple(told)))
    else:
        items += told
    for exception in rule.unless:
        inner = boxed(exception.condition, view)
        items.append(attrs.evolve(inner, role="exception", provision=str(exception.by)))
    only = next((p for p in points if point is not None), None)
    state = view.state(condition_of(rule, only))
    if not items:
        condition = None
    elif len(items) == 1 and items[0].role != "exception":
        condition = items[0]
    else:
        condition = Condition("all", phrase("all-of", lang), state, parts=tuple(items))
    follows = state
    if isinstance(rule.conclusion, Charge) and state is not None:
        follows = "met" if standing == "charged" else "unknown" if standing == "possible" else "failed"
    return Branch(_concluded(rule.conclusion, rule.citation, answer, lang), condition, state, follows)


def _concluded(said: Conclusion, citation: Citation, answer: Assessment | None, lang: str) -> tuple[str, ...]:
    lines = conclusion_text(said, lang).split("; ")
    if isinstance(said, Charge) and answer is not None:
        lines += [
            phrase("left", lang, sanction=sanction_text(c.sanction, lang))
            for c in answer.charges
            if c.provision == str(citation) and c.sanction != c.statutory
        ]
    return tuple(lines)


def _scope(rule: Rule, answer: Assessment) -> Scope | None:
    """Return the scope in which *rule* is asked of the case; None where it is not asked."""
    openness, said = answer.openness, rule.conclusion
    if isinstance(said, (Charge, Duty)):
        return openness.scope()
    part = _about(rule, answer)
    if part is None or not isinstance(said, _ABOUT_PART + _ABOUT_CHARGE):
        return None
    return openness.scope(part, "part" if isinstance(said, _ABOUT_PART) else "charge")


def _about(rule: Rule, answer: Assessment) -> Part | None:
    """Return the part about which *rule* is asked: the first that is charged, else that may be.

    Whether one is liable is asked also where the answer is no: of the part for which one would be.
    """
    charging, law = answer.charging, answer.openness.law
    parts = [*(s.part for s in charging.standing), *charging.possible]
    if isinstance(rule.conclusion, _ABOUT_PART):
        parts += [p for _, p in charging.not_liable]
    return next((p for p in parts if isinstance(rule.conclusion, Increase) or law.concerns(rule, p)), None)
