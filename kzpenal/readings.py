"""Where the kind of an offence cannot be derived: what follows under each kind, and what all share.

The law may threaten a part with penalties that two kinds know. The answer then holds what every kind
it may be of agrees on, and says what follows under each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import attrs

from kzpenal.answers import Charge, Core, Measure, Notice, Possible, Reading
from kzpenal.composing import compose
from kzpenal.deriving import Derivation
from kzpenal.laws import Law, Part
from kzpenal.provision import CrimeKind

#: More parts of an undetermined kind in one answer are left to the gap alone.
MOST = 3
#: Facts of a part that nobody can state.
_DERIVED = frozenset({"part.kind", "part.gravity", "charge.kind", "charge.gravity"})


def settle(derivation: Derivation, again: Callable[[Law], Derivation]) -> Core:
    """Return what *derivation* comes to, whatever kind its charges are of; *again* derives under a Law."""
    core = compose(derivation)
    open_parts = [c.part for c in derivation.charged.values() if _kinds(derivation.law, c.part)]
    if not open_parts:
        return core
    if len(open_parts) > MOST:
        return attrs.evolve(core, possible=tuple(map(_askable, core.possible)))
    read = {part: [settle(again(law), again) for law in _laws(derivation.law, part)] for part in open_parts}
    found = _shared(core, read[open_parts[0]])
    untold = {
        str(p.citation): Notice("kind-undetermined", str(p.citation), str(p.citation)) for p in open_parts
    }
    gaps, readings = [g for g in found.gaps if g not in untold.values()], []
    for part, cores in read.items():
        if any(_charge(c, str(part.citation)) for c in cores):
            gaps.append(untold[str(part.citation)])
            parts = [_part(law, part) for law in _laws(derivation.law, part)]
            readings += [_reading(c, p) for c, p in zip(cores, parts, strict=True)]
    charges = tuple(
        attrs.evolve(c, kind=None, gravity=None) if c.provision in untold else c for c in found.charges
    )
    return attrs.evolve(found, charges=charges, gaps=tuple(gaps), readings=tuple(readings))


def read_apart(
    derivation: Derivation, again: Callable[[Law], Derivation]
) -> list[tuple[tuple[tuple[str, str], ...], Derivation]]:
    """Return each reading that `settle` takes: the kind given to each part, and what then follows."""
    open_parts = [c.part for c in derivation.charged.values() if _kinds(derivation.law, c.part)]
    if not open_parts or len(open_parts) > MOST:
        return [((), derivation)]
    part = open_parts[0]
    found = []
    for kind in _kinds(derivation.law, part):
        below = read_apart(again(derivation.law.read_as(part.citation, kind)), again)
        found += [(((str(part.citation), str(kind)), *read), one) for read, one in below]
    return found


def undetermined(law: Law, part: Part) -> bool:
    """Say whether the law leaves open of which kind *part* is."""
    return bool(_kinds(law, part))


def _kinds(law: Law, part: Part) -> tuple[CrimeKind, ...]:
    """Return the kinds that *part* may be of, where the law leaves open which."""
    if part.kind is not None or law.kind != "in-force":
        return ()
    kinds = law.kinds_known(part.citation.code)
    return kinds if len(kinds) > 1 else ()


def _laws(law: Law, part: Part) -> list[Law]:
    return [law.read_as(part.citation, kind) for kind in _kinds(law, part)]


def _part(law: Law, part: Part) -> Part:
    return next(p for p in law.parts if p.citation == part.citation)


def _shared(core: Core, cores: list[Core]) -> Core:
    """Return what all of *cores* agree on; each reads one part as of another kind."""
    first, others = cores[0], cores[1:]
    agreed = len({c.outcome for c in cores}) == 1
    return attrs.evolve(
        first,
        outcome=first.outcome if agreed else core.outcome,
        charges=tuple(
            _common(c, core, cores) for c in first.charges if all(_charge(o, c.provision) for o in others)
        ),
        mandatory=tuple(m for m in first.mandatory if all(_held(m, o.mandatory) for o in others)),
        orders=tuple(m for m in first.orders if all(_held(m, o.orders) for o in others)),
        bars=tuple(
            b
            for b in first.bars
            if all(any((n.kind, n.for_) == (b.kind, b.for_) for n in o.bars) for o in others)
        ),
        gaps=tuple(g for g in first.gaps if all(g in o.gaps for o in others)),
        possible=tuple(_open(core, cores, agreed)),
        by=first.by if agreed else core.by,
    )


def _held(item: Measure, among: Iterable[Measure]) -> bool:
    """Say whether something equal to the person is *among* others, whichever provision says so."""
    return any((item.content(), item.force, item.for_) == (n.content(), n.force, n.for_) for n in among)


def _charge(core: Core, provision: str) -> Charge | None:
    return next((c for c in core.charges if c.provision == provision), None)


def _common(charge: Charge, core: Core, cores: list[Core]) -> Charge:
    """Return the charge with what is left of its sanction, and as certain, under every reading."""
    found = [c for o in cores if (c := _charge(o, charge.provision))]
    mine = _charge(core, charge.provision)
    if len({c.sanction for c in found}) > 1:
        # What hangs on the kind is not applied, as nothing is that is open.
        left, steps = (mine.sanction, mine.steps) if mine is not None else (charge.statutory, ())
        charge = attrs.evolve(charge, sanction=left, steps=steps)
    certain = all(c.certainty == "settled" for c in found)
    return attrs.evolve(charge, certainty="settled" if certain else "at-least")


def _askable(entry: Possible) -> Possible:
    """Return *entry* with those of its missing facts that somebody can state."""
    return attrs.evolve(entry, missing=tuple(f for f in entry.missing if f not in _DERIVED))


def _open(core: Core, cores: list[Core], agreed: bool) -> Iterable[Possible]:
    """Return what is open under some reading, with the facts that are missing under any.

    Where the readings differ about the outcome, a charge that hangs on the kind itself stays listed.
    """
    found: dict[tuple[str, str, str | None], set[str]] = {}
    entries = [e for c in cores for e in c.possible]
    entries += [] if agreed else [e for e in core.possible if e.what == "charge"]
    for entry in entries:
        missing = found.setdefault((entry.what, entry.provision, entry.kind), set())
        missing.update(_askable(entry).missing)
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
