"""koap:25, read again: redaction 20.06.2024 (part 1).

What the special part of that code threatens with an administrative penalty is an administrative offence.
"""

from __future__ import annotations

import datetime as dt

ARTICLE = "koap:25"
DAYS = (dt.date(2022, 9, 12), dt.date(2023, 7, 1), dt.date(2024, 6, 16), dt.date(2026, 3, 2))


def kind_under(code: str) -> str | None:
    """Return the kind of an offence of *code*, None where this article says nothing of it."""
    return "administrative-offence" if code == "koap" else None
