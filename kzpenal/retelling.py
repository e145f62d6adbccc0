"""What other facts would come to under the same Law, by the reference engine alone."""

from __future__ import annotations

from kzpenal.answers import Core
from kzpenal.deriving import Derivation, derive
from kzpenal.engines.reference import Reference
from kzpenal.laws import Law
from kzpenal.readings import settle
from kzpenal.vocabulary import Facts


def retell(law: Law, facts: Facts) -> Core:
    """Return what *law* makes of *facts*, as the reference engine alone derives it.

    What is taken for granted is in *facts* already: nothing is presumed here.
    """

    def under(read: Law) -> Derivation:
        return derive(read, facts, [Reference(read)])

    return settle(under(law), under)
