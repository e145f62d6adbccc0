"""Why something holds or does not, as data: what was asked, the facts behind it, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

import attrs
from attrs import field, frozen

from kzpenal.answers import penalty_text, sanction_text
from kzpenal.condition import Node, Truth
from kzpenal.labels import condition_words, value_label
from kzpenal.provision import KINDS, Operation, Order
from kzpenal.rendering import conclusion_text, operation_text
from kzpenal.sanction import Penalty, Sanction
from kzpenal.vocabulary import FactValue, Interval, Vocabulary
from kzpenal.wording import languages, measure, phrase, word

Word = Literal["met", "failed", "unknown"]

#: What a step may be about, beside a condition.
KEYS = (
    "all-of",
    "any-of",
    "not-this",
    "some-victim",
    "no-victim",
    "victim",
    "elements-of",
    "exception",
    "class",
    "classify",
    "liability-grant",
    "liability-denial",
    "displaced",
    "outranked",
    "rival",
    "charge",
    "no-charge",
    "penalty",
    "order",
    "bar",
    "gap",
    "duty",
    "operation",
    "increase",
    "sentence",
    "printed",
    "change",
    "left",
    "looked-at",
    "reading",
    "states",
    "nothing-said",
)
#: Steps that tell something, and do not ask whether it is so.
STATEMENTS = frozenset({"sentence", "printed", "change", "left", "looked-at", "states"})
#: The section of words that a kind belongs to, by what a step is about.
_SECTIONS = {"class": "class", "bar": "bar", "gap": "gap", "duty": "duty"}
#: Steps about something of a provision, for a charge or for none.
_ITEMS = frozenset({"order", "bar", "gap", "duty"})
#: Steps that may stand below several others, and are argued below the first.
_ONCE = frozenset({"class", "elements-of"})
_OWN_PHRASES = frozenset(
    {
        "all-of",
        "any-of",
        "not-this",
        "some-victim",
        "no-victim",
        "elements-of",
        "exception",
        "liability-grant",
        "liability-denial",
        "displaced",
        "outranked",
        "printed",
        "left",
    }
)


@frozen
class Reason:
    """One step of an argument: what was asked, whether it is met, the facts, and what it rests on.

    `key` is what it is about, one of `KEYS`, or "" for a condition. `facts` are those asked, by path, with
    their values as text, "" where not stated; `values` the same values as they are held; `presumed` the
    paths of those that were taken for granted. `place` is file:line of the rule. A step that is `against`
    speaks against the step above it where it is met, as an exception does. `before` and `after` are the
    penalty that an operation changed, `sanction` the one printed or left. `parts` are the steps below.
    """

    key: str
    truth: Word
    provision: str | None = None
    text: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    place: str = ""
    parts: tuple[Reason, ...] = ()
    kind: str | None = None
    for_: str | None = None
    before: Penalty | None = None
    after: Penalty | None = None
    sanction: Sanction | None = None
    against: bool = False
    values: tuple[FactValue, ...] = field(default=(), eq=False, repr=False)
    presumed: frozenset[str] = field(default=frozenset(), eq=False, repr=False)
    #: The condition behind `text` and the vocabulary that it speaks in, or what a rule says, for words.
    node: Node | None = field(default=None, eq=False, repr=False)
    words: Vocabulary | None = field(default=None, eq=False, repr=False)
    said: Any = field(default=None, eq=False, repr=False)

    def walk(self) -> Iterator[Reason]:
        """Yield this step and all below it."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def pruned(self, truth: Word = "met") -> Reason:
        """Return the argument without the steps that are *truth*; of those against, that are the contrary.

        Of a step that is itself against, the contrary all the way.

        What was looked at and is not so stays, as do the sanction and its changes.
        """
        return self._pruned(truth, self.against)

    def _pruned(self, truth: Word, against: bool) -> Reason:
        kept = []
        for part in self.parts:
            turned = against != part.against
            drop = _TURNED[truth] if turned else truth
            if part.key in STATEMENTS:
                kept.append(part._pruned(truth, False))
            elif part.truth != drop:
                kept.append(part._pruned(truth, turned))
        return attrs.evolve(self, parts=tuple(p for p in kept if p.key != "looked-at" or p.parts))

    def to_dict(self, langs: Iterable[str] | None = None) -> dict[str, Any]:
        """Return the argument as JSON has it (`kzpenal.reason_schema()`), in words of *langs*, or of all."""
        told = tuple(languages() if langs is None else langs)
        out: dict[str, Any] = {
            "about": self.key or "condition",
            "truth": None if self.key in STATEMENTS else self.truth,
            "against": self.against,
            "provision": self.provision,
            "kind": self.kind,
            "for": self.for_,
            "text": {lang: self.told(lang) for lang in told},
            "facts": [
                {"path": path, "value": _plain(value), "presumed": path in self.presumed}
                for (path, _), value in zip(self.facts, self.values, strict=True)
            ],
            "place": self.place or None,
        }
        if self.key == "change":
            for name in ("before", "after"):
                penalty = getattr(self, name)
                out[name] = None if penalty is None else penalty.to_dict()
        if self.sanction is not None:
            out["sanction"] = self.sanction.to_dict()
        return out | {"parts": [p.to_dict(told) for p in self.parts]}

    def render(self, lang: str = "en", depth: int = 0) -> str:
        """Return the argument as text, a step a line, each with the place of its rule.

        What was argued above in the same text is not argued again.
        """
        return "\n".join(self._lines(lang, depth, set()))

    def _lines(self, lang: str, depth: int, seen: set[Reason]) -> Iterator[str]:
        told = self.told(lang)
        if self.key not in STATEMENTS:
            truth = word("truth", self.truth, lang)
            facts = phrase("list", lang).join(
                self._fact(path, value, lang)
                for (path, _), value in zip(self.facts, self.values, strict=True)
            )
            key = "reason-facts" if facts else "reason"
            told = phrase(key, lang, text=told, truth=truth, **({"facts": facts} if facts else {}))
        again = self.key in _ONCE and self.parts and self in seen
        told = phrase("why-above", lang, text=told) if again else told
        yield "  " * depth + told + (f"  [{self.place}]" if self.place else "")
        if self.key in _ONCE:
            seen.add(self)
        for part in () if again else self.parts:
            yield from part._lines(lang, depth + 1, seen)

    def told(self, lang: str = "en") -> str:
        """Return what was asked, or what is told, in words."""
        if self.node is not None:
            return condition_words(self.node, lang, self.words)
        if self.key == "victim":
            return self._member(lang)
        if self.key in ("operation", "increase", "states"):
            return self._stated(lang)
        if self.key == "change":
            penalties = (self.before, self.after)
            before, after = (
                phrase("nothing", lang) if p is None else penalty_text(p, lang) for p in penalties
            )
            return phrase("why-change", lang, before=before, after=after)
        kind = self._kind(lang)
        sanction = "" if self.sanction is None else sanction_text(self.sanction, lang)
        if self.key in _ITEMS:
            item = "item-plain" if self.for_ is None else "item"
            kind = phrase(item, lang, text=kind, provision=self.provision, for_=self.for_)
        key = self.key if self.key in _OWN_PHRASES else f"why-{self.key}"
        return phrase(
            key, lang, provision=self.provision or "", for_=self.for_ or "", kind=kind, sanction=sanction
        )

    def _stated(self, lang: str) -> str:
        """Return what a rule says, with the charge that it is for where that is not said above."""
        if isinstance(self.said, Operation):
            text = operation_text(self.said, lang, "op")
        elif self.key == "increase":
            text = phrase("why-more", lang, op=word("op", "increase", lang))
        else:
            text = conclusion_text(self.said, lang)
        if self.for_ is not None:
            return phrase("item", lang, text=text, provision=self.provision, for_=self.for_)
        return phrase("why-states", lang, provision=self.provision, text=text)

    def _kind(self, lang: str) -> str:
        said = self.said
        if isinstance(said, Order):
            low, high = said.min, said.max
            told = {"unit": said.unit, "term": said.term, "force": said.force, "lang": lang}
            return measure("order", said.kind, low=low, high=high, **told)  # type: ignore[arg-type]
        if isinstance(said, Penalty):
            return penalty_text(said, lang)
        if self.kind is None:
            return ""
        if self.key in ("classify", "reading"):
            return word("kind" if self.kind in KINDS else "gravity", self.kind, lang)
        return word(_SECTIONS.get(self.key, "order" if self.key == "order" else "penalty"), self.kind, lang)

    def _member(self, lang: str) -> str:
        """Return which of the group a step is about; somebody else's group speaks for itself."""
        number = self.text.rpartition("[")[2].rstrip("]")
        if self.words is not None and self.words.member != "victim":
            return f"{self.words.member} {int(number) + 1}" if number.isdigit() else str(self.words.group)
        return phrase("victim", lang, number=int(number) + 1) if number.isdigit() else phrase("others", lang)

    def _fact(self, path: str, value: FactValue, lang: str) -> str:
        """Return a fact with its value; of what nobody states, as the kind of a part, the value alone."""
        if value is None:
            told = phrase("not-stated", lang)
        elif value in ("", frozenset()):
            told = phrase("none-of-them", lang)
        else:
            told = value_label(path, value, lang, self.words)
        if self.words is not None and self.words.fact(path) is None and path != self.words.group:
            return told
        key = "fact-presumed" if path in self.presumed else "fact-held"
        return phrase(key, lang, path=path, value=told)


_TURNED: dict[Word, Word] = {"met": "failed", "failed": "met", "unknown": "unknown"}


def state(truth: Truth) -> Word:
    """Return a truth as a step has it."""
    return "unknown" if truth is None else "met" if truth else "failed"


def show(value: object) -> str:
    """Return a fact's value as it is written; the empty text where there is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Interval):
        return f"{value.low}..{value.high}"
    if isinstance(value, frozenset):
        return "[" + ", ".join(sorted(str(v) for v in value)) + "]"
    return str(value)


def _plain(value: FactValue) -> Any:
    if isinstance(value, Interval):
        return {"from": value.low, "to": value.high}
    if isinstance(value, frozenset):
        return sorted(str(v) for v in value)
    return value
