"""Where the kind of an offence cannot be derived: what follows under each kind, and what all share.

The law may threaten a part with penalties that two kinds know. The answer then holds what every kind
it may be of agrees on, and says what follows under each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import attrs

from kzpenal.answers import Charge, Core, Notice, Possible, Reading
from kzpenal.composing import compose
from kzpenal.deriving import Derivation
from kzpenal.laws import Law, Part
from kzpenal.provision import CrimeKind

#: More parts of an undetermined kind in one answer are left to the gap alone.
MOST = 3


def settle(derivation: Derivation, again: Callable[[Law], Derivation]) -> Core:
    """Return what *derivation* comes to, whatever kind its charges are of; *again* derives under a Law."""
    core = compose(derivation)
    undetermined = [c.part for c in derivation.charged.values() if _kinds(derivation.law, c.part)]
    if not undetermined or len(undetermined) > MOST:
        return core
    part, law = undetermined[0], derivation.law
    laws = [law.read_as(part.citation, kind) for kind in _kinds(law, part)]
    cores = [settle(again(read), again) for read in laws]
    read_as = [next(p for p in read.parts if p.citation == part.citation) for read in laws]
    readings = tuple(_reading(c, p) for c, p in zip(cores, read_as, strict=True))
    return _shared(core, cores, str(part.citation), readings)


def _kinds(law: Law, part: Part) -> tuple[CrimeKind, ...]:
    """Return the kinds that *part* may be of, where the law leaves open which."""
    if part.kind is not None or law.kind != "in-force":
        return ()
    kinds = law.kinds_known(part.citation.code)
    return kinds if len(kinds) > 1 else ()


def _shared(core: Core, cores: list[Core], about: str, readings: tuple[Reading, ...]) -> Core:
    """Return what all of *cores* agree on; each reads the part *about* as of another kind."""
    first, others = cores[0], cores[1:]
    outcomes = {c.outcome for c in cores}
    charges = [c for c in first.charges if all(_charge(o, c.provision) for o in others)]
    more: tuple[Reading, ...] = ()
    gaps = [g for g in first.gaps if all(g in o.gaps for o in others)]
    if any(_charge(c, about) for c in cores):
        gaps.append(Notice("kind-undetermined", about, about))
        more = (*readings, *first.readings)
    return Core(
        first.outcome if len(outcomes) == 1 else core.outcome,
        tuple(_undetermined(c, core, cores) if c.provision == about else c for c in charges),
        tuple(
            m
            for m in first.mandatory
            if all(any((m.content(), m.for_) == (n.content(), n.for_) for n in o.mandatory) for o in others)
        ),
        tuple(m for m in first.orders if all(m in o.orders for o in others)),
        tuple(b for b in first.bars if all(b in o.bars for o in others)),
        core.duties,
        tuple(gaps),
        tuple(_open(core, cores, len(outcomes) == 1)),
        first.by if len(outcomes) == 1 else core.by,
        more,
    )


def _charge(core: Core, provision: str) -> Charge | None:
    return next((c for c in core.charges if c.provision == provision), None)


def _undetermined(charge: Charge, core: Core, cores: list[Core]) -> Charge:
    """Return the charge without a kind, with what is left of its sanction under every reading."""
    same = {c.sanction for o in cores if (c := _charge(o, charge.provision))}
    mine = _charge(core, charge.provision)
    if len(same) > 1 and mine is not None:
        charge = attrs.evolve(charge, sanction=mine.sanction, steps=mine.steps)
    return attrs.evolve(charge, kind=None, gravity=None)


def _open(core: Core, cores: list[Core], agreed: bool) -> Iterable[Possible]:
    """Return what is open under some reading, with the facts that are missing under any.

    Where the readings differ about the outcome, what hangs on the kind itself stays listed too.
    """
    found: dict[tuple[str, str, str | None], set[str]] = {}
    entries = [e for c in cores for e in c.possible]
    entries += [] if agreed else [e for e in core.possible if e.what == "charge"]
    for entry in entries:
        found.setdefault((entry.what, entry.provision, entry.kind), set()).update(entry.missing)
    for (what, provision, kind), missing in found.items():
        yield Possible(what, provision, kind, tuple(sorted(missing)))  # type: ignore[arg-type]


def _reading(core: Core, part: Part) -> Reading:
    about = str(part.citation)
    charge = _charge(core, about)
    return Reading(
        about,
        str(part.kind),
        part.gravity,
        core.outcome,
        charge.sanction if charge else None,
        tuple(m for m in core.mandatory if m.for_ == about),
        tuple(m for m in core.orders if m.for_ == about),
        tuple(b for b in core.bars if b.for_ == about),
    )
