"""Words for codes and numbers, from the data in `texts/`: one file a language, one renderer."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib import resources
from typing import Any

from kzpenal.errors import KzpenalError, Problem
from kzpenal.source import parse, plain
from kzpenal.translations import Translations
from kzpenal.values import shown


def languages() -> tuple[str, ...]:
    """Return the languages there are texts in."""
    files = resources.files("kzpenal").joinpath("texts").iterdir()
    return tuple(sorted(f.name.removesuffix(".yaml") for f in files if f.name.endswith(".yaml")))


def texts(lang: str) -> dict[str, Any]:
    """Return the texts of *lang* by section and word; KzpenalError for a language there is not."""
    return _texts(lang if type(lang) is str else shown(lang))


@lru_cache(maxsize=8)
def _texts(lang: str) -> dict[str, Any]:
    if lang not in languages():
        known = ", ".join(languages())
        raise KzpenalError(Problem("KZP401", None, f"there are no texts in `{lang}`", f"known: {known}"))
    name = f"texts/{lang}.yaml"
    node, problems = parse(resources.files("kzpenal").joinpath(name).read_text("utf-8"), name)
    if problems:
        raise KzpenalError(problems)
    found: dict[str, Any] = plain(node)
    return found


def word(section: str, key: str, lang: str = "en") -> str:
    """Return the text of *key* in *section*; a word of somebody else's rules stands for itself.

    >>> word("penalty", "life-imprisonment")
    'life imprisonment'
    """
    found = texts(lang)[section].get(key)
    return str(found) if found is not None else key.replace("-", " ")


def phrase(key: str, lang: str = "en", **values: object) -> str:
    """Return the sentence *key* with *values* filled in."""
    return str(texts(lang)["phrase"][key]).format(**values)


def remark_text(text: str, lang: str, translations: Translations | None) -> str:
    """Return the remark *text* of a rule in *lang*, or in English and marked so if it is not translated."""
    found = text if lang == "en" else translations and translations.of(text, lang)
    return found or phrase("in-english", lang, text=text)


def _plain(number: int) -> str:
    return "one" if number == 1 else "other"


def _slavic(number: int) -> str:
    """Return the form of a word after *number* in Russian: 1 год, 2 года, 5 лет, 11 лет, 21 год."""
    last, two = number % 10, number % 100
    if last == 1 and two != 11:
        return "one"
    return "few" if last in (2, 3, 4) and two not in (12, 13, 14) else "many"


#: Languages whose words have more forms after a number than one and other.
_PLURALS: dict[str, Callable[[int], str]] = {"ru": _slavic}


def counted(number: int, unit: str, lang: str = "en", form: str = "exact") -> str:
    """Return *number* with its unit, in the form of the words that its place asks for.

    A form is one text, or one for each form of the word after a number.

    >>> counted(1, "year"), counted(21, "year", "ru"), counted(3, "year", "ru", "high")
    ('1 year', '21 год', '3 лет')
    """
    found = texts(lang)["unit"][unit][form]
    if isinstance(found, dict):
        found = found[_PLURALS.get(lang, _plain)(number)]
    return str(found).format(n=number)


def amount(low: int | None, high: int | None, unit: str | None, lang: str = "en") -> str:
    """Return bounds in words.

    >>> amount(None, 3, "year"), amount(20, 200, "mci"), amount(10, 10, "mci")
    ('up to 3 years', '20 to 200 MCI', '10 MCI')
    >>> amount(None, 1, "year", "ru"), amount(3, 12, "month", "kk")
    ('до 1 года', '3 айдан 12 айға дейін')
    """
    if unit is None or high is None:
        return ""
    if low == high:
        return counted(high, unit, lang)
    most = counted(high, unit, lang, "high")
    if low is None:
        return phrase("up-to", lang, high=most)
    return phrase("range", lang, low=counted(low, unit, lang, "low"), high=most)


def measure(
    section: str,
    kind: str,
    *,
    low: int | None = None,
    high: int | None = None,
    unit: str | None = None,
    term: str | None = None,
    force: str | None = None,
    on: str | None = None,
    lang: str = "en",
) -> str:
    """Return a penalty or order in words.

    >>> measure("penalty", "imprisonment", low=15, high=20, unit="year")
    'imprisonment, 15 to 20 years'
    """
    parts = [word(section, kind, lang)]
    if term == "life":
        parts.append(phrase("for-life", lang))
    told = amount(low, high, unit, lang)
    if told:
        parts.append(told)
    if on is not None:
        parts.append(phrase("borne-by", lang, person=word("person", on, lang)))
    if force is not None:
        parts.append(word("force", force, lang))
    return ", ".join(parts)
