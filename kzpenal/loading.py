"""Files of rules → articles, bills and the lists beside them; every Problem of every file at once."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import zlib
from decimal import Decimal
from pathlib import Path

import attrs
from attrs import frozen

from kzpenal.citation import Citation, cite, code_order
from kzpenal.errors import Problem, Span
from kzpenal.files import MAX_TOTAL, read_text, rule_files
from kzpenal.lists import LISTS, Assumption, Coverage, Instrument, ListReader, Rate, Unencoded
from kzpenal.provision import Article, Bill, Provision, Reading, Remarks, Version
from kzpenal.source import Mapping, Node, Sequence, empty, parse
from kzpenal.statements import CHARGE_KEYS, REMARKS, STATEMENT, Inherited, Statements
from kzpenal.timeline import Period
from kzpenal.translations import Translations, left_for_later
from kzpenal.vocabulary import Vocabulary
from kzpenal.walking import EnoughError, Walk

_PART = ("text", "rules", "points", *STATEMENT)
_VERSION = ("in_force", "acts", "amended_by", "read", "not_seen", "absent", "parts", *_PART)
_BILL_PART = ("acts", "text", "rules", *STATEMENT)


@frozen
class Tree:
    """Everything that a folder of rules holds."""

    articles: tuple[Article, ...] = ()
    bills: tuple[Bill, ...] = ()
    unencoded: tuple[Unencoded, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    mci: tuple[Rate, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    translations: Translations = Translations()


def load_tree(path: Path, vocabulary: Vocabulary, shown_as: str | None = None) -> tuple[Tree, list[Problem]]:
    """Return what the file or folder *path* holds, with every Problem found in it.

    Messages call the folder *shown_as*.
    """
    loader = _Loader(vocabulary)
    with contextlib.suppress(EnoughError):
        files: tuple[Path, ...] = (path,)
        if os.path.isdir(path):
            files, problems = rule_files(path)
            loader.walk.add(*problems)
        for file in files:
            name = str(file) if shown_as is None else f"{shown_as}/{file.relative_to(path).as_posix()}"
            if not loader.file(file, name):
                break
    return loader.tree(), loader.walk.problems


class _Loader:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self.walk = Walk()
        self.statements = Statements(self.walk, vocabulary)
        self.vocabulary = vocabulary
        self.articles: list[Article] = []
        self.bills: list[Bill] = []
        self.lists = ListReader(self.walk, vocabulary)
        self.characters = 0
        self.translated: list[tuple[Path, str, int]] = []

    def tree(self) -> Tree:
        lists = attrs.asdict(self.lists.found, recurse=False)
        told = Translations(tuple(self.translated))
        return Tree(tuple(self.articles), tuple(self.bills), **lists, translations=told)

    def file(self, path: Path, name: str) -> bool:
        """Take in the file at *path*; False where no more is read."""
        text = read_text(path, name)
        if isinstance(text, Problem):
            self.walk.add(text)
            return True
        self.characters += len(text)
        if self.characters > MAX_TOTAL:
            message = f"the files hold more than {MAX_TOTAL:,} characters together"
            self.walk.report("KZP005", Span(name, 1, 1), message, "name the folder of the rules alone")
            return False
        # With a sum of the text: rules that are loaded again are told in the words that stand there then.
        translated = (path, name, zlib.crc32(text.encode()))
        if left_for_later(text):
            self.translated.append(translated)
            return True
        node, problems = parse(text, name)
        self.walk.add(*problems)
        if isinstance(node, Mapping) and node.key("translations"):
            self.walk.mapping(node, "a file of translations", ("translations",))
            self.translated.append(translated)
        elif node is not None:
            self._held(node, name)
        return True

    def _held(self, node: Node, name: str) -> None:
        if not isinstance(node, Mapping):
            self.walk.report("KZP022", node.span, "a rule file is keys with values")
        elif node.key("article"):
            self._article(node)
        elif node.key("bill"):
            self._bill(node)
        elif any(node.key(k) for k in LISTS):
            self.lists.read(node)
        else:
            message = "the file states neither an `article` nor a `bill` nor a list beside them"
            self.walk.report("KZP021", Span(name, 1, 1), message)

    # Articles

    def _article(self, node: Mapping) -> None:
        walk = self.walk
        node = walk.mapping(node, "an article", ("article", "title", "acts", "versions")) or node
        citation = walk.citation(node.get("article"), "an article")
        key = node.key("article")
        span = key.span if key else node.span
        if citation is None:
            # Go on without its name, for the other faults of the file.
            citation = Citation("cc", "0")
        if citation.path:
            message = f"`{citation}` is a part; a file holds a whole article"
            cure = f"write `article: {citation.whole}`, and the part under `parts`"
            walk.report("KZP023", (node.get("article") or node).span, message, cure)
        acts = self._acts(node)
        listed = walk.required(node, "versions", "an article")
        versions = [
            v for n in walk.items(listed, "`versions`") if (v := self._version(n, citation, acts)) is not None
        ]
        walk.filled(listed, Sequence, "KZP021", "an article has at least one version")
        versions.sort(key=lambda v: v.in_force.first or dt.date.min)
        self.articles.append(
            Article(
                citation, self.walk.by_language(node.get("title"), "a title"), acts, tuple(versions), span
            )
        )

    def _acts(self, node: Mapping) -> tuple[str, ...]:
        known = self.vocabulary.facts.get("act")
        words = []
        for item in self.walk.items(node.get("acts"), "`acts`"):
            word = self.walk.word(item, "act", known.values if known else ())
            if word is not None:
                words.append(word)
        return tuple(words)

    def _version(self, node: Node, article: Citation, acts: tuple[str, ...]) -> Version | None:
        walk = self.walk
        mapping = walk.mapping(node, "a version", _VERSION)
        if mapping is None:
            return None
        found_before = len(walk.problems)
        not_seen = walk.flag(mapping.get("not_seen"), "`not_seen`")
        absent = walk.flag(mapping.get("absent"), "`absent`")
        # A faulty flag was meant as one: what it excuses is not reported too.
        excused = not_seen or absent or len(walk.problems) > found_before
        # What lists its acts answers about them, from a day on and by what was read, be it absent.
        answers = absent and mapping.key("acts") is not None
        period = self._period(mapping, not answers and (absent or (excused and not not_seen)))
        read = self._read(mapping)
        none_read = not mapping.key("read") or empty(mapping.get("read"), Sequence)
        if none_read and (answers or not excused):
            cure = "name the redaction that was read, or say `not_seen: true`"
            if answers:
                cure = "name the redaction in which the article is missing, or list no `acts`"
            walk.report("KZP037", mapping.span, "a version of which no redaction was read", cure)
        defaults = Inherited(self.statements.charge_defaults(mapping, Inherited().charge))
        provisions: list[Provision] = []
        if not excused:
            # The code's order, whatever the file's: 3-1 after 3, 10 after 9.
            found = self._provisions(mapping, article, defaults)
            provisions = sorted(found, key=lambda p: code_order(p.citation))
        else:
            said = [k for k, _ in mapping if k.raw in ("parts", *_PART) and k.raw not in REMARKS]
            flag = "absent" if absent else "not_seen"
            if said and (not_seen or absent):
                walk.report("KZP020", said[0].span, f"`{said[0].raw}` stands beside `{flag}`", "keep one")
        return Version(
            period,
            walk.text(mapping.get("amended_by"), "`amended_by`"),
            read,
            tuple(provisions),
            not_seen,
            absent,
            self.statements.remarks(mapping),
            self._fewer(mapping, acts),
            mapping.span,
        )

    def _fewer(self, mapping: Mapping, acts: tuple[str, ...]) -> tuple[str, ...] | None:
        """Return the acts of a version that speaks about fewer than its article."""
        node = mapping.get("acts")
        if node is None:
            return None
        mine = self._acts(mapping)
        for word in mine:
            if word not in acts:
                message = f"`{word}` is not among the acts of the article"
                self.walk.report("KZP022", node.span, message, "list it there too")
        return mine

    def _period(self, mapping: Mapping, absent: bool) -> Period:
        walk = self.walk
        node = walk.mapping(walk.required(mapping, "in_force", "a version"), "`in_force`", ("from", "until"))
        if node is None:
            return Period(None)
        first = walk.day(node.get("from"), "`from`")
        until = walk.day(node.get("until"), "`until`")
        period = Period(first, until)
        if first is None and not absent:
            walk.required(node, "from", "`in_force`")
        if period.empty():
            walk.report("KZP025", node.span, f"the period {period} is empty")
        return period

    def _read(self, mapping: Mapping) -> tuple[Reading, ...]:
        walk, found = self.walk, []
        for item in walk.items(mapping.get("read"), "`read`"):
            entry = walk.mapping(item, "a redaction read", ("redaction", "url", "note"))
            if entry is None:
                continue
            day = walk.day(walk.required(entry, "redaction", "a redaction read"), "`redaction`")
            url = walk.text(walk.required(entry, "url", "a redaction read"), "`url`")
            note = walk.text(entry.get("note"), "`note`") or ""
            if day is not None and url is not None:
                found.append(Reading(day, url, note))
        return tuple(found)

    def _provisions(self, mapping: Mapping, here: Citation, inherited: Inherited) -> list[Provision]:
        """Return the provisions of a version or part: its parts, its points, or itself."""
        walk = self.walk
        nested = [n for n in ("parts", "points") if mapping.key(n)]
        found: list[Provision] = []
        for name in nested:
            message = f"`{name}` holds at least one {name[:-1]}"
            walk.filled(mapping.get(name), Mapping, "KZP021", message)
            for number, _, value in walk.numbered(mapping.get(name), f"a {name[:-1]}"):
                part = walk.mapping(value, f"a {name[:-1]}", _PART)
                if part is not None:
                    inner = attrs.evolve(
                        inherited, charge=self.statements.charge_defaults(part, inherited.charge)
                    )
                    found += self._provisions(part, here.child(number), inner)
        # What the parts take over; remarks of a whole version are kept with it.
        shared = CHARGE_KEYS if here.path else (*CHARGE_KEYS, *REMARKS)
        plain = [k for k, _ in mapping if k.raw in _PART and k.raw not in (*shared, "points")]
        if nested and plain:
            message = f"`{plain[0].raw}` stands beside `{nested[0]}`"
            walk.report("KZP020", plain[0].span, message, f"put it into the {nested[0]} it belongs to")
        if not nested:
            rules = tuple(self.statements.rules(mapping, here, inherited))
            found.append(
                Provision(
                    here,
                    walk.text(mapping.get("text"), "`text`") or "",
                    rules,
                    self.statements.remarks(mapping) if here.path else Remarks(),
                    mapping.span,
                )
            )
        return found

    # Bills

    def _bill(self, node: Mapping) -> None:
        walk = self.walk
        keys = ("bill", "title", "reported", "source", "rate", "provisions", *REMARKS)
        node = walk.mapping(node, "a bill", keys) or node
        name = walk.word(node.get("bill"), "id of a bill")
        reported = walk.day(walk.required(node, "reported", "a bill"), "`reported`")
        provisions: list[Provision] = []
        acts: list[str] = []
        # Go on without them, for the other faults of the file.
        name, reported = name or "bill", reported or dt.date.min
        listed = walk.required(node, "provisions", "a bill")
        walk.filled(listed, Mapping, "KZP021", "a bill has at least one provision")
        parts = walk.mapping(listed, "`provisions`")
        for key, value in parts or ():
            part = walk.mapping(value, "a provision", _BILL_PART)
            try:
                here = cite(f"{name}:{key.raw}")
            except ValueError:
                walk.report(
                    "KZP023", key.span, f"`{key.raw}` is no name of a provision", "write it in kebab-case"
                )
                continue
            if part is not None:
                acts += self._acts(part)
                charge = self.statements.charge_defaults(part, Inherited().charge)
                rules = tuple(self.statements.rules(part, here, Inherited(charge)))
                text = walk.text(part.get("text"), "`text`") or ""
                provisions.append(Provision(here, text, rules, self.statements.remarks(part), key.span))
        self.bills.append(
            Bill(
                name,
                self.walk.by_language(node.get("title"), "a title"),
                reported,
                walk.text(node.get("source"), "`source`") or "",
                tuple(dict.fromkeys(acts)),
                tuple(provisions),
                self.statements.remarks(node),
                self._exchange(node),
                node.span,
            )
        )

    def _exchange(self, node: Mapping) -> tuple[str, Decimal] | None:
        if node.get("rate") is None:
            return None
        walk = self.walk
        rate = walk.mapping(node.get("rate"), "`rate`", ("currency", "tenge"))
        if rate is None:
            return None
        currency = walk.text(walk.required(rate, "currency", "`rate`"), "`currency`")
        written = walk.text(walk.required(rate, "tenge", "`rate`"), "`tenge`")
        if currency is None or written is None:
            return None
        digits = written.replace(".", "", 1)
        amount = Decimal(written) if digits.isascii() and digits.isdigit() else Decimal(0)
        if not amount:
            place = rate.get("tenge") or rate
            walk.report("KZP022", place.span, f"`{written}` is no amount of tenge", 'write it as "452.71"')
            return None
        return currency, amount
