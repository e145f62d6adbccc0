"""What to ask next: the facts not known behind what is open, ranked by how much an answer decides.

A fact is measured by trying it: the case is derived again with a value of each class of values that the
rules can tell apart, and what is still open is counted. That costs time, so the work is bounded (`WORK`):
the facts most often named behind open items are measured, and the others are only counted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, TypeAlias

import attrs
from attrs import field, frozen

from kzpenal import labels
from kzpenal.completions import classes
from kzpenal.condition import Count, leaves, value_truth
from kzpenal.condition import Test as FactTest
from kzpenal.errors import InvalidCase, Problem, listed
from kzpenal.facts import Case
from kzpenal.laws import Law
from kzpenal.presuming import presume
from kzpenal.provision import Operation
from kzpenal.retelling import retell
from kzpenal.sentencing import MOST_OPEN
from kzpenal.structuring import MAX_MEMBERS, changed, to_dict
from kzpenal.values import shown
from kzpenal.vocabulary import Fact, FactValue, Interval, Vocabulary, fields_of, flatten
from kzpenal.wording import phrase, word

#: Derivations that one ranking may cost, each counted by how dear it is: about three seconds.
WORK = 45
_MEMBER = re.compile(r"(\w+)\[([0-9]+)\]\.(\w+)\Z", re.ASCII)
#: No more open items are named in a reason: the others are counted.
_NAMED = 6

Kind: TypeAlias = Literal["bool", "int", "date", "enum", "set", "count"]


@frozen(order=True)
class Open:
    """Something that an answer leaves open: a charge, a point, a penalty, an order, a bar, a gap, or a price.

    `provision` is its citation; `kind` is "" where there is only one of them.
    """

    what: str
    provision: str
    kind: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the item as JSON has it."""
        out = {"what": self.what, "provision": self.provision}
        return out | ({"kind": self.kind} if self.kind else {})

    def text(self, lang: str = "en") -> str:
        """Return the item in words."""
        section = {"order": "order", "bar": "bar", "gap": "gap"}.get(self.what, "penalty")
        kind = f" ({word(section, self.kind, lang)})" if self.kind else ""
        return f"{word('what', self.what, lang)} {self.provision}{kind}"


@frozen
class Decides:
    """How much of what is open now an answer to a question decides.

    `of` items are open, and the fact is named behind `named` of them. `least` is how many an answer decides
    whatever it is, `mean` how many on the average of the classes of values, each counted once: no class is
    taken as likelier than another. What an answer newly opens is not counted. Both are None where the fact
    was not tried: then only `named` ranks it.
    """

    of: int
    named: int
    least: int | None = None
    mean: float | None = None

    @property
    def measured(self) -> bool:
        """Whether the values of the fact were tried, or it was only counted."""
        return self.least is not None


@frozen
class Question:
    """A fact to ask about next.

    `kind` says what an answer is: "bool", "int", "date", "enum" (one of `values`), "set" (some of `values`),
    or "count": how many members the group has (how many victims there are), each of whom may then be asked
    about. `low` and `high` bound a number, both included. `why` is what hangs on the fact, and is empty where
    the fact is asked for because no law answers without it.
    """

    path: str
    kind: Kind
    values: tuple[str, ...]
    low: int | None
    high: int | None
    decides: Decides
    why: tuple[Open, ...]
    words: Vocabulary = field(eq=False, repr=False)

    def text(self, lang: str = "en") -> str:
        """Return the question to somebody who may know the fact; it names the victim it is about."""
        if self.kind == "count":
            counted = f"{self.path}_count"
            if counted in self.words.facts and self.words.cls is Case:
                return labels.question(counted, lang, self.words)
            return phrase("ask-count", lang, group=labels.fact_label(self.path, lang, self.words))
        asked = labels.question(self.path, lang, self.words)
        member = _MEMBER.match(self.path)
        if member is None:
            return asked
        number = int(member[2]) + 1
        ours = self.words.cls is Case and lang != "en"
        who = phrase("victim", lang, number=number) if ours else f"{self.words.member} {number}"
        return f"{who[0].upper()}{who[1:]}. {asked}"

    def reason(self, lang: str = "en") -> str:
        """Return why it is asked: how much an answer decides, and what hangs on it."""
        said, decides = labels.named(self.path, lang, self.words), self.decides
        if not self.why:
            return phrase("ask-required", lang, fact=said)
        items = phrase("list", lang).join(o.text(lang) for o in self.why[:_NAMED])
        if len(self.why) > _NAMED:
            items = phrase("ask-more", lang, items=items, rest=len(self.why) - _NAMED)
        behind = phrase("ask-open", lang, fact=said, named=decides.named, of=decides.of, items=items)
        if not decides.measured:
            return f"{behind} {phrase('ask-counted', lang, of=decides.of)}"
        mean = f"{decides.mean:.1f}".replace(".", phrase("decimal-mark", lang))
        key = "ask-measured" if decides.least else "ask-measured-none"
        return f"{behind} {phrase(key, lang, least=decides.least, mean=mean, of=decides.of)}"

    def allowed(self, lang: str = "en") -> str:
        """Return what may be answered, in words."""
        if self.kind == "count":
            return labels.allowed_text(Fact(self.path, "int", low=self.low or 0, high=self.high or 0), lang)
        fact = self.words.fact(self.path)
        assert fact is not None
        if lang == "en" and self.values:
            some = "a list of " if self.kind == "set" else ""
            return some + listed(self.values, len(self.values))
        if self.low is not None and self.high is not None:
            fact = attrs.evolve(fact, low=self.low, high=self.high)
        return labels.allowed_text(attrs.evolve(fact, values=self.values), lang)

    def to_dict(self) -> dict[str, Any]:
        """Return the question as JSON has it (`kzpenal.question_schema()`), with its words in no language."""
        out: dict[str, Any] = {"path": self.path, "kind": self.kind}
        if self.values:
            out["values"] = list(self.values)
        if self.low is not None:
            out |= {"low": self.low, "high": self.high}
        decides = attrs.asdict(self.decides) | {"measured": self.decides.measured}
        return out | {"decides": decides, "why": [o.to_dict() for o in self.why]}

    def answered(self, case: Any, value: Any) -> Any:
        """Return *case* with *value* stated for the fact; `UNKNOWN` says that it was asked and is not known.

        Raises InvalidCase for a value that is not allowed, or that contradicts what the case states.
        """
        if self.kind != "count":
            return changed(case, {self.path: value})
        return changed(case, {self.path: _members(case, self.path, self.counted(value))})

    def counted(self, value: Any) -> int:
        """Return *value*, an answer to how many there are; InvalidCase where it is none."""
        if type(value) is not int or not (self.low or 0) <= value <= (self.high or 0):
            message = f"`{self.path}` is {shown(value)} in number, but must be {self.allowed()}"
            raise InvalidCase(Problem("KZP101", None, message))
        return value


def questions(answers: Sequence[Any]) -> tuple[Question, ...]:
    """Return what to ask next about the case of *answers*, what decides most first; empty if nothing is open.

    *answers* is the answer; and where it cannot be said which of several laws is milder, that of each. Those
    facts are asked about that are not stated and stand behind something open: never one that was stated as
    "asked, and not known". Ranked by what an answer decides whatever it is, then on average; then by how many
    open items and how many provisions name the fact; then by path. Facts that were only counted come last.
    """
    case, words = answers[0].case, answers[0].openness.law.vocabulary
    behind = _behind(answers)
    items = {o for opened in behind.values() for o in opened}
    mentioned = _mentions(answers)
    named = {p: opened for p, opened in behind.items() if _askable(case, words, p)}
    order = sorted(named, key=lambda p: (-len(named[p]), -len(mentioned[words.general(p)]), p))
    sides = [(a.openness.law, _open(a.possible)) for a in answers]
    weight = sum(map(_weight, answers))
    left, found = WORK, []
    for path in order:
        asked = _question(case, words, path, len(items), named[path])
        if asked is None:
            continue
        values = _classes(asked, answers)
        if values and len(values) * weight <= left:
            left -= len(values) * weight
            asked = attrs.evolve(asked, decides=_measured(asked, case, values, sides))
        found.append(asked)
    return tuple(sorted(found, key=lambda q: _rank(q, len(mentioned[words.general(q.path)]))))


def required(words: Vocabulary) -> tuple[Question, ...]:
    """Return what has to be known before any law can be asked: days first, then the rest in their order."""
    facts = [f for f in words.facts.values() if f.required and not words.is_member(f.path)]
    facts.sort(key=lambda f: f.kind != "date")
    asked = [_asked(f, f.path, None, words, Decides(0, 0), ()) for f in facts]
    fields = {name: attribute for name, attribute, _ in fields_of(words.cls)}
    if words.group is not None and fields[words.group].default is attrs.NOTHING:
        asked.append(Question(words.group, "count", (), 0, MAX_MEMBERS, Decides(0, 0), (), words))
    return tuple(asked)


def _rank(question: Question, mentions: int) -> tuple[Any, ...]:
    decides = question.decides
    tried = (-(decides.least or 0), -(decides.mean or 0.0))
    return (not decides.measured, *tried, -decides.named, -mentions, question.path)


# What is open, and on what it hangs


def _open(possible: Iterable[Any]) -> set[Open]:
    return {Open(e.what, e.provision, e.kind or "") for e in possible}


def _items(answer: Any) -> Iterator[tuple[Open, tuple[str, ...]]]:
    for entry in answer.possible:
        yield Open(entry.what, entry.provision, entry.kind or ""), entry.missing
    for price in answer.money:
        if price.missing:
            yield Open("price", price.for_, price.kind), price.missing


def _behind(answers: Iterable[Any]) -> dict[str, set[Open]]:
    """Return each fact that is named behind something open, with what it is named behind."""
    found: dict[str, set[Open]] = defaultdict(set)
    for answer in answers:
        for item, missing in _items(answer):
            for path in missing:
                found[path].add(item)
    return found


def _mentions(answers: Iterable[Any]) -> Mapping[str, set[Any]]:
    """Return for each fact the provisions whose conditions name it."""
    found: dict[str, set[Any]] = defaultdict(set)
    for answer in answers:
        for rule in answer.openness.law.rules:
            for test in _tests(rule):
                found[test.fact].add(rule.citation)
    return found


def _tests(rule: Any) -> Iterator[FactTest]:
    for node in rule.nodes():
        yield from (leaf for leaf in leaves(node) if isinstance(leaf, FactTest))


def _askable(case: Any, words: Vocabulary, path: str) -> bool:
    """Say whether the fact at *path* is one of the case, and neither stated nor asked about before."""
    if path == words.group:
        return not flatten(case).complete
    fact = words.fact(path)
    return fact is not None and not fact.required and _held(case, path) is None


def _held(case: Any, path: str) -> Any:
    member = _MEMBER.match(path)
    if member is not None:
        return getattr(getattr(case, member[1])[int(member[2])], member[3])
    for name in path.split("."):
        case = getattr(case, name, None)
    return case


def _weight(answer: Any) -> int:
    """Return how dear a derivation is: by its readings, the members, and the ways of open operations."""
    law, marked = answer.openness.law, answer.openness.charges
    operations = law.concluding(Operation)
    ways = 0
    for marks in marked.values():
        unsure = sum(r.key in marks and marks[r.key] is None for r in operations)
        ways += 2**unsure if unsure <= MOST_OPEN else 0
    members = len(answer.openness.facts.members)
    return (1 + len(answer.readings)) * (1 + members // 4) * (1 + ways // 150)


# One question, and what its answers decide


def _question(case: Any, words: Vocabulary, path: str, of: int, why: set[Open]) -> Question | None:
    """Return the question about *path*; None where a case cannot state it."""
    decides, items = Decides(of, len(why)), tuple(sorted(why))
    if path == words.group:
        facts = flatten(case)
        low, high = facts.total
        high = MAX_MEMBERS if high is None else min(high, MAX_MEMBERS)
        if low > high:
            return None  # more than a case describes
        try:
            changed(case, {path: _members(case, path, low or 1)})
        except ValueError:
            return None  # nobody can be described with nothing stated
        return Question(path, "count", (), low, high, decides, items, words)
    fact = words.fact(path)
    assert fact is not None
    return _asked(fact, path, flatten(case).values.get(path), words, decides, items)


def _asked(
    fact: Fact, path: str, held: FactValue, words: Vocabulary, decides: Decides, why: tuple[Open, ...]
) -> Question:
    low: int | None = None
    high: int | None = None
    if fact.kind == "int":
        low, high = (held.low, held.high) if isinstance(held, Interval) else (fact.low, fact.high)
    values = fact.values if fact.kind in ("enum", "set") else ()
    return Question(path, fact.kind, values, low, high, decides, why, words)


def _members(case: Any, group: str, number: int) -> list[Any]:
    """Return the members described, and as many of whom nothing is stated as make *number*."""
    described = to_dict(case).get(group) or []
    return [*described, *({} for _ in range(number - len(described)))]


def _classes(question: Question, answers: Sequence[Any]) -> list[Any]:
    """Return a value of each class that the rules can tell apart; none for a day, which they do not test."""
    if question.kind == "count":
        low, high = question.low or 0, question.high or 0
        counts = {
            leaf.number
            for a in answers
            for r in a.openness.law.rules
            for n in r.nodes()
            for leaf in leaves(n)
            if isinstance(leaf, Count)
        }
        cuts = {low, *(n for c in counts for n in (c - 1, c)), 0, 1}
        return [n for n in sorted(cuts) if low <= n <= high]
    words = question.words
    general = words.general(question.path)
    tests = [t for a in answers for r in a.openness.law.rules for t in _tests(r) if t.fact == general]
    fact = attrs.evolve(words.facts[general], values=question.values)
    values: list[Any] = []
    if fact.kind == "set":
        named = [str(w) for t in tests for w in t.words]
        values = [frozenset(), *(frozenset({w}) for w in dict.fromkeys(named) if w in fact.values)]
    elif fact.kind != "date":
        values = classes(attrs.evolve(fact, low=question.low or 0, high=question.high or 0), tests)
    apart = {tuple(value_truth(t, v) for t in tests): v for v in reversed(values)}
    return list(reversed(apart.values()))


def _measured(
    question: Question, case: Any, values: Iterable[Any], sides: Sequence[tuple[Law, set[Open]]]
) -> Decides:
    """Return how much of what is open each of *values* decides, by deriving the case with it."""
    before = {o for _, opened in sides for o in opened}
    decided = []
    for value in values:
        try:
            other = question.answered(case, value)
        except ValueError:
            continue  # the case excludes such a value; a facts class of somebody else's may say so in its way
        after: set[Open] = set()
        for law, opened in sides:
            facts, _ = presume(law, other, flatten(other))
            after |= opened & _open(retell(law, facts).possible)
        decided.append(len(before - after))
    if not decided:
        return question.decides
    mean = sum(decided) / len(decided)
    return attrs.evolve(question.decides, least=min(decided), mean=mean)
