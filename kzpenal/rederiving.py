"""A receipt's answer, derived again by the ordinary pipeline, and the two held against each other."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs

from kzpenal import deciding, sealing
from kzpenal.assessing import assess
from kzpenal.errors import EngineUnavailable, KzpenalError, Problem, bounded, listed
from kzpenal.laws import Law
from kzpenal.papers import Verification
from kzpenal.statute import Statute


def rederive(found: Verification, statute: Statute) -> Verification:
    """Return *found* with the answer derived again, where every fact is known; a difference is a fault."""
    if found.case is None or found.document is None or found.law is None:
        return found
    document, answer = found.document, found.document["answer"]
    name = found.law.removeprefix("in-force:")
    bill = name == found.law
    law = statute.law(bill=name) if bill else statute.law(on=dt.date.fromisoformat(name))
    engine = document["engine"]["name"]
    try:
        try:
            again = _assess(found.case, statute, law, answer, engine)
        except EngineUnavailable:
            again = _assess(found.case, statute, law, answer, "reference")
            again["engine"] = document["engine"]
    except KzpenalError as error:
        message = f"derived again, the case gets no answer: {error.problems[0].message}"
        return attrs.evolve(found, faults=bounded((*found.faults, Problem("KZP506", None, message))))
    hidden = {f["path"] for f in document["facts"] if "sha256" in f}
    again = sealing.redacted(again, law, hidden)
    differ = [k for k in {**again, **answer} if again.get(k, found) != answer.get(k, found)]
    faults = found.faults
    if differ:
        message = f"derived again, the answer is another in: {listed(sorted(differ))}"
        faults = bounded((*faults, Problem("KZP506", None, message)))
    return attrs.evolve(found, faults=faults, derived_again=True)


def _assess(case: Any, statute: Statute, law: Law, answer: dict[str, Any], engine: str) -> dict[str, Any]:
    days = (getattr(case, name, None) for name in ("committed", "decided"))
    if answer.get("milder") is not None and all(isinstance(day, dt.date) for day in days):
        return deciding.decide(case, statute, engine=engine).to_dict()
    return assess(case, law, engine=engine).to_dict()
