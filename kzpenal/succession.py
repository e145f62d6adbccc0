"""Laws in time as data: what each law between act and decision says, and which of them applies."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal, TypeAlias

from attrs import frozen

from kzpenal.errors import Problem
from kzpenal.wording import phrase, word

Relation: TypeAlias = Literal["act", "same", "milder", "harsher", "undecided", "refused"]
RELATIONS = ("act", "same", "milder", "harsher", "undecided", "refused")
VERDICTS = ("act", "later", "undecided")
_HELD = ("charges", "mandatory", "orders", "bars", "gaps")


@frozen
class Difference:
    """A topic in which two laws differ, and the one that is milder there; None where that cannot be said.

    `certain`: in every way in which open facts may turn out, not only in some.
    """

    topic: str
    milder: Literal["act", "later"] | None
    certain: bool = True

    def to_dict(self) -> dict[str, Any]:
        """Return the difference as JSON has it."""
        return {"topic": self.topic, "milder": self.milder, "certain": self.certain}


@frozen
class Ruling:
    """One law between act and decision: its days, how it stands to the law of the act, what it says.

    `until` is the day after its last, None where it is still in force on the day of the decision.
    """

    law: str
    first: dt.date
    until: dt.date | None
    relation: Relation
    differs: tuple[Difference, ...] = ()
    #: The whole Assessment under this law.
    answer: Any = None
    refusal: tuple[Problem, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the ruling as JSON has it."""
        out: dict[str, Any] = {
            "law": self.law,
            "from": self.first.isoformat(),
            "until": None if self.until is None else self.until.isoformat(),
            "relation": self.relation,
            "differs": [d.to_dict() for d in self.differs],
        }
        if self.answer is None:
            refused = [{"code": p.code, "message": p.message, "help": p.help} for p in self.refusal]
            return out | {"refused": refused}
        out["outcome"] = self.answer.outcome
        return out | {name: [i.to_dict() for i in getattr(self.answer, name)] for name in _HELD}

    def text(self, lang: str = "en") -> str:
        """Return the ruling in words."""
        told = phrase(
            "ruling", lang, law=self.law, first=self.first, relation=word("relation", self.relation, lang)
        )
        lines = [told, *(f"      {p.message}" for p in self.refusal)]
        for difference in self.differs:
            milder = word("milder-there", difference.milder or "neither", lang)
            key = "differs" if difference.certain else "may-differ"
            told = phrase(key, lang, topic=_topic(difference.topic, lang), milder=milder)
            lines.append("      " + told)
        return "\n".join(lines)


@frozen
class Succession:
    """Every law between act and decision, and which of them applies."""

    verdict: Literal["act", "later", "undecided"]
    applies: str | None
    laws: tuple[Ruling, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the succession as JSON has it."""
        return {
            "verdict": self.verdict,
            "applies": self.applies,
            "laws": [r.to_dict() for r in self.laws],
        }

    def lines(self, lang: str = "en") -> list[str]:
        """Return the succession in words, a line each."""
        out = [phrase(f"verdict-{self.verdict}", lang, law=self.applies)]
        return out + [f"  - {r.text(lang)}" for r in self.laws]


def _topic(topic: str, lang: str) -> str:
    """Return a topic in words: a word of its own, or what and the kind that it is about."""
    what, _, kind = topic.partition(" ")
    if not kind:
        return word("difference", what, lang)
    section = "penalty" if what == "addition" else what
    return phrase(f"difference-{what}", lang, kind=word(section, kind, lang))
