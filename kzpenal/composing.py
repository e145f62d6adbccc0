"""A derivation → the parts of the answer: charges, what is imposed, ordered, barred, open, silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from kzpenal.answers import Change, Charge, Core, Immunity, Measure, Notice, Possible
from kzpenal.charging import Standing
from kzpenal.citation import Citation
from kzpenal.condition import Node, Subject, evaluate, leaves, missing, taken
from kzpenal.consequences import duties
from kzpenal.deriving import Charged, Derivation
from kzpenal.laws import Law, Part, condition_of
from kzpenal.provision import Bar, Classify, Define, Duty, Operation, Order, Rule
from kzpenal.sanction import Penalty


def compose(derivation: Derivation) -> Core:
    """Return what *derivation* comes to."""
    standing = derivation.charging.standing
    mine = [derivation.charged[s.part.citation] for s in standing]
    return Core(
        derivation.charging.outcome,
        tuple(_charge(derivation, s) for s in standing),
        _mandatory(derivation),
        tuple(_order(r, c.part) for c in mine for r in c.consequences.orders if _force(r) == "may"),
        tuple(dict.fromkeys(b for c in mine for b in _bars(c))),
        tuple(
            Notice(_duty(r), str(r.citation), None, "duty")
            for r in duties(derivation.law, derivation.elements)
        ),
        tuple(g for c in mine for g in _gaps(derivation, c)),
        tuple(_entries(derivation)),
        tuple(Immunity(str(c), str(p.citation)) for c, p in derivation.charging.not_liable),
    )


def _charge(derivation: Derivation, standing: Standing) -> Charge:
    part, done = standing.part, derivation.charged[standing.part.citation].sentence
    met = (p for p in part.points if derivation.elements.get(str(p.citation)) is True)
    return Charge(
        str(part.citation),
        tuple(str(p.citation) for p in met),
        standing.certainty,
        part.kind,
        part.gravity,
        part.charge.liable,
        done.statutory,
        done.sanction,
        tuple(Change(s.op, str(s.provision), s.before, s.after, s.extent_unknown) for s in done.steps),
        part.within.title,
    )


def _mandatory(derivation: Derivation) -> tuple[Measure, ...]:
    """Return what is imposed whatever the open facts turn out to be."""
    found: list[Measure] = []
    for standing in derivation.charging.standing:
        part = standing.part
        rivals = [
            p for p in derivation.charging.possible if p.article == part.article and not p.charge.beside
        ]
        rivals = [] if part.charge.beside else rivals
        elsewhere = [{m.content() for m in _imposed(derivation, p)} for p in rivals]
        for item in _imposed(derivation, part):
            known = item.content() in {m.content() for m in found if m.for_ == item.for_}
            if not known and all(item.content() in other for other in elsewhere):
                found.append(item)
    return tuple(found)


def _imposed(derivation: Derivation, part: Part) -> list[Measure]:
    charged = derivation.charged[part.citation]
    printed = [_measure(p, part, str(part.citation)) for p in charged.sentence.certain]
    must = [_order(r, part) for r in charged.consequences.orders if _force(r) == "must"]
    return [*printed, *(attrs.evolve(m, force=None) for m in must)]


def _gaps(derivation: Derivation, charged: Charged) -> list[Notice]:
    part = charged.part
    found = [Notice(g.kind, str(g.provision), str(part.citation)) for g in charged.sentence.gaps]
    if part.kind is None and derivation.law.kind == "in-force" and _classified(derivation, part):
        found.append(Notice("kind-undetermined", str(part.citation), str(part.citation)))
    silent = _silences(derivation, part)
    found += [
        Notice("dangling-reference", str(c), str(part.citation)) for c, m in silent.items() if m is None
    ]
    return found


def _silences(derivation: Derivation, part: Part) -> dict[Citation, set[str] | None]:
    """Return the provisions for which it matters that a point of *part* which they name is not there.

    With what would tell, where that is not known; None where it matters for sure.
    """
    scope = derivation.openness.scope(part, "charge")
    found: dict[Citation, set[str] | None] = {}
    for rule, had in dangling(derivation.law, part):
        now = condition_of(rule)
        with_it, without = evaluate(had, scope), evaluate(now, scope)
        if with_it is None or without is None:
            told = found.get(rule.citation, set())
            if told is not None:
                found[rule.citation] = told | missing(had, scope) | missing(now, scope)
        elif with_it != without:
            found[rule.citation] = None
    return found


def dangling(law: Law, part: Part) -> Iterator[tuple[Rule, Node]]:
    """Yield the rules about a charge of *part* that name a point of it which it does not have.

    Each with its condition as it would be if the point were there, and met.
    """
    held = {part.citation, *(p.citation for p in part.points)}
    for rule in law.concluding(Define, Operation, Order, Bar):
        if law.concerns(rule, part):
            named = (leaf for node in rule.nodes() for leaf in leaves(node) if isinstance(leaf, Subject))
            gone = {c for leaf in named for c in leaf.citations if c.within(part.citation) and c not in held}
            if gone:
                yield rule, taken(condition_of(rule), gone)


def _classified(derivation: Derivation, part: Part) -> bool:
    return any(r.citation.code == part.citation.code for r in derivation.law.concluding(Classify))


def _entries(derivation: Derivation) -> Iterable[Possible]:
    seen: set[tuple[str, str, str | None]] = set()
    for entry in _open_entries(derivation):
        key = (entry.what, entry.provision, entry.kind)
        if key not in seen:
            seen.add(key)
            yield entry


def _open_entries(derivation: Derivation) -> Iterable[Possible]:
    openness = derivation.openness
    for part in derivation.charging.possible:
        yield _possible("charge", part.citation, None, openness.of_charge(part))
    for standing in derivation.charging.standing:
        part = standing.part
        charged = derivation.charged[part.citation]
        for point in part.points:
            if derivation.elements.get(str(point.citation)) is None:
                yield _possible("point", point.citation, None, openness.of_elements(point.citation))
        for step in charged.sentence.open_steps:
            open_facts = {f for r in step.rules for f in openness.of_rule(r, part)}
            yield _possible(step.what, step.provision, step.kind, open_facts)
        for citation, unknown in _silences(derivation, part).items():
            if unknown is not None:
                yield _possible("gap", citation, "dangling-reference", unknown)
        for rule in charged.consequences.open_ones:
            if isinstance(rule.conclusion, Bar) and _notice(rule, part) in _bars(charged):
                continue
            what = "order" if isinstance(rule.conclusion, Order) else "bar"
            kind = rule.conclusion.kind if isinstance(rule.conclusion, (Order, Bar)) else None
            yield _possible(what, rule.citation, kind, openness.of_rule(rule, part))


def _possible(what: str, provision: Citation, kind: str | None, missing: set[str]) -> Possible:
    return Possible(what, str(provision), kind, tuple(sorted(missing)))  # type: ignore[arg-type]


def _measure(penalty: Penalty, part: Part, provision: str) -> Measure:
    return Measure(
        penalty.kind,
        provision,
        str(part.citation),
        None,
        penalty.min,
        penalty.max,
        penalty.unit,
        penalty.term,
        penalty.on,
    )


def _order(rule: Rule, part: Part) -> Measure:
    order = rule.conclusion
    assert isinstance(order, Order)
    return Measure(
        order.kind,
        str(rule.citation),
        str(part.citation),
        order.force,
        order.min,
        order.max,
        order.unit,
        order.term,
        section="order",
    )


def _force(rule: Rule) -> str:
    assert isinstance(rule.conclusion, Order)
    return rule.conclusion.force


def _bars(charged: Charged) -> list[Notice]:
    return [_notice(r, charged.part) for r in charged.consequences.bars]


def _notice(rule: Rule, part: Part) -> Notice:
    assert isinstance(rule.conclusion, Bar)
    return Notice(rule.conclusion.kind, str(rule.citation), str(part.citation), "bar")


def _duty(rule: Rule) -> str:
    assert isinstance(rule.conclusion, Duty)
    return rule.conclusion.kind
