"""What can go wrong, as data, and the one place that writes it out."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any, Literal

from attrs import frozen


@frozen
class Span:
    """A piece of one line of one file; lines and columns count from 1."""

    file: str
    line: int
    column: int
    length: int = 1
    text: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@frozen
class Problem:
    """One fault: its permanent code, the place, the fault, and the cure.

    >>> print(Problem("KZP011", Span("a.yaml", 2, 9, 4, "  when: agee"), "undeclared fact `agee`"))
    a.yaml:2:9: KZP011 undeclared fact `agee`
        |
      2 |   when: agee
        |         ^^^^
    """

    code: str
    span: Span | None
    message: str
    help: str | None = None
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
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in span.text)
    start, stop = 0, len(shown)
    if stop > 120:
        start = max(0, span.column - 41)
        stop = start + 120
    caret = " " * (span.column - 1 - start) + "^" * max(1, min(span.length, stop - span.column + 1))
    return ["    |", f"{span.line:>3} | {shown[start:stop]}", f"    | {caret}"]


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


class RulesInvalid(KzpenalError):
    """A tree of rules has faults; nothing was loaded."""


class InvalidCase(KzpenalError, ValueError):
    """A case is malformed or contradicts itself."""


class NoLawForDay(KzpenalError):
    """No text of the law was encoded for that day; nothing is answered."""


class NotEncoded(NoLawForDay):
    """No article that is encoded for that day speaks about this act."""


class EngineDisagreement(KzpenalError):
    """Two derivations of one answer differ; neither is given."""


class EngineUnavailable(KzpenalError):
    """The engine that was asked for cannot run here."""


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return a suggestion for *word* among *known*, or None if nothing is near.

    >>> did_you_mean("victim.agee", ["victim.age", "act"])
    'did you mean `victim.age`?'
    """
    near = difflib.get_close_matches(word, sorted(set(known)), n=1, cutoff=0.6)
    return f"did you mean `{near[0]}`?" if near else None


def listed(words: Iterable[str], limit: int = 12) -> str:
    """Return *words* in backticks, joined by commas, cut after *limit* of them.

    >>> listed(["a", "b"])
    '`a`, `b`'
    """
    all_words = list(words)
    text = ", ".join(f"`{w}`" for w in all_words[:limit])
    return text if len(all_words) <= limit else f"{text} and {len(all_words) - limit} more"
