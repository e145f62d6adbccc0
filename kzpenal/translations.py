"""Remarks of rules in other languages: the files are read when a language is first asked for.

A file whose first key is `translations` is no rule and changes no answer. It lists what stands under
`text`, `interpretation` and `not_encoded` of the rules, and what that is in other languages.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from attrs import field, frozen

from kzpenal.errors import Problem, Span
from kzpenal.files import read_text
from kzpenal.source import Node, parse
from kzpenal.walking import LANGUAGES, EnoughError, Walk

#: Characters of a text that a message shows.
_SHOWN = 60
_ALONE = re.compile(r"translations:[ \t]*(?:#.*)?\r?\Z")


def left_for_later(text: str) -> bool:
    r"""Say whether *text* is a file of translations and plainly nothing else: it need not be read yet.

    >>> left_for_later("# in two\ntranslations:\n  - {en: one, ru: один}"), left_for_later("mci: []")
    (True, False)
    """
    outermost = [line for line in text.split("\n") if line.strip() and line[0] not in " \t#-"]
    return len(outermost) == 1 and _ALONE.match(outermost[0]) is not None and "\n---" not in text


@frozen
class Translations:
    """The files of translations of one folder of rules: path, the name in messages, a sum of the text."""

    files: tuple[tuple[Path, str, int], ...] = ()

    def of(self, text: str, lang: str) -> str | None:
        """Return *text*, which is English, in *lang*; None where it is not translated."""
        return text if lang == "en" else _read(self.files).by_text.get(text, {}).get(lang)

    def problems(self, texts: Iterable[str]) -> tuple[Problem, ...]:
        """Return what is wrong with the files, if *texts* are all that the rules say in English."""
        held, known = _read(self.files), set(texts)
        cure = "take over what the rule says now, and translate it again"
        stale = (
            Problem("KZP044", span, f"no rule says `{_short(text)}`", cure)
            for text, span in held.spans.items()
            if text not in known
        )
        return (*held.walk.problems, *stale)


@frozen
class _Held:
    """What files of translations hold: by English text the other languages, and where it stands."""

    by_text: dict[str, dict[str, str]] = field(factory=dict)
    spans: dict[str, Span] = field(factory=dict)
    walk: Walk = field(factory=Walk)


@lru_cache(maxsize=16)
def _read(files: tuple[tuple[Path, str, int], ...]) -> _Held:
    held = _Held()
    with contextlib.suppress(EnoughError):
        for path, name, _ in files:
            text = read_text(path, name)
            if isinstance(text, Problem):
                held.walk.add(text)
                continue
            node, problems = parse(text, name)
            held.walk.add(*problems)
            document = held.walk.mapping(node, "the file", ("translations",)) if node is not None else None
            if document is not None:
                for item in held.walk.items(document.get("translations"), "`translations`"):
                    _entry(item, held)
    return held


def _entry(node: Node, held: _Held) -> None:
    mapping = held.walk.mapping(node, "a translation", LANGUAGES)
    if mapping is None:
        return
    said = dict(held.walk.by_language(mapping, "a translation"))
    text = said.pop("en", None)
    if text is None or not said:
        cure = "write what the rule says as `en`, and what that is as `ru` or `kk`"
        held.walk.report("KZP021", mapping.span, "a translation has English and another language", cure)
    elif text in held.by_text:
        held.walk.report("KZP004", mapping.span, f"`{_short(text)}` is translated twice", "keep one of them")
    else:
        held.by_text[text], held.spans[text] = said, mapping.span


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
