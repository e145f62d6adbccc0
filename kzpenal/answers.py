"""What an answer is made of: small frozen objects with their JSON and their words."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from attrs import field, frozen

from kzpenal.labels import named, value_label
from kzpenal.provision import title_in
from kzpenal.sanction import Alternative, Penalty, Sanction
from kzpenal.translations import Translations
from kzpenal.vocabulary import Vocabulary
from kzpenal.wording import measure, phrase, remark_text, word


@frozen
class LawUsed:
    """Which Law answered. `text_read`: the earliest newest redaction among the provisions used."""

    kind: Literal["in-force", "bill"]
    on: dt.date | None
    id: str
    hash: str
    text_read: dt.date | None


@frozen
class EngineUsed:
    """Which engine derived the answer, and whether the reference engine derived it too."""

    name: str
    cross_checked: bool


@frozen
class Change:
    """One step from the printed sanction to what is left; `extent` "unknown" where not reported."""

    op: str
    provision: str
    before: Penalty | None
    after: Penalty | None
    extent_unknown: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Return the step as JSON has it."""
        out: dict[str, Any] = {
            "op": self.op,
            "provision": self.provision,
            "before": None if self.before is None else self.before.to_dict(),
            "after": None if self.after is None else self.after.to_dict(),
        }
        if self.extent_unknown:
            out["extent"] = None
        return out

    def text(self, lang: str = "en") -> str:
        """Return the step in words."""
        before, after = (
            phrase("nothing", lang) if p is None else penalty_text(p, lang) for p in (self.before, self.after)
        )
        op = word("op", self.op, lang)
        if self.extent_unknown:
            return phrase("step-unknown", lang, provision=self.provision, op=op)
        return phrase("step", lang, provision=self.provision, op=op, before=before, after=after)


@frozen
class Charge:
    """What the person is charged with, the sanction printed, and what is left of it for them."""

    provision: str
    points: tuple[str, ...]
    certainty: Literal["settled", "at-least"]
    kind: str | None
    gravity: str | None
    liable: str
    statutory: Sanction
    sanction: Sanction
    steps: tuple[Change, ...]
    title: tuple[tuple[str, str], ...] = field(default=(), eq=False, repr=False)

    @property
    def id(self) -> str:
        """By what it can be asked about: its provision."""
        return self.provision

    def to_dict(self) -> dict[str, Any]:
        """Return the charge as JSON has it."""
        return {
            "provision": self.provision,
            "points": list(self.points),
            "certainty": self.certainty,
            "kind": self.kind,
            "gravity": self.gravity,
            "liable": self.liable,
            "statutory": self.statutory.to_dict(),
            "sanction": self.sanction.to_dict(),
            "steps": [s.to_dict() for s in self.steps],
        }

    def text(self, lang: str = "en") -> str:
        """Return the charge in words."""
        title = title_in(self.title, lang)
        category = phrase("category-unknown", lang)
        if self.kind is not None:
            category = word("kind", self.kind, lang)
            if self.gravity is not None:
                category += f", {word('gravity', self.gravity, lang)}"
        lines = [
            phrase(
                "charge",
                lang,
                provision=self.provision,
                title=title and f" {title}",
                category=category,
                certainty=phrase(f"certainty-{self.certainty}", lang),
            )
        ]
        if self.points:
            lines.append("  " + phrase("points", lang, points=", ".join(self.points)))
        if self.liable != "offender":
            lines.append("  " + phrase("liable", lang, person=word("person", self.liable, lang)))
        lines.append("  " + phrase("printed", lang, sanction=sanction_text(self.statutory, lang)))
        if self.sanction != self.statutory:
            lines += ["    " + s.text(lang) for s in self.steps]
            lines.append("  " + phrase("left", lang, sanction=sanction_text(self.sanction, lang)))
        elif self.steps:
            lines += ["    " + s.text(lang) for s in self.steps]
        return "\n".join(lines)


@frozen
class Measure:
    """Something imposed or ordered, with the provision that says so and the charge it is for."""

    kind: str
    provision: str
    for_: str
    force: str | None = None
    min: int | None = None
    max: int | None = None
    unit: str | None = None
    term: str | None = None
    on: str | None = None
    section: str = field(default="penalty", eq=False, repr=False)

    @property
    def id(self) -> str:
        """By what it can be asked about: its kind, and the charge it is for."""
        return f"{self.kind}@{self.for_}"

    def content(self) -> tuple[object, ...]:
        """Return what makes two of them the same to the person: all but where they stand."""
        return (self.kind, self.min, self.max, self.unit, self.term, self.on)

    def to_dict(self) -> dict[str, Any]:
        """Return the measure as JSON has it."""
        out: dict[str, Any] = {"kind": self.kind}
        if self.force is not None:
            out["force"] = self.force
        if self.unit is not None:
            out |= {"min": self.min, "max": self.max, "unit": self.unit}
        for name in ("term", "on"):
            if getattr(self, name) is not None:
                out[name] = getattr(self, name)
        return out | {"provision": self.provision, "for": self.for_}

    def text(self, lang: str = "en") -> str:
        """Return the measure in words."""
        told = measure(
            self.section,
            self.kind,
            low=self.min,
            high=self.max,
            unit=self.unit,
            term=self.term,
            on=self.on,
            lang=lang,
        )
        return phrase("item", lang, text=told, provision=self.provision, for_=self.for_)


@frozen
class Notice:
    """A bar, a gap or a duty: its kind, the provision that causes it, the charge it is for."""

    kind: str
    provision: str
    for_: str | None = None
    section: str = field(default="gap", eq=False, repr=False)

    @property
    def id(self) -> str:
        """By what it can be asked about: its kind, and the charge it is for, if it is for one."""
        return self.kind if self.for_ is None else f"{self.kind}@{self.for_}"

    def to_dict(self) -> dict[str, Any]:
        """Return the notice as JSON has it."""
        return {"kind": self.kind, "provision": self.provision, "for": self.for_}

    def text(self, lang: str = "en") -> str:
        """Return the notice in words."""
        told = word(self.section, self.kind, lang)
        if self.for_ is None:
            return phrase("item-plain", lang, text=told, provision=self.provision)
        return phrase("item", lang, text=told, provision=self.provision, for_=self.for_)


@frozen
class Reading:
    """What follows for a part, whose kind cannot be derived, if it is read as of one kind.

    `sanction` is None where the part is not charged then.
    """

    provision: str
    kind: str
    gravity: str | None
    outcome: str
    sanction: Sanction | None
    mandatory: tuple[Measure, ...]
    orders: tuple[Measure, ...]
    bars: tuple[Notice, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the reading as JSON has it."""
        return {
            "provision": self.provision,
            "kind": self.kind,
            "gravity": self.gravity,
            "outcome": self.outcome,
            "sanction": None if self.sanction is None else self.sanction.to_dict(),
            "mandatory": [m.to_dict() for m in self.mandatory],
            "orders": [m.to_dict() for m in self.orders],
            "bars": [b.to_dict() for b in self.bars],
        }

    def text(self, lang: str = "en") -> str:
        """Return the reading in words."""
        category = word("kind", self.kind, lang)
        if self.gravity is not None:
            category += f", {word('gravity', self.gravity, lang)}"
        outcome = word("outcome", self.outcome, lang)
        out = [phrase("read-as", lang, provision=self.provision, category=category, outcome=outcome)]
        if self.sanction is not None:
            out.append("    " + phrase("left", lang, sanction=sanction_text(self.sanction, lang)))
        for name, items in (("mandatory", self.mandatory), ("orders", self.orders), ("bars", self.bars)):
            if items:
                out.append("    " + phrase(name, lang))
                out += [f"      - {i.text(lang)}" for i in items]
        return "\n".join(out)


@frozen
class Possible:
    """Something that hangs on facts not known, and those facts."""

    what: Literal["charge", "point", "penalty", "order", "bar", "gap"]
    provision: str
    kind: str | None
    missing: tuple[str, ...]
    words: Vocabulary | None = field(default=None, eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the entry as JSON has it."""
        out: dict[str, Any] = {"what": self.what, "provision": self.provision}
        if self.kind is not None:
            out["kind"] = self.kind
        return out | {"missing": list(self.missing)}

    def text(self, lang: str = "en") -> str:
        """Return the entry in words."""
        section = self.what if self.what in ("penalty", "order", "bar", "gap") else None
        kind = f" ({word(section, self.kind, lang)})" if section and self.kind else ""
        return phrase(
            "possible-item" if self.missing else "possible-reading",
            lang,
            what=word("what", self.what, lang),
            provision=self.provision,
            kind=kind,
            missing=phrase("list", lang).join(named(path, lang, self.words) for path in self.missing),
        )


@frozen
class Presumed:
    """A fact that was taken for granted, and why."""

    fact: str
    value: str | int | bool
    because: str
    said: tuple[tuple[str, str], ...] = field(default=(), eq=False, repr=False)
    words: Vocabulary | None = field(default=None, eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the entry as JSON has it."""
        return {"fact": self.fact, "value": self.value, "because": self.because}

    def text(self, lang: str = "en") -> str:
        """Return the entry in words."""
        shown = str(self.value).lower() if isinstance(self.value, bool) else self.value
        if lang != "en":
            shown = value_label(self.fact, self.value, lang, self.words)
        because = dict(self.said).get(lang, self.because)
        return phrase(
            "presumed-item", lang, fact=named(self.fact, lang, self.words), value=shown, because=because
        )


@frozen
class Remark:
    """A reading chosen, or something left out, and the provision it is about."""

    provision: str
    remark: str
    translations: Translations | None = field(default=None, eq=False, repr=False)
    #: The name of the phrase, where it is the library's own and not one of the rules.
    own: str | None = field(default=None, eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the remark as JSON has it, in English."""
        return {"provision": self.provision, "text": self.remark}

    def text(self, lang: str = "en") -> str:
        """Return the remark in words: in English, marked so, where it is not translated."""
        told = phrase(self.own, lang) if self.own else remark_text(self.remark, lang, self.translations)
        return phrase("item-plain", lang, text=told, provision=self.provision)


@frozen
class Immunity:
    """The provision by which the person is not liable, and for what."""

    provision: str
    for_: str

    def to_dict(self) -> dict[str, Any]:
        """Return the entry as JSON has it."""
        return {"provision": self.provision, "for": self.for_}

    def text(self, lang: str = "en") -> str:
        """Return the entry in words."""
        return phrase("by-item", lang, provision=self.provision, for_=self.for_)


@frozen
class Core:
    """What an answer comes to, the circumstances of its derivation aside."""

    outcome: str
    charges: tuple[Charge, ...]
    mandatory: tuple[Measure, ...]
    orders: tuple[Measure, ...]
    bars: tuple[Notice, ...]
    duties: tuple[Notice, ...]
    gaps: tuple[Notice, ...]
    possible: tuple[Possible, ...]
    by: tuple[Immunity, ...]
    readings: tuple[Reading, ...] = ()


def penalty_text(penalty: Penalty, lang: str = "en") -> str:
    """Return a penalty in words.

    >>> penalty_text(Penalty("confiscation", force="may"))
    'confiscation of property, if the court so decides'
    """
    return measure(
        "penalty",
        penalty.kind,
        low=penalty.min,
        high=penalty.max,
        unit=penalty.unit,
        term=penalty.term,
        force=penalty.force,
        on=penalty.on,
        lang=lang,
    )


def sanction_text(sanction: Sanction, lang: str = "en") -> str:
    """Return a sanction in words."""
    if sanction.one_of is None:
        return phrase("not-reported", lang)
    told = phrase("or", lang).join(_alternative_text(a, lang) for a in sanction.one_of)
    told = told or phrase("nothing", lang)
    if sanction.non_alternative:
        told = phrase("only", lang, sanction=told)
    if sanction.and_also:
        also = phrase("and", lang).join(penalty_text(p, lang) for p in sanction.and_also)
        told = phrase("also", lang, sanction=told, additions=also)
    return told


def _alternative_text(alternative: Alternative, lang: str) -> str:
    told = penalty_text(alternative.penalty, lang)
    if not alternative.with_:
        return told
    additions = phrase("and", lang).join(penalty_text(p, lang) for p in alternative.with_)
    return phrase("with", lang, penalty=told, additions=additions)
