"""An interview as a machine of states: a question, what is said to it, and the next question.

Nothing here prints or reads: `begin` gives the first state, `say` gives the next one for what was said. What
is known is plain data, as a case file holds it, so an interview may be stopped after any answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal, TypeAlias

import attrs
from attrs import field, frozen

from kzpenal.asking import Question, required
from kzpenal.assessing import assess
from kzpenal.assessment import Assessment
from kzpenal.deciding import decide
from kzpenal.errors import InvalidCase, KzpenalError, Problem
from kzpenal.labels import value_label
from kzpenal.laws import Law
from kzpenal.statute import Statute
from kzpenal.structuring import from_dict, is_begun, to_dict
from kzpenal.values import is_a, shown
from kzpenal.vocabulary import UNKNOWN, Fact, coerce
from kzpenal.wording import languages, phrase

End: TypeAlias = Literal["stopped", "enough", "settled"]
#: What may be said instead of an answer, in each language, with or without a colon before it.
COMMANDS = ("unknown", "back", "enough", "stop")
WHY = "?"
_NUMBER = re.compile(r"[0-9]{1,15}\Z")


@frozen
class Dialogue:
    """An interview as it stands.

    `data` is what is known, as plain data of a case; `unknown` the paths asked about in vain that a case
    cannot state so (who the victims are). `question` is None where nothing is left to ask.
    """

    statute: Statute
    law: Law | None
    data: Mapping[str, Any]
    unknown: tuple[str, ...] = ()
    question: Question | None = None
    #: What was known before each answer, the first one first.
    past: tuple[tuple[Mapping[str, Any], tuple[str, ...]], ...] = field(default=(), repr=False)

    @property
    def case(self) -> Any:
        """The case as far as it is known; InvalidCase where something that every case states is not."""
        return from_dict(self.statute.vocabulary.cls, self.data)


@frozen
class Turn:
    """What came of something said: the interview as it stands then, a message, and whether it is over."""

    dialogue: Dialogue
    message: str | None = None
    end: End | None = None


def begin(
    statute: Statute,
    data: Mapping[str, Any] | None = None,
    *,
    unknown: tuple[str, ...] = (),
    law: Law | None = None,
) -> Dialogue:
    """Return an interview in which *data* is known: the plain data of a case, or of the beginning of one.

    The law is that of the day of the act, or *law*. *unknown* is what was asked before and nobody knew.
    Raises InvalidCase for wrong data, NoLawForDay where no law answers about what is known.
    """
    words = statute.vocabulary
    if law is None and "committed" not in words.facts:
        message = f"a case of the class `{words.name}` states no day of the act (`committed`)"
        raise KzpenalError(Problem("KZP304", None, message, "name a law"))
    if data is not None and not is_a(data, dict):
        raise InvalidCase(Problem("KZP101", None, f"`data` is keys with values, not {shown(data)}"))
    try:
        from_dict(words.cls, dict(data or {}))
    except InvalidCase as error:
        if not is_begun(error):
            raise  # more is wrong than that something is not known yet
    except TypeError:
        pass  # nor is a part of the case there yet, or its group
    return _asking(Dialogue(statute, law, dict(data or {}), tuple(unknown)))


def say(dialogue: Dialogue, text: str, lang: str = "en") -> Turn:
    """Return what comes of *text*, said to the question of *dialogue*: an answer, or a command.

    What cannot be taken as an answer changes nothing: the message tells why, and the question stands. Never
    raises for anything that may be said.
    """
    asked = dialogue.question
    if asked is None:
        return Turn(dialogue, None, "settled")
    said = text.strip()
    command = _command(said, asked)
    if command == "stop":
        return Turn(dialogue, None, "stopped")
    if command == WHY:
        return Turn(dialogue, "\n".join(_why(asked, lang)))
    if command == "back":
        return _back(dialogue, lang)
    if command == "enough":
        needed = not asked.why
        return Turn(dialogue, phrase("interview-needed", lang)) if needed else Turn(dialogue, None, "enough")
    if not said:
        return Turn(dialogue, phrase("interview-empty", lang, commands=commands(lang)))
    try:
        found = _unknown(dialogue, asked) if command == "unknown" else _answered(dialogue, asked, said, lang)
        found = _asking(attrs.evolve(found, past=(*dialogue.past, (dialogue.data, dialogue.unknown))))
    except _NeededError:
        return Turn(dialogue, phrase("interview-needed", lang))
    except KzpenalError as error:
        return Turn(dialogue, _message(error.problems[0]))
    except ValueError as error:
        return Turn(dialogue, Problem("KZP101", None, str(error)).message)
    return Turn(found, None, "settled" if found.question is None else None)


def commands(lang: str = "en") -> str:
    """Return the commands with what each does, in words."""
    words = {name: phrase(f"command-{name}", lang) for name in COMMANDS}
    return phrase("interview-commands", lang, why=WHY, **words)


class _NeededError(Exception):
    """A fact without which no law can be asked is not known."""


# The next question


def _asking(dialogue: Dialogue) -> Dialogue:
    """Return *dialogue* with the question that is next; what has one answer only is not asked."""
    words = dialogue.statute.vocabulary
    for needed in required(words):
        if _get(dialogue.data, needed.path) is None:
            day = dialogue.data.get("committed")
            if dialogue.law is None and day is not None:
                # A day without a law is told when it is said, not when the rest is there.
                dialogue.statute.law(on=_checked(words.facts["committed"], day))
            return attrs.evolve(dialogue, question=needed)
    case = dialogue.case
    for asked in _assessed(dialogue, case).questions:
        if asked.path in dialogue.unknown:
            continue
        if asked.kind == "count" and asked.low == asked.high:
            return _asking(attrs.evolve(dialogue, data=to_dict(asked.answered(case, asked.low))))
        return attrs.evolve(dialogue, question=asked)
    return attrs.evolve(dialogue, question=None)


def _assessed(dialogue: Dialogue, case: Any) -> Assessment:
    if dialogue.law is not None:
        return assess(case, dialogue.law, engine="reference")
    return decide(case, dialogue.statute, engine="reference")


def _get(data: Any, path: str) -> Any:
    for name in path.split("."):
        data = data.get(name) if isinstance(data, Mapping) else None
    return data


# What was said


def _command(said: str, asked: Question) -> str | None:
    """Return the command that *said* is; a word that answers the question is none, without a colon."""
    bare = said.removeprefix(":").strip().casefold()
    if said == WHY or (bare == WHY and said.startswith(":")):
        return WHY
    if bare in asked.values and not said.startswith(":"):
        return None
    for name in COMMANDS:
        if bare in {name, *(phrase(f"command-{name}", lang).casefold() for lang in languages())}:
            return name
    return None


def _back(dialogue: Dialogue, lang: str) -> Turn:
    if not dialogue.past:
        return Turn(dialogue, phrase("interview-no-back", lang))
    data, unknown = dialogue.past[-1]
    return Turn(_asking(attrs.evolve(dialogue, data=data, unknown=unknown, past=dialogue.past[:-1])))


def _why(asked: Question, lang: str) -> Iterator[str]:
    yield asked.reason(lang)
    yield phrase("interview-allowed", lang, allowed=asked.allowed(lang))
    if asked.kind == "set":
        yield phrase("interview-set", lang, none=phrase("command-none", lang))
    yield commands(lang)


def _unknown(dialogue: Dialogue, asked: Question) -> Dialogue:
    if not asked.why:
        raise _NeededError
    if asked.kind != "count":
        try:
            return attrs.evolve(dialogue, data=to_dict(asked.answered(dialogue.case, UNKNOWN)))
        except ValueError:
            pass  # a facts class that cannot state it
    return attrs.evolve(dialogue, unknown=(*dialogue.unknown, asked.path))


def _answered(dialogue: Dialogue, asked: Question, said: str, lang: str) -> Dialogue:
    value = _value(asked, said, lang)
    if asked.why:
        return attrs.evolve(dialogue, data=to_dict(asked.answered(dialogue.case, value)))
    # Not yet a whole case: only this fact is looked at.
    if asked.kind == "count":
        members: list[Any] = [{} for _ in range(asked.counted(value))]
        return attrs.evolve(dialogue, data={**dialogue.data, asked.path: members})
    _checked(asked.words.facts[asked.path], value)
    return attrs.evolve(dialogue, data=_put(dialogue.data, asked.path.split("."), value))


def _checked(fact: Fact, value: Any) -> Any:
    try:
        return coerce(fact, value)
    except ValueError as error:
        raise InvalidCase(Problem("KZP101", None, f"`{fact.path}` {error}")) from None


def _put(data: Mapping[str, Any], names: list[str], value: Any) -> dict[str, Any]:
    inner = value if len(names) == 1 else _put(data.get(names[0]) or {}, names[1:], value)
    return {**data, names[0]: inner}


def _value(asked: Question, said: str, lang: str) -> Any:
    """Return *said* as the value that it names, or as it is, for the facts class to refuse."""
    plain = said.casefold()
    if asked.kind == "bool":
        for truth, word in ((True, "yes"), (False, "no")):
            if plain in {str(truth).casefold(), word, word[0], *(phrase(word, n) for n in languages())}:
                return truth
    if asked.kind in ("int", "count"):
        return int(said) if _NUMBER.match(said) else said
    if asked.kind == "enum":
        return _word(asked, said, lang)
    if asked.kind == "set":
        none = {phrase("command-none", n).casefold() for n in languages()}
        return [] if plain in none else [_word(asked, w.strip(), lang) for w in re.split("[,;]", said)]
    return said


def _word(asked: Question, said: str, lang: str) -> str:
    """Return the word of the vocabulary that *said* is, or is the label of."""
    plain = said.casefold()
    for word in asked.values:
        if plain in (word.casefold(), value_label(asked.path, word, lang, asked.words).casefold()):
            return word
    return said


def _message(problem: Problem) -> str:
    return problem.message if problem.help is None else f"{problem.message}; {problem.help}"
