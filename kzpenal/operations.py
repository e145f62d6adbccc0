"""The operations of the general part on a sanction: floor, lower, exclude, substitute, scale, allow, cap,
waive, shift.

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

#: What an answer may have no answer to.
GAPS = (
    "no-imposable-penalty",
    "penalty-not-reported",
    "extent-not-reported",
    "kind-undetermined",
    "bounds-crossed",
    "dangling-reference",
)


@frozen
class Step:
    """One change on the way from the printed sanction: the one penalty before and after, or None."""

    op: str
    provision: Citation
    before: Penalty | None
    after: Penalty | None
    extent_unknown: bool = False
    #: The rule that makes it, for whoever asks why.
    rule: Rule | None = field(default=None, eq=False, repr=False)


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
    excludes = [r for r in ordered if operation(r).op == "exclude"]
    for rule in ordered:
        if operation(rule).op == "allow":
            state = _allow(state, rule, floors, excludes)
        else:
            state = _APPLY[operation(rule).op](state, rule, floors)
    still_crossed = {p.kind for p in penalties(state.sanction) if arithmetic.crossed(p)}
    gaps = [g for g in state.gaps if g.about is None or g.about in still_crossed]
    if printed.one_of and not state.sanction.one_of:
        last = next(
            s for s in reversed(state.steps) if s.op == "exclude" and s.before and s.before.kind in MAIN
        )
        gaps.append(Gap("no-imposable-penalty", last.provision))
    return evolve(state, gaps=tuple(gaps))


def apply_one(penalty: Penalty, rule: Rule, floors: Sequence[Rule] = ()) -> tuple[Penalty, bool]:
    """Return one *penalty* after one operation on its bounds, and whether its bounds crossed by that.

    *floors* are the floors that apply beside.
    """
    state = _APPLY[operation(rule).op](Applied(Sanction((Alternative(penalty),))), rule, floors)
    return penalties(state.sanction)[0], bool(state.gaps)


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
    concerned = [p for p in penalties(state.sanction) if _concerns(operation(rule), p)]
    if any(p.term == "life" for p in concerned):
        # It says nothing of a term for life; how that is read belongs to the answer.
        state = evolve(state, used=(*state.used, rule))
    if all(p.unit is None for p in concerned):
        return state
    steps, gaps = list(state.steps), list(state.gaps)

    def one(penalty: Penalty) -> Penalty:
        if penalty.unit is None or not _concerns(operation(rule), penalty):
            return penalty
        changed, new_gaps = change(penalty)
        gaps.extend(g for g in new_gaps if g not in gaps)
        if changed != penalty:
            steps.append(Step(operation(rule).op, rule.citation, penalty, changed, rule=rule))
        return changed

    sanction = state.sanction.changed(one)
    acted = len(steps) > len(state.steps) or len(gaps) > len(state.gaps)
    used = (*state.used, rule) if acted else state.used
    return Applied(sanction, tuple(steps), tuple(gaps), used)


def _floor(state: Applied, rule: Rule, floors: Sequence[Rule]) -> Applied:
    amount = _amount(rule)
    return _each(state, rule, lambda p: (arithmetic.floored(p, amount), ()))


def _lower(state: Applied, rule: Rule, floors: Sequence[Rule]) -> Applied:
    """The court may go below what is printed as the least; the general minimum of the penalty stays."""

    def lowered(penalty: Penalty) -> Penalty:
        general = [_amount(f) for f in floors if operation(f).kind == penalty.kind]
        return arithmetic.with_minimum(penalty, general[0] if general else None)

    return _each(state, rule, lambda p: (lowered(p) if p.min is not None else p, ()))


def _exclude(state: Applied, rule: Rule, floors: Sequence[Rule]) -> Applied:
    left, gone = _without(state.sanction, lambda p: _concerns(operation(rule), p))
    if not gone:
        return state
    steps = tuple(Step("exclude", rule.citation, p, None, rule=rule) for p in gone)
    return evolve(state, sanction=left, steps=(*state.steps, *steps), used=(*state.used, rule))


def _without(sanction: Sanction, excluded: Callable[[Penalty], bool]) -> tuple[Sanction, list[Penalty]]:
    """Return *sanction* without the penalties that are *excluded*, and these; additions too, each once."""
    one_of = sanction.one_of or ()
    kept = [a for a in one_of if not excluded(a.penalty)]
    gone = [a.penalty for a in one_of if excluded(a.penalty)]
    gone += dict.fromkeys(p for a in kept for p in a.with_ if excluded(p))
    gone += [p for p in sanction.and_also if excluded(p)]
    trimmed = tuple(evolve(a, with_=tuple(p for p in a.with_ if not excluded(p))) for a in kept)
    also = tuple(p for p in sanction.and_also if not excluded(p))
    return evolve(sanction, one_of=trimmed, and_also=also), gone


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
        steps=(*state.steps, Step("substitute", rule.citation, before, penalty, rule=rule)),
        used=(*state.used, rule),
    )
    if penalty.min is not None:
        return state  # what states its own minimum keeps it
    for floor in floors:
        state = _floor(state, floor, floors)
    return state


def _allow(state: Applied, rule: Rule, floors: Sequence[Rule], excludes: Sequence[Rule]) -> Applied:
    """The court may impose this too, beside what is left, unless it may not be imposed on this person."""
    penalty = operation(rule).penalty
    assert penalty is not None
    one_of = state.sanction.one_of or ()
    excluded = any(_concerns(operation(r), penalty) for r in excludes)
    if excluded or any(a.penalty == penalty for a in one_of):
        return state
    before = state
    state = evolve(before, sanction=evolve(before.sanction, one_of=(Alternative(penalty),)), steps=())
    for floor in floors if penalty.min is None else ():
        state = _floor(state, floor, floors)
    (added,) = state.sanction.one_of or ()
    if any(a.penalty == added.penalty for a in one_of):
        return before
    return evolve(
        before,
        sanction=evolve(before.sanction, one_of=(*one_of, added)),
        steps=(*before.steps, Step("allow", rule.citation, None, added.penalty, rule=rule)),
        used=(*before.used, rule),
    )


def _waive(state: Applied, rule: Rule, floors: Sequence[Rule]) -> Applied:
    """The court need not impose an addition that it must impose otherwise."""
    steps = list(state.steps)

    def one(penalty: Penalty) -> Penalty:
        said = operation(rule).kind
        if penalty.force != "must" or said not in (None, penalty.kind):
            return penalty
        freed = evolve(penalty, force="may")
        steps.append(Step("waive", rule.citation, penalty, freed, rule=rule))
        return freed

    sanction = state.sanction.changed(one)
    if sanction == state.sanction:
        return state
    return evolve(state, sanction=sanction, steps=tuple(steps), used=(*state.used, rule))


def _scale(state: Applied, rule: Rule, floors: Sequence[Rule]) -> Applied:
    factor = operation(rule).factor
    assert factor is not None
    return _each(state, rule, lambda p: _lowered(rule, p, arithmetic.scaled(p, factor), floors))


def _cap(state: Applied, rule: Rule, floors: Sequence[Rule]) -> Applied:
    amount = _amount(rule)
    return _each(state, rule, lambda p: _lowered(rule, p, arithmetic.capped(p, amount), floors))


def _shift(state: Applied, rule: Rule, floors: Sequence[Rule]) -> Applied:
    bearer = operation(rule).on
    return _each(state, rule, lambda p: (evolve(p, on=bearer), ()))


_APPLY: dict[str, Callable[[Applied, Rule, Sequence[Rule]], Applied]] = {
    "floor": _floor,
    "lower": _lower,
    "exclude": _exclude,
    "substitute": _substitute,
    "scale": _scale,
    "cap": _cap,
    "waive": _waive,
    "shift": _shift,
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
