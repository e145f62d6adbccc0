"""Citations as a lawyer writes them: `cc:99(3)`, `cc:120(3-2)`, `cc:99(2)(14)`, `cc:121-1`."""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import frozen

_CITATION = re.compile(r"([a-z][a-z0-9-]*):([a-z0-9]+(?:-[a-z0-9]+)*)((?:\([0-9a-z]+(?:-[0-9a-z]+)*\))*)\Z")
_BRACKET = re.compile(r"\(([^)]+)\)")


@frozen(order=False)
class Citation:
    """An article of a code, one of its parts, or a point; `path` holds what stands in brackets.

    >>> str(Citation("cc", "99", ("2", "14")))
    'cc:99(2)(14)'
    """

    code: str
    article: str
    path: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.code}:{self.article}" + "".join(f"({p})" for p in self.path)

    @property
    def whole(self) -> Citation:
        """The article that this is of."""
        return Citation(self.code, self.article)

    @property
    def parent(self) -> Citation:
        """The part that this point is of, or the article that this part is of."""
        return Citation(self.code, self.article, self.path[:-1])

    def within(self, other: Citation) -> bool:
        """Say whether this is *other* or a part or point of it.

        >>> cite("cc:99(2)(14)").within(cite("cc:99")), cite("cc:99").within(cite("cc:99(2)"))
        (True, False)
        """
        # Asked millions of times: no citation is made for it.
        return (
            self.article == other.article
            and self.code == other.code
            and self.path[: len(other.path)] == other.path
        )

    def child(self, name: str) -> Citation:
        """Return the part or point *name* of this."""
        return Citation(self.code, self.article, (*self.path, name))


@lru_cache(maxsize=8192)
def cite(text: str) -> Citation:
    """Return the citation that *text* writes; ValueError if it is none.

    >>> cite("cc:98-2(5)").path
    ('5',)
    """
    match = _CITATION.match(text) if len(text) <= 200 else None
    if match is None:
        raise ValueError(f"`{text[:60]}` is no citation such as cc:99(2)(14)")
    return Citation(match[1], match[2], tuple(_BRACKET.findall(match[3])))


@lru_cache(maxsize=8192)
def code_order(citation: Citation) -> tuple[object, ...]:
    """Return the key that sorts citations as the codes count: 98-3 after 98, 3-1 before 4.

    >>> [str(c) for c in sorted(map(cite, ["cc:120", "cc:98-3", "cc:99"]), key=code_order)]
    ['cc:98-3', 'cc:99', 'cc:120']
    """
    return (citation.code, _natural(citation.article), tuple(_natural(p) for p in citation.path))


def _natural(number: str) -> tuple[tuple[int, int, str], ...]:
    return tuple((0, int(piece), "") if piece.isdigit() else (1, 0, piece) for piece in number.split("-"))
