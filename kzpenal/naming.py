"""What is asked, by a citation, a kind or an item of the answer → the arguments about it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import attrs
from attrs import frozen

from kzpenal.answers import Change, Charge, Immunity, Measure, Notice, Possible, Reading
from kzpenal.arguing import (
    aimed,
    charge_of,
    charge_steps,
    duty,
    following,
    gap,
    liability,
    penalty,
    saying,
    sentence,
)
from kzpenal.charging import Charging
from kzpenal.citation import Citation, cite
from kzpenal.condition import Truth, all_of, any_of, negation
from kzpenal.deriving import Derivation, derive
from kzpenal.engines.reference import Reference
from kzpenal.errors import NotHeld, Problem, did_you_mean
from kzpenal.grounds import Ground, elements, place
from kzpenal.laws import Law, Part
from kzpenal.openness import Openness
from kzpenal.operations import GAPS
from kzpenal.provision import (
    Aggregation,
    Bar,
    Define,
    Duty,
    Equivalence,
    Index,
    Liability,
    Order,
    Point,
    Provision,
    Repetition,
    Rule,
)
from kzpenal.provision import Charge as Charged
from kzpenal.readings import read_apart, undetermined
from kzpenal.reasons import STATEMENTS, Reason, Word, state
from kzpenal.sanction import KINDS, Penalty
from kzpenal.values import is_a, shown
from kzpenal.vocabulary import flatten

#: Names that people give to a penalty of a kind and a term.
NAMES = {"lifelong-ban": ("disqualification", "life")}
_CITED = re.compile(r"[a-z][a-z0-9-]*:")
_SEVERAL = (Repetition, Aggregation, Equivalence, Index)


@frozen(eq=False)
class _View:
    """The case as it was derived, each part whose kind is open read as of one kind."""

    read: tuple[tuple[str, str], ...]
    ground: Ground
    charging: Charging

    @property
    def law(self) -> Law:
        return self.ground.openness.law

    def charged(self) -> list[Part]:
        return [*(s.part for s in self.charging.standing), *self.charging.possible]


@frozen
class _Asked:
    """What is asked: a provision, or a kind; perhaps of one section, by one provision, for one charge."""

    citation: Citation | None = None
    kind: str | None = None
    term: str | None = None
    section: str | None = None
    provision: str | None = None
    for_: str | None = None


def arguments(answer: Any, asked: Any) -> tuple[Reason, ...]:
    """Return the arguments about *asked*, under every reading of *answer* on which they differ.

    *asked* is a citation, an item of the answer or its `id`, or the kind of one. Raises NotHeld for what the
    Law of the answer does not know.
    """
    what = _asked(asked)
    views = _views(answer)
    _check(views[0].law, what, asked)
    found = [_found(answer, v, what) for v in views]
    if all(f == found[0] for f in found):
        return found[0]
    told: list[Reason] = []
    for view, reasons in zip(views, found, strict=True):
        for provision, kind in reversed(view.read):
            reasons = (Reason("reading", _whole(reasons), provision, parts=reasons, kind=kind),)
        told += reasons
    return tuple(told)


def doubts(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Return of *reasons* only what failed, what is not known, and what stands against."""
    whole = [r.pruned() for r in reasons]
    speaking = [r for r in whole if r.key not in STATEMENTS and r.truth != ("failed" if r.against else "met")]
    return tuple(speaking or whole[:1])


def charge_argument(answer: Any, provision: str) -> tuple[Reason, ...]:
    """Return why *provision* is charged, as the whole answer tells it: only what is so, or is open."""
    ground = _ground(answer, answer.openness)
    parts = [p for p in ground.openness.law.resolve(cite(provision)) if isinstance(p, Part)]
    found = [r for p in parts for r in charge_steps(ground, p)]
    return tuple(r for r in found if r.truth != "failed")


# What is asked


def _asked(asked: Any) -> _Asked:
    what = _read(asked)
    told = () if what is None else (what.kind, what.term, what.section, what.provision, what.for_)
    if what is None or any(type(v) is not str for v in told if v is not None):
        message = f"{shown(asked)} is no provision, kind or item of an answer"
        raise NotHeld(Problem("KZP402", None, message, _CURE))
    return what


def _read(asked: Any) -> _Asked | None:
    if type(asked) is str:
        return _named(asked)
    if is_a(asked, Citation):
        return _cited_as(str(asked))
    if is_a(asked, Measure):
        term = asked.term if asked.section == "penalty" else None
        return _Asked(None, asked.kind, term, asked.section, asked.provision, asked.for_)
    if is_a(asked, Notice):
        return _Asked(None, asked.kind, None, asked.section, asked.provision, asked.for_)
    if is_a(asked, Possible) and asked.what == "gap":
        return _Asked(None, asked.kind, None, "gap", asked.provision)
    if is_a(asked, Penalty):
        return _Asked(None, asked.kind, asked.term, "penalty")
    if any(is_a(asked, cls) for cls in (Charge, Reading, Change, Immunity, Possible)):
        return _cited_as(asked.provision)
    return None


def _cited_as(text: Any) -> _Asked | None:
    if type(text) is not str:
        return None
    try:
        return _Asked(cite(text))
    except ValueError as error:
        raise NotHeld(Problem("KZP402", None, str(error), _CURE)) from None


_CURE = (
    "ask by a citation such as the `provision` of a charge, a kind such as `life-imprisonment`, or an item"
)


def _named(text: str) -> _Asked | None:
    kind, at, for_ = text.partition("@")
    if at:
        kind, term = NAMES.get(kind, (kind, None))
        return _Asked(None, kind, term, for_=for_)
    if _CITED.match(text):
        return _cited_as(text)
    kind, term = NAMES.get(text, (text, None))
    return _Asked(None, kind, term)


def _check(law: Law, what: _Asked, asked: Any) -> None:
    """Raise NotHeld where *law* knows nothing by that name."""
    cited = [c for c in (what.provision, what.for_) if c is not None]
    if what.citation is not None:
        cited.append(str(what.citation))
    for name in cited:
        try:
            wanted = cite(name)
        except ValueError as error:
            raise NotHeld(Problem("KZP402", None, str(error), _CURE)) from None
        if not _holds(law, wanted):
            known = {str(c) for p in law.provisions() for c in _cited(p)}
            near = did_you_mean(name, known) or "`kzpenal law` with the day lists what is held"
            raise NotHeld(Problem("KZP402", None, f"`{name}` is not encoded under {law.id}", near))
    if what.kind is not None and what.kind not in (known := _kinds(law)):
        told = f"`{shown(what.kind)}`"
        near = did_you_mean(what.kind, {*known, *NAMES}) or _CURE
        raise NotHeld(Problem("KZP402", None, f"{told} is no provision and no kind under {law.id}", near))


def _holds(law: Law, wanted: Citation) -> bool:
    """Say whether the law has something under *wanted*, or *wanted* under something that has no parts."""
    return bool(law.resolve(wanted)) or any(
        c.within(wanted)
        for a in law.articles
        for c in (a.citation, *(c for p in a.version.provisions for c in _cited(p)))
    )


def _cited(provision: Provision) -> tuple[Citation, ...]:
    return (provision.citation, *(p.citation for p in provision.points))


def _kinds(law: Law) -> set[str]:
    """Return the kinds that may be asked under *law*."""
    found = {*KINDS, *GAPS}
    for rule in law.concluding(Order, Bar, Duty, Define):
        said: Any = rule.conclusion
        found.add(said.name if isinstance(said, Define) else said.kind)
    return found


# What is found


def _views(answer: Any) -> list[_View]:
    openness: Openness = answer.openness
    law, facts = openness.law, openness.facts
    charged = [law.by_citation[c] for c in openness.charges]
    if not any(isinstance(p, Part) and undetermined(law, p) for p in charged):
        return [_View((), _ground(answer, openness), answer.charging)]

    def again(read: Law) -> Derivation:
        return derive(read, facts, [Reference(read)])

    found = read_apart(again(law), again)
    return [_View(read, _ground(answer, d.openness), d.charging) for read, d in found]


def _ground(answer: Any, openness: Openness) -> Ground:
    """Return what is argued from, with the paths of the facts that were taken for granted."""
    stated = flatten(answer.case).values
    taken = {p for p, v in openness.facts.values.items() if v is not None and stated.get(p) is None}
    return Ground(openness, frozenset(taken | {p.fact for p in answer.presumed}))


def _found(answer: Any, view: _View, what: _Asked) -> tuple[Reason, ...]:
    found = (
        _about_provision(view, what.citation)
        if what.citation is not None
        else _about_kind(answer, view, what)
    )
    return tuple(dict.fromkeys(found))


def _about_provision(view: _View, wanted: Citation) -> list[Reason]:
    law, found = view.law, list[Reason]()
    named = law.resolve(wanted)
    charged = view.charged()
    for one in named:
        ground = view.ground.afresh()
        if not isinstance(one, Part):
            found.append(elements(ground, one))
        elif len(named) > 1:
            found.append(charge_of(ground, one))
        else:
            found += charge_steps(ground, one)
            found += [sentence(ground, p) for p in charged if p.citation == one.citation]
    for rule in law.rules:
        if isinstance(rule.conclusion, Charged):
            continue
        if rule.citation.within(wanted):
            found += _about_rule(view, rule)
        for point in rule.points:
            if point.citation == wanted:
                found += _about_rule(view, rule, point)
    if not found:
        (article, *_) = [a for a in law.articles if a.citation == wanted.whole]
        at = place(article.version.span)
        found.append(Reason("nothing-said", "failed", str(wanted), place=at))
    return found


def _about_rule(view: _View, rule: Rule, point: Point | None = None) -> list[Reason]:
    ground = view.ground.afresh()
    if isinstance(rule.conclusion, Duty):
        return [duty(ground, rule)]
    if isinstance(rule.conclusion, _SEVERAL):
        return [saying(rule)]
    if isinstance(rule.conclusion, Liability):
        met = [p for p in view.law.parts if p.citation in ground.openness.liability]
        found = [liability(ground, rule, p) for p in met if p.citation.code == rule.citation.code]
    else:
        found = [following(ground, rule, p, point) for p in view.charged() if aimed(ground, rule, p)]
    return found or [Reason("no-charge", "failed", str(rule.citation), place=place(rule.span))]


def _about_kind(answer: Any, view: _View, what: _Asked) -> list[Reason]:
    law, kind = view.law, str(what.kind)
    duties = [r for r in law.concluding(Duty) if r.conclusion.kind == kind]  # type: ignore[union-attr]
    found = [duty(view.ground.afresh(), r) for r in duties if what.section in (None, "duty")]
    charged = [p for p in view.charged() if what.for_ in (None, str(p.citation))]
    for part in charged:
        found += _from_charge(answer, view, part, what)
    if what.provision is not None:
        found = [f for f in found if f.provision == what.provision] or found
    if found or duties:
        return [f for f in found if f.truth == "met"] or found
    return [_no_charge(view, what)]


def _from_charge(answer: Any, view: _View, part: Part, what: _Asked) -> list[Reason]:
    """Return the arguments about a kind for a charge of *part*, whatever it is the kind of."""
    law, ground, kind = view.law, view.ground.afresh(), str(what.kind)
    sections: dict[str, tuple[type[Any], str]] = {
        "order": (Order, "kind"),
        "bar": (Bar, "kind"),
        "class": (Define, "name"),
    }
    found: list[Reason] = []
    possible = part in view.charging.possible
    for section, (concluding, name) in sections.items():
        if what.section in (None, section) or (section == "order" and what.section == "penalty"):
            rules = [r for r in law.concluding(concluding) if getattr(r.conclusion, name) == kind]
            rules = [r for r in rules if what.term in (None, getattr(r.conclusion, "term", None))]
            found += [following(ground, r, part) for r in rules if law.concerns(r, part)]
    if kind in KINDS and what.section in (None, "penalty"):
        asked = penalty(ground, part, kind, what.term, _told(answer.mandatory, part, kind))
        speaks = [r for r in asked.walk() if r.key != "sentence" and _speaks(r, kind)]
        if speaks or not found:
            found.append(asked)
    if kind in GAPS and what.section in (None, "gap"):
        truth: Word = "failed"
        if any(p.what == "gap" and p.kind == kind for p in answer.possible):
            truth = "unknown"
        truth = _told(answer.gaps, part, kind) or truth
        by = [n.provision for n in answer.gaps if n.kind == kind and n.for_ == str(part.citation)]
        provisions = [what.provision] if what.provision is not None else by or [str(part.citation)]
        found += [gap(ground, part, kind, p, truth) for p in provisions]
    if possible:
        found = [_if_charged(ground, f, part) for f in found]
    elif view.charging.possible and not part.charge.beside:
        found = [_with_rivals(answer, view, f, part, what) for f in found]
    return found


def _told(items: Iterable[Any], part: Part, kind: str) -> Word | None:
    """Return "met" where the answer holds an item of *kind* for *part*."""
    return "met" if any(i.kind == kind and i.for_ == str(part.citation) for i in items) else None


def _speaks(step: Reason, kind: str) -> bool:
    """Say whether a step is about a penalty of *kind*: printed, left, or what an operation is on."""
    if step.sanction is not None:
        return kind in step.sanction.kinds | step.sanction.added
    return step.key in ("operation", "change") and kind in (
        step.kind,
        step.before and step.before.kind,
        step.after and step.after.kind,
    )


def _if_charged(ground: Ground, found: Reason, part: Part) -> Reason:
    """Return what would follow from a charge that is only possible, with what the charge hangs on."""
    truth: Word = "failed" if found.truth == "failed" else "unknown"
    return attrs.evolve(found, truth=truth, parts=(charge_of(ground, part).pruned(), *found.parts))


def _with_rivals(answer: Any, view: _View, found: Reason, part: Part, what: _Asked) -> Reason:
    """Return the argument with what the charges that may yet take the place of this one bring."""
    rivals = [p for p in view.charging.possible if p.article == part.article and not p.charge.beside]
    if found.truth != "met" or found.key not in ("penalty", "order"):
        return found
    steps = []
    for rival in rivals:
        ground = view.ground.afresh()
        if found.key == "penalty":
            below = [penalty(ground, rival, str(found.kind), what.term)]
        else:
            rules = [r for r in view.law.concluding(Order) if r.conclusion.kind == found.kind]  # type: ignore[union-attr]
            below = [following(ground, r, rival) for r in rules if view.law.concerns(r, rival)]
        below = [b for b in below if b.truth == "met"] or below
        steps.append(Reason("rival", _whole(below), str(rival.citation), parts=tuple(below)))
    return attrs.evolve(found, parts=(*found.parts, *steps))


def _no_charge(view: _View, what: _Asked) -> Reason:
    """Return that no charge brings it, with the parts about this act and why each is not charged."""
    law = view.law
    act = view.ground.openness.facts.values.get("act")
    if what.for_ is not None:
        tried: list[Any] = list(law.resolve(cite(what.for_)))
    else:
        tried = [p for p in law.parts if act is not None and act in p.within.acts]
    parts = tuple(charge_of(view.ground.afresh(), p).pruned() for p in tried if isinstance(p, Part))
    return Reason("no-charge", "failed", what.provision, kind=what.kind, for_=what.for_, parts=parts)


def _whole(reasons: Iterable[Reason]) -> Word:
    """Return whether what *reasons* argue for together is so.

    One grant of liability is enough, and one of several rules that bring the same; nothing may be against.
    """
    asked = [r for r in reasons if r.key not in STATEMENTS]
    against = [negation(_truth(r)) for r in asked if r.against]
    grants = [_truth(r) for r in asked if r.key == "liability-grant"]
    rest = [_truth(r) for r in asked if not r.against and r.key != "liability-grant"]
    return state(all_of([any_of(some) for some in (grants, rest) if some] + against))


def _truth(reason: Reason) -> Truth:
    return {"met": True, "failed": False, "unknown": None}[reason.truth]
