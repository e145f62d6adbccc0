"""Several acts by one offender: repetition, aggregation, and the union of what follows from each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import attrs
from attrs import field, frozen

from kzpenal.aggregation import Amount, Bounds, Joined, bounds, governing
from kzpenal.answers import Measure, Notice
from kzpenal.assessment import Assessment
from kzpenal.condition import Test, leaves
from kzpenal.deciding import decide
from kzpenal.errors import InvalidCase, KzpenalError, Problem
from kzpenal.labels import named
from kzpenal.laws import Law, Part
from kzpenal.provision import Aggregation, Operation, Repetition
from kzpenal.quantity import MONTHS_IN_A_YEAR
from kzpenal.sanction import SEVERITY, Penalty
from kzpenal.statute import Statute
from kzpenal.timeline import years_between
from kzpenal.values import is_a, shown
from kzpenal.vocabulary import Vocabulary
from kzpenal.wording import counted, phrase, word

#: No more acts are joined at once.
MOST = 100


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
    """What follows for one act from there being several: the fact, and the provision that says so."""

    case: int
    fact: str
    value: bool
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
        return phrase("concluded", lang, number=self.case + 1, **said)


@frozen
class Together:
    """How sentences are joined: the provision, the ways it allows, its limits, and the bounds it leaves.

    `certain` is false where another rule may govern instead; `bounds` None where they cannot be said.
    """

    provision: str
    of: str
    methods: tuple[str, ...]
    at_most: tuple[Amount, ...]
    bounds: Bounds | None
    certain: bool

    def to_dict(self) -> dict[str, Any]:
        """Return the rule as JSON has it."""
        return {
            "provision": self.provision,
            "of": self.of,
            "methods": list(self.methods),
            "at_most": [a.to_dict() for a in self.at_most],
            "bounds": None if self.bounds is None else self.bounds.to_dict(),
            "certain": self.certain,
        }


@frozen
class Proceedings:
    """Several acts by one offender, and what follows from each and from all."""

    acts: tuple[Assessment, ...]
    concluded: tuple[Concluded, ...]
    together: tuple[Together, ...]
    mandatory: tuple[Measure, ...]
    orders: tuple[Measure, ...]
    bars: tuple[Notice, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the whole as JSON has it."""
        out: dict[str, Any] = {"schema": 1, "acts": [a.to_dict() for a in self.acts]}
        for name in ("concluded", "together", "mandatory", "orders", "bars"):
            out[name] = [item.to_dict() for item in getattr(self, name)]
        return out

    def explain(self, lang: str = "en") -> str:
        """Return the whole in words."""
        lines = []
        for number, act in enumerate(self.acts):
            lines += [phrase("act-number", lang, number=number + 1), act.explain(lang), ""]
        lines += [c.text(lang) for c in self.concluded]
        for joined in self.together:
            ways = phrase("or-way", lang).join(word("method", m, lang) for m in joined.methods)
            lines.append(phrase(f"together-{joined.of}", lang, provision=joined.provision, ways=ways))
            if joined.bounds is not None:
                key = "together-more" if joined.bounds.more_than else "together-bounds"
                least, most = (_told(a, lang) for a in (joined.bounds.least, joined.bounds.most))
                lines.append("  " + phrase(key, lang, least=least, most=most))
            else:
                lines.append("  " + phrase("together-open", lang))
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
        answer = decide(listed[index], statute, engine=engine, strict=strict)
        before = [(i, answers[i]) for i in order[:place]]
        found = _repeated(answer, index, before)
        if found is not None:
            concluded.append(found)
            case = listed[index].but({found.fact: True})
            answer = decide(case, statute, engine=engine, strict=strict)
        answers[index] = answer
    acts = tuple(a for a in answers if a is not None)
    merged = _merged(acts, concluded)
    last = max(acts, key=lambda a: a.case.committed)
    return Proceedings(
        acts,
        tuple(concluded),
        _together(last.openness.law, acts, merged, prior),
        tuple(
            dict.fromkeys(
                m for i, a in enumerate(acts) for m in a.mandatory if (i, str(m.for_)) not in merged
            )
        ),
        tuple(dict.fromkeys(m for a in acts for m in a.orders)),
        tuple(dict.fromkeys(b for a in acts for b in a.bars)),
    )


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
    for name in ("sex", "born") if not problems else ():
        stated = {getattr(getattr(c, "offender", None), name, None) for c in listed}
        known = [v for v in stated if v is not None and not is_a(v, bool) and str(v) != "UNKNOWN"]
        if len(known) > 1:
            problems.append(f"`offender.{name}` differs between the cases; they are about one offender")
    if not problems and not _one_person(listed):
        problems.append(
            "`offender.age` on the days of the acts does not fit one person; they are about one offender"
        )
    if problems:
        raise InvalidCase([Problem("KZP307", None, p) for p in problems])
    return listed


def _one_person(cases: Sequence[Any]) -> bool:
    """Say whether the ages stated on different days may be those of one person."""
    ages = []
    for case in cases:
        age = getattr(getattr(case, "offender", None), "age", None)
        if isinstance(age, int):
            ages.append((case.committed, age))
    # From one day to another a person grows older by the whole years between, or by one more.
    return all(
        later[1] - earlier[1]
        in (years_between(earlier[0], later[0]), years_between(earlier[0], later[0]) + 1)
        for place, earlier in enumerate(sorted(ages))
        for later in sorted(ages)[place + 1 :]
    )


def _repeated(
    answer: Assessment, index: int, before: Sequence[tuple[int, Assessment | None]]
) -> Concluded | None:
    """Return that the act repeats one of those *before*, where the law of its day knows repetition."""
    law: Law = answer.openness.law
    for rule in law.concluding(Repetition):
        assert isinstance(rule.conclusion, Repetition)
        if (
            not hasattr(answer.case, rule.conclusion.fact)
            or getattr(answer.case, rule.conclusion.fact) is True
        ):
            continue
        mine = {_sort(s.part) for s in answer.charging.standing if law.concerns(rule, s.part)}
        for other, earlier in before:
            assert earlier is not None
            # One who must be released of the earlier act has not repeated it (cc:12(2)).
            free = _released(earlier)
            shared = mine & {
                _sort(s.part) for s in earlier.charging.standing if str(s.part.citation) not in free
            }
            if any(kind is not None for _, kind in shared):
                said = rule.conclusion.fact
                return Concluded(index, said, True, str(rule.citation), other, law.vocabulary)
    return None


def _sort(part: Part) -> tuple[Any, str | None]:
    return part.article, part.kind


def _merged(acts: Sequence[Assessment], concluded: Iterable[Concluded]) -> set[tuple[int, str]]:
    """Return the charges, by act and provision, that one charge for a later act takes in.

    It does where its part, or a point of it, is met because the act is repeated, and its sanction is not
    milder: that part then punishes both acts. Else each act is punished by itself (cc:12(4), 13(1)).
    """
    found = set()
    for told in concluded:
        for later in acts[told.case].charging.standing:
            if told.fact not in later.part.elements:
                continue
            for earlier in acts[told.other].charging.standing:
                alike = earlier.part.article == later.part.article and earlier.part.kind == later.part.kind
                if alike and _gravity(earlier.part) <= _gravity(later.part):
                    found.add((told.other, str(earlier.part.citation)))
    return found


def _gravity(part: Part) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return what a part threatens at most and at least, each by the rank of the kind and the amount."""
    printed = part.charge.sanction
    offered = [a.penalty for a in printed.one_of or ()] if printed is not None else []
    most = [(SEVERITY.index(p.kind), _in_months(p.max, p.unit)) for p in offered]
    least = [(SEVERITY.index(p.kind), _in_months(p.min, p.unit)) for p in offered]
    return max(most, default=(0, 0)), min(least, default=(0, 0))


def _in_months(value: int | None, unit: str | None) -> int:
    return (value or 0) * (MONTHS_IN_A_YEAR if unit == "year" else 1)


def _released(act: Assessment) -> set[str]:
    """Return the charges of *act* of which the court must release the person."""
    return {str(m.for_) for m in act.mandatory if m.kind.startswith("release-")}


def _together(
    law: Law, acts: Sequence[Assessment], merged: set[tuple[int, str]], prior: Prior | None
) -> tuple[Together, ...]:
    """Return how the sentences are joined, by each rule that governs or may."""
    parts: dict[str, Joined] = {}
    for index, act in enumerate(acts):
        for charge, standing in zip(act.charges, act.charging.standing, strict=False):
            if not any(law.concerns(r, standing.part) for r in law.concluding(Aggregation)):
                continue
            if (index, charge.provision) not in merged and charge.provision not in _released(act):
                parts[charge.provision] = _joined(act, charge, standing.part)
    found: list[Together] = []
    if len(parts) > 1:
        found += _rules(law, "acts", list(parts.values()))
    if prior is not None and parts:
        old = Joined(prior.kind, prior.gravity, prior.longest, (prior.unserved,))
        found += _rules(law, "sentences", [*_sentenced(list(parts.values()), found), old])
    return tuple(found)


def _sentenced(parts: list[Joined], found: Sequence[Together]) -> list[Joined]:
    """Return the sentence for the acts as one thing to join with an old one, within its bounds."""
    if len(parts) == 1:
        return parts
    joined = found[0].bounds if len(found) == 1 else None
    penalties: tuple[Penalty, ...] | None = None
    if (
        joined is not None
        and joined.least.kind == joined.most.kind
        and not joined.most.days + joined.least.days
    ):
        least, most = joined.least, joined.most
        penalties = (Penalty(most.kind, least.value, most.value, most.unit),)
    # What governs is asked of each; what may be imposed, of all of them together.
    return [attrs.evolve(parts[0], penalties=penalties), *(attrs.evolve(p, penalties=()) for p in parts[1:])]


def _joined(act: Assessment, charge: Any, part: Part) -> Joined:
    """Return a charge as something to join; its penalties only where they are certain."""
    certain = charge.certainty == "settled" and not act.gaps and charge.sanction.one_of is not None
    open_ones = any(p.what in ("charge", "penalty", "gap") for p in act.possible)
    penalties = tuple(a.penalty for a in charge.sanction.one_of or ()) if certain and not open_ones else None
    printed = part.charge.sanction
    longest = printed.longest("imprisonment", "month") if printed is not None else None
    return Joined(charge.kind, charge.gravity, longest, penalties, _own_limit(act, part))


def _own_limit(act: Assessment, part: Part) -> int | None:
    """Return the most imprisonment, in months, that the law sets for persons like this one, if it does."""
    law: Law = act.openness.law
    marks = act.openness.charges.get(part.citation, {})
    found = []
    for rule in law.concluding(Operation):
        said = rule.conclusion
        assert isinstance(said, Operation)
        if (
            said.op == "cap"
            and said.kind == "imprisonment"
            and said.amount is not None
            and marks.get(rule.key) is True
        ):
            asked = {leaf.fact for node in rule.nodes() for leaf in leaves(node) if isinstance(leaf, Test)}
            if asked & set(law.vocabulary.facts):
                found.append(said.amount.in_unit("month").value)
    return min(found, default=None)


def _rules(law: Law, of: str, parts: Sequence[Joined]) -> list[Together]:
    rules = governing(law, of, parts)
    out = []
    for rule in rules:
        said = rule.conclusion
        assert isinstance(said, Aggregation)
        at_most = tuple(Amount(kind, limit.value, limit.unit) for kind, limit in said.at_most)
        sure = len(rules) == 1
        found = bounds(law, said, parts)
        out.append(Together(str(rule.citation), of, said.methods, at_most, found, sure))
    return out


def _told(amount: Amount, lang: str) -> str:
    told = word("penalty", amount.kind, lang)
    if amount.unit is not None and amount.value is not None:
        told += f", {counted(amount.value, amount.unit, lang)}"
    if amount.days:
        told += f" {counted(amount.days, 'day', lang)}"
    return told
