"""The documents: what they show is what the program does, and every page is built and linked."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

import kzpenal
from kzpenal.cli import main

pytestmark = pytest.mark.xdist_group("docs")

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
#: A YAML block whose first line is a comment that names a file is that file.
_NAMED = re.compile(r"# ([\w./-]+\.yaml)\n")
#: What the blocks show beside the command, and this test does not run: setting up, building.
NOT_RUN = ("python3 -m venv", ". .venv", "pip install", "git ", "cd ", ".venv/bin/", "new/bin/")


def blocks(page: Path) -> Iterator[tuple[str, str]]:
    """Yield language and text of each fenced block of *page*."""
    yield from ((m[1], m[2]) for m in _BLOCK.finditer(page.read_text("utf-8")))


def commands(block: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a console block with what is shown under it."""
    for piece in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, shown = piece.partition("\n")
        yield command, shown


def shows(shown: str, printed: str) -> bool:
    """Say whether *printed* is what is *shown*, where `...` stands for anything."""
    pattern = ".*".join(re.escape(piece) for piece in shown.rstrip("\n").split("..."))
    return re.fullmatch(pattern, printed.rstrip("\n"), re.DOTALL) is not None


def with_console() -> list[Path]:
    """Return the pages that show commands."""
    return [p for p in PAGES if any(language == "console" for language, _ in blocks(p))]


@pytest.mark.parametrize("page", with_console(), ids=lambda p: p.stem)
def test_the_command_prints_what_a_page_shows(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each `kzpenal` command of a page, run on the page's own files, prints what stands under it."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    code, run = 0, 0
    for language, text in blocks(page):
        if language == "yaml" and (named := _NAMED.match(text)):
            Path(named[1]).parent.mkdir(parents=True, exist_ok=True)
            Path(named[1]).write_text(text, "utf-8")
        for command, shown in commands(text) if language == "console" else ():
            if command == "echo $?":
                assert shown == f"{code}\n"
            elif command.startswith("kzpenal "):
                result = CliRunner().invoke(main, shlex.split(command)[1:], catch_exceptions=False)
                code, run = result.exit_code, run + 1
                assert shows(shown, result.output), f"$ {command}\n{result.output}"
            else:
                assert command.startswith(NOT_RUN), command
    assert run or page.stem in ("howto-testing", "README", "CONTRIBUTING")


def test_what_is_shown_is_compared() -> None:
    """The comparison of the test above tells a missing, a wrong and a further line."""
    assert shows("a\n...\nc ...\n", "a\nb\nc d\n")
    assert not shows("a\nc\n", "a\nb\nc\n")
    assert not shows("a\n", "a\nb\n")
    assert not shows("a\n...\nd\n", "a\nb\nc\n")


# The site


class Page(HTMLParser):
    """The links and the places of one page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.places: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where *tag* leads, and what it is called."""
        values = dict(attrs)
        if tag == "a" and values.get("href"):
            self.links.append(values["href"] or "")
        if values.get("id"):
            self.places.add(values["id"] or "")


RULES = """
article: x:9-1
title: "A <b> | *title* with {marks} and x:9-1(2)"
acts: [battery]
versions:
  - {in_force: {until: 2020-01-01}, absent: true}
  - {in_force: {from: 2020-01-01, until: 2021-01-01}, not_seen: true}
  - in_force: {from: 2021-01-01}
    read: [{redaction: 2021-01-01, url: "https://example.org/a_b(c)", note: "see x:9-1(1) and y:1"}]
    parts:
      "1": {text: "a_b *c* <d>", when: act is battery, sanction: {one_of: [arrest up to 5 days]}}
      "2": {of: ["1"], any: {"1": group, "2": {no: victim.age under 9}}, sanction: {one_of: [warning]}}
"""


def test_a_page_says_what_is_not_held_and_shows_marks_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Times without a text are told, no text is taken for markup, and citations lead to their pages."""
    monkeypatch.syspath_prepend(ROOT / "docs")
    (tmp_path / "x.yaml").write_text(RULES, "utf-8")
    (tmp_path / "cases").mkdir()
    pages = import_module("gen_law").law_pages(kzpenal.load(tmp_path / "x.yaml"), tmp_path / "cases")
    assert set(pages) == {"law/index.md", "law/lists.md", "law/x/index.md", "law/x/9-1.md"}
    page = pages["law/x/9-1.md"]
    assert r"A \<b\> \| \*title\* with \{marks\} and x:9-1(2)" in page.splitlines()[1]
    for line in (
        "## Absent until 2020-01-01",
        "The article was not in force.",
        "## In force from 2020-01-01 until 2021-01-01",
        "There was a text, and nobody read it: nothing is answered in its place.",
        "- [2021-01-01](<https://example.org/a_b(c)>) (see [x:9-1(1)](#law.x.9-1.1) and y:1)",
        r"a\_b \*c\* \<d\>",
        "**sanction: arrest, up to 5 days, with no alternative**",
        "- if the elements of [x:9-1(1)](#law.x.9-1.1) are met",
        "  - (2) no victim with (victim.age under 9)",
    ):
        assert line in page.splitlines(), line


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the site, built so that a warning is a fault."""
    if find_spec("sphinx") is None:
        pytest.skip("the extra `docs` is not installed")
    out = tmp_path_factory.mktemp("site") / "html"
    script = ROOT / "docs" / "build_site.py"
    done = subprocess.run(
        [sys.executable, str(script), str(out)], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return out


def expected_pages() -> set[str]:
    """Return the pages about the law that there must be, told from the rules alone."""
    statute = kzpenal.statute()
    found = {f"{a.citation.code}/{a.citation.article}" for a in statute.articles}
    found |= {f"{a.citation.code}/index" for a in statute.articles}
    found |= {f"{b.id}/{p.citation.article}" for b in statute.bills for p in b.provisions}
    return found | {f"{b.id}/index" for b in statute.bills}


def test_each_provision_has_its_page(site: Path) -> None:
    """There is a page for each article, bill and provision of a bill, and no other."""
    law = site / "law"
    found = {p.relative_to(law).with_suffix("").as_posix() for p in law.rglob("*.html")}
    about_law = {n for n in found if "/" in n and not n.startswith("cases/")}
    assert about_law == expected_pages()
    assert {n for n in found if "/" not in n} == {"index", "lists"}


def test_a_page_holds_the_whole_article(site: Path) -> None:
    """A page names every version, part and point of its article, in words and with its sources."""
    for article in kzpenal.statute().articles:
        text = (site / "law" / article.citation.code / f"{article.citation.article}.html").read_text("utf-8")
        for _, title in article.title:
            assert title.replace("'", "&#39;") in text or title in text
        for version in article.versions:
            held = "Absent" if version.absent else "In force"
            assert f"{held} from {version.in_force.first}" in text or version.in_force.first is None
            for reading in version.read:
                assert f'href="{reading.url}"' in text
            for provision in version.provisions:
                assert str(provision.citation) in text
    assert not re.search(r"Penalty\(|Citation\(|&lt;kzpenal", text)


def test_every_link_of_the_site_leads_somewhere(site: Path) -> None:
    """Each link within the site names a page that there is, and a place on it that there is."""
    pages = {p.resolve(): Page(p.read_text("utf-8")) for p in site.rglob("*.html")}
    assert len(pages) > len(expected_pages())
    lost = []
    for path, page in pages.items():
        for link in page.links:
            if re.match(r"[a-z]+:", link):
                continue
            name, _, place = link.partition("#")
            target = (path.parent / name).resolve() if name else path
            if target not in pages or (place and place not in pages[target].places):
                lost.append(f"{path.name}: {link}")
    assert lost == []


def test_every_page_is_in_the_contents(site: Path) -> None:
    """Each page that is written by hand can be reached from the first one."""
    first = Page((site / "index.html").read_text("utf-8"))
    for page in PAGES:
        if page.stem != "index":
            assert any(link.split("#")[0] == f"{page.stem}.html" for link in first.links), page.stem


def test_every_public_name_is_documented(site: Path) -> None:
    """The reference holds every public name, and the vocabulary every fact and every word."""
    python = Page((site / "python.html").read_text("utf-8")).places
    constants = {"UNKNOWN", "__version__"}
    assert {f"kzpenal.{n}" for n in kzpenal.__all__ if n not in constants} <= python
    facts = (site / "facts.html").read_text("utf-8")
    for path, fact in kzpenal.statute().vocabulary.facts.items():
        assert f">{path}<" in facts
        assert all(f">{word}<" in facts for word in fact.values)
    command = (site / "command.html").read_text("utf-8")
    assert all(f"kzpenal {name}" in command for name in main.commands)
