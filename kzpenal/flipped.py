"""What changes to the facts would make of what is mandatory: frozen, with its JSON and its words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from attrs import field, frozen

from kzpenal.changing import plain
from kzpenal.labels import stated, titled
from kzpenal.mandates import Mandate
from kzpenal.vocabulary import FactValue, Vocabulary
from kzpenal.wording import phrase


@frozen
class Change:
    """One fact stated otherwise: what it is `now` (None: not known), and any one of what it is `to` be.

    Of a number a value may be an Interval: any number in it does.
    """

    fact: str
    now: FactValue
    to: tuple[FactValue, ...]
    words: Vocabulary | None = field(default=None, eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the change as JSON has it."""
        return {"fact": self.fact, "now": plain(self.now), "to": [plain(v) for v in self.to]}

    def text(self, lang: str = "en") -> str:
        """Return the change in words."""
        to = phrase("cond-or", lang).join(stated(self.fact, v, lang, self.words) for v in self.to)
        now = stated(self.fact, self.now, lang, self.words)
        return phrase("flip-change", lang, fact=titled(self.fact, lang, self.words), to=to, now=now)


@frozen
class Flip:
    """Changes that together take away, or bring, something mandatory, while no part of them does the same.

    `then` is all that is mandatory afterwards. `direction` is whom it helps; None where the outcomes cannot
    be compared. `dropped` are days that speak against the changes, and are no longer stated.
    """

    changes: tuple[Change, ...]
    removes: tuple[Mandate, ...]
    brings: tuple[Mandate, ...]
    then: tuple[Mandate, ...]
    direction: Literal["defence", "prosecution"] | None
    dropped: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the flip as JSON has it."""
        out: dict[str, Any] = {"changes": [c.to_dict() for c in self.changes]}
        for name in ("removes", "brings", "then"):
            out[name] = [p.to_dict() for p in getattr(self, name)]
        return out | {"direction": self.direction, "dropped": list(self.dropped)}

    def text(self, lang: str = "en") -> str:
        """Return the flip in words: the changes, then what comes of them."""
        lines = [c.text(lang) for c in self.changes]
        if self.dropped:
            lines.append(phrase("flip-dropped", lang, days=", ".join(self.dropped)))
        for name, found in (("removes", self.removes), ("brings", self.brings)):
            if found:
                lines.append("  " + phrase(f"flip-{name}", lang, what=_told(found, lang)))
        lines.append("  " + phrase(f"flip-{self.direction or 'neither'}", lang))
        return "\n".join(lines)


@frozen
class Flips:
    """Every smallest set of at most `most` changes. `cut`: there may be larger ones, not looked for.

    `broken_off`: so much is unknown that the search was given up, and sets of this size may be lacking, too.
    """

    now: tuple[Mandate, ...]
    flips: tuple[Flip, ...]
    most: int
    cut: bool
    broken_off: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Return the flips as JSON has them."""
        return {
            "now": [p.to_dict() for p in self.now],
            "flips": [f.to_dict() for f in self.flips],
            "most": self.most,
            "cut": self.cut,
            "broken_off": self.broken_off,
        }

    def text(self, lang: str = "en") -> str:
        """Return them all in words."""
        now = phrase("flips-now", lang, what=_told(self.now, lang))
        lines = [now if self.now else phrase("flips-now-none", lang)]
        for flip in self.flips:
            first, *rest = flip.text(lang).splitlines()
            lines += [f"  - {first}", *(f"    {line}" for line in rest)]
        if not self.flips:
            lines.append(phrase("flips-none", lang, most=self.most))
        if self.cut:
            lines.append(phrase("flips-cut", lang, most=self.most))
        if self.broken_off:
            lines.append(phrase("flips-broken-off", lang))
        return "\n".join(lines)


def _told(found: Iterable[Mandate], lang: str) -> str:
    return "; ".join(m.text(lang) for m in found)
