"""What an answer makes mandatory, by kind: what changes to the facts may take away and bring."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import field, frozen

from kzpenal.answers import Core
from kzpenal.items import Item, items_of
from kzpenal.severity import FAVOURS
from kzpenal.wording import measure


@frozen(order=True)
class Mandate:
    """A kind of penalty or order that the court must impose or make, whatever it comes to; for life or not.

    Other bounds of the same kind are the same. What favours the person, such as a release, is one too.
    """

    kind: str
    term: str = ""
    section: str = field(default="penalty", eq=False, order=False, repr=False)

    @property
    def favours(self) -> bool:
        """Whether it is to the person's good."""
        return self.kind.startswith(FAVOURS)

    def to_dict(self) -> dict[str, str]:
        """Return it as JSON has it."""
        out = {"kind": self.kind}
        return out | ({"term": self.term} if self.term else {})

    def text(self, lang: str = "en") -> str:
        """Return it in words."""
        return measure(self.section, self.kind, term=self.term or None, lang=lang)


def mandate(item: Item) -> Mandate | None:
    """Return what *item* makes mandatory; None where it makes nothing so."""
    if item.what == "penalty" or (item.what == "order" and item.force == "must"):
        term = "" if item.penalty is None or item.penalty.term is None else item.penalty.term
        return Mandate(str(item.kind), term, item.what)
    return None


def mandates(found: Iterable[Item]) -> frozenset[Mandate]:
    """Return what is mandatory among *found*."""
    return frozenset(p for item in found if (p := mandate(item)))


def mandatory(core: Core) -> frozenset[Mandate]:
    """Return what *core*, a finished answer, makes mandatory."""
    return mandates(items_of(core))
