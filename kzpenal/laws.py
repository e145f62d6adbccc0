"""A Law: what governs on a day, or a bill; and the Statute that Laws are taken from."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from typing import Any, Generic, Literal, TypeVar, overload

import attrs
from attrs import frozen

from kzpenal.citation import Citation, cite
from kzpenal.condition import All, Node, Not, Of, Scope, Test, evaluate, leaves
from kzpenal.condition import Any as AnyOf
from kzpenal.errors import NoLawForDay, NotEncoded, Problem, did_you_mean
from kzpenal.lists import Assumption, Rate
from kzpenal.provision import (
    GRAVITIES,
    Charge,
    Classify,
    Conclusion,
    CrimeKind,
    Point,
    Provision,
    Remarks,
    Rule,
    Version,
)
from kzpenal.sanction import Sanction
from kzpenal.translations import Translations
from kzpenal.vocabulary import Facts, Vocabulary

T = TypeVar("T")


class _once(Generic[T]):  # noqa: N801
    """A property that is made when it is first asked for, and kept.

    Unlike `functools.cached_property` up to CPython 3.11 it takes no lock: a process forked while
    another thread holds that lock would wait for it for ever. Two threads may both make the value;
    both get the one that was kept.
    """

    def __init__(self, make: Callable[[Any], T]) -> None:
        self.make, self.__doc__ = make, make.__doc__

    @overload
    def __get__(self, instance: None, owner: Any) -> _once[T]: ...

    @overload
    def __get__(self, instance: object, owner: Any) -> T: ...

    def __get__(self, instance: Any, owner: Any) -> _once[T] | T:
        if instance is None:
            return self
        kept: T = instance.__dict__.setdefault(self.make.__name__, self.make(instance))
        return kept


@frozen
class InForce:
    """An article with the version of it that governs; for a bill, one provision."""

    citation: Citation
    title: tuple[tuple[str, str], ...]
    acts: tuple[str, ...]
    version: Version
    #: The newest redaction of the article that was read, whichever version it gave.
    newest: dt.date | None = attrs.field(default=None, eq=False)

    def text_read(self, on: dt.date | None) -> dt.date | None:
        """Return how far the text of the day *on* is known to hold.

        Of a text that was read on or after that day and has ended since: as far as the article was read.
        """
        read = self.version.text_read
        ended = self.version.in_force.until is not None
        return self.newest if ended and on is not None and read is not None and read >= on else read


@frozen
class Part:
    """A part that threatens a sanction, with what is constant about it under one Law."""

    citation: Citation
    rule: Rule
    charge: Charge
    kind: CrimeKind | None
    gravity: str | None
    provision: Provision
    within: InForce
    #: The facts of the case that its elements ask for, in whatever part of the article they stand.
    elements: frozenset[str] = frozenset()

    @property
    def article(self) -> Citation:
        """The article of the part."""
        return self.citation.whole

    @property
    def points(self) -> tuple[Point, ...]:
        """The points of the part, in the code's order."""
        return self.rule.points

    def subject(self, name: str) -> dict[str, Any]:
        """Return the facts of the part as a condition names them; None is unknown, "" is none."""
        printed = self.charge.sanction
        none = "" if self.kind in ("misdemeanour", "administrative-offence") else None
        return {
            name: self.citation,
            f"{name}.code": self.citation.code,
            f"{name}.kind": self.kind,
            f"{name}.gravity": self.gravity or none,
            f"{name}.elements": self.elements,
            "fault": self.charge.fault,
            **printed_facts(printed),
        }


@frozen
class Silence:
    """Why a Law does not answer: about a code (no `acts`), or about some acts."""

    code: str
    acts: frozenset[str] | None
    problem: Problem


@attrs.define(frozen=True, eq=False, slots=False)
class Law:
    """The provisions that govern on a day, or those of a bill; equal by content and vocabulary.

    Get one from `kzpenal.law(...)`. `law["cc:99(3)"]` is a Provision; `law.acts` the acts known.
    """

    kind: Literal["in-force", "bill"]
    on: dt.date | None
    bill: str | None
    articles: tuple[InForce, ...]
    vocabulary: Vocabulary
    assumptions: tuple[Assumption, ...] = ()
    silences: tuple[Silence, ...] = ()
    remarks: Remarks = Remarks()
    title: tuple[tuple[str, str], ...] = ()
    mci: tuple[Rate, ...] = ()
    #: What the remarks are in other languages; they are no part of what the Law says.
    translations: Translations = Translations()
    #: Kinds that a reading gives to parts whose kind cannot be derived; the Law says no more by it.
    kinds: tuple[tuple[Citation, CrimeKind], ...] = ()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Law):
            return NotImplemented
        mine, theirs = (self.id, self.hash, self.vocabulary), (other.id, other.hash, other.vocabulary)
        return mine == theirs

    def __hash__(self) -> int:
        return hash((self.id, self.hash))

    def __repr__(self) -> str:
        return f"<Law {self.id}>"

    def __getstate__(self) -> dict[str, Any]:
        names = {a.name for a in attrs.fields(type(self))}
        return {k: v for k, v in self.__dict__.items() if k in names}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)

    @_once
    def id(self) -> str:
        """`in-force:2024-07-01`, or the bill's id."""
        return self.bill or f"in-force:{self.on}"

    @_once
    def hash(self) -> str:
        """sha256 of all that the Law says, whatever file or line says it."""
        content = (self.kind, self.bill, self.articles, self.assumptions, self.remarks)
        return "sha256:" + hashlib.sha256(_canonical(content).encode()).hexdigest()

    @_once
    def rules(self) -> tuple[Rule, ...]:
        """Every rule, in the code's order."""
        return tuple(r for p in self.provisions() for r in p.rules)

    @_once
    def parts(self) -> tuple[Part, ...]:
        """Every part that threatens a sanction, in the code's order."""
        found = []
        for article in self.articles:
            for provision in article.version.provisions:
                for rule in provision.rules:
                    if isinstance(rule.conclusion, Charge):
                        kind, gravity = self._category(rule.conclusion, rule.citation)
                        asked = self._asked(rule)
                        found.append(
                            Part(
                                rule.citation, rule, rule.conclusion, kind, gravity, provision, article, asked
                            )
                        )
        return tuple(found)

    def _asked(self, rule: Rule) -> frozenset[str]:
        """Return the facts that the elements of *rule* ask for, and those of the parts they rest on."""
        found: set[str] = set()
        seen: set[str] = set()
        waiting = [rule]
        while waiting:
            one = waiting.pop()
            if one.key in seen:
                continue
            seen.add(one.key)
            asking = (*one.conditions, *(p.condition for p in one.points))
            named = [leaf for node in asking for leaf in leaves(node)]
            found |= {leaf.fact for leaf in named if isinstance(leaf, Test)}
            cited = {c for leaf in named if isinstance(leaf, Of) for c in leaf.citations}
            charging = (r for r in self.rules if isinstance(r.conclusion, Charge))
            waiting += [
                r for r in charging if any(r.citation.within(c) or c.within(r.citation) for c in cited)
            ]
        return frozenset(found)

    @_once
    def by_citation(self) -> Mapping[Citation, Part | Point]:
        """Parts and their points, by citation."""
        found: dict[Citation, Part | Point] = {p.citation: p for p in self.parts}
        for part in self.parts:
            found.update({p.citation: p for p in part.points})
        return found

    @_once
    def special_norms(self) -> tuple[Part, ...]:
        """The parts that apply instead of others."""
        return tuple(p for p in self.parts if p.charge.instead_of)

    @_once
    def displacing(self) -> Mapping[Citation, tuple[Part, ...]]:
        """The special norms that displace each part."""
        return {
            p.citation: tuple(
                s for s in self.special_norms if any(p.citation.within(c) for c in s.charge.instead_of)
            )
            for p in self.parts
        }

    @_once
    def acts(self) -> tuple[str, ...]:
        """The acts that some article speaks about, sorted."""
        return tuple(sorted({a for i in self.articles for a in i.acts}))

    @_once
    def charging_codes(self) -> frozenset[str]:
        """The codes that threaten sanctions."""
        return frozenset(p.citation.code for p in self.parts)

    @_once
    def mentions(self) -> frozenset[str]:
        """The facts that some condition names."""
        return frozenset(
            leaf.fact for r in self.rules for n in r.nodes() for leaf in leaves(n) if isinstance(leaf, Test)
        )

    def kinds_known(self, code: str) -> tuple[CrimeKind, ...]:
        """Return the kinds that the code's rules can conclude, in their order."""
        rules = [r.conclusion for r in self.concluding(Classify) if r.citation.code == code]
        named = [c.value for c in rules if isinstance(c, Classify) and c.value not in GRAVITIES]
        return tuple(dict.fromkeys(named))  # type: ignore[arg-type]

    def read_as(self, citation: Citation, kind: CrimeKind) -> Law:
        """Return this Law with the part *citation*, whose kind cannot be derived, read as of *kind*."""
        key = (citation, kind)
        if key not in self._readings:
            self._readings[key] = attrs.evolve(self, kinds=(*self.kinds, key))
        return self._readings[key]

    @_once
    def _readings(self) -> dict[tuple[Citation, CrimeKind], Law]:
        return {}

    def provisions(self) -> tuple[Provision, ...]:
        """Return every part, or article of one part, in the code's order."""
        return tuple(p for a in self.articles for p in a.version.provisions)

    def __getitem__(self, citation: str) -> Provision:
        try:
            wanted = cite(citation)
        except ValueError as error:
            raise KeyError(str(error)) from None
        for provision in self.provisions():
            if provision.citation == wanted:
                return provision
        for provision in self.provisions():
            if any(p.citation == wanted for p in provision.points):
                return provision
        known = [str(p.citation) for p in self.provisions()]
        near = did_you_mean(citation, known)
        raise KeyError(f"{self.id} has no provision {citation}" + (f"; {near}" if near else ""))

    def concluding(self, *kinds: type[Conclusion]) -> tuple[Rule, ...]:
        """Return the rules whose conclusion is of one of *kinds*, in the code's order."""
        if kinds not in self._concluding:
            found = tuple(r for r in self.rules if isinstance(r.conclusion, kinds))
            self._concluding[kinds] = found
        return self._concluding[kinds]

    @_once
    def _concluding(self) -> dict[tuple[type[Conclusion], ...], tuple[Rule, ...]]:
        return {}

    def concerns(self, rule: Rule, part: Part) -> bool:
        """Say whether *rule* speaks of charges like *part*: of its own code, or of any if its code
        threatens no sanction itself.
        """
        code = rule.citation.code
        return code == part.citation.code or code not in self.charging_codes

    def resolve(self, citation: Citation) -> tuple[Part | Point, ...]:
        """Return the parts, or the point, that *citation* names; empty where it names none."""
        found = self.by_citation.get(citation)
        if found is not None:
            return (found,)
        return tuple(p for p in self.parts if p.citation.within(citation))

    def refuse(self, act: str | None) -> None:
        """Raise NoLawForDay or NotEncoded where this Law does not answer about *act*.

        An article that threatens a sanction and lists no acts speaks about every act.
        """
        charging = {p.article for p in self.parts}
        speaking = [a for a in self.articles if act in a.acts or (not a.acts and a.citation in charging)]
        codes = {a.citation.code for a in speaking}
        hit = [
            s.problem
            for s in self.silences
            if (s.acts is None and s.code in codes) or (s.acts is not None and act in s.acts)
        ]
        if hit:
            raise NoLawForDay(hit)
        listed = [a for a in self.articles if a.acts]
        if act is not None and listed and not speaking:
            known = ", ".join(self.acts)
            message = f"no article encoded under {self.id} speaks about the act `{act}`"
            raise NotEncoded(Problem("KZP202", None, message, f"it answers about: {known}"))

    def _category(self, charge: Charge, citation: Citation) -> tuple[CrimeKind | None, str | None]:
        rules = [r for r in self.concluding(Classify) if r.citation.code == citation.code]
        if not rules:
            return charge.kind, None
        subject: dict[str, Any] = {"part": citation, "fault": charge.fault, "part.kind": charge.kind}
        subject |= printed_facts(charge.sanction)
        kinds = _concluded(rules, subject, lambda v: v not in GRAVITIES)
        kind: Any = charge.kind or dict(self.kinds).get(citation) or (kinds[0] if len(kinds) == 1 else None)
        gravities = _concluded(rules, subject | {"part.kind": kind}, lambda v: v in GRAVITIES)
        return kind, gravities[0] if len(gravities) == 1 and kind == "crime" else None


def condition_of(rule: Rule, point: Point | None = None) -> Node:
    """Return the one condition of *rule*: what is common, some point (or *point*), no exception."""
    items: list[Node] = list(rule.conditions)
    if point is not None:
        items.append(point.condition)
    elif rule.points:
        items.append(AnyOf(tuple(p.condition for p in rule.points)))
    if rule.unless:
        items.append(Not(AnyOf(tuple(u.condition for u in rule.unless))))
    return items[0] if len(items) == 1 else All(tuple(items))


def printed_facts(sanction: Sanction | None) -> dict[str, Any]:
    """Return what a condition may ask of a printed sanction; None where it was not reported."""
    if sanction is None or sanction.one_of is None:
        return {"statutory.only": None, "statutory.has": None, "statutory.max.imprisonment": None}
    kinds = sanction.kinds
    return {
        "statutory.only": next(iter(kinds)) if len(kinds) == 1 else "",
        "statutory.has": kinds | sanction.added,
        "statutory.max.imprisonment": sanction.longest("imprisonment", "month"),
    }


def _concluded(rules: list[Rule], subject: dict[str, Any], wanted: Any) -> list[str]:
    scope = Scope(Facts({}), subject=subject)
    found = []
    for rule in rules:
        assert isinstance(rule.conclusion, Classify)
        value = rule.conclusion.value
        if wanted(value) and evaluate(condition_of(rule), scope) is True and value not in found:
            found.append(value)
    return found


def _canonical(value: Any) -> str:
    if attrs.has(type(value)):
        inner = [f"{a.name}={_canonical(getattr(value, a.name))}" for a in attrs.fields(type(value)) if a.eq]
        return f"{type(value).__name__}({','.join(inner)})"
    if isinstance(value, (tuple, list)):
        return "[" + ",".join(_canonical(v) for v in value) + "]"
    return repr(value)
