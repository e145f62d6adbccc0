"""Checks of a whole tree of rules: small functions, each yielding Problems with a KZP code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations

from attrs import frozen

from kzpenal.circles import MAX_USES, in_circles, longest, uses_of, way_back
from kzpenal.citation import Citation
from kzpenal.condition import All, Node, Of, Subject, Test, leaves
from kzpenal.errors import MAX_PROBLEMS, Problem, Span, did_you_mean, listed
from kzpenal.loading import Tree
from kzpenal.provision import (
    Article,
    Charge,
    Define,
    Increase,
    Operation,
    Provision,
    Rule,
    Version,
)
from kzpenal.source import MAX_DEPTH
from kzpenal.timeline import Period, meet, overlaps
from kzpenal.vocabulary import Vocabulary

#: Among very many provisions a suggestion takes long: more are not made.
MOST_SUGGESTIONS = 20
#: Steps of a circle that are shown.
MOST_STEPS = 12


@frozen(eq=False)
class Checked:
    """What a check sees."""

    tree: Tree
    vocabulary: Vocabulary


@frozen
class _Reference:
    """A citation that a rule makes, where, and while what text is in force."""

    citation: Citation
    span: Span | None
    in_force: Period
    what: str


def check(tree: Tree, vocabulary: Vocabulary) -> list[Problem]:
    """Return every Problem of *tree*: errors and notes."""
    checked = Checked(tree, vocabulary)
    found: list[Problem] = []
    left = {"error": MAX_PROBLEMS + 1, "note": MAX_PROBLEMS + 1}  # one more than are told
    for problem in (problem for one in CHECKS for problem in one(checked)):
        if left[problem.severity]:
            left[problem.severity] -= 1
            found.append(problem)
        elif problem.severity == "error":
            break
    return found


def repeated_articles(checked: Checked) -> Iterator[Problem]:
    """KZP036: an article or bill that two files hold."""
    seen: dict[str, Span | None] = {}
    items = [(str(a.citation), a.span) for a in checked.tree.articles]
    items += [(b.id, b.span) for b in checked.tree.bills]
    for key, span in items:
        if key in seen:
            first = seen[key]
            related = _beside("first", first)
            yield Problem("KZP036", span, f"`{key}` stands in two files", "keep one", related=related)
        seen.setdefault(key, span)


def versions_overlap(checked: Checked) -> Iterator[Problem]:
    """KZP033: two versions of one article that claim the same day."""
    for article in checked.tree.articles:
        for first, second in overlaps(article.versions):
            day = second.in_force.first
            when = f"on {day}" if day else "from the beginning"
            message = f"two versions of `{article.citation}` are in force {when}"
            related = _beside("first", first.span)
            cure = "end the first with `until`, on the day the second begins"
            yield Problem("KZP033", second.span, message, cure, related=related)


def readings_in_time(checked: Checked) -> Iterator[Problem]:
    """KZP037: a version none of whose redactions was read from its first day on."""
    for article, version in _versions(checked.tree):
        first, read = version.in_force.first, version.text_read
        if first is not None and read is not None and read < first:
            message = f"`{article.citation}`: every redaction read is older than {first}"
            yield Problem(
                "KZP037", version.span, message, "read one of its own days, or say `not_seen: true`"
            )


def known_instruments(checked: Checked) -> Iterator[Problem]:
    """KZP034: an amending law that the list of instruments does not hold."""
    known = {i.id for i in checked.tree.instruments}
    if not known:
        return
    for _, version in _versions(checked.tree):
        if version.amended_by is not None and version.amended_by not in known:
            cure = did_you_mean(version.amended_by, known) or "list it in instruments.yaml"
            yield Problem("KZP034", version.span, f"`{version.amended_by}` is no instrument", cure)


def references(checked: Checked) -> Iterator[Problem]:
    """KZP030 and KZP031: a citation of what is in neither place, or not on that day."""
    existing = _existing(checked.tree)
    articles = _by_article(existing)
    known = [str(c) for c in existing]
    lost = 0
    for reference in _references(checked.tree):
        verdict = _verdict(reference, existing, articles)
        if verdict == "nowhere":
            lost += 1
            near = did_you_mean(str(reference.citation), known) if lost <= MOST_SUGGESTIONS else None
            cure = "encode it, or list it in unencoded.yaml with its dates"
            cure = f"{near} else {cure}" if near else cure
            message = f"{reference.what} `{reference.citation}` names what is in no rule file and in no list"
            yield Problem("KZP030", reference.span, message, cure)
        elif verdict == "dangling":
            message = f"{reference.what} `{reference.citation}` names what does not exist then; it is false"
            yield Problem("KZP031", reference.span, message, None, "note")


def references_to_charges(checked: Checked) -> Iterator[Problem]:
    """KZP043: elements of what has none, or a part that yields to itself."""
    charging = [r for r, _ in _rules(checked.tree) if isinstance(r.conclusion, Charge)]
    # A point that one text has lost stood in another: the note KZP031 says so of the days without it.
    threatening = {c for r in charging for c in (r.citation, *(p.citation for p in r.points))}
    encoded = _by_article(p.citation for p, _ in _provisions(checked.tree))
    threatened = _by_article(threatening)
    # A point that a text has lost is listed with its days: what the law says of it is kept.
    listed_ones = {u.citation for u in checked.tree.unencoded}
    for reference in _references(checked.tree):
        asked = reference.citation
        if reference.what not in ("`of`", "`part is`", "`charge is`") or asked in listed_ones:
            continue
        held = any(asked.within(c) or c.within(asked) for c in encoded.get(asked.whole, ()))
        if held and not any(c.within(asked) for c in threatened.get(asked.whole, ())):
            message = f"{reference.what} `{asked}` names what threatens no sanction; it would always be false"
            yield Problem("KZP043", reference.span, message, "name a part or point that threatens one")
    for rule in charging:
        assert isinstance(rule.conclusion, Charge)
        if any(rule.citation.within(c) for c in rule.conclusion.instead_of):
            message = f"`{rule.citation}` stands `instead_of` itself, so it would never be charged"
            yield Problem("KZP043", rule.span, message, "name the provision that yields to it")


def circles(checked: Checked) -> Iterator[Problem]:
    """KZP032: elements that are defined by themselves."""
    rules = list(_rules(checked.tree))
    uses = uses_of(rules) or ()  # very many: see `long_chains`
    told: set[int] = set()
    for number in in_circles(uses):
        way = () if number in told else way_back(uses, number)
        if way and told.isdisjoint(way):
            told.update(way)
            rule = rules[number][0]
            steps = [rules[n][0] for n in way[1:]]
            by = f", by way of {listed(str(s.citation) for s in steps)}" if steps else ""
            message = f"the elements of `{rule.citation}` refer to themselves{by}"
            related = tuple(r for s in steps[:MOST_STEPS] for r in _beside("by way of", s.span))
            cure = "write out in one of them what it means"
            yield Problem("KZP032", rule.span, message, cure, related=related)


def long_chains(checked: Checked) -> Iterator[Problem]:
    """KZP005: elements that rest on others in very many steps, or very often."""
    rules = list(_rules(checked.tree))
    uses = uses_of(rules)
    if uses is None:
        message = f"the rules ask for the elements of others more than {MAX_USES:,} times"
        yield Problem("KZP005", None, message, "name single parts under `of`")
        return
    for number, steps in enumerate(longest(rules, uses)):
        if steps > MAX_DEPTH:
            rule = rules[number][0]
            message = f"the elements of `{rule.citation}` rest on others in more than {MAX_DEPTH} steps"
            yield Problem("KZP005", rule.span, message, "write out in one of them what it means")
            return


def one_charge_a_part(checked: Checked) -> Iterator[Problem]:
    """KZP041: a part that threatens two sanctions."""
    for provision, _ in _provisions(checked.tree):
        charges = [r for r in provision.rules if isinstance(r.conclusion, Charge)]
        if len(charges) > 1:
            message = f"`{provision.citation}` threatens two sanctions"
            yield Problem("KZP041", charges[1].span, message, "make them two parts")


def classes_are_defined(checked: Checked) -> Iterator[Problem]:
    """KZP042: a class that no rule defines, or one that is defined by itself."""
    rules = list(_rules(checked.tree))
    defined: dict[str, set[str]] = {}
    for rule, _ in rules:
        if isinstance(rule.conclusion, Define):
            named = (w for t in _tests(rule) if t.fact.endswith(".classes") for w in t.words)
            defined.setdefault(rule.conclusion.name, set()).update(map(str, named))
    for rule, _ in rules:
        for test in _tests(rule):
            if not test.fact.endswith(".classes"):
                continue
            if isinstance(rule.conclusion, Define) and _rests_on(defined, test.words, rule.conclusion.name):
                message = f"the class `{rule.conclusion.name}` is defined by itself"
                yield Problem("KZP042", test.span, message, "write the conditions out")
            for word in test.words:
                if word not in defined:
                    cure = did_you_mean(str(word), defined) or "write a rule that says `define`"
                    yield Problem("KZP042", test.span, f"no rule defines the class `{word}`", cure)


def _rests_on(defined: Mapping[str, set[str]], words: Iterable[object], name: str) -> bool:
    """Say whether one of the classes *words* is *name*, or is defined by it in any number of steps."""
    waiting, seen = [str(w) for w in words], set[str]()
    while waiting:
        one = waiting.pop()
        if one == name:
            return True
        if one not in seen:
            seen.add(one)
            waiting += defined.get(one, ())
    return False


def no_contradictions(checked: Checked) -> Iterator[Problem]:
    """KZP035: two substitutes that may both apply and differ, neither yielding to the other."""
    found = [(r, p) for r, p in _rules(checked.tree) if _substitute(r) is not None]
    for (first, a), (second, b) in combinations(found, 2):
        if first.citation.code != second.citation.code or not meet(a, b):
            continue
        if _substitute(first) == _substitute(second) or _yields(first, second) or _exclusive(first, second):
            continue
        message = f"`{first.key}` and `{second.key}` may both apply, and substitute different penalties"
        cure = "say under `unless` of one of them that it yields to the other"
        related = _beside("other", first.span)
        yield Problem("KZP035", second.span, message, cure, related=related)


CHECKS: tuple[Callable[[Checked], Iterator[Problem]], ...] = (
    repeated_articles,
    versions_overlap,
    readings_in_time,
    known_instruments,
    references,
    references_to_charges,
    circles,
    long_chains,
    one_charge_a_part,
    classes_are_defined,
    no_contradictions,
)


# What the checks ask


def _beside(label: str, span: Span | None) -> tuple[tuple[str, Span], ...]:
    return () if span is None else ((label, span),)


def _versions(tree: Tree) -> Iterator[tuple[Article, Version]]:
    for article in tree.articles:
        for version in article.versions:
            yield article, version


def _provisions(tree: Tree) -> Iterator[tuple[Provision, Period]]:
    for _, version in _versions(tree):
        for provision in version.provisions:
            yield provision, version.in_force
    for bill in tree.bills:
        for provision in bill.provisions:
            yield provision, Period(None)


def _rules(tree: Tree) -> Iterator[tuple[Rule, Period]]:
    for provision, period in _provisions(tree):
        for rule in provision.rules:
            yield rule, period


def _tests(rule: Rule) -> Iterator[Test]:
    for node in rule.nodes():
        for leaf in leaves(node):
            if isinstance(leaf, Test):
                yield leaf


def _existing(tree: Tree) -> Mapping[Citation, list[Period]]:
    """Return when each provision exists: encoded, or listed as not encoded."""
    found: dict[Citation, list[Period]] = {}
    for article, version in _versions(tree):
        if not version.absent:
            found.setdefault(article.citation, []).append(version.in_force)
    for provision, period in _provisions(tree):
        for citation in (provision.citation, *(p.citation for p in provision.points)):
            found.setdefault(citation, []).append(period)
            if citation.path:
                found.setdefault(citation.parent, []).append(period)
    for entry in tree.unencoded:
        found.setdefault(entry.citation, []).append(entry.in_force)
    return found


def _by_article(citations: Iterable[Citation]) -> Mapping[Citation, list[Citation]]:
    """Return *citations* by the article that each is of."""
    found: dict[Citation, list[Citation]] = {}
    for citation in citations:
        found.setdefault(citation.whole, []).append(citation)
    return found


def _verdict(
    reference: _Reference,
    existing: Mapping[Citation, list[Period]],
    articles: Mapping[Citation, list[Citation]],
) -> str:
    """Return "there", "dangling" or "nowhere" for what *reference* cites."""
    periods: list[Period] = []
    asked: Citation | None = reference.citation
    # A list of what is not encoded may name an article for all its parts.
    unlisted = articles.get(reference.citation.whole, [])
    while asked is not None:
        if asked in existing:
            periods = existing[asked]
            break
        if any(c.path and c.within(asked.parent) for c in unlisted) or not asked.path:
            break
        asked = asked.parent
    if not periods:
        return "nowhere"
    return "there" if any(meet(p, reference.in_force) for p in periods) else "dangling"


def _references(tree: Tree) -> Iterator[_Reference]:
    for rule, period in _rules(tree):
        for node in rule.nodes():
            yield from _cited(node, period)
        for exception in rule.unless:
            yield _Reference(exception.by, exception.span, period, "`by`")
        conclusion = rule.conclusion
        if isinstance(conclusion, Charge):
            for citation in conclusion.instead_of:
                yield _Reference(citation, rule.span, period, "`instead_of`")
        elif isinstance(conclusion, Increase):
            for citation in conclusion.targets:
                yield _Reference(citation, rule.span, period, "`increases`")
        elif isinstance(conclusion, Operation) and conclusion.minimum_yields is not None:
            yield _Reference(conclusion.minimum_yields, rule.span, period, "`minimum_yields`")


def _cited(node: Node, period: Period) -> Iterator[_Reference]:
    for leaf in leaves(node):
        if isinstance(leaf, (Of, Subject)):
            what = "`of`" if isinstance(leaf, Of) else f"`{leaf.name} is`"
            for citation in leaf.citations:
                yield _Reference(citation, leaf.span, period, what)


def _substitute(rule: Rule) -> object | None:
    conclusion = rule.conclusion
    return conclusion.penalty if isinstance(conclusion, Operation) and conclusion.op == "substitute" else None


def _yields(first: Rule, second: Rule) -> bool:
    """Say whether one of two rules names the other under `unless`."""
    return any(second.citation.within(u.by) or u.by.within(second.citation) for u in first.unless) or any(
        first.citation.within(u.by) or u.by.within(first.citation) for u in second.unless
    )


def _exclusive(first: Rule, second: Rule) -> bool:
    """Say whether two rules can never both apply, as far as single tests of theirs tell."""
    mine, theirs = _necessary(first), _necessary(second)
    return any(_opposed(a, b) for a in mine for b in theirs)


def _necessary(rule: Rule) -> list[Test | Subject]:
    """Return the tests that must all hold for *rule*."""
    found: list[Test | Subject] = []
    nodes = list(rule.conditions)
    while nodes:
        node = nodes.pop()
        if isinstance(node, All):
            nodes += node.items
        elif isinstance(node, (Test, Subject)):
            found.append(node)
    return found


def _opposed(a: Test | Subject, b: Test | Subject) -> bool:
    if isinstance(a, Subject) or isinstance(b, Subject):
        if not (isinstance(a, Subject) and isinstance(b, Subject)):
            return False
        if a.positive != b.positive:
            return set(a.citations) == set(b.citations)
        apart = all(not x.within(y) and not y.within(x) for x in a.citations for y in b.citations)
        return a.positive and apart
    if a.fact != b.fact or a.op != b.op:
        return False
    if a.op == "between":
        low = max(a.low or 0, b.low or 0)
        high = min(x for x in (a.high, b.high, 10**9) if x is not None)
        return a.positive and b.positive and low > high
    if a.op == "is":
        if a.positive and b.positive:
            return not set(a.words) & set(b.words)
        return a.positive != b.positive and set(a.words) == set(b.words)
    return a.op == "true" and a.positive != b.positive
