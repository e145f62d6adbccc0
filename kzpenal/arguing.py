"""What is argued about a charge: its elements, liability for it, its sanction, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import attrs

from kzpenal.charging import displaced, displacing, liable_for
from kzpenal.condition import Scope, all_of, evaluate, negation
from kzpenal.grounds import Ground, argued, class_of, elements, place, truth_of, without_facts
from kzpenal.laws import Part, condition_of, printed_facts
from kzpenal.operations import Applied, Step, apply, operation, penalties
from kzpenal.provision import (
    GRAVITIES,
    Bar,
    Charge,
    Classify,
    Define,
    Duty,
    Increase,
    Liability,
    Operation,
    Order,
    Point,
    Rule,
)
from kzpenal.reasons import Reason, Word, state
from kzpenal.sanction import Penalty, Sanction
from kzpenal.vocabulary import Facts


def charge_steps(ground: Ground, part: Part) -> tuple[Reason, ...]:
    """Return why *part* is charged, or is not: elements, liability, special norms, a later part."""
    law, marks = ground.openness.law, ground.openness.elements
    found = [elements(ground, part)]
    if part.charge.liable == "offender" and part.citation in ground.openness.liability:
        here = ground.of(part, "part")
        rules = [r for r in law.concluding(Liability) if r.citation.code == part.citation.code]
        rules = [r for r in rules if without_facts(here, r) is not False]
        argued_rules = [liability(ground, r, part) for r in rules]
        grants = [r for r in argued_rules if r.key == "liability-grant"]
        found += [r for r in grants if r.truth == "met"] or grants
        found += [r for r in argued_rules if r.key == "liability-denial"]
    for special in displacing(law, part):
        met = elements(ground, special)
        met = met if met.truth == "met" else met.pruned()
        found.append(
            Reason(
                "displaced", met.truth, str(special.citation), place=met.place, parts=met.parts, against=True
            )
        )
    article = [p for p in law.parts if p.article == part.article and not p.charge.beside]
    after = article[article.index(part) + 1 :] if part in article else []
    later = [p for p in after if marks.get(str(p.citation)) is True]
    if later:
        met = elements(ground, later[-1])
        found.append(
            Reason("outranked", "met", met.provision, place=met.place, parts=met.parts, against=True)
        )
    return tuple(found)


def charge_of(ground: Ground, part: Part) -> Reason:
    """Return the argument of the charge of *part* as one step."""
    openness = ground.openness
    cited = part.citation
    met = openness.elements.get(str(cited))
    liable = liable_for(openness.law, part, openness.liability.get(cited, {})) if met is not False else None
    yields = displaced(openness.law, part, openness.elements)
    steps = charge_steps(ground, part)
    outranked = not any(s.key == "outranked" for s in steps)
    truth = state(all_of([met, liable, negation(yields), outranked]))
    return Reason("charge", truth, str(cited), place=place(part.rule.span), parts=steps)


def liability(ground: Ground, rule: Rule, part: Part) -> Reason:
    """Return the argument of a rule by which one is liable for *part*, or is not."""
    assert isinstance(rule.conclusion, Liability)
    truth = ground.openness.liability.get(part.citation, {}).get(rule.key)
    grants = rule.conclusion.grants
    key = "liability-grant" if grants else "liability-denial"
    return argued(ground.of(part, "part"), rule, key, truth, against=not grants)


def following(ground: Ground, rule: Rule, part: Part, point: Point | None = None) -> Reason:
    """Return the argument of a rule about a charge of *part*: what it brings, and whether it does.

    Of a rule with points, *point* is the one that is asked about, and the whole is as that one is.
    """
    if point is not None:
        return argued(ground.of(part), rule, "elements-of", truth_of(ground.of(part), rule, point), point)
    marks = ground.openness.charges.get(part.citation, {})
    said, here, for_ = rule.conclusion, ground.of(part), str(part.citation)
    truth = marks.get(rule.key, False)
    if isinstance(said, Define):
        return class_of(here, rule)
    if isinstance(said, Classify):
        return classifying(here, rule, part)
    if isinstance(said, Operation):
        found = argued(here, rule, "operation", truth, for_=for_, kind=said.kind)
        changes = [_change(s) for s in _applied(ground, part).steps if s.rule is rule]
        return attrs.evolve(found, parts=(*found.parts, *changes))
    if isinstance(said, Increase):
        return argued(here, rule, "increase", truth, for_=for_)
    assert isinstance(said, (Order, Bar))
    key = "order" if isinstance(said, Order) else "bar"
    return argued(here, rule, key, truth, for_=for_, kind=said.kind)


def classifying(ground: Ground, rule: Rule, part: Part) -> Reason:
    """Return the argument of a rule that says of what kind, or how grave, *part* is."""
    assert isinstance(rule.conclusion, Classify)
    kind = part.charge.kind if rule.conclusion.value not in GRAVITIES else part.kind
    subject = {"part": part.citation, "fault": part.charge.fault, "part.kind": kind}
    scope = Scope(Facts({}), subject=subject | printed_facts(part.charge.sanction))
    truth = evaluate(condition_of(rule), scope)
    return argued(ground, rule, "classify", truth, scope=scope, kind=rule.conclusion.value)


def aimed(ground: Ground, rule: Rule, part: Part) -> bool:
    """Say whether *rule*, which is about a charge, speaks of a charge of *part*."""
    if isinstance(rule.conclusion, Increase):
        return any(part.citation.within(t) for t in rule.conclusion.targets)
    if isinstance(rule.conclusion, Classify):
        return rule.citation.code == part.citation.code
    return ground.openness.law.concerns(rule, part)


def duty(ground: Ground, rule: Rule) -> Reason:
    """Return the argument of a rule that binds an authority, charge or no charge."""
    assert isinstance(rule.conclusion, Duty)
    truth = ground.openness.elements.get(rule.key)
    return argued(ground.of(None), rule, "duty", truth, kind=rule.conclusion.kind)


def saying(rule: Rule) -> Reason:
    """Return what a rule says that is about no one act: how several are joined, which index counts."""
    return Reason(
        "states", "met", str(rule.citation), place=place(rule.span), said=rule.conclusion, kind=_kind(rule)
    )


def sentence(ground: Ground, part: Part) -> Reason:
    """Return the sanction of *part* as printed, each operation on it, and what is left."""
    steps = sentence_steps(ground, part)
    at, cited = place(part.rule.span), str(part.citation)
    return Reason("sentence", "met", cited, place=at, for_=cited, parts=steps)


def sentence_steps(
    ground: Ground, part: Part, matters: Callable[[Applied, Applied], bool] | None = None
) -> tuple[Reason, ...]:
    """Return the sanction as printed, each operation on it, those looked at, and what is left.

    Of the operations that do not apply, those are told that hang on the facts and would change what is
    left; or, with *matters*, of which it says that what would be left differs enough.
    """
    marks = ground.openness.charges.get(part.citation, {})
    law, here = ground.openness.law, ground.of(part)
    printed = part.charge.sanction or Sanction(None)
    found = [
        Reason("printed", "met", str(part.citation), place=place(part.rule.span), sanction=printed),
    ]
    now = _applied(ground, part)
    open_ones: list[Reason] = []
    if printed.one_of is not None:
        for rule in _in_turn(now):
            changes = tuple(_change(s) for s in now.steps if s.rule is rule)
            step = argued(here, rule, "operation", True, kind=operation(rule).kind)
            found.append(attrs.evolve(step, parts=(*step.parts, *changes)))
        sure = [r for r in law.concluding(Operation) if marks.get(r.key) is True]
        for rule in law.concluding(Operation):
            truth = marks.get(rule.key, False)
            if truth is True or not law.concerns(rule, part) or without_facts(here, rule) is False:
                continue
            then = apply(printed, [*sure, rule])
            if (matters or _differ)(now, then):
                step = argued(here, rule, "operation", truth, kind=operation(rule).kind)
                open_ones.append(step.pruned())
    for rule in law.concluding(Increase):
        if aimed(ground, rule, part):
            truth = marks.get(rule.key, False)
            step = argued(here, rule, "increase", truth)
            (found if truth is True else open_ones).append(step if truth is True else step.pruned())
    if open_ones:
        found.append(Reason("looked-at", "met", parts=tuple(dict.fromkeys(open_ones))))
    if printed.one_of is not None:
        found.append(Reason("left", "met", sanction=now.sanction))
    return tuple(found)


def penalty(
    ground: Ground, part: Part, kind: str, term: str | None = None, truth: Word | None = None
) -> Reason:
    """Return why a penalty may be imposed for a charge of *part*, or may not; *truth* where it is known."""

    def held(applied: Applied) -> list[Penalty]:
        return [p for p in penalties(applied.sanction) if p.kind == kind and term in (None, p.term)]

    now = _applied(ground, part)
    steps = sentence_steps(ground, part, lambda a, b: held(a) != held(b))
    if truth is None:
        open_ones = [s for s in steps if s.key == "looked-at" for s in s.parts if s.truth == "unknown"]
        truth = "unknown" if open_ones or now.sanction.one_of is None else "met" if held(now) else "failed"
    found = held(now)
    shown = found[0] if len(found) == 1 else None
    if shown is None and term == "life":
        shown = Penalty(kind, term="life")
    if not found:
        steps = tuple(
            attrs.evolve(s, against=s.key == "operation" and _removes(s, kind, term)) for s in steps
        )
    at, cited = place(part.rule.span), str(part.citation)
    return Reason("penalty", truth, cited, place=at, for_=cited, kind=kind, said=shown, parts=steps)


def gap(ground: Ground, part: Part, kind: str, provision: str, truth: Word) -> Reason:
    """Return what leads to a gap about a charge of *part*, or what keeps it away."""
    law, at = ground.openness.law, place(part.rule.span)
    steps: Iterable[Reason]
    if kind == "kind-undetermined":
        rules = [r for r in law.concluding(Classify) if aimed(ground, r, part)]
        kinds = (
            r for r in rules if isinstance(r.conclusion, Classify) and r.conclusion.value not in GRAVITIES
        )
        printed = part.charge.sanction or Sanction(None)
        shown = Reason("printed", "met", str(part.citation), place=at, sanction=printed)
        steps = (shown, *(classifying(ground.of(part), r, part) for r in kinds))
    elif kind == "dangling-reference":
        about = (Define, Operation, Order, Bar)
        named = [r for r in law.concluding(*about) if str(r.citation) == provision]
        steps = [following(ground, r, part) for r in named]
    else:

        def matters(now: Applied, then: Applied) -> bool:
            return kinds_of(now) != kinds_of(then)

        def kinds_of(applied: Applied) -> bool:
            return any(g.kind == kind for g in applied.gaps)

        steps = sentence_steps(ground, part, matters)
    found = [r.place for s in steps for r in s.walk() if r.provision == provision and r.place]
    return Reason(
        "gap", truth, provision, place=(*found, at)[0], for_=str(part.citation), kind=kind, parts=tuple(steps)
    )


def _applied(ground: Ground, part: Part) -> Applied:
    printed = part.charge.sanction
    if printed is None or printed.one_of is None:
        return Applied(Sanction(None))
    marks = ground.openness.charges.get(part.citation, {})
    rules = ground.openness.law.concluding(Operation)
    return apply(printed, [r for r in rules if marks.get(r.key) is True])


def _in_turn(applied: Applied) -> list[Rule]:
    """Return the operations that changed something or were left without an answer, in the order applied."""
    rules = {r.key: r for r in applied.used}
    return list(rules.values())


def _change(step: Step) -> Reason:
    return Reason("change", "met", str(step.provision), before=step.before, after=step.after)


def _removes(step: Reason, kind: str, term: str | None) -> bool:
    """Say whether an operation took away a penalty of *kind*."""
    changes = [c for c in step.parts if c.key == "change" and c.before is not None]
    return any(
        c.before.kind == kind and term in (None, c.before.term) and (c.after is None or c.after.kind != kind)
        for c in changes
        if c.before is not None
    )


def _differ(now: Applied, then: Applied) -> bool:
    return now.sanction != then.sanction or now.gaps != then.gaps


def _kind(rule: Rule) -> str | None:
    kind = getattr(rule.conclusion, "kind", None)
    return kind if isinstance(kind, str) and not isinstance(rule.conclusion, Charge) else None
