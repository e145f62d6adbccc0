"""The operations of the general part on a sanction: floor, exclude, substitute, scale, cap.

Each change is a step with the provision that makes it; what the law leaves without an answer is a
gap, and no number is put in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from attrs import evolve, field, frozen

from kzpenal import sanction as arithmetic
from kzpenal.citation import Citation, code_order
from kzpenal.provision import OPERATIONS, Operation, Rule
from kzpenal.quantity import Quantity
from kzpenal.sanction import MAIN, Alternative, Penalty, Sanction


@frozen
class Step:
    """One change on the way from the printed sanction: the one penalty before and after, or None."""

    op: str
    provision: Citation
    before: Penalty | None
    after: Penalty | None
    extent_unknown: bool = False


@frozen
class Gap:
    """Something to which the law gives no answer, and the provision that makes it so."""

    kind: str
    provision: Citation
    #: The kind of penalty that it is about, where it is about one.
    about: str | None = field(default=None, eq=False)


@frozen
class Applied:
    """A sanction after operations, with the way to it and the rules that changed something."""

    sanction: Sanction
    steps: tuple[Step, ...] = field(default=())
    gaps: tuple[Gap, ...] = field(default=())
    used: tuple[Rule, ...] = field(default=())


def operation(rule: Rule) -> Operation:
    """Return what *rule*, a rule that states an operation, concludes."""
    assert isinstance(rule.conclusion, Operation)
    return rule.conclusion


def in_order(rules: Iterable[Rule]) -> list[Rule]:
    """Return *rules*, each once, in the order in which they are applied."""
    once = {r.key: r for r in rules}.values()
    return sorted(once, key=lambda r: (OPERATIONS.index(operation(r).op), code_order(r.citation)))


def apply(printed: Sanction, rules: Iterable[Rule]) -> Applied:
    """Return the *printed* sanction after the operations of *rules*."""
    ordered = in_order(rules)
    state = Applied(printed)
    floors = [r for r in ordered if operation(r).op == "floor"]
    for rule in ordered:
        state = _APPLY[operation(rule).op](state, rule, floors)
    still_crossed = {p.kind for p in penalties(state.sanction) if arithmetic.crossed(p)}
    gaps = [g for g in state.gaps if g.about is None or g.about in still_crossed]
    if printed.one_of and not state.sanction.one_of:
        last = next(s for s in reversed(state.steps) if s.op == "exclude")
        gaps.append(Gap("no-imposable-penalty", last.provision))
    return evolve(state, gaps=tuple(gaps))


def penalties(sanction: Sanction) -> list[Penalty]:
    """Return every penalty of *sanction*, additions too."""
    chosen = sanction.one_of or ()
    return [*(a.penalty for a in chosen), *(p for a in chosen for p in a.with_), *sanction.and_also]


def _concerns(said: Operation, penalty: Penalty) -> bool:
    return penalty.kind == said.kind if said.kind is not None else penalty.kind in MAIN


def _each(
    state: Applied, rule: Rule, change: Callable[[Penalty], tuple[Penalty, tuple[Gap, ...]]]
) -> Applied:
    """Return *state* after *change* to every measured penalty that *rule* concerns."""
    steps, gaps = list(state.steps), list(state.gaps)

    def one(penalty: Penalty) -> Penalty:
        if penalty.unit is None or not _concerns(operation(rule), penalty):
            return penalty
        changed, new_gaps = change(penalty)
        gaps.extend(g for g in new_gaps if g not in gaps)
        if changed != penalty:
            steps.append(Step(operation(rule).op, rule.citation, penalty, changed))
        return changed

    sanction = state.sanction.changed(one)
    acted = len(steps) > len(state.steps) or len(gaps) > len(state.gaps)
    used = (*state.used, rule) if acted else state.used
    return Applied(sanction, tuple(steps), tuple(gaps), used)


def _floor(state: Applied, rule: Rule, floors: Sequence[Rule]) -> Applied:
    amount = _amount(rule)
    return _each(state, rule, lambda p: (arithmetic.floored(p, amount), ()))


def _exclude(state: Applied, rule: Rule, floors: Sequence[Rule]) -> Applied:
    one_of = state.sanction.one_of or ()
    gone = [a.penalty for a in one_of if _concerns(operation(rule), a.penalty)]
    if not gone:
        return state
    left = tuple(a for a in one_of if a.penalty not in gone)
    steps = tuple(Step("exclude", rule.citation, p, None) for p in gone)
    return evolve(
        state,
        sanction=evolve(state.sanction, one_of=left),
        steps=(*state.steps, *steps),
        used=(*state.used, rule),
    )


def _substitute(state: Applied, rule: Rule, floors: Sequence[Rule]) -> Applied:
    penalty = operation(rule).penalty
    assert penalty is not None
    one_of = state.sanction.one_of or ()
    if any(s.op == "substitute" for s in state.steps):
        return state  # two that contradict each other are found when the rules are checked
    if [a.penalty for a in one_of] == [penalty]:
        return state
    before = one_of[0].penalty if len(one_of) == 1 else None
    state = evolve(
        state,
        sanction=evolve(state.sanction, one_of=(Alternative(penalty),)),
        steps=(*state.steps, Step("substitute", rule.citation, before, penalty)),
        used=(*state.used, rule),
    )
    for floor in floors:
        state = _floor(state, floor, floors)
    return state


def _scale(state: Applied, rule: Rule, floors: Sequence[Rule]) -> Applied:
    factor = operation(rule).factor
    assert factor is not None
    return _each(state, rule, lambda p: _lowered(rule, p, arithmetic.scaled(p, factor), floors))


def _cap(state: Applied, rule: Rule, floors: Sequence[Rule]) -> Applied:
    amount = _amount(rule)
    return _each(state, rule, lambda p: _lowered(rule, p, arithmetic.capped(p, amount), floors))


_APPLY: dict[str, Callable[[Applied, Rule, Sequence[Rule]], Applied]] = {
    "floor": _floor,
    "exclude": _exclude,
    "substitute": _substitute,
    "scale": _scale,
    "cap": _cap,
}


def _lowered(
    rule: Rule, before: Penalty, lowered: Penalty, floors: Sequence[Rule]
) -> tuple[Penalty, tuple[Gap, ...]]:
    """Return *lowered*, with its minimum brought down where the law lets it yield.

    A minimum above a cap yields to it even where the maximum already lies below the cap.
    """
    said = operation(rule)
    above = said.op == "cap" and arithmetic.minimum_above(before, _amount(rule))
    if not above and (lowered == before or not arithmetic.crossed(lowered)):
        return lowered, ()
    gap = Gap("bounds-crossed", rule.citation, lowered.kind)
    if said.minimum_yields is None:
        return lowered, (gap,)
    general = [_amount(f) for f in floors if operation(f).kind == lowered.kind]
    yielded = arithmetic.with_minimum(lowered, general[0] if general else None)
    return yielded, (gap,) if arithmetic.crossed(yielded) else ()


def _amount(rule: Rule) -> Quantity:
    amount = operation(rule).amount
    assert amount is not None
    return amount
