"""A finished case → the smallest sets of facts that, stated otherwise, take away or bring a punishment."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from attrs import define, evolve, field, frozen

from kzpenal.answers import Core
from kzpenal.bounding import reach
from kzpenal.changing import Changes, Step, plain
from kzpenal.errors import KzpenalError, Problem, did_you_mean
from kzpenal.flipped import Change, Flip, Flips
from kzpenal.items import items
from kzpenal.laws import Law
from kzpenal.mandates import Mandate, mandate, mandatory
from kzpenal.presuming import facts_under
from kzpenal.retelling import retell
from kzpenal.severity import Weight, span
from kzpenal.solving import Formula, same
from kzpenal.varying import Varied, restated, vary
from kzpenal.vocabulary import FactValue, Interval
from kzpenal.worlds import World, Worlds

#: So many facts are stated otherwise at once, unless more is asked for.
MOST = 2
#: So often a set that may bring something is held against a completion in which it does not.
MOST_TRIES = 200


def flips(law: Law, case: Any, *, most: int = MOST, hold: Collection[str] = ("act",)) -> Flips:
    """Return every smallest set of changes to the facts of *case*, at most *most*, that flips something.

    Something mandatory is taken away, or comes, in every completion of the facts not known. The facts that
    *hold* names stay as they are, and so do days.

    Raises KzpenalError for a fact that there is not, and where the solver is not installed.
    """
    _check(law, most, hold)
    found = _Finding(law, case, vary(law, facts_under(law, case), lambda path: not _held(path, hold)), most)
    every: dict[frozenset[tuple[str, FactValue]], tuple[list[Step], set[Mandate]]] = {}
    cut = broken = False
    for target, when in found.targets.items():
        one = _removing(found, when, target) if target in found.now else _bringing(found, when, target)
        for steps in one.sets:
            key = frozenset((s.path, s.value) for s in steps)
            every.setdefault(key, (steps, set()))[1].add(target)
        cut, broken = cut or one.cut, broken or one.broken
    told = [_flip(found, steps, targets) for steps, targets in every.values()]
    merged = _merged([f for f in told if f is not None])
    ordered = sorted(merged, key=lambda f: (len(f.changes), [c.fact for c in f.changes], str(f.to_dict())))
    return Flips(tuple(sorted(found.now)), tuple(ordered), most, cut, broken)


def _check(law: Law, most: int, hold: Collection[str]) -> None:
    if type(most) is not int or most < 1:
        raise KzpenalError(
            Problem("KZP410", None, f"`most` is a number of changes, 1 or more, not {most!r:.40}")
        )
    words = law.vocabulary
    known = [*words.facts, *({p.partition(".")[0] for p in words.facts})]
    for path in hold:
        if words.general(path) not in known and path.partition("[")[0] != words.group:
            cure = did_you_mean(path, known) or "`kzpenal facts` lists them; each is named by itself"
            raise KzpenalError(Problem("KZP104", None, f"there is no fact `{path}`", cure))


def _held(path: str, hold: Collection[str]) -> bool:
    return any(path == h or path.startswith((h + ".", h + "[")) for h in hold)


@define(eq=False)
class _Finding:
    """What both searches share: the facts as they vary, what may be mandatory, and what is."""

    law: Law
    case: Any
    varied: Varied
    most: int
    changes: Changes = field(init=False)
    costs: list[Formula] = field(init=False)
    targets: dict[Mandate, Formula] = field(init=False)
    now: frozenset[Mandate] = field(init=False)
    _cores: dict[frozenset[tuple[str, FactValue]], tuple[Core, tuple[str, ...]] | None] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        logic = self.varied.logic
        self.changes = Changes(self.case, self.varied)
        self.costs = self.changes.costs()
        whens: dict[Mandate, list[Formula]] = {}
        for item, when in items(self.varied):
            if (said := mandate(item)) is not None:
                whens.setdefault(said, []).append(when)
        self.targets = {p: logic.either(w) for p, w in sorted(whens.items())}
        unchanged = self.taken(())
        self.now = frozenset(p for p, when in self.targets.items() if unchanged.find(logic.no(when)) is None)

    def worlds(self, *bound: Formula) -> Worlds:
        """Return the worlds within *bound*."""
        return Worlds(self.case, self.varied, self.varied.logic.search(*self.varied.bound, *bound))

    def taken(self, steps: Sequence[Step]) -> Worlds:
        """Return the worlds in which just *steps* are taken."""
        paths = {s.path for s in steps}
        stated = dict.fromkeys(paths, True)
        kept = (self.varied.logic.no(c) for c in self.changes.costs(paths))
        return self.worlds(*(s.flag for s in steps), *kept, *self.changes.presumed(stated))

    def after(self, steps: Sequence[Step]) -> tuple[Core, tuple[str, ...]] | None:
        """Return the answer for the case with *steps* taken, and the days dropped; None if it is refused."""
        key = frozenset((s.path, s.value) for s in steps)
        if key not in self._cores:
            found = restated(self.case, self.changes.values(steps))
            self._cores[key] = (
                None
                if found is None
                else (retell(self.law, facts_under(self.law, found.case)), found.dropped)
            )
        return self._cores[key]


@frozen(eq=False)
class _Found:
    sets: list[list[Step]]
    cut: bool
    #: Whether the search was given up, so that sets within the bound may be lacking.
    broken: bool = False


def _removing(found: _Finding, when: Formula, target: Mandate) -> _Found:
    """Return the smallest sets of steps after which *when*, certain now, is so no longer."""
    logic, sets = found.varied.logic, []
    gone = logic.no(when)
    blocked: list[Formula] = []
    for size in range(1, found.most + 1):
        few = logic.at_most(found.costs, size)
        worlds = found.worlds(gone, few, *found.changes.presumed(), *blocked)
        while world := worlds.find():
            steps = found.changes.of(world.model)
            after = found.after(steps)
            if after is None or target in mandatory(after[0]):
                block = _exactly(found, steps)
            else:
                sets.append(steps)
                block = logic.no(logic.both(found.changes.own(s) for s in steps))
            blocked.append(block)
            worlds.search.also(block)
    return _Found(sets, found.worlds(gone, *blocked).find() is not None)


def _exactly(found: _Finding, steps: Sequence[Step], stating: Mapping[str, Formula] | None = None) -> Formula:
    """Return "not these steps and no other"."""
    logic, said, changes = found.varied.logic, stating or {}, found.changes
    paths = {s.path for s in steps}
    others = [
        changes.own(s)
        for s in changes.steps
        if s.path not in paths and s.path not in said and found.varied.held(s.path) is not None
    ]
    others += [flag for path, flag in said.items() if path not in paths]
    taken = [s.flag if s.path in said else changes.own(s) for s in steps]
    return logic.either([*(logic.no(t) for t in taken), *others])


def _bringing(found: _Finding, when: Formula, target: Mandate) -> _Found:
    """Return the smallest sets of steps after which *when*, not certain now, holds in every completion.

    A fact that is not known may be stated: that is a change too. What is left open is tried out: each
    completion in which a set does not bring it is remembered, and the next set must bring it there too.
    """
    logic, varied, changes, sets = found.varied.logic, found.varied, found.changes, []
    group = str(varied.law.vocabulary.group)
    stating = {p: logic.flag(f"!{p}") for p in varied.variables if p != group and changes.is_open(p)}
    costs = [*changes.costs(stating), *stating.values()]
    bound: list[Formula] = [when, *changes.presumed(stating)]
    # What lies between two bounds stays there, unless it is stated, or goes along with another fact.
    bound += [
        logic.either([flag, changes.kept(p)]) for p, flag in stating.items() if varied.held(p) is not None
    ]
    open_atoms = _open_atoms(found, when, stating)
    tries = 0
    for size in range(1, found.most + 1):
        worlds = found.worlds(logic.at_most(costs, size), *bound)
        while tries < MOST_TRIES and (world := worlds.find()):
            said = [
                changes.stated(p, world.model)
                for p, flag in stating.items()
                if logic.holds(flag, world.model)
            ]
            steps = [s for s in changes.of(world.model) if s.path not in stating] + said
            against = _against(found, steps, when, target)
            if against is False:
                block = _exactly(found, steps, stating)
            elif against is None:
                steps = _fewest_words(found, steps, when, target)
                sets.append(steps)
                block = logic.no(logic.both(_at_least(found, s, stating) for s in steps))
            else:
                tries += 1
                block = _there(found, steps, when, open_atoms, stating, against)
                if logic.holds(block, world.model):
                    block = _exactly(found, steps, stating)
            bound.append(block)
            worlds.search.also(block)
    broken = tries >= MOST_TRIES
    return _Found(sets, broken or found.worlds(*bound).find() is not None, broken)


def _at_least(found: _Finding, step: Step, stating: Mapping[str, Formula]) -> Formula:
    """Return "*step* is taken"; of a set stated whole, that it holds the words of the step, or more."""
    if step.path not in stating:
        return found.changes.own(step)
    logic, flag = found.varied.logic, step.flag
    if isinstance(step.value, frozenset) and step.value:
        pairs = found.varied.variables[step.path].pairs()
        flag = logic.both(one for word, one in pairs if word in step.value)
    return logic.both([flag, stating[step.path]])


def _fewest_words(found: _Finding, steps: list[Step], when: Formula, target: Mandate) -> list[Step]:
    """Return *steps*, which bring *target*, with no word in a set stated whole that they do not need."""
    logic, kept = found.varied.logic, list(steps)
    for place, step in enumerate(steps):
        variable = found.varied.variables[step.path]
        for word in sorted(step.value) if isinstance(step.value, frozenset) else ():
            held = kept[place].value
            assert isinstance(held, frozenset)
            fewer = held - {word}
            tried = [
                *kept[:place],
                Step(step.path, fewer, variable.of_value(logic, fewer)),
                *kept[place + 1 :],
            ]
            if fewer and _against(found, tried, when, target) is None:
                kept = tried
    return kept


def _open_atoms(found: _Finding, when: Formula, stating: Collection[str]) -> list[Formula]:
    """Return the flags in *when* that are not of facts that are known."""
    varied, logic = found.varied, found.varied.logic
    known = [
        v.literals for p, v in varied.variables.items() if p not in stating and varied.held(p) is not None
    ]
    ids = {a.get_id() for literals in known for one in literals for a in logic.atoms(one)}
    return [a for a in logic.atoms(when) if a.get_id() not in ids]


def _against(
    found: _Finding, steps: Sequence[Step], when: Formula, target: Mandate
) -> World | Literal[False] | None:
    """Return a completion of the facts after *steps* in which *when* does not hold; None where there is none.

    False where the class of the case does not accept *steps*.
    """
    after = found.after(steps)
    if after is None:
        return False
    return None if target in mandatory(after[0]) else found.taken(steps).find(found.varied.logic.no(when))


def _there(
    found: _Finding,
    steps: Sequence[Step],
    when: Formula,
    atoms: Iterable[Formula],
    stating: dict[str, Formula],
    against: World,
) -> Formula:
    """Return *when* as it is in the completion *against*, but for the facts that are stated."""
    logic, varied = found.varied.logic, found.varied
    owner = {
        a.get_id(): stating[p]
        for p in stating
        for literal in varied.variables[p].literals
        for a in logic.atoms(literal)
    }
    pairs = []
    for atom in atoms:
        holds = logic.holds(atom, against.model)
        stated = owner.get(atom.get_id())
        if stated is None:
            pairs.append((atom, holds))
        else:
            said = logic.both([stated, atom])
            pairs.append((atom, logic.either([said, logic.no(stated)]) if holds else said))
    return logic.either([logic.put(when, pairs), *_apart(found, steps, stating, against)])


def _apart(
    found: _Finding, steps: Sequence[Step], stating: Mapping[str, Formula], against: World
) -> list[Formula]:
    """Return the changes with which the completion *against* has nothing to do.

    One of them brings, for a fact that is not known, what it is not in *against*; or *against* has by one of
    them what it could not be without it.
    """
    logic, varied, changes = found.varied.logic, found.varied, found.changes
    out = []
    for path in stating:
        value = varied.variables[path].value(logic, against.model)
        held = varied.held(path)
        for step, then in changes.following(path):
            taken = changes.taken(step, stating)
            was = any(step.path == s.path and _holds(s.value, step.value) for s in steps)
            if not was and then is not None and not same(then, value):
                out.append(taken)
            elif was and held is not None and not same(held, value):
                out.append(logic.no(taken))
    return out


def _holds(value: FactValue, other: FactValue) -> bool:
    return other in value if isinstance(value, frozenset) else value == other


def _flip(found: _Finding, steps: Sequence[Step], targets: Collection[Mandate]) -> Flip | None:
    after = found.after(steps)
    if after is None:
        return None
    core, dropped = after
    removes, brings = (
        tuple(sorted(t for t in targets if (t in found.now) == side)) for side in (True, False)
    )
    then = tuple(sorted(mandatory(core) | set(brings)))
    values = found.changes.values(steps)
    words = found.law.vocabulary
    changes = tuple(Change(p, found.varied.held(p), (v,), words) for p, v in sorted(values.items()))
    return Flip(changes, removes, brings, then, _direction(found, steps, core, removes, brings), dropped)


def _direction(
    found: _Finding, steps: Sequence[Step], core: Core, removes: Sequence[Mandate], brings: Sequence[Mandate]
) -> Literal["defence", "prosecution"] | None:
    """Return whom it helps that the answer becomes *core*: by what the court may choose, else must order."""
    before = found.after([])
    assert before is not None
    was, will = _reach(found, (), before[0]), _reach(found, steps, core)
    if was is not None and will is not None and was != will:
        if will[0] <= was[0] and will[1] <= was[1]:
            return "defence"
        return "prosecution" if will[0] >= was[0] and will[1] >= was[1] else None
    good = [m for m in removes if not m.favours] + [m for m in brings if m.favours]
    ill = [m for m in brings if not m.favours] + [m for m in removes if m.favours]
    if good and ill:
        return None
    return "defence" if good else "prosecution"


def _reach(found: _Finding, steps: Sequence[Step], core: Core) -> tuple[Weight, Weight] | None:
    """Return from what to what the court may choose after *steps*, in any completion."""
    if any(p.what in ("charge", "penalty", "gap") for p in core.possible):
        return reach(found.taken(steps))
    return span(charge.sanction for charge in core.charges)


def _merged(told: list[Flip]) -> list[Flip]:
    """Return *told* with those made one that differ only in the value of one and the same fact."""
    found = told
    for place in range(max((len(f.changes) for f in told), default=0)):
        groups: dict[Flip, list[Change]] = {}
        for flip in found:
            if place < len(flip.changes):
                here = flip.changes[place]
                changes = (*flip.changes[:place], evolve(here, to=()), *flip.changes[place + 1 :])
                groups.setdefault(evolve(flip, changes=changes), []).append(here)
        kept = [f for f in found if place >= len(f.changes)]
        found = kept + [_with_values(flip, place, held) for flip, held in groups.items()]
    return found


def _with_values(flip: Flip, place: int, held: Sequence[Change]) -> Flip:
    """Return *flip* with every value that *held*, changes of one fact, name for the fact at *place*."""
    values = sorted({v for change in held for v in change.to}, key=_order)
    change = evolve(flip.changes[place], to=tuple(_joined(values)))
    return evolve(flip, changes=(*flip.changes[:place], change, *flip.changes[place + 1 :]))


def _order(value: FactValue) -> tuple[int, str]:
    return (value.low, "") if isinstance(value, Interval) else (0, str(plain(value)))


def _joined(values: Iterable[FactValue]) -> Iterator[FactValue]:
    """Yield *values*, with Intervals that follow on one another made one."""
    held: Interval | None = None
    for value in values:
        if not isinstance(value, Interval):
            yield value
        elif held is not None and held.high + 1 == value.low:
            held = Interval(held.low, value.high)
        else:
            if held is not None:
                yield held
            held = value
    if held is not None:
        yield held
