"""For each example: what the law in force on the day of the act answers, and what the bill answers.

Run it with `python examples/demo.py`.
"""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.text import Text

import kzpenal
from kzpenal.cli.compare import table


def title(path: Path) -> str:
    """Return the comment at the head of an example."""
    lines = path.read_text("utf-8").splitlines()
    return " ".join(line.lstrip("# ") for line in lines if line.startswith("#"))


def main() -> None:
    """Print every example."""
    console = Console(width=118, highlight=False)
    bill = kzpenal.law(bill="bill-2024-02-21")
    for path in sorted(Path(__file__).parent.glob("*.yaml")):
        case = kzpenal.read_case(path)
        console.print(Text(f"{path.name}: {title(path)}"))
        console.print(table(kzpenal.compare(case, [kzpenal.law(on=case.committed), bill])))


if __name__ == "__main__":
    main()
