"""The public functions: the library's own rules behind them, read once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, overload

from kzpenal import assessing, comparing, deciding, schemas, structuring
from kzpenal.assessment import Assessment
from kzpenal.checks import check
from kzpenal.comparing import Comparison
from kzpenal.errors import KzpenalError, Problem, RulesInvalid, bounded
from kzpenal.facts import Case
from kzpenal.files import as_path
from kzpenal.joining import Prior, Proceedings, proceed
from kzpenal.laws import Law
from kzpenal.loading import load_tree
from kzpenal.papers import Receipt, Verification
from kzpenal.statute import Statute
from kzpenal.values import is_a, shown
from kzpenal.vocabulary import vocabulary

T = TypeVar("T")


def load(path: str | Path, *, facts: type[Any] = Case) -> Statute:
    """Return the Statute that the rule file or folder *path* holds, over the attrs class *facts*.

    Raises RulesInvalid, which holds every Problem of every file.
    """
    return _load(as_path(path), facts, None)


def _load(path: Path, facts: type[Any], shown_as: str | None) -> Statute:
    words = vocabulary(facts)
    tree, problems = load_tree(path, words, shown_as)
    if not problems:
        problems = check(tree, words)
    if any(p.severity == "error" for p in problems):
        raise RulesInvalid(bounded(problems))
    return Statute(tree, words, tuple(problems))


def rules_folder() -> Path:
    """Return the folder of the library's own rules: in an installed package, or beside it in a checkout.

    Raises RulesInvalid where there is none.
    """
    package = Path(__file__).resolve().parent
    found = [package / "rules"]
    if (package.parent / "pyproject.toml").is_file():  # a checkout: another package may own a `rules` too
        found.append(package.parent / "rules")
    for folder in found:
        if folder.is_dir():
            return folder
    message = f"the library's own rules are not beside its modules, in `{found[0]}`"
    cure = "install kzpenal again with pip, unpacked; it does not run from inside a zip file"
    raise RulesInvalid(Problem("KZP006", None, message, cure))


@lru_cache(maxsize=1)
def statute() -> Statute:
    """Return the library's own rules."""
    return _load(rules_folder(), Case, "rules")


#: `assess` takes a statute by the same name.
_own = statute


def law(*, on: dt.date | None = None, bill: str | None = None) -> Law:
    """Return the Law that governs on the day *on*, or that of *bill*.

    >>> law(bill="bill-2024-02-21").acts[0]
    'battery'

    Raises NoLawForDay for a day of which no text is encoded.
    """
    return statute().law(on=on, bill=bill)


def laws() -> tuple[Law, ...]:
    """Return every Law there is to ask: each bill, then the law from each day it changed."""
    return statute().laws()


def assess(
    case: Any,
    *,
    law: Law | None = None,
    statute: Statute | None = None,
    engine: str | None = None,
    strict: bool = False,
) -> Assessment:
    """Return what the law makes of *case*: by default the law in force on the day of the act.

    With a day of decision in the case, and no *law* given, each law in between is asked too, and the
    answer is that of a later one where it is milder; `milder` tells (cc:6). The laws are those of
    *statute*, by default the library's own.

    *engine* is "durable" where it can run, cross-checked by the reference engine, or "reference".
    *strict* refuses a day after the newest redaction that was read. Source: cc:5.

    Raises NoLawForDay, NotEncoded, EngineDisagreement, EngineUnavailable.
    """
    if law is None and statute is not None:
        if not isinstance(getattr(case, "committed", None), dt.date):
            message = f"a case of the class `{type(case).__name__}` states no day of the act (`committed`)"
            raise KzpenalError(Problem("KZP304", None, message, "pass `law=`"))
        return deciding.decide(case, statute, engine=engine, strict=strict)
    if law is None:
        if is_a(case, Mapping):
            message = "`case` is a Case, not plain data"
            raise KzpenalError(Problem("KZP304", None, message, "read it with `Case.from_dict(...)`"))
        if not is_a(case, Case):
            message = f"a case of the class `{type(case).__name__}` is assessed under a law of its own"
            raise KzpenalError(Problem("KZP304", None, message, "pass `law=`, from `kzpenal.load(...)`"))
        return deciding.decide(case, _own(), engine=engine, strict=strict)
    return assessing.assess(case, law, engine=engine, strict=strict)


def verify(
    receipt: Receipt | str | bytes,
    *,
    statute: Statute | None = None,
    openings: str | bytes | None = None,
    sha256: str | None = None,
) -> Verification:
    """Return what is found of *receipt*, the text of one or what `Assessment.receipt` gave.

    A checker of its own holds it against the rules of *statute* (default: the library's own), step by step;
    where every fact is known, the answer is derived again too. *openings* show what is withheld, all of it or
    some; *sha256* is the hash known from elsewhere. What is wrong is in `faults`, and raises nothing.

    >>> answer = assess(Case(act="murder", committed=dt.date(2024, 7, 1)), engine="reference")
    >>> paper = answer.receipt()
    >>> verify(paper).ok, verify(paper.text.replace("murder", "rape")).faults[0].code
    (True, 'KZP502')

    Raises KzpenalError for what is no text at all.
    """
    from kzpenal import verifying  # only here: few programs verify one
    from kzpenal.rederiving import rederive

    rules = statute or _own()
    held = _bytes(receipt if not is_a(receipt, Receipt) else receipt.text, "receipt")  # type: ignore[union-attr]
    apart = None if openings is None else _bytes(openings, "openings")
    if sha256 is not None and type(sha256) is not str:
        raise KzpenalError(f"`sha256` is a text, not {shown(sha256)}")
    return rederive(verifying.check(held, rules, openings=apart, sha256=sha256), rules)


def _bytes(text: Any, name: str) -> bytes:
    if type(text) is str:
        return text.encode("utf-8", "surrogatepass")
    if not is_a(text, bytes):
        raise KzpenalError(f"`{name}` is its text, not {shown(text)}")
    return bytes(text)


def proceedings(
    cases: Iterable[Any],
    *,
    prior: Prior | None = None,
    statute: Statute | None = None,
    engine: str | None = None,
    strict: bool = False,
) -> Proceedings:
    """Return what follows from several acts by one offender, none of them tried before.

    Repetition makes a later act repeated; the sentences are joined by the rule that governs; *prior* is the
    rest of an old sentence. Sources: cc:12, cc:13, cc:58, cc:60, cc:61.

    Raises InvalidCase where the cases are not of one offender, KzpenalError for too few, and what `assess`
    raises.
    """
    return proceed(cases, statute or _own(), prior=prior, engine=engine, strict=strict)


def compare(
    case: Any, laws: Iterable[Law | dt.date | str], *, engine: str | None = None, strict: bool = False
) -> Comparison:
    """Return what each of *laws* makes of *case*, side by side.

    Each is a Law, or the day or the bill by which `law` gives one. One that gives no answer is a side
    with its refusal. Which law is milder is not said.

    >>> case = Case.from_dict({"act": "murder", "committed": "2024-07-01", "victims": [{"age": 15}]})
    >>> both = compare(case, ["bill-2024-02-21", case.committed])
    >>> [side.answer.outcome for side in both.sides]
    ['charged', 'possible']
    >>> "mandatory" in both.differing()
    True

    Raises KzpenalError for fewer than two laws, and for what is none.
    """
    return comparing.compare(case, laws, find=law, engine=engine, strict=strict)


@overload
def read_case(path: str | Path) -> Case: ...


@overload
def read_case(path: str | Path, *, facts: type[T]) -> T: ...


def read_case(path: str | Path, *, facts: type[Any] = Case) -> Any:
    """Return the case in the YAML or JSON file *path*; InvalidCase names every fault at once."""
    return structuring.read_case(path, facts)


def case_schema() -> dict[str, Any]:
    """Return the JSON Schema of a case file."""
    return schemas.case_schema(Case)


def question_schema() -> dict[str, Any]:
    """Return the JSON Schema of `Question.to_dict()`, of which `Assessment.questions` holds some."""
    return schemas.question_schema()


def assessment_schema() -> dict[str, Any]:
    """Return the JSON Schema of `Assessment.to_dict()`."""
    return schemas.assessment_schema()


def flips_schema() -> dict[str, Any]:
    """Return the JSON Schema of `Flips.to_dict()`."""
    return schemas.flips_schema()


def supports_schema() -> dict[str, Any]:
    """Return the JSON Schema of `Supports.to_dict()`."""
    return schemas.supports_schema()


def bounds_schema() -> dict[str, Any]:
    """Return the JSON Schema of `Bounds.to_dict()`."""
    return schemas.bounds_schema()


def reason_schema() -> dict[str, Any]:
    """Return the JSON Schema of one argument, `Reason.to_dict()`."""
    return schemas.reason_schema()
