"""Facts, their values and conditions on them in the words of a language.

The English label of a fact is its own text, where it is declared; the other languages, the questions and
the labels of values stand in `texts/`. The facts of somebody else's vocabulary speak for themselves.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from typing import Any

from kzpenal.condition import All, Block, Count, Node, Not, Of, Subject, Test
from kzpenal.condition import Any as AnyOf
from kzpenal.facts import Case
from kzpenal.provision import KINDS
from kzpenal.vocabulary import Fact, Interval, Vocabulary, vocabulary
from kzpenal.wording import languages, phrase, texts, word

#: Facts of a part or a charge whose values have a section of words of their own.
_SECTIONS = {
    "part.kind": "kind",
    "charge.kind": "kind",
    "part.gravity": "gravity",
    "charge.gravity": "gravity",
    "charge.classes": "class",
    "together.each.classes": "class",
    "together.some.classes": "class",
    "statutory.only": "penalty",
    "statutory.has": "penalty",
    "fault": "fault",
}
#: How grave several are together: a kind where it is a misdemeanour, else a gravity.
_GRADES = ("together.gravest", "together.lightest")


def fact_label(path: str, lang: str = "en", words: Vocabulary | None = None) -> str:
    """Return what the fact at *path* says, in words; the path itself where nobody gave it any.

    *words* is the vocabulary that the path belongs to; None is that of `Case`.

    >>> fact_label("victims[0].age"), fact_label("victim.pregnant", "ru")
    ('age in whole years at the act', 'потерпевшая беременна')
    """
    fact, ours = _find(path, words)
    found = texts(lang)["fact"]
    if fact is None:
        return str(found.get(path, path))
    return str((ours and found.get(fact.path)) or fact.text or path)


def question(path: str, lang: str = "en", words: Vocabulary | None = None) -> str:
    """Return the fact at *path* as a question to somebody who may know it.

    >>> question("victims[0].age")
    'How old was the victim, in whole years, at the act?'
    """
    fact, ours = _find(path, words)
    asked = texts(lang)["question"].get(fact.path) if fact is not None and ours else None
    return str(asked or fact_label(path, lang, words))


def value_label(path: str, value: Any, lang: str = "en", words: Vocabulary | None = None) -> str:
    """Return *value* of the fact at *path* in words; a value without words stands for itself.

    >>> value_label("act", "intercourse-under-16"), value_label("victim.relations", ["child"], "kk")
    ('sexual intercourse with one under 16', 'баласы')
    """
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(sorted(value_label(path, v, lang, words) for v in value))
    if isinstance(value, bool):
        return phrase("yes" if value else "no", lang)
    if isinstance(value, Interval):
        return f"{value.low}..{value.high}"
    told = str(value.value if isinstance(value, enum.Enum) else value)
    if path == "charge.elements":
        return fact_label(told, lang, words)
    fact, ours = _find(path, words)
    if path in _GRADES and fact is None:
        return word("kind" if told in KINDS else "gravity", told, lang)
    if fact is None:
        return word(_SECTIONS[path], told, lang) if path in _SECTIONS else told
    return _label(fact, told, lang) if ours else told


def named(path: str, lang: str = "en", words: Vocabulary | None = None) -> str:
    """Return the fact at *path* as a reader is told it: in English by its name in a case file.

    >>> named("offender.sane"), named("offender.sane", "ru")
    ('offender.sane', 'виновный на момент деяния был вменяем (offender.sane)')
    """
    label = fact_label(path, lang, words)
    return path if lang == "en" or label == path else phrase("named", lang, label=label, path=path)


def titled(path: str, lang: str = "en", words: Vocabulary | None = None) -> str:
    """Return what the fact at *path* says, and its name in a case file, in every language.

    >>> titled("stage"), titled("victims")
    ('how far the act came (stage)', 'who the victims are (victims)')
    """
    fact, _ = _find(path, words)
    label = fact_label(path, lang, words) if fact is None else _whose(fact.path, lang, words)
    return path if label == path else phrase("named", lang, label=label, path=path)


def stated(path: str, value: Any, lang: str = "en", words: Vocabulary | None = None) -> str:
    """Return *value* of the fact at *path* in words; None is not stated, an Interval any number in it.

    >>> stated("victims[0].age", Interval(0, 13)), stated("offender.age", Interval(63, 150))
    ('up to 13', '63 or more')
    """
    if value is None:
        return phrase("not-stated", lang)
    if isinstance(value, frozenset) and not value:
        return phrase("nothing", lang)
    if not isinstance(value, Interval):
        return value_label(path, value, lang, words)
    fact, _ = _find(path, words)
    if value.low == value.high:
        return str(value.low)
    if fact is not None and value.high == fact.high:
        return phrase("value-least", lang, low=value.low)
    if fact is not None and value.low == fact.low:
        return phrase("value-most", lang, high=value.high)
    return phrase("value-range", lang, low=value.low, high=value.high)


def allowed_text(fact: Fact, lang: str = "en") -> str:
    """Return what may be written for *fact*: each word of a list with its meaning.

    >>> allowed_text(vocabulary(Case).facts["victim.sex"], "ru")
    'male (мужской), female (женский)'
    """
    if lang == "en":
        return fact.allowed
    if fact.kind == "bool":
        return phrase("allowed-bool", lang, true="true", false="false")
    if fact.kind == "int":
        return phrase("allowed-int", lang, low=fact.low, high=fact.high)
    if fact.kind == "date":
        return phrase("allowed-date", lang, form="YYYY-MM-DD")
    listed = ", ".join(phrase("allowed-word", lang, word=v, label=_label(fact, v, lang)) for v in fact.values)
    return phrase("allowed-set", lang, words=listed) if fact.kind == "set" else listed


def concluded_because(path: str, words: Vocabulary) -> tuple[tuple[str, str], ...]:
    """Return by language why the fact at *path* was concluded; in English its class says so itself."""
    _, ours = _find(path, words)
    told = [(lang, texts(lang).get("concluded", {}).get(path)) for lang in languages()]
    return tuple((lang, str(text)) for lang, text in told if ours and text is not None)


def condition_text(node: Node, lang: str = "en", words: Vocabulary | None = None) -> str:
    """Return a condition in one line: in English each test as the rule writes it."""
    return _text(node, lang, words, lang == "en")


def condition_words(node: Node, lang: str = "en", words: Vocabulary | None = None) -> str:
    """Return a condition in one line, in the words of *lang*: in English too.

    >>> condition_words(Test("offender.age", "between", high=17)), condition_words(Test("group", "true"))
    ("the offender's age in whole years at the act — under 18", 'by a group of persons')
    """
    return _text(node, lang, words, False)


def _text(node: Node, lang: str, words: Vocabulary | None, ruled: bool) -> str:
    """Return a condition in one line; *ruled*: each test as the rule writes it."""
    if isinstance(node, (Test, Subject, Count)):
        return node.text if ruled else _leaf(node, lang, words)
    if isinstance(node, Of):
        return phrase("cond-of", lang, provisions=_either(node.citations, lang))
    if isinstance(node, (All, AnyOf)):
        key = "cond-and" if isinstance(node, All) else "cond-or"
        return phrase(key, lang).join(_inner(i, lang, words, ruled) for i in node.items)
    told = _text(node.item, lang, words, ruled)
    if isinstance(node, Block):
        return told
    return phrase("cond-not" if isinstance(node, Not) else "cond-no", lang, text=told)


def _inner(node: Node, lang: str, words: Vocabulary | None, ruled: bool) -> str:
    told = _text(node, lang, words, ruled)
    return f"({told})" if isinstance(node, (All, AnyOf)) and len(node.items) > 1 else told


def _leaf(node: Test | Subject | Count, lang: str, words: Vocabulary | None) -> str:
    if isinstance(node, Subject):
        subject = phrase(f"subject-{node.name}", lang)
        return _is(subject, _listed(node.citations, node.positive, lang), node.positive, lang)
    if isinstance(node, Count):
        if words is not None and words != vocabulary(Case):
            return node.text  # whom it counts is somebody else's word
        counted = phrase("count", lang)
        if node.item is not None:
            counted = phrase("count-of", lang, text=_text(node.item, lang, words, False))
        return phrase("test-least", lang, fact=counted, low=node.number)
    label = _whose(node.fact, lang, words)
    if node.op == "true":
        return label if node.positive else phrase("test-false", lang, fact=label)
    if node.op != "between":
        values = _listed([value_label(node.fact, w, lang, words) for w in node.words], node.positive, lang)
        return _is(label, values, node.positive, lang)
    told = _bounds(label, node, lang)
    return told if node.positive else phrase("cond-not", lang, text=told)


def _whose(path: str, lang: str, words: Vocabulary | None) -> str:
    """Return the label of the fact at *path* with the person it is about, which the English leaves out."""
    label = fact_label(path, lang, words)
    fact, ours = _find(path, words)
    person, dot, _ = path.partition(".")
    if fact is None or not dot or label == path or label.startswith("the ") or (ours and lang != "en"):
        return label
    return f"the {person} {label}" if fact.kind == "bool" else f"the {person}'s {label}"


def _is(fact: str, value: object, positive: bool, lang: str) -> str:
    if positive and fact.endswith(" …"):
        return fact.removesuffix("…") + str(value)
    return phrase("test-is" if positive else "test-is-not", lang, fact=fact, value=value)


def _bounds(label: str, test: Test, lang: str) -> str:
    if test.low is not None and test.high is not None:
        if test.low == test.high:
            return _is(label, test.low, True, lang)
        return phrase("test-range", lang, fact=label, low=test.low, high=test.high)
    if test.high is not None:
        return phrase("test-under", lang, fact=label, limit=test.high + 1)
    return phrase("test-least", lang, fact=label, low=test.low)


def _listed(items: Sequence[object], positive: bool, lang: str) -> str:
    """Return values of which one holds or, not *positive*, none: bracketed, so that "not" is said of each."""
    told = _either(items, lang)
    return told if positive or len(items) == 1 else f"({told})"


def _either(items: Iterable[object], lang: str) -> str:
    return phrase("cond-or", lang).join(map(str, items))


def _label(fact: Fact, value: str, lang: str) -> str:
    kind = "" if fact.enum_type is None else fact.enum_type.__name__.lower()
    return str(texts(lang)["value"].get(kind, {}).get(value, value))


def _find(path: str, words: Vocabulary | None) -> tuple[Fact | None, bool]:
    """Return the fact at *path*, and whether it is one of `Case`."""
    own = vocabulary(Case)
    fact = (words or own).fact(path)
    return fact, fact is not None and own.facts.get(fact.path) == fact
