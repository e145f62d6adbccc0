"""The answer: charges, what the court must impose, what it may add, what is barred, what is open."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Any

import attrs
from attrs import field, frozen

from kzpenal.answers import (
    Charge,
    EngineUsed,
    Immunity,
    LawUsed,
    Measure,
    Notice,
    Possible,
    Presumed,
    Reading,
    Remark,
)
from kzpenal.asking import Question, questions
from kzpenal.bounding import Bounds, bounds
from kzpenal.charging import Charging
from kzpenal.flipped import Flips
from kzpenal.flipping import MOST, flips
from kzpenal.items import items_of
from kzpenal.naming import arguments, charge_argument, doubts
from kzpenal.openness import Openness
from kzpenal.papers import Receipt
from kzpenal.pricing import Price
from kzpenal.reasons import Reason
from kzpenal.severity import FAVOURS
from kzpenal.succession import Succession
from kzpenal.supporting import LIMIT, Supports, named_items, supports
from kzpenal.wording import phrase, word

SCHEMA = 1


@frozen
class Assessment:
    """The law's answer for one case; frozen, hashable, equal by value.

    `mandatory` is what the court must impose whatever the open facts turn out to be; `possible`
    what hangs on facts not stated, with those facts; `gaps` where the law gives no answer;
    `readings` what follows under each kind that an offence may be of, where that is the gap.
    """

    case: Any
    law: LawUsed
    engine: EngineUsed
    outcome: str
    charges: tuple[Charge, ...]
    mandatory: tuple[Measure, ...]
    orders: tuple[Measure, ...]
    bars: tuple[Notice, ...]
    duties: tuple[Notice, ...]
    gaps: tuple[Notice, ...]
    possible: tuple[Possible, ...]
    by: tuple[Immunity, ...]
    presumed: tuple[Presumed, ...]
    interpretations: tuple[Remark, ...]
    not_encoded: tuple[Remark, ...]
    #: Which law applies, where a day of decision is stated; see `kzpenal.succession`.
    milder: Succession | None = None
    readings: tuple[Reading, ...] = ()
    #: What the penalties counted in indexes come to in tenge.
    money: tuple[Price, ...] = ()
    _openness: Openness = field(default=None, eq=False, repr=False)
    _charging: Charging = field(default=None, eq=False, repr=False)

    @property
    def openness(self) -> Openness:
        """What keeps the answer open: facts, marks and the Law, as they were derived."""
        return self._openness

    @property
    def charging(self) -> Charging:
        """The parts that stand, that are possible, and for which the person is not liable."""
        return self._charging

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The facts to ask about next, what decides most first; empty where nothing is open.

        It takes up to a few seconds when it is first asked for: the case is derived again with each kind of
        answer (`kzpenal.asking`).
        """
        between = () if self.milder is None else self.milder.laws
        undecided = self.milder is not None and self.milder.verdict == "undecided"
        others = [r.answer for r in between if r.answer is not None and r.answer.law != self.law]
        return questions([self, *(others if undecided else ())])

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as JSON has it (`kzpenal.assessment_schema()`)."""
        law = attrs.asdict(self.law)
        for name in ("on", "text_read"):
            law[name] = None if law[name] is None else law[name].isoformat()
        out: dict[str, Any] = {
            "schema": SCHEMA,
            "law": law,
            "engine": attrs.asdict(self.engine),
            "outcome": self.outcome,
        }
        if self.outcome == "not-liable":
            out["by"] = _dicts(self.by)
        names = ("charges", "mandatory", "orders", "bars", "duties", "gaps", "possible", "presumed")
        for name in (*names, "interpretations", "not_encoded"):
            out[name] = _dicts(getattr(self, name))
        milder = None if self.milder is None else self.milder.to_dict()
        return out | {"milder": milder, "readings": _dicts(self.readings), "money": _dicts(self.money)}

    def why(self, asked: Any) -> tuple[Reason, ...]:
        """Return the arguments about *asked*: what was asked of the case, the facts that met it, the steps.

        *asked* is a citation, an item of this answer (a charge, a measure, a bar, a gap, a duty, an open
        entry) or its `id`, or a kind such as "life-imprisonment". Where the law leaves open of which kind
        an offence is, and the argument hangs on it, each reading is argued.

        Raises NotHeld, which is a KeyError too, for what the Law of this answer does not know.
        """
        return arguments(self, asked)

    def why_not(self, asked: Any) -> tuple[Reason, ...]:
        """Return the arguments about *asked* with only what failed, is not known, or stands against.

        *asked* is as in `why`, and need not be in this answer. Raises NotHeld as `why` does.
        """
        return doubts(arguments(self, asked))

    def flips(self, *, most: int = MOST, hold: Collection[str] = ("act",)) -> Flips:
        """Return every smallest set of facts that, stated otherwise, takes away or brings a mandatory thing.

        At most *most* facts at once; where more may matter, `cut` says so. What *hold* names by path stays
        as it is. Each set is smallest: no part of it does the same.

        Raises KzpenalError for a fact that there is not, and where `kzpenal[solver]` is not installed.
        """
        return flips(self._openness.law, self.case, most=most, hold=hold)

    def supports(self, name: str, *, limit: int = LIMIT) -> tuple[Supports, ...]:
        """Return the smallest sets of stated facts from which what *name* names follows by itself.

        *name* is a kind, such as `life-imprisonment`, or a provision; at most *limit* sets of each thing that
        it names.

        Raises KzpenalError where the answer holds nothing of that name, and where `kzpenal[solver]` is not
        installed.
        """
        return supports(self._openness.law, self.case, named_items(items_of(self), name), limit=limit)

    def bounds(self) -> Bounds:
        """Return what holds whatever the unknown facts turn out to be, what may, and how far both reach.

        Raises KzpenalError where `kzpenal[solver]` is not installed.
        """
        return bounds(self._openness.law, self.case)

    def explain(self, lang: str = "en") -> str:
        """Return the whole answer in words, with its reasons."""
        return "\n".join(self._lines(lang))

    def receipt(self, withhold: Iterable[str] = ()) -> Receipt:
        """Return the answer as a receipt: facts, provisions used, answer and proof, with their hash.

        A fact or a person in *withhold*, such as `offender.age` or `victims[0]`, stands there as a salted
        hash; so does what follows from it. `kzpenal.verify` checks a receipt.

        Raises KzpenalError for what cannot be withheld.
        """
        from kzpenal.receipts import receipt  # only here: few programs make one

        return receipt(self.case, self._openness, self.to_dict(), self.engine, withhold)

    def _lines(self, lang: str) -> Iterable[str]:
        if self.law.kind == "bill":
            yield phrase("law-bill", lang, bill=self.law.id)
        else:
            read = self.law.text_read or phrase("text-not-read", lang)
            yield phrase("law-in-force", lang, on=self.law.on, text_read=read)
        yield phrase("outcome", lang, outcome=word("outcome", self.outcome, lang))
        for charge in self.charges:
            yield charge.text(lang)
            for reason in charge_argument(self, charge.provision):
                yield reason.render(lang, 2)
        if self.milder is not None:
            yield from self.milder.lines(lang)
        if self.by:
            yield phrase("not-liable-by", lang)
            yield from (f"  - {b.text(lang)}" for b in self.by)
        empty = "mandatory-none" if self.charges else None
        yield from _section("mandatory", self.mandatory, lang, empty)
        for freed in dict.fromkeys(m.for_ for m in self.mandatory if m.kind.startswith(FAVOURS)):
            yield phrase("mandatory-release", lang, provision=freed)
        sections = (
            "money",
            "orders",
            "bars",
            "duties",
            "gaps",
            "readings",
            "possible",
            "presumed",
            "interpretations",
            "not_encoded",
        )
        for name in sections:
            yield from _section(name.replace("_", "-"), getattr(self, name), lang)
        checked = phrase("cross-checked" if self.engine.cross_checked else "not-checked", lang)
        yield phrase("engine", lang, name=self.engine.name, checked=checked)


def _section(key: str, items: Iterable[Any], lang: str, empty: str | None = None) -> Iterable[str]:
    shown = list(items)
    if shown:
        yield phrase(key, lang)
        yield from (f"  - {item.text(lang)}" for item in shown)
    elif empty is not None:
        yield phrase(empty, lang)


def _dicts(items: Iterable[Any]) -> list[dict[str, Any]]:
    return [item.to_dict() for item in items]
