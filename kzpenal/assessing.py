"""The one pipeline: a case and a Law in, an Assessment out, derived twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

import attrs

from kzpenal.answers import Core, EngineUsed, LawUsed, Presumed, Remark
from kzpenal.assessment import Assessment
from kzpenal.citation import Citation, cite
from kzpenal.condition import Of, leaves
from kzpenal.consequences import duties
from kzpenal.deriving import Charged, Derivation, derive
from kzpenal.engines import durable
from kzpenal.engines.reference import Reference
from kzpenal.errors import EngineUnavailable, KzpenalError, NoLawForDay, Problem, did_you_mean
from kzpenal.labels import concluded_because
from kzpenal.laws import InForce, Law
from kzpenal.presuming import presume
from kzpenal.pricing import price
from kzpenal.program import Engine
from kzpenal.provision import Define, Liability, Remarks, Rule
from kzpenal.readings import settle
from kzpenal.values import is_a, shown
from kzpenal.vocabulary import flatten, vocabulary
from kzpenal.wording import languages, phrase

ENGINES: dict[str, Callable[[Law], Engine]] = {"durable": durable.Durable, "reference": Reference}


def assess(case: Any, law: Law, *, engine: str | None = None, strict: bool = False) -> Assessment:
    """Return what *law* makes of *case*.

    *engine* None is "durable" where it can run, else "reference"; under "durable" the reference
    engine derives the answer too. *strict* refuses a day after the newest redaction read.

    Raises NoLawForDay and NotEncoded where the Law does not answer, EngineDisagreement where two
    derivations differ, EngineUnavailable where the engine asked for cannot run.
    """
    if not is_a(law, Law):
        message = f"`law` is a law, not {shown(law)}"
        raise KzpenalError(Problem("KZP305", None, message, "get one from `kzpenal.law(on=…)` or `(bill=…)`"))
    if vocabulary(type(case)) != law.vocabulary:
        wanted = law.vocabulary.name
        raise KzpenalError(f"this law speaks about `{wanted}`, not about `{type(case).__name__}`")
    act = getattr(case, "act", None)
    law.refuse(getattr(act, "value", act))
    engines = _engines(law, engine)
    facts, taken = presume(law, case, flatten(case))
    answer = derive(law, facts, engines)
    core = _settled(answer, engine)
    presumed = tuple(p for p in taken if _matters(answer, core, p.fact))
    presumed += _derived(case, law)
    used = _used(answer, core)
    known = (a.text_read(law.on) for a in _texts(answer, used))
    text_read = min((d for d in known if d is not None), default=None)
    if law.kind == "in-force":
        presumed += _later_text(law, text_read, strict)
    return Assessment(
        case,
        LawUsed(law.kind, law.on, law.id, law.hash, text_read if law.kind == "in-force" else None),
        EngineUsed(engines[0].name, len(engines) > 1),
        core.outcome,
        core.charges,
        core.mandatory,
        core.orders,
        core.bars,
        core.duties,
        core.gaps,
        tuple(attrs.evolve(p, words=law.vocabulary) for p in core.possible),
        core.by,
        presumed,
        tuple(_remarks(answer, used, lambda r: r.interpretation)),
        (*_left_out(law), *_remarks(answer, used, lambda r: r.not_encoded)),
        None,
        core.readings,
        tuple(price(law, case, core.charges, answer.charging)),
        answer.openness,
        answer.charging,
    )


def _engines(law: Law, name: str | None) -> list[Engine]:
    """Return the engine asked for, or durable where it can run; and the reference engine beside it."""
    if name is not None and (type(name) is not str or name not in ENGINES):
        asked = name if type(name) is str else shown(name)
        near = did_you_mean(asked, ENGINES) or f"known: {', '.join(ENGINES)}"
        raise KzpenalError(Problem("KZP302", None, f"there is no engine `{asked}`", near))
    reference = ENGINES["reference"](law)
    if name == "reference":
        return [reference]
    try:
        return [ENGINES["durable"](law), reference]
    except EngineUnavailable:
        if name is not None:
            raise
        return [reference]


def _derived(case: Any, law: Law) -> tuple[Presumed, ...]:
    """Return the facts that were concluded from relations between persons."""
    derive = getattr(case, "concluded", None)
    words = law.vocabulary
    return tuple(
        Presumed(fact, value, why, concluded_because(fact, words), words)
        for fact, value, why in (derive() if derive is not None else ())
    )


def _settled(answer: Derivation, engine: str | None) -> Core:
    """Return what *answer* comes to, whatever kind its charges are of."""
    return settle(answer, lambda law: derive(law, answer.facts, _engines(law, engine)))


def _matters(answer: Derivation, core: Core, path: str) -> bool:
    """Say whether the answer would be different, or open, without the presumed fact *path*.

    By the reference engine alone, which has derived the answer: this asks many times.
    """
    if path not in answer.law.mentions:
        return False
    law = answer.law
    facts = answer.facts.replaced({path: None})
    return _settled(derive(law, facts, _engines(law, "reference")), "reference") != core


def _later_text(law: Law, text_read: dt.date | None, strict: bool) -> tuple[Presumed, ...]:
    if law.on is None or text_read is None or law.on <= text_read:
        return ()
    message = phrase("read-to", read=text_read, asked=law.on)
    if strict:
        raise NoLawForDay(Problem("KZP204", None, message, "ask without `strict` for an answer marked so"))
    told = [(lang, phrase("read-to", lang, read=text_read, asked=law.on)) for lang in languages()]
    said = tuple((lang, phrase("taken-as-unchanged", lang, text=text)) for lang, text in told)
    return (Presumed("law.text_read", text_read.isoformat(), dict(said)["en"], said),)


# What the answer rests on


def _used(answer: Derivation, core: Core) -> list[Citation]:
    """Return the provisions that the answer rests on: each said something that is in it."""
    law = answer.law
    told = {m.provision for m in (*core.mandatory, *core.orders)}
    told |= {b.provision for b in core.bars} | {p.provision for p in core.possible}
    standing = {c.provision for c in core.charges}
    open_ones = {p.citation for p in answer.charging.possible if core.possible}
    found: list[Citation] = []
    liabilities = law.concluding(Liability)
    for charged in answer.charged.values():
        part = charged.part
        found.append(part.citation)
        if str(part.citation) not in standing and part.citation not in open_ones:
            continue
        found += [
            c for n in part.rule.conditions for f in leaves(n) if isinstance(f, Of) for c in f.citations
        ]
        found += [p.citation for p in part.points if answer.elements.get(str(p.citation)) is not False]
        rules = [*charged.sentence.used, *(r for s in charged.sentence.open_steps for r in s.rules)]
        rules += [*charged.consequences.orders, *charged.consequences.bars]
        rules += [
            r for r in charged.consequences.open_ones if part.citation in open_ones or str(r.citation) in told
        ]
        rules += [r for r in law.concluding(Define) if _classed(r, charged, law)]
        found += [r.citation for r in rules]
        marks = answer.liability.get(part.citation, {})
        found += [r.citation for r in liabilities if marks.get(r.key) is True]
    for by in core.by:
        found += [cite(by.provision), cite(by.for_)]
    found += [r.citation for r in duties(law, answer.elements)]
    # Where nothing is met, what the articles tried say of themselves tells why; so one not yet in force.
    act, none = answer.facts.values.get("act"), core.outcome == "none-met"
    found += [a.citation for a in law.articles if (none or a.version.absent) and act in a.acts]
    return list(dict.fromkeys(found))


def _classed(rule: Rule, charged: Charged, law: Law) -> bool:
    """Say whether the charge is, or may be, of the class that *rule* defines."""
    assert isinstance(rule.conclusion, Define)
    if charged.marks.get(f"class:{rule.conclusion.name}", False) is False:
        return False
    return law.concerns(rule, charged.part)


def _texts(answer: Derivation, used: Iterable[Citation]) -> list[InForce]:
    """Return the texts that the answer rests on: those used, and those tried about the act."""
    articles = {c.whole for c in used}
    act = answer.facts.values.get("act")
    return [a for a in answer.law.articles if a.citation in articles or act in a.acts]


def _remarks(
    answer: Derivation, used: Iterable[Citation], pick: Callable[[Remarks], tuple[str, ...]]
) -> Iterable[Remark]:
    used, told = set(used), answer.law.translations
    articles = {c.whole for c in used}
    # What is used, and all that it is a part or point of.
    around = {Citation(c.code, c.article, c.path[:n]) for c in used for n in range(len(c.path) + 1)}
    for article in answer.law.articles:
        if article.citation not in articles:
            continue
        for text in pick(article.version.remarks):
            yield Remark(str(article.citation), text, told)
        for provision in article.version.provisions:
            if provision.citation in around:
                for text in pick(provision.remarks):
                    yield Remark(str(provision.citation), text, told)
            for point in provision.points:
                if point.citation in used:
                    for text in pick(point.remarks):
                        yield Remark(str(point.citation), text, told)
    if answer.law.kind == "bill":
        for text in pick(answer.law.remarks):
            yield Remark(answer.law.id, text, told)


def _left_out(law: Law) -> Iterable[Remark]:
    """Return what a whole Law leaves out, whatever the case."""
    if law.kind == "bill":
        yield Remark(law.id, phrase("bill-alone"), own="bill-alone")
    if not law.concluding(Liability):
        yield Remark(law.id, phrase("no-liability"), own="no-liability")
