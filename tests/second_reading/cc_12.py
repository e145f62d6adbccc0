"""cc:12, read again: redaction 16.09.2025; one text, without a footnote.

Read: "one and the same article or part" is met by any two parts of one article; other reading: by the same
part, or by the whole article only where it has no parts. That nobody was convicted for the earlier deed (part
2), and that the two are not one continued offence (part 3), is for who states them.

Settled: release from liability "on the grounds laid down by law" (part 2) is by lapse of time,
reconciliation or active repentance; one that is due when both deeds are decided takes the repetition away,
one that is for the court leaves it open; other reading: only a release that came before the later deed
counts. Settled: surety (cc:69) releases from punishment, and an agreement (cc:67) from liability or from
serving the sentence. Settled: parts 4 and 5 make one charge only under the part that punishes repetition,
so that a deed under a graver part stays beside it (cc:13(1)).
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


def releases() -> dict[str, bool | None]:
    """Return the releases after which nothing is repeated: None for one that may be from serving only."""
    sure = (
        "release-through-limitation",
        "release-through-reconciliation",
        "release-through-active-repentance",
    )
    return {**dict.fromkeys(sure, True), "release-through-procedural-agreement": None}
