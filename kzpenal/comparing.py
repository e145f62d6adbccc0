"""One case under several laws, side by side. It ranks nothing: which law is milder is not said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from attrs import frozen

from kzpenal.assessing import assess
from kzpenal.assessment import Assessment
from kzpenal.errors import KzpenalError, NoLawForDay, Problem
from kzpenal.laws import Law
from kzpenal.values import is_a, shown
from kzpenal.wording import phrase, word

#: What an answer holds, topic by topic, in the order in which it is read.
TOPICS = ("outcome", "charges", "mandatory", "orders", "bars", "duties", "gaps", "readings", "possible")
#: No more laws are compared at once.
MOST = 1_000


@frozen
class Side:
    """One law's answer; or, where it gives none, why."""

    name: str
    law: Law | None
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
                    "law": s.name,
                    "answer": None if s.answer is None else s.answer.to_dict(),
                    "refused": [{"code": p.code, "message": p.message, "help": p.help} for p in s.refusal],
                }
                for s in self.sides
            ],
            "differing": list(self.differing()),
        }


def compare(
    case: Any,
    laws: Iterable[Law | dt.date | str],
    *,
    find: Callable[..., Law],
    engine: str | None = None,
    strict: bool = False,
) -> Comparison:
    """Return what each of *laws* makes of *case*, side by side.

    Each is a Law, or the day (`on`) or the bill (`bill`) by which *find* gives one. One that gives no
    answer (NoLawForDay, NotEncoded) is a side with its refusal; other errors are raised. Raises
    KzpenalError for fewer than two laws.
    """
    return Comparison(tuple(_side(case, asked, find, engine, strict) for asked in _listed(laws)))


def _side(
    case: Any, asked: Law | dt.date | str, find: Callable[..., Law], engine: str | None, strict: bool
) -> Side:
    law, name = None, asked if isinstance(asked, str) else f"in-force:{asked}"
    try:
        law = _law(asked, find)
        return Side(law.id, law, assess(case, law, engine=engine, strict=strict))
    except NoLawForDay as refusal:
        return Side(law.id if law else name, law, None, refusal.problems)


def _law(asked: Law | dt.date | str, find: Callable[..., Law]) -> Law:
    if isinstance(asked, Law):
        return asked
    return find(bill=asked) if isinstance(asked, str) else find(on=asked)


def _listed(laws: Any) -> list[Law | dt.date | str]:
    """Return *laws* as a list, whatever it is that holds them."""
    try:
        if is_a(laws, str, Law):
            raise TypeError
        held = iter(laws)
    except Exception:
        message = f"`laws` is a list of laws, not {shown(laws)}"
        raise _wrong(message, "for example `[kzpenal.law(bill=…), kzpenal.law(on=…)]`") from None
    asked = list(islice(held, MOST + 1))  # an error of the caller's own iterator is the caller's
    if len(asked) > MOST:
        raise _wrong(f"a comparison takes at most {MOST:,} laws", "compare fewer at once")
    for one in asked:
        if not is_a(one, Law, dt.date, str):
            raise _wrong(f"`laws` holds laws, days or bills, not {shown(one)}", "for a day, a datetime.date")
    if len(asked) < 2:
        raise _wrong("a comparison takes at least two laws", "name a day or a bill for each")
    return asked


def _wrong(message: str, cure: str) -> KzpenalError:
    return KzpenalError(Problem("KZP306", None, message, cure))


def _content(side: Side, topic: str) -> object:
    """Return what a side says about *topic* but for the provisions that say so."""
    answer = side.answer
    if answer is None or side.law is None:
        return tuple(p.code for p in side.refusal) if topic == "outcome" else ()
    if topic == "outcome":
        return answer.outcome
    if topic == "charges":
        told = [(c.certainty, c.kind, c.gravity, c.liable, c.statutory, c.sanction) for c in answer.charges]
        return tuple(sorted(map(repr, told)))
    if topic == "possible":
        threats = {str(p.citation): repr((p.kind, p.gravity, p.charge.sanction)) for p in side.law.parts}
        return tuple(sorted((_said(e), threats.get(e.provision, "")) for e in answer.possible))
    return tuple(sorted(map(_said, getattr(answer, topic))))


def _said(item: Any) -> str:
    return repr(_nameless(item.to_dict()))


def _nameless(told: Any) -> Any:
    if isinstance(told, dict):
        return {k: _nameless(v) for k, v in told.items() if k not in ("provision", "for")}
    return [_nameless(t) for t in told] if isinstance(told, list) else told
