"""What penalties counted in indexes come to in tenge, by the index of the day that the law names.

Which day that is the rules say: that of the act (cc:41(1), cc:42(1)), or that on which the case was
opened (koap:44(1)).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from attrs import field, frozen

from kzpenal.answers import Charge
from kzpenal.charging import Charging
from kzpenal.errors import NoLawForDay
from kzpenal.labels import named
from kzpenal.laws import Law
from kzpenal.money import exchanged, tenge
from kzpenal.provision import Index
from kzpenal.vocabulary import Vocabulary
from kzpenal.wording import phrase, word

#: An index that was not read, with its year, among what is missing.
_INDEX = "mci "


@frozen
class Price:
    """A penalty of a charge in tenge; or, with `missing`, why it cannot be said.

    `index` is the index of the day `on`, in tenge. `min` is None where the law states no minimum.
    """

    for_: str
    kind: str
    provision: str
    on: dt.date | None = None
    index: int | None = None
    min: int | None = None
    max: int | None = None
    missing: tuple[str, ...] = ()
    words: Vocabulary | None = field(default=None, eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the price as JSON has it."""
        out: dict[str, Any] = {"kind": self.kind, "provision": self.provision, "for": self.for_}
        if self.missing:
            return out | {"missing": list(self.missing)}
        on = None if self.on is None else self.on.isoformat()
        return out | {"on": on, "index": self.index, "min": self.min, "max": self.max, "unit": "tenge"}

    def exchanged(self, rate: Decimal, places: int = 2) -> tuple[Decimal | None, Decimal | None]:
        """Return the bounds in a currency of which one unit costs *rate* tenge."""
        low, high = (None if n is None else exchanged(n, rate, places) for n in (self.min, self.max))
        return low, high

    def text(self, lang: str = "en") -> str:
        """Return the price in words."""
        kind = word("penalty", self.kind, lang)
        said = {"kind": kind, "provision": self.provision, "for_": self.for_}
        if self.missing:
            return phrase("price-missing", lang, missing=", ".join(self._lacking(lang)), **said)
        key = (
            "price-up-to" if self.min is None else "price-exactly" if self.min == self.max else "price-range"
        )
        low, high = (f"{n:,}".replace(",", " ") if n is not None else "" for n in (self.min, self.max))
        return phrase(key, lang, low=low, high=high, index=self.index, on=self.on, **said)

    def _lacking(self, lang: str) -> Iterator[str]:
        for name in self.missing:
            year = name.removeprefix(_INDEX)
            index = year != name
            yield phrase("price-no-index", lang, year=year) if index else named(name, lang, self.words)


def price(law: Law, case: Any, charges: Iterable[Charge], charging: Charging) -> Iterator[Price]:
    """Yield what the penalties of *charges* that are counted in indexes come to, one for each penalty."""
    by_name = {str(s.part.citation): s.part for s in charging.standing}
    for charge in charges:
        part = by_name.get(charge.provision)
        for alternative in charge.sanction.one_of or ():
            penalty = alternative.penalty
            if penalty.unit != "mci" or part is None:
                continue
            for rule in law.concluding(Index):
                said = rule.conclusion
                assert isinstance(said, Index)
                if said.kind != penalty.kind or not law.concerns(rule, part):
                    continue
                day = getattr(case, said.day, None)
                about = (charge.provision, penalty.kind, str(rule.citation))
                if not isinstance(day, dt.date):
                    yield Price(*about, missing=(said.day,), words=law.vocabulary)
                    continue
                try:
                    one = tenge(1, day, law.mci)
                except NoLawForDay:
                    yield Price(*about, missing=(f"{_INDEX}{day.year}",))
                    continue
                low, high = (None if n is None else n * one for n in (penalty.min, penalty.max))
                yield Price(*about, day, one, low, high)
