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
    "prosecution-without-complaint",
)
#: The operations of the general part, in the order in which they are applied.
OPERATIONS = ("floor", "lower", "exclude", "substitute", "scale", "allow", "cap", "waive", "shift")


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

    `kind` is the penalty concerned (None: every main penalty; for waive, every addition). `amount`
    belongs to floor and cap, `penalty` to substitute and allow, `factor` to scale, `on` (who bears it) to
    shift.
    """

    op: Literal["floor", "lower", "exclude", "substitute", "scale", "allow", "cap", "waive", "shift"]
    kind: str | None = None
    amount: Quantity | None = None
    penalty: Penalty | None = None
    factor: Fraction | None = None
    minimum_yields: Citation | None = None
    on: str | None = None


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


#: A penalty and an amount of it.
Measured: TypeAlias = tuple[str, Quantity]
#: What is joined to one final sentence, and how.
JOINED = ("acts", "sentences")
METHODS = ("absorption", "addition")


@frozen
class Repetition:
    """Of several acts of the same article and kind, each after the first is done with *fact*.

    With `released` or `perhaps_released` it is an exception: no act repeats one for which an order of these
    kinds releases the person, or releases them perhaps.
    """

    fact: str
    released: tuple[str, ...] = ()
    perhaps_released: tuple[str, ...] = ()


@frozen
class Aggregation:
    """Sentences for several acts, or a new and an old one, are joined in one of these ways, up to a limit.

    Without `methods` it is no way to join, and holds beside the one that governs: a limit; a limit of which
    the law leaves open whether it holds; the orders that release from an act, so that it is not joined.
    """

    over: str
    methods: tuple[str, ...] = ()
    at_most: tuple[Measured, ...] = ()
    perhaps_at_most: tuple[Measured, ...] = ()
    released: tuple[str, ...] = ()
    perhaps_released: tuple[str, ...] = ()


@frozen
class Equivalence:
    """Where penalties are added up, *one* is worth each of *equals*."""

    one: Measured
    equals: tuple[Measured, ...]


@frozen
class Index:
    """A penalty of *kind* counted in indexes takes the index of the day that the fact *day* states."""

    kind: str
    day: str


Conclusion: TypeAlias = (
    Charge
    | Define
    | Classify
    | Liability
    | Operation
    | Order
    | Bar
    | Duty
    | Increase
    | Repetition
    | Aggregation
    | Equivalence
    | Index
)


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
    `absent`: the article was not in force, not yet or no longer; with `acts`, nothing else encoded
    punished them then.
    """

    in_force: Period
    amended_by: str | None = None
    read: tuple[Reading, ...] = ()
    provisions: tuple[Provision, ...] = ()
    not_seen: bool = False
    absent: bool = False
    remarks: Remarks = Remarks()
    #: The acts that this text speaks about, where they are fewer than the article's; those that an
    #: absent article answers about: it has no parts, so that none is met.
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
