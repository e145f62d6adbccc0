"""For each example: what the law in force on the day of the act answers, and what the bill answers.

Run it with `python examples/demo.py`.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import kzpenal

BILL = "bill-2024-02-21"
WIDTH = 56
SECTIONS = (
    ("must impose", "mandatory"),
    ("may order", "orders"),
    ("authorities must", "duties"),
    ("no answer in the law", "gaps"),
    ("depends on facts not known", "possible"),
)


def title(path: Path) -> str:
    """Return the comment at the head of an example."""
    lines = path.read_text("utf-8").splitlines()
    return " ".join(line.lstrip("# ") for line in lines if line.startswith("#"))


def answer(case: kzpenal.Case, law: kzpenal.Law | None) -> Iterator[str]:
    """Yield the lines of an answer, or of a refusal."""
    try:
        found = kzpenal.assess(case, law=law)
    except kzpenal.KzpenalError as refusal:
        yield f"refused: {refusal.problems[0].message}"
        return
    yield f"{found.law.id}: {found.outcome}"
    for charge in found.charges:
        yield from charge.text().splitlines()
    for reason in found.by:
        yield f"not liable by {reason.text()}"
    for heading, name in SECTIONS:
        items = getattr(found, name)
        if items:
            yield f"{heading}:"
            yield from (f"  - {item.text()}" for item in items)


def column(lines: Iterator[str]) -> list[str]:
    """Return *lines* wrapped to the width of a column."""
    found: list[str] = []
    for line in lines:
        indent = " " * (len(line) - len(line.lstrip()))
        found += textwrap.wrap(line, WIDTH, subsequent_indent=indent + "    ", break_on_hyphens=False)
    return found


def main() -> None:
    """Print every example."""
    bill = kzpenal.law(bill=BILL)
    for path in sorted(Path(__file__).parent.glob("*.yaml")):
        case = kzpenal.read_case(path)
        print("=" * (2 * WIDTH + 3))
        print(textwrap.fill(f"{path.name}: {title(path)}", 2 * WIDTH + 3))
        print()
        print(f"{'THE LAW IN FORCE':<{WIDTH}} | THE BILL (not law)")
        print(f"{'-' * WIDTH}-+-{'-' * WIDTH}")
        for left, right in zip_longest(column(answer(case, None)), column(answer(case, bill)), fillvalue=""):
            print(f"{left:<{WIDTH}} | {right}".rstrip())
        print()


if __name__ == "__main__":
    main()
