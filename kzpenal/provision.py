"""The law as data: articles, their dated versions, provisions, rules and what rules conclude."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Literal, TypeAlias

from attrs import field, frozen

from kzpenal.citation import Citation
from kzpenal.condition import Node
from kzpenal.errors import Span
from kzpenal.quantity import Quantity
from kzpenal.sanction import Penalty, Sanction
from kzpenal.timeline import Period

CrimeKind: TypeAlias = Literal["crime", "misdemeanour", "administrative-offence"]
Fault: TypeAlias = Literal["intent", "careless"]
KINDS = ("crime", "misdemeanour", "administrative-offence")
GRAVITIES = ("minor", "medium", "grave", "especially-grave")
FAULTS = ("intent", "careless")
BARS = (
    "conditional-sentence",
    "parole",
    "reconciliation",
    "active-repentance",
    "procedural-agreement",
    "surety",
    "mitigation",
    "amnesty",
    "limitation",
)
#: The operations of the general part, in the order in which they are applied.
OPERATIONS = ("floor", "exclude", "substitute", "scale", "cap")


@frozen
class Charge:
    """One who meets these elements is charged with the part; `sanction` None: none reported."""

    sanction: Sanction | None
    fault: Fault = "intent"
    kind: CrimeKind | None = None
    liable: str = "offender"
    beside: bool = False
    instead_of: tuple[Citation, ...] = ()


@frozen
class Define:
    """The charge is of the class *name*."""

    name: str


@frozen
class Classify:
    """The part is of this kind or gravity."""

    value: str


@frozen
class Liability:
    """The person is liable for the part (`grants`), or is not."""

    grants: bool


@frozen
class Operation:
    """The printed sanction is changed for this person.

    `kind` is the penalty concerned (None: every main penalty). `amount` belongs to floor and cap,
    `penalty` to substitute, `factor` to scale.
    """

    op: Literal["floor", "exclude", "substitute", "scale", "cap"]
    kind: str | None = None
    amount: Quantity | None = None
    penalty: Penalty | None = None
    factor: Fraction | None = None
    minimum_yields: Citation | None = None


@frozen
class Order:
    """The court may or must also order this."""

    kind: str
    force: Literal["may", "must"]
    min: int | None = None
    max: int | None = None
    unit: str | None = None
    term: Literal["life"] | None = None


@frozen
class Bar:
    """Something that is not open to the person charged."""

    kind: str


@frozen
class Duty:
    """An authority must do this, charge or no charge."""

    kind: str


@frozen
class Increase:
    """These charges are punished more severely, by an extent not reported."""

    targets: tuple[Citation, ...]


Conclusion: TypeAlias = Charge | Define | Classify | Liability | Operation | Order | Bar | Duty | Increase


@frozen
class Remarks:
    """What travels with an answer: readings chosen, and what is left out."""

    interpretation: tuple[str, ...] = ()
    not_encoded: tuple[str, ...] = ()


@frozen
class Unless:
    """An exception: where *condition* holds, the provision *by* takes the rule away."""

    by: Citation
    condition: Node
    span: Span | None = field(default=None, eq=False)


@frozen
class Point:
    """One of the alternative circumstances of a part."""

    citation: Citation
    condition: Node
    text: str = ""
    remarks: Remarks = Remarks()
    span: Span | None = field(default=None, eq=False)


@frozen
class Rule:
    """One statement: where all of `conditions`, and some point if there are any, hold, and no
    exception does, its conclusion follows. `key` is unique in a Law.
    """

    key: str
    citation: Citation
    conclusion: Conclusion
    conditions: tuple[Node, ...] = ()
    points: tuple[Point, ...] = ()
    unless: tuple[Unless, ...] = ()
    span: Span | None = field(default=None, eq=False)

    def nodes(self) -> Iterator[Node]:
        """Yield every condition of the rule: common ones, points, exceptions."""
        yield from self.conditions
        yield from (p.condition for p in self.points)
        yield from (u.condition for u in self.unless)


@frozen
class Provision:
    """A part, or an article of one part, with what it says."""

    citation: Citation
    text: str
    rules: tuple[Rule, ...]
    remarks: Remarks = Remarks()
    span: Span | None = field(default=None, eq=False)

    @property
    def points(self) -> tuple[Point, ...]:
        """The points of the part, in the code's order."""
        return tuple(p for r in self.rules for p in r.points)


@frozen
class Reading:
    """A dated redaction of the official text that was read, and where."""

    redaction: dt.date
    url: str
    note: str = ""


@frozen
class Version:
    """The text of an article for a period. `not_seen`: it exists and nobody has read it;
    `absent`: the article did not exist.
    """

    in_force: Period
    amended_by: str | None = None
    read: tuple[Reading, ...] = ()
    provisions: tuple[Provision, ...] = ()
    not_seen: bool = False
    absent: bool = False
    remarks: Remarks = Remarks()
    #: The acts that this text speaks about, where they are fewer than the article's.
    acts: tuple[str, ...] | None = None
    span: Span | None = field(default=None, eq=False)

    @property
    def text_read(self) -> dt.date | None:
        """The newest redaction that was read for this version."""
        return max((r.redaction for r in self.read), default=None)


@frozen
class Article:
    """An article of a code, through time."""

    citation: Citation
    title: tuple[tuple[str, str], ...]
    acts: tuple[str, ...]
    versions: tuple[Version, ...]
    span: Span | None = field(default=None, eq=False)

    def charges(self) -> bool:
        """Say whether some version of the article threatens a sanction."""
        return any(
            isinstance(r.conclusion, Charge) for v in self.versions for p in v.provisions for r in p.rules
        )

    def unrestricted(self) -> bool:
        """Say whether the article speaks about every act of its code."""
        return not self.acts and not self.charges()


@frozen
class Bill:
    """What was reported of a bill, and nothing else."""

    id: str
    title: tuple[tuple[str, str], ...]
    reported: dt.date
    source: str
    acts: tuple[str, ...]
    provisions: tuple[Provision, ...]
    remarks: Remarks = Remarks()
    #: The currency of the report, and what a unit of it cost in tenge.
    rate: tuple[str, Decimal] | None = None
    span: Span | None = field(default=None, eq=False)


def title_in(title: tuple[tuple[str, str], ...], lang: str) -> str:
    """Return a title in *lang*, in another language if it has none, else the empty text."""
    by_lang = dict(title)
    return by_lang.get(lang) or next(iter(by_lang.values()), "")
