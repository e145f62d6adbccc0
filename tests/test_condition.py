"""Truth: strong Kleene, exhaustively where the domain is finite."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzpenal.condition import (
    All,
    Block,
    Count,
    Node,
    Not,
    Scope,
    all_of,
    any_of,
    evaluate,
    missing,
    negation,
    nnf,
)
from kzpenal.condition import Any as AnyOf
from kzpenal.condition import Test as FactTest
from kzpenal.source import Scalar, parse
from kzpenal.syntax import TestError as LineError
from kzpenal.syntax import Words, parse_tests
from kzpenal.vocabulary import Facts, Interval, flatten, vocabulary
from tests.small import Small, small_facts

TRUTHS = (True, False, None)
A, B = FactTest("a", "true"), FactTest("b", "true")


def completions(truths: tuple[bool | None, ...]) -> list[tuple[bool, ...]]:
    """Return every way to replace what is unknown."""
    return list(itertools.product(*[(True, False) if t is None else (t,) for t in truths]))


@pytest.mark.parametrize("truths", list(itertools.product(TRUTHS, repeat=3)))
def test_and_or_are_what_every_completion_says(truths: tuple[bool | None, ...]) -> None:
    """And, or and not of independent truths are known exactly when every completion agrees."""
    for joined, plain in ((all_of, all), (any_of, any)):
        results = {plain(c) for c in completions(truths)}
        assert joined(truths) == (results.pop() if len(results) == 1 else None)
    assert negation(truths[0]) == (None if truths[0] is None else not truths[0])


def nodes() -> st.SearchStrategy[Node]:
    """Return a strategy for conditions over two yes/no facts."""
    leaf = st.sampled_from([A, B, FactTest("a", "true", positive=False)])
    return st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3).map(lambda items: All(tuple(items))),
            st.lists(inner, max_size=3).map(lambda items: AnyOf(tuple(items))),
            inner.map(Not),
        ),
        max_leaves=8,
    )


def scope(a: bool | None, b: bool | None) -> Scope:
    """Return the scope in which the two facts are so."""
    return Scope(Facts({"a": a, "b": b}))


@given(node=nodes())
def test_negation_normal_form_keeps_the_truth(node: Node) -> None:
    """Negation pushed to the leaves changes no truth, of the condition or of its negation."""
    for a, b in itertools.product(TRUTHS, repeat=2):
        assert evaluate(nnf(node), scope(a, b)) == evaluate(node, scope(a, b))
        assert evaluate(nnf(Not(node)), scope(a, b)) == negation(evaluate(node, scope(a, b)))


@given(node=nodes())
def test_learning_never_changes_a_known_truth(node: Node) -> None:
    """A condition that is true or false stays so when an unknown fact becomes known."""
    for a, b in itertools.product(TRUTHS, repeat=2):
        known = evaluate(node, scope(a, b))
        if known is not None:
            assert {evaluate(node, scope(*c)) for c in completions((a, b))} == {known}


@given(node=nodes())
def test_missing_names_what_would_settle_it(node: Node) -> None:
    """Facts are missing exactly where the truth is unknown, and knowing all of them settles it."""
    for a, b in itertools.product(TRUTHS, repeat=2):
        here = scope(a, b)
        lacking = missing(node, here)
        assert bool(lacking) == (evaluate(node, here) is None)
        assert lacking <= {n for n, v in (("a", a), ("b", b)) if v is None}
        for x, y in completions((a, b)):
            settled = scope(x if "a" in lacking else a, y if "b" in lacking else b)
            assert not lacking or evaluate(node, settled) is not None


def read(text: str) -> Node:
    """Return the condition that a line writes, over the small world."""
    node, problems = parse(f"when: {text}", "line.yaml")
    assert not problems
    value = node.get("when")  # type: ignore[union-attr]
    assert isinstance(value, Scalar)
    return parse_tests(value, Words(vocabulary(Small)))


@pytest.mark.parametrize(
    ("text", "true_from", "true_to"),
    [
        ("n under {v}", None, -1),
        ("n at most {v}", None, 0),
        ("n over {v}", 1, None),
        ("n at least {v}", 0, None),
        ("n {v}..{v}", 0, 0),
        ("n is {v}", 0, 0),
    ],
)
@pytest.mark.parametrize("v", range(2, 8))
def test_each_threshold(text: str, true_from: int | None, true_to: int | None, v: int) -> None:
    """Each comparison turns at its number exactly: below, at and above it."""
    node = read(text.format(v=v))
    for n in (v - 1, v, v + 1):
        low = true_from is None or n >= v + true_from
        high = true_to is None or n <= v + true_to
        assert evaluate(node, Scope(Facts({"n": n}))) is (low and high)
    assert evaluate(node, Scope(Facts({"n": None}))) is None


@given(
    low=st.integers(0, 9),
    width=st.integers(0, 4),
    v=st.integers(1, 9),
    words=st.sets(st.integers(0, 9), min_size=1),
)
def test_intervals_are_what_every_number_in_them_says(low: int, width: int, v: int, words: set[int]) -> None:
    """A test of a number known only within bounds is known where all the numbers agree."""
    listed = " or ".join(map(str, sorted(words)))
    for text in (
        f"n under {v}",
        f"n at least {v}",
        f"n {v}..{min(v + 2, 9)}",
        f"n is {listed}",
        f"n is not {listed}",
    ):
        node = read(text)
        each = {evaluate(node, Scope(Facts({"n": n}))) for n in range(low, low + width + 1)}
        whole = evaluate(node, Scope(Facts({"n": Interval(low, low + width)})))
        assert whole == (each.pop() if len(each) == 1 else None)


@pytest.mark.parametrize("flag", TRUTHS)
def test_a_block_without_members(flag: bool | None) -> None:
    """With nobody in the group, what is said of a member is not met, negated or not."""
    nobody = Facts({"a": flag}, (), True, (0, 0))
    here = Scope(nobody, "things", "thing.")
    p, not_p = FactTest("thing.p", "true"), FactTest("thing.p", "true", positive=False)
    assert evaluate(Block(p), here) is False
    assert evaluate(Block(not_p), here) is False
    assert evaluate(Block(Not(p)), here) is False
    assert evaluate(Block(AnyOf((p, A))), here) is flag
    assert evaluate(Block(All((p, A))), here) is False


def test_not_stated_members_are_unknown_not_absent() -> None:
    """Where nobody was described, a block is unknown unless no member at all could make it true."""
    here = Scope(Facts({"a": False}, (), False, (0, None)), "things", "thing.")
    p = FactTest("thing.p", "true")
    assert evaluate(Block(p), here) is None
    assert evaluate(Block(All((p, A))), here) is False
    assert missing(Block(p), here) == {"things"}


def test_a_block_speaks_of_one_and_the_same_member() -> None:
    """Two tests in one block must hold of one member, not of two."""
    split = Facts(
        {}, ({"thing.p": True, "thing.q": False}, {"thing.p": False, "thing.q": True}), True, (2, 2)
    )
    p, q = FactTest("thing.p", "true"), FactTest("thing.q", "true")
    here = Scope(split, "things", "thing.")
    assert evaluate(Block(All((p, q))), here) is False
    assert evaluate(All((Block(p), Block(q))), here) is True


@settings(max_examples=200)
@given(facts=small_facts(), number=st.integers(1, 4))
def test_counts_are_what_every_group_says(facts: Facts, number: int) -> None:
    """A count is known where every group that the facts allow agrees about it."""
    p = FactTest("thing.p", "true")
    for item in (None, p):
        truths = [
            True if item is None else evaluate(item, Scope(facts, member_prefix="thing.", member=m))
            for m in facts.members
        ]
        low, high = facts.total
        tops = range(low, (high if high is not None else low + 5) + 1)
        answers = set()
        for size in tops:
            rest: list[Any] = [True if item is None else None] * (size - len(truths))
            answers |= {sum(c) >= number for c in completions((*truths, *rest))}
        expected = answers.pop() if len(answers) == 1 else None
        assert evaluate(Count(item, number), Scope(facts, "things", "thing.")) == expected


@given(case=st.builds(Small, n=st.sampled_from([None, 3])))
def test_missing_uses_paths_of_the_case(case: Small) -> None:
    """What is missing is named by its path in the case."""
    lacking = missing(read("n under 3 and a"), Scope(flatten(case), "things", "thing."))
    assert lacking <= {"n", "a"}
    assert "a" not in lacking or case.a is None


@pytest.mark.parametrize(
    "text", ["", "and", "a or b", "a and", "n", "n under", "n under x", "e", "e is", "not e is k"]
)
def test_what_cannot_be_read_is_refused(text: str) -> None:
    """A line that is no test is refused with a place, never read as something else."""
    node, _ = parse(f'when: "{text}"', "line.yaml")
    value = node.get("when")  # type: ignore[union-attr]
    assert isinstance(value, Scalar)
    with pytest.raises(LineError) as caught:
        parse_tests(value, Words(vocabulary(Small)))
    assert caught.value.problem.span is not None
