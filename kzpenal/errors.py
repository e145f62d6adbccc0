"""What can go wrong, as data, and the one place that writes it out."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Any, Literal

from attrs import field, frozen

#: No more problems are told at once, and no message is longer.
MAX_PROBLEMS = 1_000
MAX_MESSAGE = 2_000
_QUOTED = re.compile(r"`([^`]*)`")
_LONGEST_QUOTE = 240
#: No word of a vocabulary is longer: nothing is suggested for one.
_LONGEST_WORD = 60


def printable(message: str) -> str:
    r"""Return *message* fit for a terminal: one line, no control or bidi characters, nothing long.

    >>> printable("`a\u202eb` is no act")
    '`a�b` is no act'
    """
    return _visible(_cut(_QUOTED.sub(lambda m: f"`{_cut(m[1], _LONGEST_QUOTE)}`", message), MAX_MESSAGE))


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[:length] + "…"


def _visible(text: str) -> str:
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def _printable_help(cure: str | None) -> str | None:
    return None if cure is None else printable(cure)


@frozen
class Span:
    """A piece of one line of one file; lines and columns count from 1."""

    file: str
    line: int
    column: int
    length: int = 1
    text: str = ""

    def __str__(self) -> str:
        return f"{printable(self.file)}:{self.line}:{self.column}"


@frozen
class Problem:
    """One fault: its permanent code, the place, the fault, and the cure.

    What a message quotes is cut where it is long, and shows no control or bidi characters.

    >>> print(Problem("KZP011", Span("a.yaml", 2, 9, 4, "  when: agee"), "undeclared fact `agee`"))
    a.yaml:2:9: KZP011 undeclared fact `agee`
        |
      2 |   when: agee
        |         ^^^^
    """

    code: str
    span: Span | None
    message: str = field(converter=printable)
    help: str | None = field(default=None, converter=_printable_help)
    severity: Literal["error", "note"] = "error"
    related: tuple[tuple[str, Span], ...] = ()

    def __str__(self) -> str:
        kind = "" if self.severity == "error" else f"{self.severity}: "
        head = f"{self.code} {kind}{self.message}"
        lines = [head if self.span is None else f"{self.span}: {head}"]
        if self.span is not None:
            lines += _excerpt(self.span)
        for label, span in self.related:
            lines.append(f"  {label}: {span}")
            lines += _excerpt(span)
        if self.help:
            lines.append(f"  help: {self.help}")
        return "\n".join(lines)


def _excerpt(span: Span) -> list[str]:
    if not span.text:
        return []
    start, stop = 0, len(span.text)
    if stop > 120:
        start = max(0, span.column - 41)
        stop = start + 120
    shown = _visible(span.text[start:stop])
    caret = " " * (span.column - 1 - start) + "^" * max(1, min(span.length, stop - span.column + 1))
    return ["    |", f"{span.line:>3} | {shown}", f"    | {caret}"]


class KzpenalError(Exception):
    """Any refusal of this library; `problems` holds every fault that was found.

    >>> KzpenalError("no such law").problems[0].message
    'no such law'
    """

    problems: tuple[Problem, ...]

    def __init__(self, problems: Iterable[Problem] | Problem | str) -> None:
        if isinstance(problems, str):
            problems = Problem("KZP000", None, problems)
        if isinstance(problems, Problem):
            problems = (problems,)
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(
            p.message + (f"\n  help: {p.help}" if p.help else "") if p.span is None else str(p)
            for p in self.problems
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.problems,))


def bounded(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return *problems*, or the first MAX_PROBLEMS of them and one that says so."""
    told = tuple(problems)
    if len(told) <= MAX_PROBLEMS:
        return told
    first = sorted(told, key=lambda p: p.severity == "note")[:MAX_PROBLEMS]
    message = f"more than {MAX_PROBLEMS:,} problems: the others are not told"
    return (*first, Problem("KZP005", None, message, "mend these first"))


class RulesInvalid(KzpenalError):
    """A tree of rules has faults; nothing was loaded."""


class InvalidCase(KzpenalError, ValueError):
    """A case is malformed or contradicts itself."""


class NoLawForDay(KzpenalError):
    """No text of the law was encoded for that day; nothing is answered."""


class NotEncoded(NoLawForDay):
    """No article that is encoded for that day speaks about this act."""


class NotHeld(KzpenalError, KeyError):
    """What is asked about is nothing that the law of that day knows."""


class EngineDisagreement(KzpenalError):
    """Two derivations of one answer differ; neither is given."""


class EngineUnavailable(KzpenalError):
    """The engine that was asked for cannot run here."""


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return a suggestion for *word* among *known*, or None if nothing is near.

    >>> did_you_mean("victim.agee", ["victim.age", "act"])
    'did you mean `victim.age`?'
    """
    if len(word) > _LONGEST_WORD:
        return None
    near = difflib.get_close_matches(word, sorted(set(known)), n=1, cutoff=0.6)
    if not near:
        return None
    # A letter of another script may look the same: the two words would be printed alike.
    return f"did you mean `{near[0]}`{'' if word.isascii() else ', in plain Latin letters'}?"


def listed(words: Iterable[str], limit: int = 12) -> str:
    """Return *words* in backticks, joined by commas, cut after *limit* of them.

    >>> listed(["a", "b"])
    '`a`, `b`'
    """
    all_words = list(words)
    text = ", ".join(f"`{w}`" for w in all_words[:limit])
    return text if len(all_words) <= limit else f"{text} and {len(all_words) - limit} more"
