"""The one-line test syntax: `victim.age under 18 and victim.age_known`.

Test := `FACT` | `not FACT` | `FACT is V {or V}` | `FACT is not V {or V}` | `FACT has V {or V}`
| `FACT under N` | `at most N` | `over N` | `at least N` | `FACT N..M`
| `victims [with TEST {and TEST}] at least N`; one line joins tests with `and` only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import attrs
from attrs import field, frozen

from kzpenal.citation import Citation, cite
from kzpenal.condition import All, Count, Node, Subject, Test
from kzpenal.errors import Problem, Span, did_you_mean, listed
from kzpenal.quantity import parse_count
from kzpenal.source import Scalar
from kzpenal.vocabulary import Fact, Vocabulary

_WORD = re.compile(r"\S+")
_COMPARISONS = ("under", "over", "at")
_PATH = re.compile(r"[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*\Z")

_DIGITS = "write it in digits, such as 14"


@frozen
class Words:
    """What a condition at some place may name: the case's facts, and those of a part or charge."""

    vocabulary: Vocabulary
    subject: str | None = None
    subject_facts: Mapping[str, Fact] = field(factory=dict)
    #: Facts that exist, but not here; and why, for the message.
    elsewhere: Mapping[str, str] = field(factory=dict)
    #: What to do about a fact that exists elsewhere only.
    cure: str = (
        "rules that say `classify` or `liability` are of a part; `operation`, `order`, `bar`, `define` and "
        "`increases` are about a charge"
    )

    def find(self, path: str) -> Fact | None:
        """Return the fact at *path*, or None."""
        if path in self.elsewhere:
            return None
        return self.subject_facts.get(path) or self.vocabulary.facts.get(path)

    def known(self) -> list[str]:
        """Return every path that may be named."""
        return [*self.vocabulary.facts, *self.subject_facts]


class TestError(Exception):
    """A test that cannot be read; holds its Problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem)


def parse_tests(scalar: Scalar, words: Words) -> Node:
    """Return the condition that the line *scalar* writes; TestError where it cannot be read."""
    parser = _Line(scalar, words)
    tests = parser.tests()
    return tests[0] if len(tests) == 1 else All(tuple(tests))


class _Line:
    def __init__(self, scalar: Scalar, words: Words) -> None:
        self.scalar = scalar
        self.words = words
        self.tokens = [(m.group(), m.start()) for m in _WORD.finditer(scalar.raw)]
        self.at = 0

    def tests(self) -> list[Node]:
        if not self.tokens:
            raise self.fault("KZP010", "an empty test", "write a fact, such as `victim.age under 14`")
        found = [self.test()]
        while self.at < len(self.tokens):
            self.expect_and()
            found.append(self.test())
        return found

    def expect_and(self) -> None:
        word = self.peek()
        if word != "and":
            cure = "join tests on one line with `and`; write alternatives as a list under `any:`"
            raise self.fault("KZP010", f"`{word}` is not expected here", cure)
        self.at += 1

    def test(self, relative: bool = False) -> Node:
        start = self.at
        word = self.take("a fact")
        if word == self.words.vocabulary.group and not relative:
            return self.count(start)
        positive = word != "not"
        if not positive:
            word = self.take("a fact")
        place = self.at - 1
        if word == self.words.vocabulary.group and not relative:
            cure = f"write `not: {word} …` as a condition"
            raise self.fault("KZP010", "`not` stands before a yes/no fact only", cure, start)
        if word in ("part", "charge"):
            return self.subject(word, start, place, positive)
        path = word
        if relative and self.words.vocabulary.member and "." not in word:
            path = f"{self.words.vocabulary.member}.{word}"
        fact = self.lookup(path, word, place)
        test = self.tail(fact, path, place, relative)
        if not positive and test.op != "true":
            cure = f"write `{path} is not …`" if test.op == "is" else f"write `not: {path} …` as a condition"
            raise self.fault("KZP010", "`not` stands before a yes/no fact only", cure, start)
        text, span = self.written(start)
        return attrs.evolve(test, positive=positive == test.positive, text=text, span=span)

    def count(self, start: int) -> Node:
        member = self.words.vocabulary.member
        if self.tokens[start][0] in self.words.elsewhere:
            self.lookup(self.tokens[start][0], self.tokens[start][0], start)
        items: list[Node] = []
        if self.peek() == "with":
            self.at += 1
            items.append(self.test(relative=True))
            while self.peek() == "and":
                self.at += 1
                items.append(self.test(relative=True))
        if (self.take("`at least`"), self.take("`at least`")) != ("at", "least"):
            cure = f"write `{self.words.vocabulary.group} [with … and …] at least 2`"
            raise self.fault("KZP010", f"a count of {member}s ends with `at least` and a number", cure, start)
        number = self.number()
        item = None if not items else items[0] if len(items) == 1 else All(tuple(items))
        return Count(item, number, *self.written(start))

    def subject(self, name: str, start: int, place: int, positive: bool) -> Node:
        if name != self.words.subject:
            where = "of a part" if name == "part" else "about a charge"
            raise self.fault("KZP013", f"`{name}` is known only in rules {where}", self.words.cure, place)
        if self.take("is") != "is":
            raise self.fault("KZP010", f"`{name}` is tested with `is`", f"write `{name} is cc:99`", place)
        if self.peek() == "not":
            self.at += 1
            positive = not positive
        citations = []
        for word, index in self.values():
            citations.append(self.citation(word, index))
        return Subject(name, tuple(citations), positive, *self.written(start))

    def citation(self, word: str, index: int) -> Citation:
        try:
            return cite(word)
        except ValueError as error:
            raise self.fault("KZP023", str(error), None, index) from None

    def lookup(self, path: str, written: str, place: int) -> Fact:
        fact = self.words.find(path)
        if fact is not None:
            if fact.kind == "date":
                cure = "test an age; what changes on a day is a version of its own"
                raise self.fault("KZP012", f"`{path}` is a day; no test compares days", cure, place)
            return fact
        if path in self.words.elsewhere:
            raise self.fault("KZP013", f"`{path}` {self.words.elsewhere[path]}", self.words.cure, place)
        if not _PATH.match(path):
            raise self.fault(
                "KZP010", f"`{written}` is not expected here", "a test begins with a fact", place
            )
        near = did_you_mean(path, self.words.known())
        cure = (
            f"{near} the facts are listed by `kzpenal facts`"
            if near
            else "the facts are listed by `kzpenal facts`"
        )
        raise self.fault("KZP011", f"undeclared fact `{written}`", cure, place)

    def tail(self, fact: Fact, path: str, place: int, relative: bool) -> Test:
        word = self.peek()
        if fact.kind == "bool":
            if word in ("is", "has", "under", "over") or (word == "at" and not relative):
                raise self.fault("KZP012", f"`{path}` is yes or no", f"write `{path}` or `not {path}`", place)
            return Test(path, "true")
        if word in ("is", "has"):
            return self.words_test(fact, path, word, place)
        if fact.kind == "int":
            return self.range_test(fact, path, place)
        raise self.fault(
            "KZP012", f"`{path}` is not yes or no", f"write `{path} is …`: {fact.allowed}", place
        )

    def words_test(self, fact: Fact, path: str, verb: str, place: int) -> Test:
        self.at += 1
        positive = True
        if verb == "is" and self.peek() == "not":
            self.at += 1
            positive = False
        if fact.kind == "set" and verb == "is" and path in self.words.vocabulary.facts:
            raise self.fault("KZP012", f"`{path}` is a list", f"write `{path} has …`", place)
        if fact.kind != "set" and verb == "has":
            raise self.fault("KZP012", f"`{path}` is one value", f"write `{path} is …`", place)
        found: list[str | int] = []
        for word, index in self.values():
            if fact.kind == "int":
                count = parse_count(word)
                if count is None:
                    raise self.fault("KZP012", f"`{word}` is no whole number", _DIGITS, index)
                self.possible(fact, count, index)
                found.append(count)
            elif fact.values and word not in fact.values:
                cure = did_you_mean(word, fact.values) or f"allowed: {listed(fact.values, 30)}"
                raise self.fault("KZP012", f"`{word}` is no value of `{path}`", cure, index)
            else:
                found.append(word)
        return Test(path, "has" if fact.kind == "set" else "is", tuple(found), positive=positive)

    def range_test(self, fact: Fact, path: str, place: int) -> Test:
        word = self.take("a comparison")
        if ".." in word:
            low, high = (parse_count(p) for p in word.partition("..")[::2])
            if low is None or high is None or low > high:
                raise self.fault("KZP012", f"`{word}` is no range", "write it as 3..12", self.at - 1)
            self.possible(fact, high, self.at - 1)
            return Test(path, "between", low=low, high=high)
        if word == "at":
            word = f"at {self.take('`least` or `most`')}"
        if word not in ("under", "over", "at least", "at most"):
            cure = "write `under`, `at most`, `over`, `at least`, or a range such as 3..12"
            raise self.fault("KZP010", f"`{path}` is a number and is compared", cure, place)
        number = self.number()
        self.possible(fact, number, self.at - 1)
        if word == "under":
            return Test(path, "between", high=number - 1)
        if word == "at most":
            return Test(path, "between", high=number)
        return Test(path, "between", low=number + 1 if word == "over" else number)

    def values(self) -> list[tuple[str, int]]:
        found = [(self.take("a value"), self.at - 1)]
        while self.peek() == "or":
            self.at += 1
            found.append((self.take("a value"), self.at - 1))
        return found

    def number(self) -> int:
        word = self.take("a number")
        number = parse_count(word)
        if number is None:
            raise self.fault("KZP012", f"`{word}` is no whole number", _DIGITS, self.at - 1)
        return number

    def possible(self, fact: Fact, number: int, index: int) -> None:
        """Refuse a *number* that no case can state: the test would hold always, or never."""
        if not fact.low <= number <= fact.high:
            cure = f"it is {fact.allowed}"
            raise self.fault("KZP012", f"`{fact.path}` is never {number}", cure, index)

    def peek(self) -> str | None:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else None

    def take(self, expected: str) -> str:
        word = self.peek()
        if word is None:
            raise self.fault(
                "KZP010", f"the test ends where {expected} is expected", None, len(self.tokens) - 1
            )
        self.at += 1
        return word

    def written(self, start: int) -> tuple[str, Span]:
        stop = min(self.at, len(self.tokens)) - 1
        first, last = self.tokens[start][1], self.tokens[stop][1] + len(self.tokens[stop][0])
        return self.scalar.raw[first:last], self.span(start, stop)

    def span(self, start: int, stop: int) -> Span:
        whole = self.scalar.span
        quote = 1 if self.scalar.quoted else 0
        if whole.length != len(self.scalar.raw) + 2 * quote:
            # Folded over lines, or with escapes: no word of it has a place of its own.
            return whole
        offset = self.tokens[start][1] + quote
        length = self.tokens[stop][1] + len(self.tokens[stop][0]) - self.tokens[start][1]
        return attrs.evolve(whole, column=whole.column + offset, length=length)

    def fault(self, code: str, message: str, cure: str | None = None, at: int | None = None) -> TestError:
        if not self.tokens:
            return TestError(Problem(code, self.scalar.span, message, cure))
        index = min(self.at if at is None else at, len(self.tokens) - 1)
        return TestError(Problem(code, self.span(index, index), message, cure))
