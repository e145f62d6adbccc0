"""Receipts: an answer with its facts, the provisions it rests on and its proof, as one sealed document.

A fact can be withheld: its salted hash stands in its place, and its opening is given apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kzpenal import sealing
from kzpenal.answers import EngineUsed
from kzpenal.errors import EngineDisagreement, InvalidCase, KzpenalError, Problem, did_you_mean
from kzpenal.laws import Law
from kzpenal.openness import Openness
from kzpenal.papers import Receipt
from kzpenal.premises import ORIGINS, Premises, ledger, members_of, premises, rebuilt
from kzpenal.proving import Proof, answers, claimed, facts_in
from kzpenal.values import is_a, items_of, shown
from kzpenal.version import __version__
from kzpenal.weighing import disagreements, weigh

SCHEMA = 1


def receipt(
    case: Any, openness: Openness, answer: dict[str, Any], engine: EngineUsed, withhold: Iterable[str] = ()
) -> Receipt:
    """Return the receipt for *answer*, as JSON has it, without the facts in *withhold*, by path or person.

    Raises KzpenalError for what cannot be withheld, EngineDisagreement where the checker of receipts reads
    the rules differently.
    """
    law, words = openness.law, openness.law.vocabulary
    members = members_of(case, words)
    facts = premises(case, law)
    hidden = _hidden(case, law, facts, _asked(withhold))
    facts |= {(path, "presumed"): None for path in hidden if not any((path, o) in facts for o in ORIGINS)}
    plain = ledger(words, facts, members)
    proof = Proof(
        law, ledger(words, facts, members, hidden, lambda path, test: answers(test, plain.values.get(path)))
    )
    weighed = weigh(law, proof)
    _agree(openness, proof, disagreements(weighed, answer))
    told = sealing.redacted(answer, law, hidden)
    used = set(facts_in(weighed.steps)) | {path for path, _ in proof.ledger.asked}
    entries, openings = [], []
    for path, origin in sorted(facts, key=lambda key: (key[0], ORIGINS.index(key[1]))):
        entry: dict[str, Any] = {"path": path, "from": origin, "used": path in used}
        if path in hidden:
            entry["sha256"], opening = sealing.salted(path, facts[path, origin])
            openings.append(opening)
        else:
            entry["value"] = facts[path, origin]
        entries.append(entry)
    document = {
        "schema": SCHEMA,
        "kzpenal": __version__,
        "law": law.id,
        "engine": {"name": engine.name, "cross_checked": engine.cross_checked},
        "case": {"of": words.name, "members": members},
        "facts": entries,
        "provisions": sealing.rested_on(law, weighed.steps, told),
        "answer": told,
        "proof": {"steps": weighed.steps, "withheld": claimed(proof)},
    }
    text = sealing.sealed("receipt", document).decode()
    _unseen(text, hidden, facts)
    digest = sealing.digest(document)
    apart = {"facts": openings, "receipt": digest}
    return Receipt(text, digest, sealing.sealed("openings", apart).decode() if openings else None)


def _agree(openness: Openness, proof: Proof, differing: list[str]) -> None:
    """Raise EngineDisagreement unless *proof* gives the truths that the engines derived."""
    law = openness.law
    found = {str(n): proof.elements(f)["truth"] for n, f in law.by_citation.items()}
    wrong = [n for n, truth in found.items() if truth != openness.elements.get(n)] + differing
    for part in law.parts:
        for marks, steps in (
            (openness.liability.get(part.citation), proof.liability),
            (openness.charges.get(part.citation), proof.charge),
        ):
            mine = {} if marks is None else steps(part)
            wrong += [k for k, s in mine.items() if marks and k in marks and s["truth"] != marks[k]]
    if wrong:
        message = f"the checker of receipts and the engines differ about: {', '.join(wrong[:9])}"
        raise EngineDisagreement(
            Problem("KZP303", None, message, "please report the case; no receipt is made")
        )


# Withholding


def _asked(withhold: Any) -> list[str]:
    given = [withhold] if is_a(withhold, str) else items_of(withhold, (list, tuple, set, frozenset))
    if given is None or not all(type(w) is str for w in given):
        message = f"`withhold` is a list of paths such as `offender.age`, not {shown(withhold)}"
        raise KzpenalError(Problem("KZP508", None, message))
    return given


def _hidden(case: Any, law: Law, facts: Premises, asked: list[str]) -> frozenset[str]:
    """Return every fact that is withheld: those *asked*, what follows from them, what they follow from."""
    paths = {path for path, _ in facts}
    chosen: set[str] = set()
    for name in asked:
        mine = {p for p in paths if p == name or p.startswith((f"{name}.", f"{name}["))}
        if not mine:
            cure = did_you_mean(name, paths) or "a person such as `victims[0]`, or the path of one fact"
            raise KzpenalError(Problem("KZP508", None, f"`{name}` is no fact of this case", cure))
        chosen |= mine
    for path in sorted(chosen):
        _withholdable(path, law, facts)
    while chosen:
        left = premises(_without(case, law, facts, chosen), law)
        changed = {p for (p, o), v in facts.items() if left.get((p, o)) != v}
        new = {p for p, _ in left if not any((p, o) in facts for o in ORIGINS)}
        known = {p for p in chosen if _value(left, facts, p)}
        if not known:
            return frozenset(chosen | changed | new)
        sources = {s for p in known for s in _sources(case, law, facts, chosen, p)}
        for path in sorted(known) if not sources else ():
            message = f"`{path}` cannot be withheld: it follows from the rules, or from other facts"
            raise KzpenalError(Problem("KZP508", None, message, "withhold those facts with it"))
        chosen |= sources
    return frozenset()


def _withholdable(path: str, law: Law, facts: Premises) -> None:
    why = None
    if path == "act":
        why = "what is charged tells it"
    elif path == f"{law.vocabulary.group}_count":
        why = "how many there are is shown"
    elif law.on is not None and facts.get((path, "stated")) == law.on.isoformat():
        why = "the law of that day answers, and is named"
    if why is not None:
        raise KzpenalError(Problem("KZP508", None, f"`{path}` cannot be withheld: {why}"))


def _value(left: Premises, facts: Premises, path: str) -> bool:
    """Say whether *left* still gives *path* as it is: derived, or presumed where it was not stated."""
    stated = (path, "stated") in facts
    held = next((facts[path, o] for o in reversed(ORIGINS) if (path, o) in facts), None)
    return any(left.get((path, o)) == held and (path, o) in left for o in ORIGINS[1 : 2 if stated else 3])


def _without(case: Any, law: Law, facts: Premises, paths: Iterable[str]) -> Any:
    kept = {p: v for (p, o), v in facts.items() if o == "stated" and p not in paths}
    try:
        return rebuilt(law.vocabulary, kept, members_of(case, law.vocabulary))
    except InvalidCase as error:
        named = ", ".join(f"`{p}`" for p in sorted(paths))
        message = f"{named} cannot be withheld: without it there is no case: {error.problems[0].message}"
        raise KzpenalError(Problem("KZP508", None, message)) from None


def _sources(case: Any, law: Law, facts: Premises, chosen: set[str], path: str) -> Iterable[str]:
    """Yield the stated facts, beside those *chosen*, without which *path* does not follow."""
    for other in sorted({p for p, o in facts if o == "stated"} - chosen):
        try:
            left = premises(_without(case, law, facts, {*chosen, other}), law)
            if not _value(left, facts, path):
                _withholdable(other, law, facts)
                yield other
        except KzpenalError:
            continue


def _unseen(text: str, hidden: Iterable[str], facts: Mapping[tuple[str, str], Any]) -> None:
    """Raise KzpenalError where a withheld day stands elsewhere in the receipt."""
    for path in sorted(hidden):
        value = next((facts[path, o] for o in ORIGINS if (path, o) in facts), None)
        if isinstance(value, str) and value[:4].isdigit() and value in text:
            message = f"`{path}` cannot be withheld: the answer names that day elsewhere"
            raise KzpenalError(Problem("KZP508", None, message))
