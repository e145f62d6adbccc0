"""A second reading of conditions, for receipts: each truth with the tests that decide it, step by step.

It evaluates the rules as they are written, by code of its own; nothing here is shared with the engines.
What a withheld fact would answer is claimed, and is asked as seldom as can be: what decides without it
is looked at first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

from attrs import define, field

from kzpenal.citation import Citation
from kzpenal.condition import All, Block, Count, No, Node, Not, Of, Subject, Test, leaves
from kzpenal.condition import Any as AnyOf
from kzpenal.laws import Law, Part
from kzpenal.provision import Bar, Define, Duty, Increase, Liability, Operation, Order, Point, Rule
from kzpenal.sealing import asked_text
from kzpenal.vocabulary import Interval

#: A step of a proof as JSON has it; under `truth` true, false, or null for unknown.
Step: TypeAlias = dict[str, Any]
Truth: TypeAlias = "bool | None"
Ask: TypeAlias = tuple[bool, Callable[[], Step]]


@define
class Ledger:
    """The facts of a case by path, such as `victims[0].age`; `members` None: nobody is described.

    `claim` says what a withheld fact answers to a test; `asked` keeps what it was asked.
    """

    values: Mapping[str, Any]
    members: int | None
    group: str
    member: str
    withheld: frozenset[str] = frozenset()
    claim: Callable[[str, Test], Truth] = lambda path, test: None
    asked: dict[tuple[str, str], Truth] = field(factory=dict)

    @property
    def total(self) -> tuple[int, int | None]:
        """How many members of the group there are, at least and at most."""
        stated, low = self.values.get(f"{self.group}_count"), self.members or 0
        count = stated if type(stated) is int else None
        low = max(low, count or 0)
        return low, (low if self.complete or count is not None else None)

    @property
    def complete(self) -> bool:
        """Whether there are no members beside those described."""
        stated = self.values.get(f"{self.group}_count")
        count = stated if type(stated) is int else None
        return count == (self.members or 0) or (self.members is not None and count is None)

    def path(self, fact: str, who: str | None) -> str:
        """Return the path of *fact*, of the member *who* where it is about one."""
        return f"{who}.{fact[len(self.member) + 1 :]}" if who and self.about_member(fact) else fact

    def about_member(self, fact: str) -> bool:
        """Say whether *fact* is about one of the group."""
        return bool(self.member) and fact.startswith(self.member + ".")


def answers(test: Test, value: Any) -> Truth:
    """Return what *value* answers to *test*, its sign aside.

    >>> answers(Test("n", "between", high=13), 14), answers(Test("n", "between", high=13), Interval(13, 14))
    (False, None)
    """
    if value is None:
        return None
    if test.op == "true":
        return value is True
    if isinstance(value, frozenset):
        return any(w in value for w in test.words)
    if isinstance(value, Interval) or test.op == "between":
        low, high = (value.low, value.high) if isinstance(value, Interval) else (value, value)
        first = low if test.low is None else test.low
        last = high if test.high is None else test.high
        runs = [(first, last)] if test.op == "between" else [(int(w), int(w)) for w in set(test.words)]
        inside = sum(max(0, min(high, b) - max(low, a) + 1) for a, b in runs)
        return True if inside == high - low + 1 else None if inside else False
    return value in test.words


def both(truths: Iterable[Truth]) -> Truth:
    """Return whether all of *truths* hold; unknown where that hangs on one that is unknown."""
    held = list(truths)
    return False if False in held else None if None in held else True


def some(truths: Iterable[Truth]) -> Truth:
    """Return whether some of *truths* holds."""
    return opposite(both(opposite(t) for t in truths))


def opposite(truth: Truth) -> Truth:
    """Return the truth of the contrary."""
    return None if truth is None else not truth


class Proof:
    """What the conditions of *law* come to for the facts of *ledger*, and each step of it."""

    def __init__(self, law: Law, ledger: Ledger) -> None:
        self.law, self.ledger = law, ledger
        self.general = {law.vocabulary.general(p) for p in ledger.withheld}
        self._elements: dict[str, Step] = {}
        self._charges: dict[Citation, dict[str, Step]] = {}
        self._classes: dict[tuple[Citation, str], Truth] = {}

    # Marks

    def elements(self, found: Part | Point) -> Step:
        """Return the step for the elements of a part or a point."""
        name = str(found.citation)
        if name not in self._elements:
            self._elements[name] = {"truth": None}
            part = found if isinstance(found, Part) else self.law.by_citation[found.citation.parent]
            assert isinstance(part, Part)
            point = None if found is part else found
            self._elements[name] = self.rule(part.rule, {}, point)  # type: ignore[arg-type]
        return self._elements[name]

    def met(self, citation: Citation) -> Truth:
        """Return whether the elements of what *citation* names are met."""
        return some([self.elements(f)["truth"] for f in self.law.resolve(citation)])

    def duties(self) -> dict[str, Step]:
        """Return the step for each duty, by the key of its rule."""
        return {r.key: self.rule(r, {}) for r in self.law.concluding(Duty)}

    def liability(self, part: Part) -> dict[str, Step]:
        """Return the step for each rule of liability of the code, for *part*."""
        rules = [r for r in self.law.concluding(Liability) if r.citation.code == part.citation.code]
        return {r.key: self.rule(r, part.subject("part")) for r in rules}

    def charge(self, part: Part) -> dict[str, Step]:
        """Return the step for each rule about a charge of *part*."""
        if part.citation not in self._charges:
            found: dict[str, Step] = {}
            for rule in self.law.concluding(Define, Operation, Order, Bar, Increase):
                said = rule.conclusion
                aimed = self.law.concerns(rule, part)
                if isinstance(said, Increase):
                    aimed = any(part.citation.within(t) for t in said.targets)
                if aimed:
                    found[rule.key] = self.rule(rule, part.subject("charge"))
            self._charges[part.citation] = found
        return self._charges[part.citation]

    def of_class(self, name: str, about: Mapping[str, Any]) -> Truth:
        """Return whether the charge *about* is of the class *name*."""
        citation = about["charge"]
        key = (citation, name)
        if key not in self._classes:
            self._classes[key] = None
            part = self.law.by_citation[citation]
            assert isinstance(part, Part)
            rules = [r for r in self.law.concluding(Define) if r.conclusion == Define(name)]
            mine = [r for r in rules if self.law.concerns(r, part)]
            self._classes[key] = some([self.rule(r, about)["truth"] for r in mine])
        return self._classes[key]

    # Steps

    def rule(self, rule: Rule, about: Mapping[str, Any], point: Point | None = None) -> Step:
        """Return the step for *rule*: its conditions, some point (or *point*), and no exception."""
        asks = [self._ask(c, about) for c in rule.conditions]
        points = [self._ask(p.condition, about, point=str(p.citation)) for p in rule.points]
        if point is not None:
            asks.append(self._ask(point.condition, about, point=str(point.citation)))
        elif points:
            asks.append((any(g for g, _ in points), lambda: self._several("any", points)))
        for exception in rule.unless:
            guarded, ask = self._ask(exception.condition, about)
            asks.append((guarded, partial(_excepted, ask, str(exception.by))))
        return self._several("all", asks)

    def _ask(self, node: Node, about: Mapping[str, Any], who: str | None = None, **label: str) -> Ask:
        return self._guarded(node, who), lambda: {**label, **self.look(node, about, who)}

    def _several(self, word: str, asks: Sequence[Ask]) -> Step:
        """Return the step for all, or any, of *asks*: the one that decides, else every one."""
        conjunction, parts = word == "all", []
        for _, ask in sorted(asks, key=lambda a: a[0]):
            step = ask()
            if step["truth"] is (not conjunction):
                return {word: [step], "truth": not conjunction}
            parts.append(step)
        return {word: parts, "truth": None if any(p["truth"] is None for p in parts) else conjunction}

    def _guarded(self, node: Node, who: str | None) -> bool:
        """Say whether *node* asks a fact that is withheld."""
        asked = (t for t in leaves(node) if isinstance(t, Test) and t.fact in self.general)
        return any(who is None or self.ledger.path(t.fact, who) in self.ledger.withheld for t in asked)

    def look(self, node: Node, about: Mapping[str, Any], who: str | None = None, sign: bool = True) -> Step:
        """Return the step for *node*, about the member *who*; *sign* is False under a "not"."""
        if isinstance(node, Test):
            return self._test(node, about, who, sign)
        if isinstance(node, (All, AnyOf)):
            word = "all" if isinstance(node, All) else "any"
            items = [(self._guarded(i, who), partial(self.look, i, about, who, sign)) for i in node.items]
            return self._several(word, items)
        if isinstance(node, Not):
            return _not(self.look(node.item, about, who, not sign))
        if isinstance(node, (Block, No)):
            found = self._members(node.item, about)
            return found if isinstance(node, Block) else _not(found)
        if isinstance(node, Of):
            named = [f for c in node.citations for f in self.law.resolve(c)]
            parts = [{"provision": str(f.citation), "truth": self.elements(f)["truth"]} for f in named]
            return {"any": parts, "truth": some(p["truth"] for p in parts)}
        return self._subject(node, about) if isinstance(node, Subject) else self._count(node, about)

    def _members(self, item: Node, about: Mapping[str, Any]) -> Step:
        """Return the step for "some member": first whether *item* holds whoever they are."""
        nobody = self.look(item, about, "")
        if nobody["truth"] is True:
            return {"some": [nobody], "truth": True}
        asks: list[Ask] = [(False, lambda: nobody)] if nobody["truth"] is None else []
        asks += [self._ask(item, about, name, member=name) for name in self._named()]
        found = self._several("any", asks)
        return {"some": found["any"], "truth": found["truth"]}

    def _named(self) -> list[str]:
        """Return the members described; last, the group itself for those who are not."""
        ledger = self.ledger
        described = [f"{ledger.group}[{n}]" for n in range(ledger.members or 0)]
        return described if ledger.complete else [*described, ledger.group]

    def _test(self, test: Test, about: Mapping[str, Any], who: str | None, sign: bool) -> Step:
        ledger, text = self.ledger, asked_text(test)
        step: Step = {"test": text if test.positive else f"not {text}"}
        if ledger.about_member(test.fact) and not who:
            return {**step, "truth": not sign}  # of nobody, nothing is so and nothing is otherwise
        path = ledger.path(test.fact, who)
        if test.fact.endswith(".classes"):
            truth = some([self.of_class(str(w), about) for w in test.words])
        elif test.fact in about:
            truth = answers(test, about[test.fact])
        elif who == ledger.group and ledger.about_member(test.fact):
            step["fact"], truth = ledger.group, None
        elif path in ledger.withheld:
            step["fact"], truth = path, ledger.claim(path, test)
            ledger.asked[path, text] = truth
        else:
            step["fact"], truth = path, answers(test, ledger.values.get(path))
        return {**step, "truth": truth if test.positive else opposite(truth)}

    def _subject(self, node: Subject, about: Mapping[str, Any]) -> Step:
        here: Citation | None = about.get(node.name)
        text = f"{node.name} is {' or '.join(map(str, node.citations))}"
        truth: Truth = None
        if here is not None:
            truth = some(
                True if here.within(c) else self.met(c) if c.within(here) else False for c in node.citations
            )
        step = {"test": text, "truth": truth}
        return step if node.positive else _not(step)

    def _count(self, node: Count, about: Mapping[str, Any]) -> Step:
        low, high = self.ledger.total
        step: Step = {"test": f"{self.ledger.group} {asked_text(node)}", "fact": self.ledger.group}
        if node.item is not None:
            parts = [{"member": name, **self.look(node.item, about, name)} for name in self._named()]
            step["count"] = parts
            truths = [p["truth"] for p in parts if p["member"] != self.ledger.group]
            others = False if self.ledger.complete else parts[-1]["truth"]
            room = None if high is None else high - len(truths)
            low = truths.count(True) + (max(0, low - len(truths)) if others is True else 0)
            reach = 0 if others is False else room
            high = None if reach is None else len(truths) - truths.count(False) + reach
        return {
            **step,
            "truth": low >= node.number or (False if high is not None and high < node.number else None),
        }


def claimed(proof: Proof) -> list[dict[str, Any]]:
    """Return what the withheld facts answered in *proof*."""
    asked = sorted(proof.ledger.asked.items(), key=lambda item: item[0])
    return [{"fact": path, "test": text, "truth": truth} for (path, text), truth in asked]


def facts_in(step: Any) -> Iterable[str]:
    """Yield the facts that the steps of a proof ask, each as often as it is asked."""
    if isinstance(step, list):
        for one in step:
            yield from facts_in(one)
    elif isinstance(step, dict):
        if "fact" in step:
            yield step["fact"]
        for value in step.values():
            if isinstance(value, (dict, list)):
                yield from facts_in(value)


def _not(step: Step, **label: str) -> Step:
    return {**label, "not": step, "truth": opposite(step["truth"])}


def _excepted(ask: Callable[[], Step], by: str) -> Step:
    return _not(ask(), by=by)
