"""What is left of a part's sanction over facts that may vary, as constraints, one penalty at a time.

The ways in which all the operations of a general part can turn out together are too many to list. So each
alternative is followed by itself: when it is there, and what its bounds have come to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from attrs import define, evolve, field, frozen

from kzpenal import sanction as arithmetic
from kzpenal.citation import Citation
from kzpenal.laws import Part
from kzpenal.operations import apply_one, in_order, operation
from kzpenal.provision import Increase, Operation, Rule
from kzpenal.sanction import MAIN, Penalty
from kzpenal.solving import Formula
from kzpenal.telling import Told

_LAST = ("cap", "waive", "shift")
#: What a penalty has come to, the first floor of its kind that applies, and whether its bounds crossed.
State: TypeAlias = "tuple[Penalty, Rule | None, bool]"


@frozen(eq=False)
class Left:
    """A penalty that may be left: `there` is when; `states` are what it may have come to, with when."""

    there: Formula
    states: tuple[tuple[State, Formula], ...]
    #: What is joined to it.
    joined: tuple[Left, ...] = ()

    @property
    def kind(self) -> str:
        """The kind of penalty."""
        return self.states[0][0][0].kind

    @property
    def bounds(self) -> tuple[tuple[Penalty, Formula], ...]:
        """What it may have come to, with when; the same penalty may stand in it twice."""
        return tuple((state[0], when) for state, when in self.states)


@frozen(eq=False)
class Threat:
    """What is left of the sanction of a part, where it is charged: alternatives, and what is joined to any.

    `told` is False where the sanction was not reported; `growing` is when it is raised by how much was not.
    """

    one_of: tuple[Left, ...]
    and_also: tuple[Left, ...]
    told: bool
    growing: Formula


@define(eq=False)
class Threats:
    """The sanctions of a Law's parts over varying facts, each made when it is first asked for.

    Its constraints are about the sanction alone, not about whether the part is charged.
    """

    told: Told
    _found: dict[Citation, Threat] = field(factory=dict, init=False)

    def of(self, part: Part) -> Threat:
        """Return what may be left of the sanction of *part*."""
        if part.citation not in self._found:
            self._found[part.citation] = self._threat(part)
        return self._found[part.citation]

    def imposed(self, part: Part) -> dict[Penalty, Formula]:
        """Return what the court must impose for *part* whichever alternative it chooses, with when."""
        logic, threat = self.told.logic, self.of(part)
        sure = logic.no(threat.growing)
        found: dict[Penalty, list[Formula]] = {}
        for left in threat.one_of:
            others = logic.either(o.there for o in threat.one_of if o is not left)
            sole = logic.both([sure, left.there, logic.no(others)])
            for penalty, when in left.bounds:
                if not arithmetic.crossed(penalty):
                    found.setdefault(penalty, []).append(logic.both([sole, when]))
            for penalty in (p for j in left.joined for p, _ in j.bounds if p.force == "must"):
                lacking = (logic.both([o.there, logic.no(self._has(o, penalty))]) for o in threat.one_of)
                everywhere = logic.both([sure, left.there, logic.no(logic.either(lacking))])
                found.setdefault(penalty, []).append(everywhere)
        some = logic.either(left.there for left in threat.one_of)
        for also in threat.and_also:
            for penalty, when in also.bounds:
                if penalty.force == "must":
                    found.setdefault(penalty, []).append(logic.both([sure, some, also.there, when]))
        whole = {p: logic.either(whens) for p, whens in found.items()}
        return {p: when for p, when in whole.items() if when is not False}

    def gaps(self, part: Part) -> dict[str, Formula]:
        """Return the gaps that the sanction of *part* may have, with when."""
        logic, threat = self.told.logic, self.of(part)
        if not threat.told:
            return {"penalty-not-reported": True, "extent-not-reported": threat.growing}
        crossed = []
        for left in threat.one_of:
            crossed += [logic.both([left.there, c]) for j in left.joined for c in self._crossed(j)]
        for left in (*threat.one_of, *threat.and_also):
            crossed += self._crossed(left)
        printed = part.charge.sanction
        empty = logic.no(logic.either(left.there for left in threat.one_of))
        return {
            "extent-not-reported": threat.growing,
            "bounds-crossed": logic.either(crossed),
            "no-imposable-penalty": empty if printed is not None and printed.one_of else False,
        }

    def _crossed(self, left: Left) -> list[Formula]:
        logic = self.told.logic
        return [
            logic.both([left.there, when])
            for (penalty, _, crossing), when in left.states
            if crossing and arithmetic.crossed(penalty)
        ]

    def _has(self, left: Left, penalty: Penalty) -> Formula:
        """Return "*penalty* is joined to *left*"."""
        logic = self.told.logic
        joined = ((j, when) for j in left.joined for p, when in j.bounds if p == penalty)
        return logic.either(logic.both([j.there, when]) for j, when in joined)

    # From what is printed to what is left

    def _threat(self, part: Part) -> Threat:
        logic, law = self.told.logic, self.told.law
        growing = logic.either(self.told.applies(r, part) for r in law.concluding(Increase))
        printed = part.charge.sanction
        if printed is None or printed.one_of is None:
            return Threat((), (), False, growing)
        rules = in_order(r for r in law.concluding(Operation) if self.told.applies(r, part) is not False)

        def whole(penalty: Penalty) -> Left:
            """Return *penalty*, as printed, after everything that no other penalty bears upon."""
            return self._stepped(self._begun(penalty, True, rules, part), ("lower", "scale"), rules, part)

        def last(left: Left) -> Left:
            return self._stepped(left, _LAST, rules, part)

        alternatives = [
            evolve(whole(one.penalty), joined=tuple(last(whole(p)) for p in one.with_))
            for one in printed.one_of
        ]
        new = self._substitutes(rules, part)
        taken = logic.either(left.there for left in new)
        alternatives = [evolve(a, there=logic.both([a.there, logic.no(taken)])) for a in alternatives]
        alternatives += [self._stepped(left, ("scale",), rules, part) for left in new]
        alternatives = [a for a in alternatives if a.there is not False]
        alternatives += self._allowed(alternatives, rules, part)
        also = tuple(last(whole(p)) for p in printed.and_also)
        return Threat(tuple(last(a) for a in alternatives), also, True, growing)

    def _stays(self, kind: str, rules: Iterable[Rule], part: Part) -> Formula:
        """Return "no penalty of *kind* is excluded"."""
        hit = (r for r in rules if operation(r).op == "exclude" and _reaches(r, kind))
        return self.told.logic.no(self.told.logic.either(self.told.applies(r, part) for r in hit))

    def _begun(self, penalty: Penalty, stays: bool, rules: Sequence[Rule], part: Part) -> Left:
        """Return *penalty* with the floors of its kind; with *stays*, unless it is excluded."""
        there = self._stays(penalty.kind, rules, part) if stays else True
        raised = stays or penalty.min is None  # what is brought in with its own minimum keeps it
        states: dict[State, Formula] = {(penalty, None, False): True}
        for rule in rules:
            if operation(rule).op == "floor" and _reaches(rule, penalty.kind):
                states = self._after(states, rule, part, raised)
        return Left(there, tuple(states.items()))

    def _stepped(self, left: Left, ops: Sequence[str], rules: Sequence[Rule], part: Part) -> Left:
        """Return *left* after those of *rules* that are among *ops* and reach it, each applied or not."""
        states = dict(left.states)
        for rule in rules:
            if operation(rule).op in ops and _reaches(rule, left.kind):
                states = self._after(states, rule, part)
        return evolve(left, states=tuple(states.items()))

    def _after(
        self, states: dict[State, Formula], rule: Rule, part: Part, changing: bool = True
    ) -> dict[State, Formula]:
        """Return *states* after *rule*, applied or not; states that nothing tells apart are one."""
        logic, mark = self.told.logic, self.told.applies(rule, part)
        found: dict[State, list[Formula]] = {}
        for (penalty, floor, crossing), when in states.items():
            if mark is not True:
                found.setdefault((penalty, floor, crossing), []).append(logic.both([when, logic.no(mark)]))
            changed, gap = (
                apply_one(penalty, rule, [floor] if floor else ()) if changing else (penalty, False)
            )
            first = floor or (rule if operation(rule).op == "floor" else None)
            found.setdefault((changed, first, crossing or gap), []).append(logic.both([when, mark]))
        merged = {state: logic.either(whens) for state, whens in found.items()}
        return {state: when for state, when in merged.items() if when is not False}

    def _substitutes(self, rules: Iterable[Rule], part: Part) -> list[Left]:
        """Return what may take the place of all alternatives: the first that applies does."""
        logic, kept = self.told.logic, list(rules)
        found: list[Left] = []
        for rule in kept:
            penalty = operation(rule).penalty
            if operation(rule).op == "substitute" and penalty is not None:
                mark = self.told.applies(rule, part)
                there = logic.both([mark, *(logic.no(left.there) for left in found)])
                found.append(evolve(self._begun(penalty, False, kept, part), there=there))
        return found

    def _allowed(self, alternatives: Sequence[Left], rules: Sequence[Rule], part: Part) -> list[Left]:
        """Return what the court may impose beside *alternatives*, unless it is among them already."""
        logic = self.told.logic
        found: list[Left] = []
        for rule in rules:
            penalty = operation(rule).penalty
            if operation(rule).op != "allow" or penalty is None:
                continue
            mark = logic.both([self.told.applies(rule, part), self._stays(penalty.kind, rules, part)])
            before = [*alternatives, *found]
            for state, when in self._begun(penalty, False, rules, part).states if mark is not False else ():
                equal = (
                    logic.both([a.there, held_when])
                    for a in before
                    for held, held_when in a.bounds
                    if held in (penalty, state[0])
                )
                there = logic.both([mark, when, logic.no(logic.either(equal))])
                if there is not False:
                    found.append(Left(there, ((state, True),)))
        return found


def _reaches(rule: Rule, kind: str) -> bool:
    """Say whether *rule* is about penalties of *kind*; where it names none, it is about every main one."""
    said = operation(rule)
    if said.op == "waive":
        return said.kind in (None, kind)
    return said.kind == kind or (said.kind is None and kind in MAIN)
