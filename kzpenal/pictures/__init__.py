"""Pictures, for those who would rather look than read: decision graphs, and sanctions side by side.

Both return SVG, as text. They need the extra `kzpenal[pictures]`, and a graph the program `dot` too.
`decision` and `rungs` return what is drawn as plain data, and need neither.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from kzpenal.assessment import Assessment
from kzpenal.pictures import drawn_decisions, drawn_ladders
from kzpenal.pictures.decisions import decision
from kzpenal.pictures.ladders import rungs
from kzpenal.statute import Statute

__all__ = ["decision", "graph", "ladder", "rungs"]


def graph(
    provision: str,
    *,
    on: dt.date | None = None,
    answer: Assessment | None = None,
    statute: Statute | None = None,
    lang: str = "en",
) -> str:
    """Return an article, part or point as a decision graph, in SVG.

    The text is the newest there is, or that of the day *on*; with an *answer*, that of the law which
    answered, and what its case meets stands out. The provisions are those of *statute*, by default those of
    the library.

    Raises KzpenalError for what is not held (KZP402), where Graphviz is not installed (KZP403), and for more
    than can be drawn (KZP404).
    """
    return drawn_decisions.draw(decision(provision, on=on, answer=answer, statute=statute, lang=lang), lang)


def ladder(
    *provisions: str,
    on: dt.date | Iterable[dt.date] = (),
    statute: Statute | None = None,
    lang: str = "en",
) -> str:
    """Return the sanctions of articles or parts side by side, in SVG: a row for each text that differs.

    With days *on*, only the texts of those days are shown.

    Raises KzpenalError for what is not held (KZP402), where matplotlib is not installed (KZP403), and for
    what threatens no sanction or is more than can be drawn (KZP404).
    """
    return drawn_ladders.draw(rungs(*provisions, on=on, statute=statute, lang=lang), lang)
