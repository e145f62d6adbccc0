"""One derivation: facts under a Law → marks → charges → sentences, by every engine asked, agreeing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from attrs import frozen

from kzpenal.charging import Charging, charge
from kzpenal.citation import Citation
from kzpenal.completions import ways
from kzpenal.consequences import Consequences, consequences
from kzpenal.errors import EngineDisagreement, Problem
from kzpenal.laws import Law, Part
from kzpenal.openness import Openness
from kzpenal.program import Engine, Marks
from kzpenal.sentencing import Sentence, sentence
from kzpenal.vocabulary import Facts


@frozen(eq=False)
class Charged:
    """A part that is, or may be, charged, with everything that follows from it."""

    part: Part
    marks: Marks
    sentence: Sentence
    consequences: Consequences


@frozen(eq=False)
class Derivation:
    """What follows from one set of facts under one Law."""

    law: Law
    facts: Facts
    elements: Marks
    liability: Mapping[Citation, Marks]
    charging: Charging
    charged: Mapping[Citation, Charged]

    @property
    def openness(self) -> Openness:
        """What keeps it open."""
        charges = {c: k.marks for c, k in self.charged.items()}
        return Openness(self.law, self.facts, self.elements, self.liability, charges)


def derive(law: Law, facts: Facts, engines: list[Engine]) -> Derivation:
    """Return what every one of *engines* derives; EngineDisagreement where two differ."""
    elements = _agreed(engines, "the elements", lambda e: e.act(facts))
    maybe = [p.citation for p in law.parts if elements.get(str(p.citation)) is not False]

    def of_part(citation: Citation) -> Marks:
        return _agreed(engines, f"liability for {citation}", lambda e: e.part(facts, elements, citation))

    def of_charge(citation: Citation) -> Marks:
        return _agreed(engines, f"the charge {citation}", lambda e: e.charge(facts, elements, citation))

    liability = {c: of_part(c) for c in maybe}
    charging = charge(law, elements, liability)
    charged = {}
    for part in (*(s.part for s in charging.standing), *charging.possible):
        marks = of_charge(part.citation)
        scope = Openness(law, facts, elements, liability, {part.citation: marks}).scope(part, "charge")
        done = sentence(law, part, marks, partial(ways, scope=scope, words=law.vocabulary))
        charged[part.citation] = Charged(part, marks, done, consequences(law, marks))
    return Derivation(law, facts, elements, liability, charging, charged)


def _agreed(engines: list[Engine], about: str, ask: Callable[[Engine], Marks]) -> Marks:
    first = ask(engines[0])
    for other in engines[1:]:
        again = ask(other)
        if dict(first) != dict(again):
            differ = sorted(k for k in {*first, *again} if first.get(k) != again.get(k))
            message = f"{engines[0].name} and {other.name} differ about {about}: {', '.join(differ)}"
            raise EngineDisagreement(
                Problem("KZP303", None, message, "please report the case; no answer is given")
            )
    return first
