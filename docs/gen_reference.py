"""Reference pages, written from the package: the facts of a case, the command, the Python names."""

from __future__ import annotations

import enum
import inspect
import pydoc
from collections.abc import Iterator
from typing import Any

import attrs
import click
from gen_text import escaped, table

import kzpenal
import kzpenal.pictures
import kzpenal.testing
from kzpenal import (
    answers,
    asking,
    bounding,
    enums,
    flipped,
    items,
    mandates,
    papers,
    reasons,
    sanction,
    supporting,
)
from kzpenal.cli import main
from kzpenal.pictures import conditions, decisions, ladders
from kzpenal.vocabulary import Fact, vocabulary


def reference_pages() -> dict[str, str]:
    """Return the text of each reference page by its path below the folder of the site."""
    return {
        "facts.md": "\n".join(_facts()),
        "command.md": "\n".join(_command()),
        "python.md": "\n".join(_python()),
    }


# Facts


def _facts() -> Iterator[str]:
    words = vocabulary(kzpenal.Case)
    yield from ("# The facts of a case", "")
    yield "Each may be stated, or be left out (`null`: not stated), or be `unknown` (asked, and not known)."
    yield 'None has a default. "No" when closed: `Case.closed()` and `kzpenal assess --closed` state it as'
    yield from ('"no" where it is not stated. `kzpenal facts` prints this list.', "")
    inner = f"{words.member}.", "offender."
    own = [f for f in words.facts.values() if not f.path.startswith(inner)]
    yield from ("## The act", "", *_fact_table(own))
    yield from ("## The offender", "", "Under `offender` in a file.", "")
    yield from _fact_table([f for f in words.facts.values() if f.path.startswith(inner[1])])
    yield from (
        "## A victim",
        "",
        f"An item of the list `{words.group}` in a file. A rule says `victim.age`;",
    )
    yield f"an answer names one of them, `{words.group}[0].age`. What it means to leave the list out, or to"
    yield from ("leave it empty, stands in [What an answer means](semantics.md), section 7.", "")
    yield from _fact_table([f for f in words.facts.values() if f.path.startswith(inner[0])])
    yield from ("## Words", "")
    for name, found in _enums():
        yield from (f"### {name}", "", escaped(inspect.getdoc(found) or ""), "")
        yield from (", ".join(f"`{word.value}`" for word in found) + ".", "")


def _fact_table(facts: list[Fact]) -> Iterator[str]:
    rows = []
    for fact in facts:
        notes = (["required"] if fact.required else []) + (['"no" when closed'] if fact.closes else [])
        allowed = f"{fact.enum_type.__name__}, see below" if fact.enum_type else fact.allowed
        if fact.kind == "set":
            allowed = f"a list of {allowed}"
        told = escaped(fact.text) + (f" ({'; '.join(notes)})" if notes else "")
        rows.append((f"`{fact.path}`", told, escaped(allowed)))
    yield from table(("fact", "what it says", "what may be written"), rows)


def _enums() -> list[tuple[str, type[enum.Enum]]]:
    found = vars(enums).items()
    return [(n, v) for n, v in found if isinstance(v, type) and issubclass(v, enum.Enum) and len(v)]


# The command


def _command() -> Iterator[str]:
    yield from ("# The command", "")
    yield "Exit codes: 0 answered; 1 the input is wrong; 2 usage; 3 the law gives no answer for that day or"
    yield "act. Answers go to the standard output, refusals to the standard error. A refusal says what is"
    yield from ("wrong, where, and what to do; [Problems](problems.md) lists every code.", "")
    context = click.Context(main, info_name="kzpenal", terminal_width=90, max_content_width=90)
    yield from _help("kzpenal", main, context)
    for name, command in sorted(main.commands.items()):
        yield from (f"## kzpenal {name}", "")
        yield from _help(name, command, context)


def _help(name: str, command: click.Command, parent: click.Context) -> Iterator[str]:
    inside = command is not main
    context = click.Context(command, info_name=name, parent=parent, terminal_width=90) if inside else parent
    yield from ("```text", command.get_help(context), "```", "")


# Python


def _python() -> Iterator[str]:
    yield from ("# The Python names", "")
    yield "The public names are those of `kzpenal` and `kzpenal.testing`. Classes of answers are listed too:"
    yield "read them, and do not make them. Everything else may change without notice."
    yield "Objects are frozen, and hashable where all that they hold is; collections are tuples."
    yield ""
    public = {n: getattr(kzpenal, n) for n in kzpenal.__all__}
    functions = {n: v for n, v in public.items() if callable(v) and not isinstance(v, type)}
    classes = {n: v for n, v in public.items() if isinstance(v, type)}
    errors = {n for n, v in classes.items() if issubclass(v, Exception)} | {"Problem", "Span"}
    words = {n for n, v in classes.items() if issubclass(v, enum.Enum)}
    yield from _section("Functions", "function", [f"kzpenal.{n}" for n in functions])
    things = [n for n in classes if n not in errors | words]
    yield from _section("Cases, laws and answers", "class", [f"kzpenal.{n}" for n in things])
    yield from _section(
        "What answers hold",
        "class",
        _attrs_classes(
            answers, sanction, reasons, asking, items, mandates, flipped, supporting, bounding, papers
        ),
    )
    yield from _section("Words", "class", [f"kzpenal.{n}" for n in sorted(words)])
    yield from ("`kzpenal.UNKNOWN`: asked, and not known; never replaced by what is taken for granted.", "")
    yield from ("`kzpenal.__version__`: the version, as a text.", "")
    yield from _section("Refusals", "class", [f"kzpenal.{n}" for n in sorted(errors)])
    yield from _section("Pictures", "function", [f"kzpenal.pictures.{n}" for n in kzpenal.pictures.__all__])
    yield from _section("What pictures show", "class", _attrs_classes(decisions, conditions, ladders))
    strategies = [f"kzpenal.testing.{n}" for n in kzpenal.testing.__all__]
    yield from _section("Strategies for tests", "function", strategies)


#: What no answer holds; what is public by itself has a place of its own.
_INNER = ("Core", "View")


def _attrs_classes(*modules: Any) -> list[str]:
    found = [(m.__name__, n, v) for m in modules for n, v in vars(m).items()]
    own = [(m, n) for m, n, v in found if isinstance(v, type) and attrs.has(v) and v.__module__ == m]
    return [
        f"{module}.{name}"
        for module, name in own
        if name not in (*_INNER, *kzpenal.__all__) and not name.startswith("_")
    ]


def _section(title: str, kind: str, names: list[str]) -> Iterator[str]:
    yield from (f"## {title}", "", "```{eval-rst}")
    for name in names:
        yield f".. auto{kind}:: {name}"
        if kind == "class":
            yield from ("   :members:", "   :exclude-members: __init__", "")
            yield from (f"   {line}" for line in _fields(pydoc.locate(name)))
        yield ""
    yield from ("```", "")


def _fields(cls: Any) -> Iterator[str]:
    """Yield what an object of *cls* holds; the facts of a case have a page of their own."""
    if cls in (kzpenal.Case, kzpenal.Offender, kzpenal.Victim):
        yield "It is made from facts by name, and holds each; they are listed on a page of their own."
    elif attrs.has(cls):
        for a in attrs.fields(cls):
            if not a.name.startswith("_") and a.repr:
                yield f"- `{a.name}`: `{a.type}`"
