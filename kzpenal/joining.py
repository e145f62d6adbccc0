"""Several acts by one offender: repetition, aggregation, and the union of what follows from each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product
from typing import Any

import attrs
from attrs import field, frozen

from kzpenal.adding import Amount, limit_of
from kzpenal.aggregation import Bounds, Doubt, Joined, Way, ways
from kzpenal.answers import Measure, Notice
from kzpenal.assessment import Assessment
from kzpenal.condition import Truth
from kzpenal.deciding import decide
from kzpenal.errors import InvalidCase, KzpenalError, Problem
from kzpenal.labels import named
from kzpenal.laws import Law, Part
from kzpenal.merging import (
    Charged,
    Merged,
    charges_of,
    joined,
    merges,
    open_charges,
    released,
    releasing,
    repeating,
    repeats,
)
from kzpenal.provision import Aggregation, Repetition
from kzpenal.sanction import Penalty
from kzpenal.statute import Statute
from kzpenal.timeline import years_between
from kzpenal.values import is_a, shown
from kzpenal.vocabulary import UNKNOWN, Vocabulary
from kzpenal.wording import counted, phrase, word

#: No more acts are joined at once.
MOST = 100
_OF_ONE = "; they are about one offender"


@frozen
class Prior:
    """A sentence not served to the end when a new act was done (cc:60): what of it is left, and for what.

    `gravity` and `longest` (the longest imprisonment, in months, that the code threatens for it) are those
    of the gravest crime that it is for; None where not known.
    """

    unserved: Penalty
    kind: str | None = None
    gravity: str | None = None
    longest: int | None = None


@frozen
class Concluded:
    """What follows for one act from there being several: the fact, and the provision that says so.

    `value` is None where it is open: the person may be released for the other act.
    """

    case: int
    fact: str
    value: bool | None
    provision: str
    #: The earlier act with which it is repeated.
    other: int
    words: Vocabulary | None = field(default=None, eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the entry as JSON has it."""
        return {
            "case": self.case,
            "fact": self.fact,
            "value": self.value,
            "provision": self.provision,
            "with": self.other,
        }

    def text(self, lang: str = "en") -> str:
        """Return the entry in words; acts are counted from one."""
        fact = named(self.fact, lang, self.words)
        said = {"fact": fact, "provision": self.provision, "other": self.other + 1}
        key = "concluded" if self.value is not None else "concluded-open"
        return phrase(key, lang, number=self.case + 1, **said)


@frozen
class Together:
    """How sentences are joined: the provision, the ways it allows, its limits, and the bounds it leaves.

    `certain` is false where another rule may govern instead, or none; `bounds` None where they cannot be
    said: `doubts` tells why. `limits` are provisions that limit the sentence beside the one that governs.
    """

    provision: str
    of: str
    methods: tuple[str, ...]
    at_most: tuple[Amount, ...]
    bounds: Bounds | None
    certain: bool
    limits: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the rule as JSON has it."""
        return {
            "provision": self.provision,
            "of": self.of,
            "methods": list(self.methods),
            "at_most": [a.to_dict() for a in self.at_most],
            "bounds": None if self.bounds is None else self.bounds.to_dict(),
            "certain": self.certain,
            "limits": list(self.limits),
            "doubts": [d.to_dict() for d in self.doubts],
        }

    def lines(self, lang: str = "en") -> Iterator[str]:
        """Yield the rule in words, and what it comes to."""
        ways = phrase("or-way", lang).join(word("method", m, lang) for m in self.methods)
        key = f"together-{self.of}" if self.certain else f"together-{self.of}-perhaps"
        yield phrase(key, lang, provision=self.provision, ways=ways)
        if self.limits:
            yield "  " + phrase("together-limits", lang, provisions=", ".join(self.limits))
        if self.bounds is not None:
            key = "together-more" if self.bounds.more_than else "together-bounds"
            least, most = (_told(a, lang) for a in (self.bounds.least, self.bounds.most))
            if self.bounds.least == self.bounds.most:
                key = "together-exactly"
            yield "  " + phrase(key, lang, least=least, most=most)
        for doubt in self.doubts:
            yield "  " + phrase(f"together-{doubt.why}", lang, provision=doubt.provision)


@frozen
class Proceedings:
    """Several acts by one offender, and what follows from each and from all.

    What follows from a charge that is one with another, as `merged` tells, is not in the union.
    """

    acts: tuple[Assessment, ...]
    concluded: tuple[Concluded, ...]
    together: tuple[Together, ...]
    mandatory: tuple[Measure, ...]
    orders: tuple[Measure, ...]
    bars: tuple[Notice, ...]
    merged: tuple[Merged, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the whole as JSON has it."""
        out: dict[str, Any] = {"schema": 1, "acts": [a.to_dict() for a in self.acts]}
        for name in ("concluded", "merged", "together", "mandatory", "orders", "bars"):
            out[name] = [item.to_dict() for item in getattr(self, name)]
        return out

    def explain(self, lang: str = "en") -> str:
        """Return the whole in words."""
        lines = []
        for number, act in enumerate(self.acts):
            lines += [phrase("act-number", lang, number=number + 1), act.explain(lang), ""]
        lines += [c.text(lang) for c in self.concluded]
        for one in self.merged:
            key = "merged" if one.certain else "merged-perhaps"
            said = {"provision": one.provision, "into_provision": one.into_provision}
            lines.append(phrase(key, lang, number=one.case + 1, into=one.into + 1, **said))
        for joined_by in self.together:
            lines += joined_by.lines(lang)
        return "\n".join(lines)


def proceed(
    cases: Iterable[Any],
    statute: Statute,
    *,
    prior: Prior | None = None,
    engine: str | None = None,
    strict: bool = False,
) -> Proceedings:
    """Return what follows from several acts by one offender, none of them tried before.

    Raises InvalidCase where the cases are not of one offender, KzpenalError for fewer than two (or one, with
    *prior*), and what `assess` raises. Sources: cc:12, cc:13, cc:58, cc:60, cc:61.
    """
    listed = _checked(cases, prior)
    answers: list[Assessment | None] = [None] * len(listed)
    concluded: list[Concluded] = []
    order = sorted(range(len(listed)), key=lambda i: listed[i].committed)
    for place, index in enumerate(order):
        case = listed[index]
        answer = decide(case, statute, engine=engine, strict=strict)
        before = [(i, answers[i]) for i in order[:place]]
        for found in _repeated(answer, index, before):
            concluded.append(found)
            value = UNKNOWN if found.value is None else found.value
            case = case.but({found.fact: value})
            answer = decide(case, statute, engine=engine, strict=strict)
        answers[index] = answer
    acts = tuple(a for a in answers if a is not None)
    last = max(acts, key=lambda a: a.case.committed)
    law = last.openness.law
    one = merges([c for c, free in _charges(law, acts) if free is not True])
    # What may be one with a later charge is not surely imposed; what is one is not imposed for it.
    sure = [m for m in one if m.certain]
    return Proceedings(
        acts,
        tuple(concluded),
        _together(law, acts, one, prior),
        _union(acts, "mandatory", one),
        _union(acts, "orders", sure),
        _union(acts, "bars", sure),
        tuple(one),
    )


def _union(acts: Sequence[Assessment], name: str, one: Sequence[Merged]) -> tuple[Any, ...]:
    gone = {(m.case, m.provision) for m in one}
    kept = (i for n, a in enumerate(acts) for i in getattr(a, name) if (n, i.for_) not in gone)
    return tuple(dict.fromkeys(kept))


def _checked(cases: Any, prior: Prior | None) -> list[Any]:
    if isinstance(cases, (str, bytes)) or not hasattr(cases, "__iter__"):
        message = f"several cases are a list, not {shown(cases)}"
        raise KzpenalError(Problem("KZP307", None, message, "pass `[first, second]`"))
    listed = list(cases)
    problems = []
    if len(listed) < (1 if prior is not None else 2) or len(listed) > MOST:
        message = f"two cases or more are joined, up to {MOST}, and {len(listed)} given"
        raise KzpenalError(Problem("KZP307", None, message, "ask about one act with `kzpenal.assess`"))
    for index, case in enumerate(listed):
        if not isinstance(getattr(case, "committed", None), dt.date):
            problems.append(f"case {index + 1} is no case with a day of the act: {shown(case)}")
    if not problems:
        problems = _differences(listed)
    if problems:
        raise InvalidCase([Problem("KZP307", None, p) for p in problems])
    return listed


def _differences(cases: Sequence[Any]) -> list[str]:
    """Return what the cases say of the offender against one another, naming both."""
    problems = []
    for name in ("sex", "born"):
        stated = [(i, getattr(getattr(c, "offender", None), name, None)) for i, c in enumerate(cases)]
        known = [(i, v) for i, v in stated if v is not None and not is_a(v, bool) and str(v) != "UNKNOWN"]
        other = next((k for k in known if k[1] != known[0][1]), None)
        if other is not None:
            told = " and ".join(f"{shown(v)} in case {i + 1}" for i, v in (known[0], other))
            problems.append(
                f"`offender.{name}` differs between the cases; they are about one offender: {told}"
            )
    for (i, one), (j, two) in combinations(enumerate(cases), 2):
        ages = _age(one), _age(two)
        if None not in ages and not _one_person(one, two):
            told = " and ".join(
                f"{age} on {c.committed} in case {n + 1}"
                for n, c, age in zip((i, j), (one, two), ages, strict=True)
            )
            problems.append(f"`offender.age` differs between the cases{_OF_ONE}: {told}")
            break
    return problems


def _age(case: Any) -> int | None:
    """Return how old the offender was at the act, in whole years, where it is stated."""
    offender = getattr(case, "offender", None)
    age, born = getattr(offender, "age", None), getattr(offender, "born", None)
    if isinstance(born, dt.date):
        return years_between(born, case.committed)
    return age if isinstance(age, int) and not is_a(age, bool) else None


def _one_person(one: Any, two: Any) -> bool:
    """Say whether one person may have been of both ages on both days."""
    first, second = sorted((one, two), key=lambda c: c.committed)
    passed = years_between(first.committed, second.committed)
    exactly = (first.committed.month, first.committed.day) == (second.committed.month, second.committed.day)
    grown = (_age(second) or 0) - (_age(first) or 0)
    return grown in ((passed,) if exactly else (passed, passed + 1))


def _repeated(
    answer: Assessment, index: int, before: Sequence[tuple[int, Assessment | None]]
) -> Iterator[Concluded]:
    """Yield that the act repeats one of those *before*, or may, where the law of its day knows repetition."""
    law: Law = answer.openness.law
    done = set()
    for rule in repeating(law):
        assert isinstance(rule.conclusion, Repetition)
        fact = rule.conclusion.fact
        if fact in done or getattr(answer.case, fact, True) is True:
            continue
        found = [(i, *repeats(answer, earlier, rule)) for i, earlier in before if earlier is not None]
        told = next((f for f in found if f[1] is True), next((f for f in found if f[1] is None), None))
        if told is not None:
            other, truth, by = told
            done.add(fact)
            yield Concluded(index, fact, truth, str(by.citation), other, law.vocabulary)


def _charges(law: Law, acts: Sequence[Assessment]) -> list[tuple[Charged, Truth]]:
    """Return the charges that are joined, and whether the person is released from each."""
    rules = releasing(law)
    return [(c, released(c, rules)) for c in charges_of(acts) if _joins(law, c.part)]


def _joins(law: Law, part: Part) -> bool:
    return any(law.concerns(r, part) for r in law.concluding(Aggregation))


def _together(
    law: Law, acts: Sequence[Assessment], one: Sequence[Merged], prior: Prior | None
) -> tuple[Together, ...]:
    """Return how the sentences are joined, by each rule that governs or may."""
    charges = _charges(law, acts)
    kept = [c for c, free in charges if free is not True]
    freed = [str(releasing(law)[0].citation) for _, free in charges if free is None]
    loose = [j for a in acts for j in open_charges(a, lambda p: _joins(law, p))]
    readings = [
        _joined(law, [*_apart(kept, merged), *beside], prior)
        for merged, beside in product(_choices([m for m in one if m.certain], one), _choices([], loose))
    ]
    found = list(dict.fromkeys(t for reading in readings for t in reading))
    sure = all(r == readings[0] for r in readings) and not freed
    doubts = [Doubt("charge")] * bool(loose) + [Doubt("release", f) for f in dict.fromkeys(freed)]
    return tuple(_doubted(t, doubts, certain=t.certain and sure) for t in found)


def _choices(least: Sequence[Any], most: Sequence[Any]) -> list[Sequence[Any]]:
    return [least] if len(least) == len(most) else [least, most]


def _apart(charges: Sequence[Charged], merged: Sequence[Merged]) -> list[Joined]:
    """Return what is sentenced apart: each charge that is not one with a later one."""
    into = {(m.case, m.provision): (m.into, m.into_provision) for m in merged}
    there = {(c.case, c.charge.provision): c for c in charges}
    held: dict[tuple[int, str], list[Charged]] = {}
    for name, charged in there.items():
        last = name
        while last in into and into[last] in there:
            last = into[last]
        held.setdefault(last, [])
        if last != name:
            held[last].append(charged)
    return [joined(there[name], swallowed) for name, swallowed in held.items()]


def _joined(law: Law, parts: Sequence[Joined], prior: Prior | None) -> list[Together]:
    found: list[Together] = []
    if len(parts) > 1:
        found += _ruled("acts", ways(law, parts))
    if prior is not None and parts:
        old = Joined(prior.kind, prior.gravity, prior.longest, (prior.unserved,), ())
        found += _ruled("sentences", ways(law, parts, old))
    return found


def _ruled(of: str, found: Sequence[Way]) -> Iterator[Together]:
    for way in found:
        said = way.rule.conclusion
        assert isinstance(said, Aggregation)
        at_most = tuple(map(limit_of, said.at_most))
        limits = tuple(str(r.citation) for r in way.limits)
        certain = len(found) == 1
        yield Together(
            str(way.rule.citation), of, said.methods, at_most, way.bounds, certain, limits, way.doubts
        )


def _doubted(together: Together, doubts: Sequence[Doubt], *, certain: bool) -> Together:
    """Return *together* with more *doubts*: with any, no bounds are given."""
    every = tuple(dict.fromkeys([*together.doubts, *doubts]))
    bounds = None if every else together.bounds
    return attrs.evolve(together, bounds=bounds, doubts=every, certain=certain)


def _told(amount: Amount, lang: str) -> str:
    told = word("penalty", amount.kind, lang)
    if amount.unit is not None and amount.value is not None:
        told += f", {counted(amount.value, amount.unit, lang)}"
    if amount.days:
        told += f" {counted(amount.days, 'day', lang)}"
    return told
