"""What a second reading is given, and the words in which it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Subject:
    """A part, or the charge of it, as a rule of the general part may ask about it.

    `points` are the points met, with full ids; `offered` the kinds of penalty printed; `longest` the
    longest imprisonment printed, in months, 0 where none is offered; `classes` what the code's
    definitions make of the charge; `added` the kinds of additions printed.
    """

    provision: str
    article: str
    points: frozenset[str]
    kind: str | None
    gravity: str | None
    fault: str
    offered: frozenset[str]
    longest: int
    classes: frozenset[str] = frozenset()
    added: frozenset[str] = frozenset()

    def within(self, *citations: str) -> bool:
        """Say whether the part is one of *citations*, lies in one (an article), or meets one (a point)."""
        return any(self.provision == c or self.article == c or c in self.points for c in citations)


def penalty(
    kind: str, low: int | None = None, high: int | None = None, unit: str | None = None, **more: Any
) -> Any:
    """Return a penalty as JSON has it: `penalty("fine", None, 200, "mci")`.

    More keys: `term="life"`, `force="may"` or `"must"`, `on="parents"`, `with_=[...]` for its own additions.
    """
    out: dict[str, Any] = {"kind": kind}
    if unit is not None:
        out |= {"min": low, "max": high, "unit": unit}
    with_ = more.pop("with_", None)
    out |= more
    if with_:
        out["with"] = with_
    return out


def sanction(*one_of: Any, also: list[Any] | None = None) -> Any:
    """Return a sanction as JSON has it: the alternatives, and what is added to whichever is chosen."""
    return {"one_of": list(one_of), "and_also": also or []}
