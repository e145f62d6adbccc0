"""cc:12, read again: redaction 16.09.2025; one text, without a footnote.

Read: "one and the same article or part" is met by any two parts of one article; other reading: by the same
part, or by the whole article only where it has no parts. That nobody was convicted or released for the
earlier deed (part 2), and that the two are not one continued offence (part 3), is for who states them.
"""

from __future__ import annotations

import datetime as dt

ARTICLE = "cc:12"
DAYS = (dt.date(2022, 9, 12), dt.date(2026, 3, 8))
OFFENCES = ("crime", "misdemeanour")


def repeats(article: str, kind: str | None, other_article: str, other_kind: str | None) -> bool:
    """Say whether an offence of *kind* under *article* repeats an earlier one."""
    same = article == other_article and kind == other_kind
    return same and article.startswith("cc:") and kind in OFFENCES
