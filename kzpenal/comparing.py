"""One case under several laws, side by side. It ranks nothing: which law is milder is not said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from attrs import frozen

from kzpenal.assessing import assess
from kzpenal.assessment import Assessment
from kzpenal.errors import KzpenalError, NoLawForDay, Problem
from kzpenal.laws import Law
from kzpenal.wording import phrase, word

#: What an answer holds, topic by topic, in the order in which it is read.
TOPICS = ("outcome", "charges", "mandatory", "orders", "bars", "duties", "gaps", "readings", "possible")


@frozen
class Side:
    """One law's answer; or, where it gives none, why."""

    law: Law
    answer: Assessment | None
    refusal: tuple[Problem, ...] = ()

    def lines(self, topic: str, lang: str = "en") -> tuple[str, ...]:
        """Return what the side says about *topic*, an item each."""
        if self.answer is None:
            return tuple(p.message for p in self.refusal) if topic == "outcome" else ()
        if topic == "outcome":
            told = word("outcome", self.answer.outcome, lang)
            return (told, *(b.text(lang) for b in self.answer.by))
        return tuple(item.text(lang) for item in getattr(self.answer, topic))


@frozen
class Comparison:
    """One case under several laws, in the order asked."""

    sides: tuple[Side, ...]

    def differing(self) -> tuple[str, ...]:
        """Return the topics about which the sides do not say the same.

        What they impose, order or bar is compared, not which provision says so.
        """
        return tuple(t for t in TOPICS if len({_content(s, t) for s in self.sides}) > 1)

    def rows(self, lang: str = "en") -> Iterator[tuple[str, bool, tuple[tuple[str, ...], ...]]]:
        """Yield each topic that a side speaks about: its heading, whether they differ, and their items."""
        differing = self.differing()
        for topic in TOPICS:
            cells = tuple(s.lines(topic, lang) for s in self.sides)
            if any(cells):
                yield phrase(f"topic-{topic}", lang), topic in differing, cells

    def to_dict(self) -> dict[str, Any]:
        """Return the comparison as JSON has it: each answer whole, or the refusal, and what differs."""
        return {
            "schema": 1,
            "sides": [
                {
                    "law": s.law.id,
                    "answer": None if s.answer is None else s.answer.to_dict(),
                    "refused": [{"code": p.code, "message": p.message} for p in s.refusal],
                }
                for s in self.sides
            ],
            "differing": list(self.differing()),
        }


def compare(case: Any, laws: Sequence[Law], *, engine: str | None = None, strict: bool = False) -> Comparison:
    """Return what each of *laws* makes of *case*, side by side.

    A law that gives no answer (NoLawForDay, NotEncoded) is a side with its refusal; other errors are
    raised. Raises KzpenalError for fewer than two laws.
    """
    if len(laws) < 2:
        raise KzpenalError(
            Problem("KZP306", None, "a comparison takes at least two laws", "name a day or a bill for each")
        )
    return Comparison(tuple(_side(case, law, engine, strict) for law in laws))


def _side(case: Any, law: Law, engine: str | None, strict: bool) -> Side:
    try:
        return Side(law, assess(case, law, engine=engine, strict=strict))
    except NoLawForDay as refusal:
        return Side(law, None, refusal.problems)


def _content(side: Side, topic: str) -> object:
    """Return what a side says about *topic* but for the provisions that say so."""
    answer = side.answer
    if answer is None:
        return ("refused", topic)
    if topic == "outcome":
        return answer.outcome
    if topic == "charges":
        return tuple(sorted(repr((c.kind, c.gravity, c.liable, c.sanction)) for c in answer.charges))
    return frozenset(_said(getattr(answer, topic)))


def _said(items: Iterable[Any]) -> Iterator[object]:
    for item in items:
        told = item.to_dict()
        yield repr({k: v for k, v in told.items() if k not in ("provision", "for")})
