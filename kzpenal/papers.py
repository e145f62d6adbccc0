"""A receipt, and what was found of one: small frozen objects with their words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from kzpenal.condition import Test
from kzpenal.errors import Problem
from kzpenal.labels import condition_text
from kzpenal.vocabulary import Vocabulary
from kzpenal.wording import phrase, word

#: What only a second derivation checks.
REST = (
    "possible.missing",
    "readings",
    "money",
    "milder",
    "interpretations",
    "not_encoded",
    "law.text_read",
    "presumed.because",
)


@frozen
class Claim:
    """What a withheld fact answered to a test of the rules, as the receipt says."""

    fact: str
    test: str
    truth: bool | None
    #: The test and the vocabulary that it speaks in, for words in other languages.
    node: Test | None = field(default=None, eq=False, repr=False)
    words: Vocabulary | None = field(default=None, eq=False, repr=False)

    def text(self, lang: str = "en") -> str:
        """Return the claim in words."""
        told = self.test if self.node is None else condition_text(self.node, lang, self.words)
        state = word("truth", "unknown" if self.truth is None else "met" if self.truth else "failed", lang)
        return phrase("receipt-claim", lang, fact=self.fact, test=told, truth=state)


@frozen
class Verification:
    """What was found of a receipt; `ok` where nothing speaks against it.

    `claims` is taken from the receipt, since it is about withheld facts; `open` is what the checker leaves to
    a second derivation, as (key of a phrase, provision); `derived_again` whether there was one.
    """

    sha256: str
    law: str | None
    faults: tuple[Problem, ...]
    withheld: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    open: tuple[tuple[str, str], ...] = ()
    derived_again: bool = False
    #: The case, where every fact of it is known.
    case: Any = field(default=None, eq=False, repr=False)
    document: Mapping[str, Any] | None = field(default=None, eq=False, repr=False)

    @property
    def ok(self) -> bool:
        """Whether no fault was found."""
        return not self.faults

    def lines(self, lang: str = "en") -> list[str]:
        """Return what was found in words, a line each: faults, else what was checked and what was not."""
        if self.faults:
            return [phrase("receipt-fails", lang), *(f"  {fault}" for fault in self.faults)]
        told = [phrase("receipt-holds", lang, law=self.law, sha256=f"sha256:{self.sha256}")]
        if self.derived_again:
            return [*told, phrase("receipt-again", lang)]
        told.append(phrase("receipt-not-again", lang, facts=", ".join(self.withheld)))
        told.append(phrase("receipt-rest", lang, sections=", ".join(REST)))
        told += [phrase(key, lang, provision=provision) for key, provision in self.open]
        if self.claims:
            told.append(phrase("receipt-claims", lang))
        return [*told, *(f"  - {claim.text(lang)}" for claim in self.claims)]


@frozen
class Receipt:
    """A receipt: `text` is the file, in canonical form; `sha256` the hash of what it holds.

    `openings` is the text of a second document, which shows what is withheld; None where nothing is.
    """

    text: str
    sha256: str
    openings: str | None = field(default=None, repr=False)

    @property
    def data(self) -> bytes:
        """The file, byte for byte."""
        return self.text.encode()

    def to_dict(self) -> dict[str, Any]:
        """Return the document as plain data."""
        found: dict[str, Any] = json.loads(self.text)
        return found
