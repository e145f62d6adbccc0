"""The types that engines share: a Program lowered from a Law, and the Marks they derive. No logic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Protocol, TypeAlias

from attrs import frozen

from kzpenal.citation import Citation
from kzpenal.condition import Truth
from kzpenal.vocabulary import Facts

#: True, false or unknown, by the id of what is marked: a part, a point, a rule, a class.
Marks: TypeAlias = Mapping[str, Truth]


@frozen
class Atom:
    """A literal that is met only where its property is known.

    `flag`: the property is 1 or 0; `low`, `high`: the bounds of a number.
    """

    source: str
    kind: Literal["flag", "low", "high"]
    op: Literal["==", "<=", ">="]
    value: int


@frozen
class Both:
    """Every one of *items*."""

    items: tuple[Formula, ...]


@frozen
class Either:
    """Some one of *items*."""

    items: tuple[Formula, ...]


Formula: TypeAlias = Atom | Both | Either | bool


@frozen
class Derivation:
    """Where `met` holds the mark is true, where `failed` holds it is false, else it is unknown."""

    mark: str
    met: Formula
    failed: Formula


@frozen
class Join:
    """A mark about the whole group, from marks about each member.

    True if at least `number` members are sure; `member` None counts the members themselves.
    """

    mark: str
    member: str | None
    number: int


@frozen
class Program:
    """A Law without dates, references and exceptions, in three strata.

    `member` runs for each member of the group; `act` in levels, each seeing the marks before it;
    `part` for each part whose elements may be met; `charge` in levels for each charge.
    """

    hash: str
    member: tuple[Derivation, ...]
    joins: tuple[Join, ...]
    act: tuple[tuple[Derivation, ...], ...]
    part: tuple[Derivation, ...]
    charge: tuple[tuple[Derivation, ...], ...]


class Engine(Protocol):
    """What every engine offers; `elements` are the marks that `act` returned."""

    name: str

    def act(self, facts: Facts) -> Marks:
        """Return the marks of every part and point, and of every duty."""
        ...

    def part(self, facts: Facts, elements: Marks, citation: Citation) -> Marks:
        """Return the marks of the rules of liability for the part *citation*."""
        ...

    def charge(self, facts: Facts, elements: Marks, citation: Citation) -> Marks:
        """Return the marks of classes, operations, orders and bars for a charge of *citation*."""
        ...
