"""`kzpenal interview`: the facts asked one by one, kept in a case file, and the assessment at the end."""

from __future__ import annotations

import shlex
import sys
from importlib import import_module
from typing import Any

import click

import kzpenal
from kzpenal import casefile, dialogue
from kzpenal.asking import Question
from kzpenal.cli.common import answering, find_law, lang_option, law_option, out, out_answer
from kzpenal.errors import KzpenalError, Problem, printable
from kzpenal.labels import value_label
from kzpenal.wording import phrase

#: No more characters of one line are taken.
_LONGEST = 2_000
#: A longer list is searched by typing.
_LONG = 12


@click.command(short_help="Ask for the facts one by one, and assess.")
@click.argument("file", metavar="[FILE]", default="interview.yaml")
@law_option
@click.option("--rules", metavar="PATH", help="A folder or file of rules; default: the library's own.")
@lang_option
@answering
def interview(file: str, law_id: str | None, rules: str | None, lang: str) -> None:
    """Ask for the facts of a case one by one, what decides most first, and tell what the law makes of it.

    The answers are kept in FILE (default: interview.yaml), an ordinary case file, after each of them. An
    interview that was stopped goes on from its file; so does any case file. Besides an answer may be said:
    unknown, back, enough, stop, and ? for why it is asked. Without a terminal each line of the standard input
    is one answer.
    """
    if file == "-":
        raise click.UsageError("the standard input gives the answers; name a file to keep them in")
    statute = kzpenal.statute() if rules is None else kzpenal.load(rules)
    law = find_law(law_id, statute)
    words = statute.vocabulary.cls
    held = casefile.read(file, words)
    state = dialogue.begin(statute, held.data, unknown=held.unknown, law=law)
    read = _on_terminal if all(s is not None and s.isatty() for s in (sys.stdin, sys.stdout)) else _line
    if state.question is not None:
        key = "interview-begins" if held.text is None else "interview-resumes"
        out(phrase(key, lang, file=printable(file)))
        out(dialogue.commands(lang))
    while state.question is not None:
        try:
            turn = dialogue.say(state, read(state.question, lang), lang)
        except (KeyboardInterrupt, EOFError):
            turn = dialogue.say(state, ":stop", lang)
        if turn.message is not None:
            out(turn.message)
        if (turn.dialogue.data, turn.dialogue.unknown) != (state.data, state.unknown):
            held = casefile.save(held, turn.dialogue.data, turn.dialogue.unknown, words)
        state = turn.dialogue
        if turn.end == "stopped":
            out(phrase("interview-stopped", lang, command=printable(_again(file, law_id, rules, lang))))
            return
        if turn.end == "enough":
            break
    else:
        out(phrase("interview-settled", lang))
    out()
    out_answer(kzpenal.assess(state.case, law=law, statute=statute).explain(lang))


def _again(file: str, law_id: str | None, rules: str | None, lang: str) -> str:
    options = [("--law", law_id), ("--rules", rules), ("--lang", None if lang == "en" else lang)]
    return shlex.join(["kzpenal", "interview", file, *(w for o, v in options if v for w in (o, v))])


def _line(question: Question, lang: str) -> str:
    """Print *question* and return the next line of the standard input."""
    out(question.text(lang))
    if sys.stdin is None:
        raise EOFError
    try:
        line = rest = sys.stdin.readline(_LONGEST)
        while len(rest) == _LONGEST and not rest.endswith("\n"):
            rest = sys.stdin.readline(_LONGEST)  # what is over of a long line is no further answer
    except UnicodeDecodeError:
        return "\N{REPLACEMENT CHARACTER}"
    if not line:
        raise EOFError
    return line


def _on_terminal(question: Question, lang: str) -> str:
    """Ask *question* on a terminal, as a list to choose from where there is one."""
    prompts = library()
    choices = _choices(question, lang)
    if not choices:
        return str(prompts.text(question.text(lang)).unsafe_ask())
    listed = [prompts.Choice(title, value=word) for word, title in choices]
    listed += [prompts.Choice(phrase(f"command-{n}", lang), value=f":{n}") for n in dialogue.COMMANDS]
    listed.append(prompts.Choice(dialogue.WHY, value=dialogue.WHY))
    long = len(choices) > _LONG
    asked = prompts.select(
        question.text(lang), choices=listed, use_search_filter=long, use_jk_keys=not long, instruction=" "
    )
    return str(asked.unsafe_ask())


def _choices(question: Question, lang: str) -> list[tuple[str, str]]:
    if question.kind == "bool":
        return [("true", phrase("yes", lang)), ("false", phrase("no", lang))]
    if question.kind == "enum":
        return [(w, value_label(question.path, w, lang, question.words)) for w in question.values]
    return []


def library(name: str = "questionary") -> Any:
    """Return the library of prompts; KzpenalError (KZP405) where it is not installed."""
    try:
        return import_module(name)
    except ImportError:
        cure = "`pip install 'kzpenal[interview]'`, or give the answers on the standard input, one a line"
        message = f"an interview on a terminal needs the Python package `{name}`, which is not installed"
        raise KzpenalError(Problem("KZP405", None, message, cure)) from None
