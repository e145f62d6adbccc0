"""What rules conclude, and periods, in words.

One rendering, shared by `kzpenal show` and the pages about the law.
"""

from __future__ import annotations

from collections.abc import Iterator

from kzpenal.answers import penalty_text, sanction_text
from kzpenal.labels import named
from kzpenal.provision import (
    KINDS,
    Aggregation,
    Bar,
    Charge,
    Classify,
    Conclusion,
    Define,
    Duty,
    Equivalence,
    Increase,
    Index,
    Liability,
    Measured,
    Operation,
    Order,
    Repetition,
)
from kzpenal.sanction import Sanction
from kzpenal.timeline import Period
from kzpenal.wording import counted, measure, phrase, word


def conclusion_text(said: Conclusion, lang: str = "en") -> str:
    """Return what a rule concludes, in one line.

    >>> conclusion_text(Order("psychological-assistance", "may", 3, 12, "month"))
    'order: psychological assistance, 3 to 12 months, if the court so decides'
    """
    if isinstance(said, Charge):
        return "; ".join(_charge(said, lang))
    if isinstance(said, Operation):
        return operation_text(said, lang)
    if isinstance(said, Increase):
        return phrase("said-increase", lang, provisions=", ".join(map(str, said.targets)))
    if isinstance(said, (Repetition, Aggregation, Equivalence, Index)):
        return _several(said, lang)
    key, told = _said(said, lang)
    return phrase(f"said-{key}", lang, text=told)


def period_text(period: Period, lang: str = "en") -> str:
    """Return a period in words: its first day, and the day before which it ends.

    >>> import datetime as dt
    >>> period_text(Period(dt.date(2024, 6, 16)))
    '2024-06-16 to …'
    """
    return phrase("period", lang, first=period.first or "…", until=period.until or "…")


def _said(said: Conclusion, lang: str) -> tuple[str, str]:
    if isinstance(said, Order):
        return "order", measure(
            "order",
            said.kind,
            low=said.min,
            high=said.max,
            unit=said.unit,
            term=said.term,
            force=said.force,
            lang=lang,
        )
    if isinstance(said, Liability):
        return "liability", phrase("is-liable" if said.grants else "is-not-liable", lang)
    if isinstance(said, Define):
        return "define", word("class", said.name, lang)
    if isinstance(said, Classify):
        return "classify", word("kind" if said.value in KINDS else "gravity", said.value, lang)
    if isinstance(said, Bar):
        return "bar", word("bar", said.kind, lang)
    assert isinstance(said, Duty)
    return "duty", word("duty", said.kind, lang)


def _several(said: Repetition | Aggregation | Equivalence | Index, lang: str) -> str:
    if isinstance(said, (Repetition, Aggregation)) and (said.released or said.perhaps_released):
        key = "said-repetition-released" if isinstance(said, Repetition) else "said-aggregation-released"
        orders = (word("order", k, lang) for k in (*said.released, *said.perhaps_released))
        return phrase(key, lang, orders=phrase("or-way", lang).join(orders))
    if isinstance(said, Repetition):
        return phrase("said-repetition", lang, fact=named(said.fact, lang))
    if isinstance(said, Index):
        return phrase("said-index", lang, kind=word("penalty", said.kind, lang), day=named(said.day, lang))
    if isinstance(said, Equivalence):
        equals = phrase("or-way", lang).join(_measured(m, lang) for m in said.equals)
        return phrase("said-equivalence", lang, one=_measured(said.one, lang), equals=equals)
    ways = phrase("or-way", lang).join(word("method", m, lang) for m in said.methods)
    key = f"said-aggregation-{said.over}" if said.methods else f"said-aggregation-limit-{said.over}"
    caps = [phrase("limit", lang, amount=_measured(m, lang)) for m in said.at_most]
    caps += [phrase("limit-perhaps", lang, amount=_measured(m, lang)) for m in said.perhaps_at_most]
    return "; ".join([phrase(key, lang, ways=ways), *caps])


def _measured(measured: Measured, lang: str) -> str:
    kind, of = measured
    return f"{word('penalty', kind, lang)}, {counted(of.value, of.unit, lang)}"


def _charge(said: Charge, lang: str) -> Iterator[str]:
    yield phrase("said-sanction", lang, text=sanction_text(said.sanction or Sanction(None), lang))
    if said.fault != "intent":
        yield phrase("said-fault", lang, text=word("fault", said.fault, lang))
    if said.kind is not None:
        yield phrase("said-kind", lang, text=word("kind", said.kind, lang))
    if said.liable != "offender":
        yield phrase("liable", lang, person=word("person", said.liable, lang))
    if said.beside:
        yield phrase("said-beside", lang)
    if said.instead_of:
        yield phrase("said-instead", lang, provisions=", ".join(map(str, said.instead_of)))


def operation_text(said: Operation, lang: str = "en", section: str = "operation") -> str:
    """Return an operation in one line; *section* "op" says what it does, "operation" names it.

    >>> operation_text(Operation("exclude", "life-imprisonment"), section="op")
    'may not be imposed on this person: life imprisonment'
    """
    every = "every-addition" if said.op == "waive" else "every-main-penalty"
    on = word("penalty", said.kind, lang) if said.kind is not None else phrase(every, lang)
    if said.penalty is not None:
        on = penalty_text(said.penalty, lang)
    told = phrase("said-operation", lang, op=word(section, said.op, lang), on=on)
    if said.amount is not None:
        bound = counted(said.amount.value, said.amount.unit, lang, "bound")
        told += ", " + phrase("at-least" if said.op == "floor" else "at-most", lang, amount=bound)
    if said.factor is not None:
        factor = f"{said.factor.numerator}/{said.factor.denominator}"
        told += ", " + phrase("of-the-maximum", lang, factor=factor)
    if said.on is not None:
        told += ", " + phrase("borne-by", lang, person=word("person", said.on, lang))
    if said.minimum_yields is not None:
        told += phrase("minimum-yields", lang, provision=said.minimum_yields)
    return told
