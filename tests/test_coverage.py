"""`rules/coverage.yaml`: it says what is so, and names what is left out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import kzpenal

ROOT = Path(__file__).parent.parent


def test_the_list_is_what_the_files_give() -> None:
    """The list holds each article, its worked cases and the days of its second reading, as they stand."""
    code = "import gen_coverage; print(gen_coverage.written(), end='')"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "docs", capture_output=True, text=True, check=True
    )
    assert done.stdout == (ROOT / "rules" / "coverage.yaml").read_text("utf-8")


def test_every_article_is_listed_once() -> None:
    """Each article of the rules is listed, each entry has cases or a reason, none stands twice."""
    listed = [c.citation for c in kzpenal.statute().coverage]
    assert len(listed) == len(set(listed))
    assert {a.citation for a in kzpenal.statute().articles} <= set(listed)
    assert all(c.cases or c.why or c.read_again for c in kzpenal.statute().coverage)


def test_every_article_that_threatens_a_sanction_was_read_a_second_time() -> None:
    """Each article of the special part was read again by somebody who had not seen its rules."""
    again = {c.citation for c in kzpenal.statute().coverage if c.read_again}
    assert [a.citation for a in kzpenal.statute().articles if a.charges() and a.citation not in again] == []
